// Keeps the village's pages readable without signal: asked of the server first, from this phone when it does not answer.
// Pages of one session only: another person's, an ended session and twelve hours make an end of them.

const PARTS = "bagian";
const PAGES = "halaman-";
const LIFETIME = 12 * 60 * 60 * 1000;
const PATIENCE = 8000;
const MOST = 300;
const READER = "X-Telepon";
const SCOPE = new URL(self.registration.scope).pathname;
const OUTBOX = `${SCOPE}kiriman`;

const pageCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PAGES));
const forget = async (but) => Promise.all((await pageCaches()).filter((name) => name !== but).map((name) => caches.delete(name)));

const fetched = (request) => Promise.race([
  fetch(request),
  new Promise((_, refuse) => { setTimeout(() => refuse(new TypeError("too slow")), PATIENCE); }),
]);

const keep = async (request, answer) => {
  const name = PAGES + answer.headers.get(READER);
  await forget(name);
  const cache = await caches.open(name);
  await cache.put(request.url, answer);
  await dropOld(cache);
};

// The oldest stand first: what is too many goes, and what is too old goes from the phone too, not only out of sight.
const dropOld = async (cache) => {
  const known = await cache.keys();
  for (const [place, old] of known.entries()) {
    if (known.length - place <= MOST && fresh(await cache.match(old))) return;
    await cache.delete(old);
  }
};

const fresh = (answer) => answer && Date.now() - Date.parse(answer.headers.get("Date")) < LIFETIME;

const remembered = async (url) => {
  for (const name of await pageCaches()) {
    const cache = await caches.open(name);
    const exact = await cache.match(url);
    if (fresh(exact)) return exact;
    // The same person opened from another street is the same page.
    const alike = /\/\d+(\/|$)/.test(new URL(url).pathname) && await cache.match(url, { ignoreSearch: true });
    if (fresh(alike)) return alike;
  }
  return undefined;
};

const page = async (request) => {
  let answer;
  try {
    answer = await fetched(request);
  } catch (noSignal) {
    if (request.mode !== "navigate") throw noSignal;
    const kept = await remembered(request.url) || await remembered(new URL(OUTBOX, self.location.origin).href);
    if (kept) return kept;
    throw noSignal;
  }
  // A reader who is sent away or refused is no longer who these pages were for.
  if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 403) await forget();
  else if (answer.ok && answer.headers.has(READER)) await keep(request, answer.clone());
  return answer;
};

const part = async (request) => {
  const cache = await caches.open(PARTS);
  try {
    const answer = await fetched(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (noSignal) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    throw noSignal;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (/\/static\//.test(pathname)) event.respondWith(part(request));
  else if (pathname.startsWith(SCOPE) && !pathname.endsWith("/telepon")) event.respondWith(page(request));
});
