// Keeps a page and its own files for when there is no line. PLACE, VERSION, KEPT (what it keeps) and INSTEAD stand before
// this, written by the office. What is answered to anything else is never kept: it may be somebody's.
// Where INSTEAD names a page, it is shown for every other page of the place that cannot be reached.

const NAME = `${PLACE}-${VERSION}`;
const PATIENCE = 10_000; // ms after which a page counts as out of reach
const GATEWAY = new Set([502, 504]);

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
  const old = (await caches.keys()).filter((name) => name.startsWith(`${PLACE}-`) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

const reach = async (request) => {
  const { pathname } = new URL(request.url);
  const late = new Promise((_resolve, reject) => { setTimeout(reject, PATIENCE); });
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (!GATEWAY.has(answer.status)) return answer;
  } catch { /* nobody answered */ }
  return Response.redirect(`${INSTEAD}#${pathname}`, 303);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, search, origin } = new URL(request.url);
  if (origin !== self.location.origin) return;
  const kept = request.method === "GET" && [pathname + search, pathname].find((address) => KEPT.includes(address));
  if (kept) event.respondWith((async () => (await (await caches.open(NAME)).match(kept)) ?? fetch(request))());
  else if (INSTEAD && request.mode === "navigate") event.respondWith(reach(request));
});
