// What the phone shows of what it keeps: marks in the list, the page of what waits, pages taken along.

export const words = (sentence, counts) => Object.entries(counts).reduce((text, [gap, count]) => text.replace(`{${gap}}`, count), sentence);

const made = (name, text, looks = "") => {
  const one = document.createElement(name);
  one.textContent = text;
  one.className = looks;
  return one;
};

// Say beside a person's name that something about them has not arrived yet.
export const markPending = (deeds, said) => {
  for (const mark of document.querySelectorAll("[data-pending-mark]")) mark.remove();
  for (const link of document.querySelectorAll(".task-link")) {
    const deed = deeds.find((one) => one.about === new URL(link.href).pathname);
    if (!deed) continue;
    const mark = made("p", deed.words ? said.sayHeld : said.sayPending, "task-hint phone-mark");
    mark.dataset.pendingMark = "";
    link.parentElement.append(mark);
  }
};

const line = (deed, said, { retry, drop, reopen }) => {
  const row = made("li", "", "task phone-deed");
  const text = document.createElement("div");
  text.append(made("strong", deed.label));
  const moment = new Intl.DateTimeFormat(said.language, { dateStyle: "medium", timeStyle: "short" }).format(deed.at);
  text.append(made("p", moment, "task-hint"));
  text.append(made("p", deed.words || said.sayPending, deed.words ? "field-error" : "task-hint"));
  const buttons = made("p", "", "phone-buttons");
  for (const [label, act] of [[said.sayRetry, retry], [said.sayOpen, reopen], [said.sayDrop, drop]]) {
    const button = made("button", label, "btn btn-outline-primary");
    button.type = "button";
    button.addEventListener("click", () => { if (act !== drop || window.confirm(said.saySure)) act(deed); });
    buttons.append(button);
  }
  text.append(buttons);
  row.append(text);
  return row;
};

const keptPages = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("halaman-"));
  const found = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const address = new URL(request.url);
      if (!/\/(keluar|perbaiki|kiriman)$/.test(address.pathname)) found.push([address, await (await cache.match(request)).text()]);
    }
  }
  return found.map(([address, text]) => [address, text.match(/<h1[^>]*>([^<]+)/)?.[1].trim() ?? address.pathname]);
};

export const drawOutbox = async (deeds, said, acts) => {
  const list = document.querySelector("[data-outbox-list]");
  if (!list) return;
  document.querySelector("[data-elsewhere]").hidden = location.pathname === new URL(said.outbox, location.href).pathname;
  document.querySelector("[data-outbox-empty]").hidden = deeds.length > 0;
  list.hidden = !deeds.length;
  list.replaceChildren(...deeds.map((deed) => line(deed, said, acts)));
  const kept = await keptPages();
  document.querySelector("[data-kept]").hidden = !kept.length;
  document.querySelector("[data-kept-list]").replaceChildren(...kept.map(([address, title]) => {
    const item = document.createElement("li");
    const link = made("a", title);
    link.href = address.pathname + address.search;
    item.append(link);
    return item;
  }));
};

// Fetch what belongs to everybody on this list once, so that it can be opened at the door.
export const offerTaking = (said) => {
  const place = document.querySelector("[data-take]");
  if (!place) return;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    const people = [...document.querySelectorAll("[data-person]")].map((link) => new URL(link.href));
    let taken = 0;
    for (const one of people) {
      const answers = await Promise.all(["", "/perbaiki", "/keluar"].map((side) => fetch(one.pathname + side + one.search).catch(() => undefined)));
      if (answers.some((answer) => !answer?.ok)) break;
      taken += 1;
      place.querySelector("[role=status]").textContent = words(said.sayTaken, { n: taken, m: people.length });
    }
    if (taken < people.length) place.querySelector("[role=status]").textContent = words(said.sayTaken, { n: taken, m: people.length });
  });
};
