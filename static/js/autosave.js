// Keeps what was typed in this tab until it has been sent: a lost connection or a closed lid costs nothing.
// Session storage ends with the tab. Passwords, files, hidden fields and anything marked data-secret are never kept.

const SKIPPED = new Set(["password", "hidden", "file", "submit", "button"]);
const kept = (control) => control.name && !SKIPPED.has(control.type) && !("secret" in control.dataset);

const read = (form) => [...form.elements].filter(kept).map((control) => [
  control.name,
  control.type === "checkbox" || control.type === "radio" ? [control.value, control.checked] : control.value,
]);

const untouched = (form) => [...form.elements].filter(kept).every((control) => (
  control.type === "checkbox" || control.type === "radio" ? control.checked === control.defaultChecked
    : control.tagName === "SELECT" || control.value === control.defaultValue
));

const write = (form, pairs) => {
  const controls = [...form.elements].filter(kept);
  for (const [index, [name, value]] of pairs.entries()) {
    const control = controls[index];
    if (!control || control.name !== name) continue;
    if (Array.isArray(value)) control.checked = value[1];
    else control.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

const present = new Set();
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const key = `isian:${form.dataset.autosave}`;
  present.add(key);
  const saved = sessionStorage.getItem(key);
  // A form that came back with errors already carries what was typed.
  if (saved && untouched(form) && !form.querySelector("[aria-invalid]")) write(form, JSON.parse(saved).pairs);
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify({ pairs: read(form), sent: false })));
  form.addEventListener("submit", () => sessionStorage.setItem(key, JSON.stringify({ pairs: read(form), sent: true })));
}

// Sent, and we are somewhere else now: it arrived.
for (const key of Object.keys(sessionStorage)) {
  if (!key.startsWith("isian:") || present.has(key)) continue;
  if (JSON.parse(sessionStorage.getItem(key)).sent) sessionStorage.removeItem(key);
}
