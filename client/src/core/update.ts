/**
 * A newer client on the server: noticed, told, and taken up when the person says so, never before.
 *
 * The page names the script it was started with; when the server's page names another, there is a
 * newer build. That holds on every machine; where the browser allows it, a service worker has fetched
 * the new files meanwhile, so taking them up is one reload.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core';

const EVERY = 30 * 60_000; // milliseconds between two looks
const SCRIPT = /<script type="module"[^>]*\bsrc="([^"]+)"/;

export interface UpdateOptions {
  /** The script this page runs, as the page of the build names it; none: it was not built. */
  readonly running: string | null | undefined;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly reload: () => void;
  /** None where the page came over an address that browsers do not trust with one. */
  readonly workers?: Pick<ServiceWorkerContainer, 'register'> | undefined;
}

export class Update {
  readonly #options: UpdateOptions;
  readonly #available = signal(false);
  #registration: ServiceWorkerRegistration | undefined;

  /** A newer version can be taken up. */
  readonly available: ReadonlySignal<boolean> = this.#available;

  constructor(options: UpdateOptions) {
    this.#options = options;
  }

  /** Keep an eye on the server from now on; the answer ends it. */
  watch(page: Window): () => void {
    const look = () => {
      this.look().catch(() => undefined); // no server, no news
    };
    const back = () => {
      if (page.document.visibilityState === 'visible') look();
    };
    const timer = page.setInterval(look, EVERY);
    page.document.addEventListener('visibilitychange', back);
    // a part of this build that is no longer there: the server has moved on
    page.addEventListener('vite:preloadError', look);
    this.#register().catch(() => undefined); // it only makes the next start faster
    return () => {
      page.clearInterval(timer);
      page.document.removeEventListener('visibilitychange', back);
      page.removeEventListener('vite:preloadError', look);
    };
  }

  /** Look now; worth it when a connection has come back, for the server may be another one. */
  async look(): Promise<void> {
    const { running } = this.#options;
    if (typeof running !== 'string') return;
    const answer = await this.#options.fetch('/', { cache: 'no-cache' });
    if (!answer.ok) return;
    const script = SCRIPT.exec(await answer.text())?.[1];
    if (script === undefined || script === running) return;
    this.#available.value = true;
    await this.#registration?.update();
  }

  /** Take the newer version up. What is unsaved must be kept before: the page is loaded again. */
  apply(): void {
    this.#registration?.waiting?.postMessage('take over');
    this.#options.reload();
  }

  async #register(): Promise<void> {
    this.#registration = await this.#options.workers?.register('/sw.js');
  }
}

/** The update of the page we are in; while it is being written, each change of it comes by itself. */
export const updateOf = (page: Window & typeof globalThis): Update => {
  const script = page.document.querySelector('script[type="module"][src]')?.getAttribute('src');
  const workers = 'serviceWorker' in page.navigator ? page.navigator.serviceWorker : undefined;
  return new Update({
    running: import.meta.env.PROD ? script : undefined,
    fetch: (path, init) => page.fetch(path, init),
    reload: () => page.location.reload(),
    workers: import.meta.env.PROD ? workers : undefined,
  });
};
