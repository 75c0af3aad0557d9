import { expect, test, vi } from 'vitest';
import { Auth, mustOf } from './auth.ts';

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });

const asked = (answer: () => Response) => {
  const fetcher = vi.fn<typeof fetch>(() => Promise.resolve(answer()));
  return { auth: new Auth('http://here', fetcher), fetcher };
};

test('a ticket comes with the identity it is for', async () => {
  const { auth, fetcher } = asked(() => json({ ticket: 'x', authid: 'u', expires_in: 60 }));
  expect(await auth.ticket()).toEqual({ ticket: 'x', authid: 'u' });
  expect(fetcher.mock.calls[0]?.[0]).toBe('http://here/auth/ticket');
});

test('an ended login, a refusal with its sentence, a wait', async () => {
  const { auth } = asked(() => json({ code: 'not_authenticated', message: 'Accedi' }, 401));
  await expect(auth.ticket()).rejects.toMatchObject({
    code: 'not_authenticated',
    message: 'Accedi',
  });
  const busy = asked(() => json({ code: 'rate_limited' }, 429, { 'retry-after': '7' }));
  await expect(busy.auth.login('a', 'b')).rejects.toMatchObject({
    code: 'rate_limited',
    retry: true,
    fields: { retry_after: 7 },
  });
});

test('no server, or something else in its place, is unavailable', async () => {
  const auth = new Auth('', () => Promise.reject(new TypeError('no network')));
  await expect(auth.state()).rejects.toMatchObject({ code: 'unavailable', retry: true });
  const proxy = asked(() => new Response('<html>', { status: 502 }));
  await expect(proxy.auth.logout()).rejects.toMatchObject({ code: 'unavailable' });
  await expect(asked(() => json({})).auth.ticket()).rejects.toMatchObject({ code: 'unavailable' });
});

test('who is there, what opens the line, and whether anybody can be: one answer', async () => {
  const who = { user: { id: 'u' }, login: { id: 'l' } };
  const said = { admin: true, signed_in: true, ...who, ticket: 't', authid: 'u', expires_in: 60 };
  const { auth, fetcher } = asked(() => json(said));
  expect(await auth.state()).toEqual({
    hasAdmin: true,
    mails: false,
    signedIn: { ...who, ticket: { ticket: 't', authid: 'u' } },
  });
  expect(fetcher.mock.calls.map(([url, how]) => [url, how?.method])).toEqual([
    ['http://here/auth/state', 'POST'],
  ]);
  const nobody = { admin: true, signed_in: false, mail: true };
  expect(await asked(() => json(nobody)).auth.state()).toEqual({
    hasAdmin: true,
    mails: true,
    signedIn: undefined,
  });
  await expect(
    asked(() => json({ admin: true, signed_in: true, user: 1 })).auth.state(),
  ).rejects.toMatchObject({ code: 'unavailable' });
});

test('who has to do something first is in, with nothing that opens the line', async () => {
  const said = { admin: true, signed_in: true, user: { id: 'u' }, login: { must: 'enrol' } };
  const { signedIn } = await asked(() => json(said)).auth.state();
  expect(signedIn?.ticket).toBeUndefined();
  expect(signedIn && mustOf(signedIn)).toBe('enrol');
});

test('what asks for a proof is asked again when it was given, and once', async () => {
  const refusal = () => json({ code: 'reauthenticate' }, 403);
  const answers = [refusal, () => new Response(null, { status: 204 })];
  const { auth, fetcher } = asked(() => answers.shift()?.() ?? refusal());
  const reprove = vi.fn(async () => true);
  auth.reprove = reprove;
  await auth.changeEmail('a@b.it');
  expect(fetcher.mock.calls.map(([, how]) => how?.body)).toEqual([
    '{"email":"a@b.it"}',
    '{"email":"a@b.it"}',
  ]);
  await expect(auth.changeEmail('a@b.it')).rejects.toMatchObject({ code: 'reauthenticate' });
  expect(reprove).toHaveBeenCalledTimes(2);
});

test('who thinks better of it gets the refusal', async () => {
  const { auth, fetcher } = asked(() => json({ code: 'reauthenticate' }, 403));
  await expect(auth.endSecondFactor()).rejects.toMatchObject({ code: 'reauthenticate' });
  expect(fetcher).toHaveBeenCalledTimes(1);
});
