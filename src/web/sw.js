// Keeps one version of the calculator in the browser, so that it opens without a network. Whoever makes the site puts the
// version and the files into the two lines below (scripts/site/); a new version is a new script, which the browser notices.
const VERSION = "__VERSION__";
const FILES = [/* __FILES__ */];

// Caches belong to a whole origin, on which there may be several calculators, each in a folder of its own.
const HOME = new URL("./", location.href);
const FAMILY = `stemedb-sizing ${HOME.pathname} `;
const CACHE = FAMILY + VERSION;
const KEPT = new Set(FILES.map(([path]) => new URL(path, HOME).href));

// All files or none. What is not to the byte what this version was made of is refused, and tried again next time: a half
// published version never gets in here.
const install = async () => {
  const requests = FILES.map(([path, integrity, stable]) => new Request(path, { integrity, cache: stable ? "no-cache" : "default" }));
  try {
    await (await caches.open(CACHE)).addAll(requests);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
};

const activate = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== CACHE).map((name) => caches.delete(name)));
  // The page that brought this in may go offline before it is opened again.
  await clients.claim();
};

// The address of the kept file that answers a request, if one does.
const kept = (request) => {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== HOME.origin) return undefined;
  url.hash = "";
  if (request.mode === "navigate") {
    url.search = "";
    if (url.href === `${HOME}index.html`) return HOME.href;
  }
  return KEPT.has(url.href) ? url.href : undefined;
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
// Only the page decides when a newer version takes over: see offline.js.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const address = kept(event.request);
  if (address === undefined) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(address))
      .then((found) => found ?? fetch(event.request)),
  );
});
