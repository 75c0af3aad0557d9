// @vitest-environment happy-dom
/** A newer build is noticed and told; it is taken up when it is said, and not before. */

import { describe, expect, it, vi } from 'vitest';
import { Update, type UpdateOptions } from './update.ts';

const page = (script: string) =>
  `<script src="/early.js"></script><script type="module" crossorigin src="${script}">`;

const set = (options: Partial<UpdateOptions> = {}) => {
  const server = { script: '/assets/main-1.js', status: 200 };
  const reload = vi.fn();
  const update = new Update({
    running: '/assets/main-1.js',
    fetch: () => Promise.resolve(new Response(page(server.script), { status: server.status })),
    reload,
    ...options,
  });
  return { server, reload, update };
};

const workers = () => {
  const registration = {
    update: vi.fn(() => Promise.resolve()),
    waiting: { postMessage: vi.fn() },
  };
  const register = vi.fn(() => Promise.resolve(registration));
  return { registration, container: { register } as unknown as ServiceWorkerContainer, register };
};

describe('a newer version', () => {
  it('is available once the page of the server starts another script', async () => {
    const { server, update, reload } = set();
    await update.look();
    expect(update.available.value).toBe(false);
    server.script = '/assets/main-2.js';
    await update.look();
    expect(update.available.value).toBe(true);
    expect(reload).not.toHaveBeenCalled();
  });

  it('is not what a server in trouble, or a page without a script, says', async () => {
    const { server, update } = set();
    server.script = '/assets/main-2.js';
    server.status = 502;
    await update.look();
    expect(update.available.value).toBe(false);
    const bare = set({ fetch: () => Promise.resolve(new Response('<p>stand-in</p>')) });
    await bare.update.look();
    expect(bare.update.available.value).toBe(false);
  });

  it('is fetched by the worker, which takes over when it is taken up', async () => {
    const { registration, container, register } = workers();
    const { server, update, reload } = set({ workers: container });
    const end = update.watch(window);
    await vi.waitFor(() => expect(register).toHaveBeenCalledWith('/sw.js'));
    server.script = '/assets/main-2.js';
    await update.look();
    expect(registration.update).toHaveBeenCalledOnce();
    update.apply();
    expect(registration.waiting.postMessage).toHaveBeenCalledWith('take over');
    expect(reload).toHaveBeenCalledOnce();
    end();
  });

  it('is looked for when one comes back to the page, when a part of it is gone, and in between', async () => {
    vi.useFakeTimers();
    const fetched = vi.fn(() => Promise.reject(new TypeError('no server')));
    const { update } = set({ fetch: fetched });
    const end = update.watch(window);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(fetched).toHaveBeenCalledTimes(1);
    window.dispatchEvent(new Event('vite:preloadError'));
    expect(fetched).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(fetched).toHaveBeenCalledTimes(3);
    end();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    window.dispatchEvent(new Event('vite:preloadError'));
    expect(fetched).toHaveBeenCalledTimes(3);
    vi.useRealTimers();
  });
});
