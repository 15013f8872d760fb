// Put in place of sw.js, this ends offline use: it removes what is kept in visitors' browsers, and then itself.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(end()));

const end = async () => {
  const family = `stemedb-sizing ${new URL("./", location.href).pathname} `;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(family)).map((name) => caches.delete(name)));
  await self.registration.unregister();
};
