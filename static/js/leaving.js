// Whoever signs out, or has to sign in again, leaves no page about residents and no key on this phone.
// What they could not send yet stays locked until they are back.

const forget = () => {
  indexedDB.deleteDatabase("telepon-kunci");
  if (!("caches" in window)) return Promise.resolve();
  return caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("halaman-")).map((name) => caches.delete(name))));
};

if (location.pathname.endsWith("/masuk")) forget();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.action.endsWith("/keluar") || form.action.includes("/desa/")) return;
  forget();
});
