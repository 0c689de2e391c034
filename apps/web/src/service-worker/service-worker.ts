declare const self: ServiceWorkerGlobalScope;
/** Put here by the build. */
declare const __PRECACHE__: { readonly version: string; readonly urls: readonly string[] };

const { version, urls } = __PRECACHE__;
const PREFIX = 'notes-app-';
const CACHE = `${PREFIX}${version}`;
const PAGE = '/';
const CONFIG = '/config.json';
/** How long the network may take where the cache has an answer, in milliseconds. */
const PATIENCE = 3_000;

self.addEventListener('install', (event) => {
  event.waitUntil(precache());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(cleanUp());
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;

  if (request.mode === 'navigate') {
    if (url.pathname === PAGE || url.pathname === '/index.html')
      event.respondWith(networkFirst(event, PAGE, false));
  } else if (url.pathname === CONFIG) {
    event.respondWith(networkFirst(event, CONFIG, true));
  } else if (urls.includes(url.pathname)) {
    event.respondWith(cacheFirst(request));
  }
});

async function precache(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(urls.map((url) => new Request(url, { cache: 'no-cache' })));
  // The app starts without it, and says so, where the server does not have it yet.
  await cache.add(new Request(CONFIG, { cache: 'no-cache' })).catch(() => undefined);
}

async function cleanUp(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await fromCache(request.url)) ?? fetch(request);
}

/**
 * What the server says now, or what it said before where it does not say anything soon. The page itself is never renewed here: the cached one
 * belongs to the scripts that are cached with it.
 */
async function networkFirst(event: FetchEvent, url: string, renew: boolean): Promise<Response> {
  const kept = await fromCache(url);
  const network = fetch(event.request);
  if (renew) event.waitUntil(network.then((response) => keep(url, response)).catch(() => undefined));
  if (kept === undefined) return network;

  const late = new Promise<Response>((resolve) => {
    setTimeout(() => {
      resolve(kept);
    }, PATIENCE);
  });
  const answered = network.then((response) => (response.ok ? response : kept)).catch(() => kept);
  return Promise.race([answered, late]);
}

async function keep(url: string, response: Response): Promise<void> {
  if (!response.ok) return;
  const copy = response.clone();
  const cache = await caches.open(CACHE);
  await cache.put(url, copy);
}

async function fromCache(url: string): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  return cache.match(url, { ignoreVary: true });
}
