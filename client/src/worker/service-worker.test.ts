/** What is kept on the machine: the files of a build, nothing of anybody's data. */

import { beforeEach, describe, expect, it } from 'vitest';
import { attend, type Build, type Scope, TAKE_OVER } from './service-worker.ts';

const ORIGIN = 'https://studio.example';
type Hear = (event: never) => void;

/** A machine's caches, and a server that may be away. */
class Machine {
  readonly caches = new Map<string, Map<string, string>>();
  served: Record<string, string> = {};
  readonly asked: string[] = [];
  tookOver = 0;

  worker(build: Build): Map<string, Hear> {
    const heard = new Map<string, Hear>();
    const scope = {
      caches: {
        open: (name: string) => Promise.resolve(this.#cache(name)),
        keys: () => Promise.resolve([...this.caches.keys()]),
        delete: (name: string) => Promise.resolve(this.caches.delete(name)),
        match: (path: string) => {
          const found = [...this.caches.values()].find((cache) => cache.has(path))?.get(path);
          return Promise.resolve(found === undefined ? undefined : new Response(found));
        },
      },
      location: { origin: ORIGIN },
      fetch: (path: string) => this.#fetch(path),
      skipWaiting: () => {
        this.tookOver += 1;
        return Promise.resolve();
      },
      addEventListener: (type: string, hear: Hear) => heard.set(type, hear),
    };
    attend(scope as unknown as Scope, build);
    return heard;
  }

  #cache(name: string) {
    const kept = this.caches.get(name) ?? new Map<string, string>();
    this.caches.set(name, kept);
    return {
      addAll: async (paths: readonly string[]) => {
        for (const path of paths) kept.set(path, await (await this.#fetch(path)).text());
      },
      match: (path: string) => {
        const found = kept.get(path);
        return Promise.resolve(found === undefined ? undefined : new Response(found));
      },
    };
  }

  #fetch(path: string): Promise<Response> {
    this.asked.push(path);
    const found = this.served[path];
    if (found === undefined) return Promise.reject(new TypeError('no server'));
    const failing = found.startsWith('status ');
    return Promise.resolve(
      new Response(found, { status: failing ? Number(found.slice('status '.length)) : 200 }),
    );
  }
}

const waited = async (heard: Map<string, Hear>, type: string) => {
  let work: Promise<unknown> = Promise.resolve();
  heard.get(type)?.({
    waitUntil: (given: Promise<unknown>) => {
      work = given;
    },
  } as never);
  await work;
};

/** The worker's answer; undefined when it leaves the request to the browser. */
const answer = async (heard: Map<string, Hear>, path: string, request: object = {}) => {
  let given: Promise<Response> | undefined;
  heard.get('fetch')?.({
    request: { method: 'GET', mode: 'no-cors', url: new URL(path, ORIGIN).href, ...request },
    respondWith: (response: Promise<Response>) => {
      given = response;
    },
  } as never);
  return given && (await given).text();
};

describe('the service worker', () => {
  const build = { version: 'one', files: ['/assets/main-1.js', '/icon.svg'] };
  let machine: Machine;
  let worker: Map<string, Hear>;
  const load = (path = '/') => answer(worker, path, { mode: 'navigate' });

  beforeEach(async () => {
    machine = new Machine();
    machine.served = { '/': 'page 1', '/assets/main-1.js': 'script 1', '/icon.svg': 'icon 1' };
    worker = machine.worker(build);
    await waited(worker, 'install');
    machine.asked.length = 0;
  });

  it('answers files of the build without asking anybody', async () => {
    expect(await answer(worker, '/assets/main-1.js')).toBe('script 1');
    expect(await answer(worker, '/icon.svg')).toBe('icon 1');
    expect(machine.asked).toEqual([]);
  });

  it.each([
    '/auth/me',
    '/ws',
    '/files/7',
    '/health/ready',
    '/sw.js',
    'https://elsewhere.example/assets/main-1.js',
  ])('leaves %s alone', async (path) => {
    expect(await answer(worker, path)).toBeUndefined();
    expect(await answer(worker, path, { mode: 'navigate' })).toBeUndefined();
  });

  it('leaves alone what is not asked by GET', async () => {
    expect(await answer(worker, '/assets/main-1.js', { method: 'POST' })).toBeUndefined();
  });

  it('loads the newest page while there is a server, and the kept one while there is none', async () => {
    machine.served['/'] = 'page 2';
    expect(await load()).toBe('page 2');
    machine.served = {};
    expect(await load()).toBe('page 1');
    machine.served = { '/': 'status 502' };
    expect(await load()).toBe('page 1');
  });

  it('waits until it is asked to take over', () => {
    expect(machine.tookOver).toBe(0);
    worker.get('message')?.({ data: 'something else' } as never);
    expect(machine.tookOver).toBe(0);
    worker.get('message')?.({ data: TAKE_OVER } as never);
    expect(machine.tookOver).toBe(1);
  });

  it('keeps the build before for pages that still run it, and none older', async () => {
    machine.caches.set('of somebody else', new Map());
    for (const version of ['two', 'three']) {
      const file = `/assets/main-${version}.js`;
      machine.served = { '/': version, [file]: version };
      const next = machine.worker({ version, files: [file] });
      await waited(next, 'install');
      await waited(next, 'activate');
      worker = next;
    }
    expect([...machine.caches.keys()].sort()).toEqual([
      'of somebody else',
      'ytefas-three',
      'ytefas-two',
    ]);
    machine.served = {};
    expect(await answer(worker, '/assets/main-two.js')).toBe('two');
  });
});
