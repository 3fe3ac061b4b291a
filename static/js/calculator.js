// Sums while you type. The server counts again and its answer is the one that holds.
//
//   <form data-calculator> … <output data-product="lives months tariff" data-as="rupiah">Rp0</output>
//   data-product multiplies, data-sum adds the fields of these names; a name ending in * takes every field that starts so.
//   data-as: rupiah, number, or words (terbilang, Indonesian). A chosen radio button may carry its number in data-number.

const digits = (text) => {
  const written = text.replace(/^\s*rp\.?\s*/i, "").trim();
  const found = written.match(/^(\d{1,3}(?:\.\d{3})+|\d+)(?:,00)?$|^(\d{1,3}(?:,\d{3})+)(?:\.00)?$/);
  return found ? BigInt((found[1] ?? found[2]).replace(/[.,]/g, "")) : null;
};

const SEPARATOR = document.documentElement.lang === "en" ? "," : ".";
const grouped = (number) => number.toString().replace(/\B(?=(\d{3})+$)/g, SEPARATOR);

const UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"];
const SCALES = [[1000000000000n, "triliun"], [1000000000n, "miliar"], [1000000n, "juta"], [1000n, "ribu"]];

const below = (n) => {
  if (n < 12) return UNITS[n];
  if (n < 20) return `${UNITS[n - 10]} belas`;
  if (n < 100) return `${UNITS[Math.floor(n / 10)]} puluh ${UNITS[n % 10]}`;
  if (n < 200) return `seratus ${below(n - 100)}`;
  return `${UNITS[Math.floor(n / 100)]} ratus ${below(n % 100)}`;
};

const words = (number) => {
  if (number === 0n) return "nol";
  const parts = [];
  for (const [scale, name] of SCALES) {
    const count = number / scale;
    number %= scale;
    if (count > 0n) parts.push(count === 1n && name === "ribu" ? "seribu" : `${words(count)} ${name}`);
  }
  parts.push(below(Number(number)));
  return parts.join(" ").replace(/\s+/g, " ").trim();
};

const WAYS = {
  rupiah: (number) => `Rp${grouped(number)}`,
  number: grouped,
  words: (number) => `${words(number)} rupiah`,
};

const chosen = (control) =>
  control instanceof RadioNodeList ? [...control].find((option) => option.checked) ?? null : control;

const fieldsOf = (form, name) => {
  const found = name.endsWith("*")
    ? [...form.elements].filter((control) => control.name.startsWith(name.slice(0, -1)))
    : [form.elements.namedItem(name)];
  return found.map(chosen).map((control) => (control ? digits(control.dataset.number ?? control.value) : null));
};

const answer = (form, output) => {
  const multiply = "product" in output.dataset;
  const numbers = (output.dataset.product ?? output.dataset.sum).split(" ").flatMap((name) => fieldsOf(form, name));
  if (multiply && numbers.includes(null)) return null;
  return numbers.reduce((sum, number) => (multiply ? sum * number : sum + (number ?? 0n)), multiply ? 1n : 0n);
};

for (const form of document.querySelectorAll("form[data-calculator]")) {
  const outputs = form.querySelectorAll("[data-product], [data-sum]");
  form.addEventListener("input", () => {
    for (const output of outputs) {
      const sum = answer(form, output);
      output.textContent = sum === null || sum > 10n ** 15n ? "–" : WAYS[output.dataset.as ?? "number"](sum);
    }
  });
}
