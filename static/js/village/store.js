// What this phone keeps of what was typed: deeds that wait and half-filled forms, each locked with a key of its owner.
// The server gives the key to whoever is signed in; signing out forgets it (js/leaving.js), and what waits stays unreadable
// until its owner is back.

const KEYS = "telepon-kunci";
const STORE = "telepon";
const DEEDS = "kiriman";
const DRAFTS = "isian";

const settled = (request) => new Promise((done, refuse) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => refuse(request.error);
});

const opened = (name, stores) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => stores.forEach(([store, options]) => request.result.createObjectStore(store, options));
  return settled(request);
};

const within = async (name, stores, store, mode, work) => {
  const base = await opened(name, stores);
  try {
    const deal = base.transaction(store, mode);
    const given = await settled(work(deal.objectStore(store)));
    if (mode === "readwrite") {
      await new Promise((done, refuse) => {
        deal.oncomplete = done;
        deal.onabort = () => refuse(deal.error);
      });
    }
    return given;
  } finally {
    base.close();
  }
};

const inKeys = (mode, work) => within(KEYS, [["kunci", undefined]], "kunci", mode, work);
const inStore = (store, mode, work) => within(
  STORE, [[DEEDS, { keyPath: "key" }], [DRAFTS, { keyPath: ["who", "form"] }]], store, mode, work,
);

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

export const learnKey = async (who, hex) => {
  const key = await crypto.subtle.importKey("raw", bytes(hex), "AES-GCM", false, ["encrypt", "decrypt"]);
  await inKeys("readwrite", (keys) => keys.put(key, who));
};

export const knowsKey = async (who) => Boolean(await inKeys("readonly", (keys) => keys.get(who)));

const lock = async (who, content) => {
  const key = await inKeys("readonly", (keys) => keys.get(who));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(content));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
};

const unlock = async (who, { iv, sealed }) => {
  const key = await inKeys("readonly", (keys) => keys.get(who));
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed)));
};

export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");

export const keepDeed = async (who, deed) => {
  const row = { key: deed.key, who, at: deed.at, ...await lock(who, deed) };
  await inStore(DEEDS, "readwrite", (deeds) => deeds.put(row));
};

export const dropDeed = (key) => inStore(DEEDS, "readwrite", (deeds) => deeds.delete(key));

export const deedsOf = async (who) => {
  const rows = (await inStore(DEEDS, "readonly", (deeds) => deeds.getAll())).filter((row) => row.who === who);
  const deeds = await Promise.all(rows.map((row) => unlock(who, row)));
  return deeds.sort((one, other) => one.at - other.at);
};

export const keepDraft = async (who, form, pairs) => {
  const row = { who, form, ...await lock(who, pairs) };
  await inStore(DRAFTS, "readwrite", (drafts) => drafts.put(row));
};

export const draftOf = async (who, form) => {
  const row = await inStore(DRAFTS, "readonly", (drafts) => drafts.get([who, form]));
  return row && unlock(who, row);
};

export const dropDraft = (who, form) => inStore(DRAFTS, "readwrite", (drafts) => drafts.delete([who, form]));
