// The service worker of a published course: keeps its pages on this device, so that they open at once, and without a
// network. Answers are none of its business: they lie in the browser's storage, which no worker can reach.
//
// Of each file it knows what its text hashes to in this release. It keeps only what fits that, under an address with the
// hash in it. So a new release fetches what has changed and nothing else, and a half-updated server does no harm.

/**
 * @typedef {object} Release
 * @property {string} name under which files are kept, apart from other courses on the same origin
 * @property {Record<string, string>} files by path: the beginning of the file's SHA-256 in hexadecimal digits
 * @property {string[]} first what is fetched before all else
 * @property {string} offline the page for what is not here
 * @property {string} lost the page for what there isn't
 */

const TOGETHER = 4; // files that are fetched at a time

/**
 * @param {any} scope the worker itself
 * @param {Release} release
 */
export function start(scope, release) {
  const root = new URL("./", scope.location.href).href;
  const files = new Map(Object.entries(release.files));
  const open = () => scope.caches.open(release.name);
  const keyOf = (path) => `${root}${path}?kept=${files.get(path)}`;

  scope.addEventListener("install", (event) => {
    // The old release goes as soon as the new one is here. Its pages stay as they are until the next one is opened.
    event.waitUntil(fetchAll(release.first).then(() => scope.skipWaiting()));
  });

  scope.addEventListener("activate", (event) => event.waitUntil(forget().then(() => scope.clients.claim())));

  scope.addEventListener("message", (event) => {
    if (event.data !== "keep-all") return;
    event.waitUntil(fetchAll([...files.keys()]).then(() => event.source?.postMessage("asked-for-all")));
  });

  scope.addEventListener("fetch", (event) => {
    const path = pathOf(event.request, root);
    if (path !== null) event.respondWith(answer(event, path));
  });

  async function answer(event, path) {
    const { request } = event;
    const cache = await open();
    const kept = files.has(path) && (await cache.match(keyOf(path)));
    if (kept) return kept;
    try {
      const response = await fetch(request);
      if (files.has(path) && response.ok) event.waitUntil(keep(cache, path, response.clone()));
      return response;
    } catch (error) {
      const instead = request.mode === "navigate" && (await cache.match(keyOf(files.has(path) ? release.offline : release.lost)));
      if (!instead) throw error;
      const [status, statusText] = files.has(path) ? [503, "Offline"] : [404, "Not Found"];
      return new Response(instead.body, { status, statusText, headers: instead.headers });
    }
  }

  /** Fetch what is not here yet, a few at a time. What does not come now comes when somebody asks for it. */
  async function fetchAll(paths) {
    const cache = await open();
    const waiting = [...paths];
    const work = async () => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        if (await cache.match(keyOf(path))) continue;
        try {
          const response = await fetch(`${root}${path}`, { cache: "no-cache" });
          if (response.ok) await keep(cache, path, response);
        } catch {
          // There may be no network, or no room.
        }
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
  }

  /** Keep a file if it is the one of this release. */
  async function keep(cache, path, response) {
    const body = await response.arrayBuffer();
    if ((await hashOf(body)) !== files.get(path)) return;
    const type = response.headers.get("Content-Type") || "";
    await cache.put(keyOf(path), new Response(body, { headers: { "Content-Type": type } }));
  }

  /** Remove what no file of this release is. */
  async function forget() {
    const cache = await open();
    const now = new Set([...files.keys()].map(keyOf));
    const old = (await cache.keys()).filter(({ url }) => !now.has(url));
    await Promise.all(old.map((request) => cache.delete(request)));
  }
}

/**
 * The path of a file of the site that a request asks for; null for a request that is none of our business.
 * @param {{ method: string, url: string, headers: { has: (name: string) => boolean } }} request
 * @param {string} root the address of the site's top
 * @returns {string | null}
 */
export function pathOf({ method, url, headers }, root) {
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  if (method !== "GET" || headers.has("Range") || !address.startsWith(root)) return null;
  const path = decoded(address.slice(root.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

/** A path without its escapes, or as it is if it is no such text. */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The beginning of a text's SHA-256, in hexadecimal digits. */
async function hashOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...bytes.slice(0, 5)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
