// A phone at somebody's door. What is typed is kept until it is sent; what cannot be sent waits and goes out by itself.
// Without this script, or where the page is not secure, every form is sent at once, as anywhere.

import { deedsOf, draftOf, dropDeed, dropDraft, keepDeed, keepDraft, knowsKey, learnKey, newKey } from "./store.js";
import { pulse, send } from "./sending.js";
import { drawOutbox, markPending, offerTaking, words } from "./showing.js";

const bar = document.querySelector("[data-phone]");
const { who } = bar.dataset;
const UNSAID = new Set(["csrf_token"]);
const AGAIN = 20000;
const CARRIED = "telepon-kata";

const say = (name, counts = {}) => words(bar.dataset[`say${name}`], counts);

const show = (text, { link = "", tone = "" } = {}) => {
  bar.hidden = !text;
  bar.dataset.tone = tone;
  bar.querySelector(".phone-words").textContent = text;
  const anchor = bar.querySelector(".phone-link");
  anchor.hidden = !link;
  if (link) anchor.href = link;
};

const stand = async (state) => {
  const deeds = await deedsOf(who);
  const waiting = deeds.filter((deed) => !deed.words).length;
  const refused = deeds.length - waiting;
  const { outbox, signIn } = bar.dataset;
  if (state === "ended") show(say("Ended", { n: waiting }), { link: signIn, tone: "wait" });
  else if (state === "away" && waiting) show(say("Waiting", { n: waiting }), { link: outbox, tone: "wait" });
  else if (refused) show(say("Refused", { n: refused }), { link: outbox, tone: "bad" });
  else if (state === "away") show(say("Away"), { tone: "wait" });
  else show("");
  markPending(deeds, bar.dataset);
  drawOutbox(deeds, bar.dataset, { retry, drop, reopen });
};

const sent = async (deed) => {
  await dropDeed(deed.key);
  await dropDraft(who, new URL(deed.action).pathname);
};

const refused = (deed, answer) => keepDeed(who, { ...deed, words: answer.words.join(" ") || say("Held") });

const flush = async () => {
  const here = await pulse(bar.dataset.pulse);
  if (here.state === "here" && here.who !== who) return "ended";
  if (here.state !== "here") return here.state;
  await learnKey(who, here.key);
  const waiting = (await deedsOf(who)).filter((deed) => !deed.words);
  if (waiting.length) show(say("Sending", { n: waiting.length }));
  let count = 0;
  for (const deed of waiting) {
    const answer = await send(deed, here.token);
    if (answer.state === "sent") {
      await sent(deed);
      count += 1;
    } else if (answer.state === "refused") await refused(deed, answer);
    else return answer.state;
  }
  await stand("here");
  if (count) show(say("Sent", { n: count }), { tone: "good" });
  return "here";
};

// One tab sends at a time; were two to send, the keys would keep the second from doing anything.
const flushAlone = () => navigator.locks.request("telepon-kirim", { ifAvailable: true }, async (turn) => {
  if (!turn) return;
  const state = await flush();
  if (state !== "here") await stand(state);
});

const retry = async (deed) => {
  const { words: _told, ...plain } = deed;
  await keepDeed(who, plain);
  await flushAlone();
};

const drop = async (deed) => {
  await dropDeed(deed.key);
  await stand("here");
};

// What was refused goes back into its form, so that nothing has to be typed again.
const reopen = async (deed) => {
  await keepDraft(who, new URL(deed.action).pathname, deed.fields);
  await dropDeed(deed.key);
  location.assign(deed.page);
};

const carry = (text, where) => {
  sessionStorage.setItem(CARRIED, text);
  location.assign(where);
};

const deedOf = (form, submitter) => ({
  key: newKey(),
  at: Date.now(),
  action: form.action,
  page: location.href,
  label: form.dataset.deed,
  about: form.dataset.about,
  fields: [...new FormData(form, submitter)].filter(([name]) => !UNSAID.has(name)),
});

const submitted = async (form, submitter) => {
  const deed = deedOf(form, submitter);
  try {
    await keepDeed(who, deed);
  } catch {
    // A phone that keeps nothing sends at once, with words of its own if that fails.
    form.submit();
    return;
  }
  const answer = await send(deed, form.elements.csrf_token.value);
  if (answer.state === "sent") {
    await sent(deed);
    carry(answer.words.join(" "), answer.where);
  } else if (answer.status === 422) {
    await dropDeed(deed.key);
    form.submit();
  } else if (answer.state === "refused" && answer.status !== 400) {
    await refused(deed, answer);
    location.assign(bar.dataset.outbox);
  } else {
    await dropDraft(who, new URL(deed.action).pathname);
    carry(say("Kept"), form.dataset.after);
  }
};

const pairsOf = (form) => [...new FormData(form)].filter(([name]) => !UNSAID.has(name) && name !== "seen");

const restore = (form, pairs) => {
  const said = new Map();
  for (const [name, value] of pairs) said.set(name, [...said.get(name) ?? [], value]);
  for (const control of form.elements) {
    if (!control.name || control.type === "hidden") continue;
    const values = said.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (values.length) [control.value] = values;
  }
};

const watch = async (form) => {
  const name = new URL(form.action).pathname;
  const draft = await draftOf(who, name);
  if (draft && !form.querySelector("[aria-invalid]")) {
    restore(form, draft);
    show(say("Restored"), { tone: "good" });
  }
  form.addEventListener("input", () => keepDraft(who, name, pairsOf(form)));
};

const keepThisPage = async () => {
  const cache = await caches.open("bagian");
  const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.includes("/static/"));
  await Promise.all(parts.map((name) => cache.add(name).catch(() => {})));
  if (!navigator.serviceWorker.controller) await new Promise((done) => { navigator.serviceWorker.oncontrollerchange = done; });
  await Promise.all([location.href, bar.dataset.outbox].map((address) => fetch(address).catch(() => {})));
};

const startWorker = async () => {
  const policy = window.trustedTypes?.createPolicy("srikandi", { createScriptURL: (url) => url }) ?? { createScriptURL: (url) => url };
  const first = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(policy.createScriptURL(bar.dataset.worker), { scope: bar.dataset.scope });
  if (first) await keepThisPage();
};

const start = async () => {
  if (!await knowsKey(who)) {
    const here = await pulse(bar.dataset.pulse);
    if (here.state !== "here" || here.who !== who) return;
    await learnKey(who, here.key);
  }
  const forms = [...document.querySelectorAll("form[data-deed]")];
  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.dataset.going) submitted(form, event.submitter);
      form.dataset.going = "yes";
    });
  }
  window.addEventListener("pageshow", () => forms.forEach((form) => delete form.dataset.going));
  await flushAlone();
  await Promise.all(forms.map(watch));
  const carried = sessionStorage.getItem(CARRIED);
  sessionStorage.removeItem(CARRIED);
  if (carried && bar.hidden) show(carried, { tone: "good" });
  window.addEventListener("online", flushAlone);
  setInterval(async () => { if ((await deedsOf(who)).length && !document.hidden) await flushAlone(); }, AGAIN);
  offerTaking(bar.dataset);
};

if (window.isSecureContext && "serviceWorker" in navigator && navigator.locks) {
  startWorker().then(() => { document.documentElement.dataset.phoneKept = "yes"; });
  await start();
  document.documentElement.dataset.phoneReady = "yes";
}
