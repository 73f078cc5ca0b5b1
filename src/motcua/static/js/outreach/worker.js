// Keeps the tablet's page and its own files for when there is no line. KEPT, what it keeps, and VERSION stand before
// this, written by the office. What is answered to anything else is never kept: it may be somebody's.

const NAME = `luu-dong-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(NAME);
  await Promise.all(KEPT.map(async (address) => {
    // Without cookies: the page as a stranger gets it, with nobody's name in it.
    const answer = await fetch(address, { credentials: "omit", cache: "reload" });
    if (!answer.ok) throw new Error(address);
    await kept.put(address, answer);
  }));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("luu-dong-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin || !KEPT.includes(pathname)) return;
  event.respondWith((async () => (await (await caches.open(NAME)).match(pathname)) ?? fetch(event.request))());
});
