// Says how many people match while criteria are chosen. Without it the number stands there after saving.
for (const place of document.querySelectorAll("[data-count-from]")) {
  const form = place.querySelector("form");
  const words = place.querySelector("[data-count-words]");
  let asked = 0;
  let waiting;
  const ask = async () => {
    const turn = (asked += 1);
    try {
      const answer = await fetch(place.dataset.countFrom, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (!answer.ok) return;
      const counted = await answer.json();
      if (turn === asked) words.textContent = counted.words;
    } catch {
      // The number stays as it was; saving shows the right one.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 300);
  });
}
