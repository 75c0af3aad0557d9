import { expect, test } from 'vitest';
import { TabTokens } from './tokens.ts';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
};

/** Locks of one browser: what one tab holds, another does not get. */
const locks = () => {
  const held = new Set<string>();
  const request = async (
    name: string,
    _options: LockOptions,
    use: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    if (held.has(name)) return await use(null);
    held.add(name);
    try {
      return await use({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  };
  return { request: request as LockManager['request'] };
};

const resume = { id: '1', token: 't' };

test('a tab that is loaded again comes back to its session', async () => {
  const place = storage();
  (await TabTokens.open({ storage: place })).save(resume);
  const again = await TabTokens.open({ storage: place });
  expect(again.load()).toEqual(resume);
  again.clear();
  expect((await TabTokens.open({ storage: place })).load()).toBeUndefined();
});

test('a tab that was copied begins its own', async () => {
  const [place, shared] = [storage(), locks()];
  const first = await TabTokens.open({ storage: place, locks: shared });
  first.save(resume);
  await Promise.resolve();
  const copy = await TabTokens.open({ storage: place, locks: shared });
  expect(copy.load()).toBeUndefined();
  first.clear();
  place.setItem('ytefas.session', JSON.stringify(resume));
  await new Promise((resolve) => setTimeout(resolve));
  expect((await TabTokens.open({ storage: place, locks: shared })).load()).toEqual(resume);
});

test.each(['nonsense', '{"id":1}', 'null'])('%s is no session', async (left) => {
  const place = storage();
  place.setItem('ytefas.session', left);
  expect((await TabTokens.open({ storage: place })).load()).toBeUndefined();
});

test('without a storage there is the memory', async () => {
  const tokens = await TabTokens.open({});
  tokens.save(resume);
  expect(tokens.load()).toEqual(resume);
});
