import { expect, test } from 'vitest';
import { Auth } from '../../core/auth.ts';
import { Failure } from '../../core/failure.ts';
import { leaveAfterwards, PageAuth } from './page-auth.ts';

const machine = () => {
  const kept = new Map<string, string>([['of anna', 'recent customers']]);
  const place = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const asked: string[] = [];
  const server = { away: false, status: 200 };
  const fetcher = (path: string | URL | Request): Promise<Response> => {
    if (server.away) return Promise.reject(new TypeError('no server'));
    asked.push(String(path));
    const headers = { 'content-type': 'application/json' };
    return Promise.resolve(new Response('{}', { status: server.status, headers }));
  };
  let pages = 1;
  const begin = () => {
    pages += 1;
  };
  const forget = () => kept.delete('of anna');
  const auth = new PageAuth({ owner: 'anna', place, forget, begin }, '', fetcher);
  const next = () => leaveAfterwards(new Auth('', fetcher), place);
  return { kept, asked, server, auth, next, pages: () => pages };
};

test('who logs out leaves nothing behind, and the page begins anew', async () => {
  const { kept, asked, auth, next, pages } = machine();
  await auth.logout();
  await next();
  expect([asked, [...kept], pages()]).toEqual([['/auth/logout'], [], 2]);
});

test('who logs out without a server is not found signed in by the next person', async () => {
  const { kept, asked, server, auth, next, pages } = machine();
  server.away = true;
  await expect(auth.logout()).rejects.toThrow(Failure);
  expect([kept.has('of anna'), pages()]).toEqual([false, 2]);
  await expect(next()).rejects.toThrow(Failure); // still away: nobody is let in
  server.away = false;
  await next();
  await next();
  expect([asked, [...kept]]).toEqual([['/auth/logout'], []]);
});

test('a login that had ended by itself is left, too', async () => {
  const { kept, server, auth } = machine();
  server.status = 401;
  await auth.logout();
  expect([...kept]).toEqual([]);
});
