/**
 * Keeps the files of one build on the machine, so that the next page is there at once.
 *
 * Only files of the build are ever kept or answered; logging in, sockets and documents do not pass
 * here. The page itself is asked of the server first, so whoever loads it again has the newest; if
 * the server does not answer, the one kept here shows what it can and waits for it. A new build
 * waits until no page works with the old one, or until a page asks for it.
 */

/** What a worker is to this module; the libraries of page and worker do not go together. */
export interface Scope {
  readonly caches: CacheStorage;
  readonly location: { readonly origin: string };
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', hear: (event: Waiting) => void): void;
  addEventListener(type: 'message', hear: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'fetch', hear: (event: Fetching) => void): void;
}
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Pick<Request, 'method' | 'mode' | 'url'>;
  respondWith(answer: Promise<Response>): void;
}

/** One build: its name changes with any of its files. */
export interface Build {
  readonly version: string;
  readonly files: readonly string[]; // paths from the root: `/assets/…`
}

const PAGE = '/';
const PREFIX = 'ytefas-';
const PATIENCE = 2500; // milliseconds for the page, then the kept one

export const TAKE_OVER = 'take over';

export const attend = (scope: Scope, build: Build): void => {
  const name = PREFIX + build.version;
  const files = new Set(build.files);

  const install = async () => {
    const kept = await scope.caches.open(name);
    await kept.addAll([PAGE, ...build.files]);
  };

  /** Pages of the build before may still be open and want a part they have not loaded yet. */
  const tidy = async () => {
    const ours = (await scope.caches.keys()).filter((one) => one.startsWith(PREFIX));
    const before = ours.filter((one) => one !== name).at(-1);
    const past = ours.filter((one) => one !== name && one !== before);
    await Promise.all(past.map((one) => scope.caches.delete(one)));
  };

  const page = async (): Promise<Response> => {
    const kept = async () => (await scope.caches.open(name)).match(PAGE);
    try {
      const answer = await scope.fetch(PAGE, {
        cache: 'no-cache',
        signal: AbortSignal.timeout(PATIENCE),
      });
      return answer.ok ? answer : ((await kept()) ?? answer); // a proxy before a server that rests
    } catch (failed) {
      const found = await kept();
      if (found === undefined) throw failed;
      return found;
    }
  };

  const file = async (path: string): Promise<Response> =>
    (await (await scope.caches.open(name)).match(path, { ignoreVary: true })) ??
    (await scope.caches.match(path, { ignoreVary: true })) ??
    (await scope.fetch(path));

  scope.addEventListener('install', (event) => event.waitUntil(install()));
  scope.addEventListener('activate', (event) => event.waitUntil(tidy()));
  scope.addEventListener('message', ({ data }) => {
    if (data === TAKE_OVER) scope.skipWaiting().catch(() => undefined); // it waits on, then
  });
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== scope.location.origin) return;
    if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(page());
    else if (files.has(pathname) || pathname.startsWith('/assets/')) {
      event.respondWith(file(pathname));
    }
  });
};
