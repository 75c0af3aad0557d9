import { beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './failure.ts';
import { type PrefKeeper, Prefs } from './prefs.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    kept,
  };
};

/** A keeper with what it was told, and somebody who changes something elsewhere. */
const keeping = (values: Readonly<Record<string, unknown>> = {}) => {
  const told: [name: string, value: unknown][] = [];
  let hear: (name: string, value: unknown) => void = () => undefined;
  const keeper: PrefKeeper & { fails: Failure | undefined } = {
    fails: undefined,
    load: () => Promise.resolve(values),
    save: (name: string, value: unknown) => {
      if (keeper.fails !== undefined) return Promise.reject(keeper.fails);
      told.push([name, value]);
      return Promise.resolve();
    },
    heard: (listener) => {
      hear = listener;
      return () => undefined;
    },
  };
  return { keeper, told, elsewhere: (name: string, value: unknown) => hear(name, value) };
};

beforeEach(() => {
  vi.useFakeTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(1_000);

test('what is preferred is there on the next page, each person by himself', async () => {
  const place = storage();
  const prefs = new Prefs(place, 'anna');
  const theme = prefs.of('theme', 'light', isText);
  prefs.set('theme', 'dark');
  expect(theme.value).toBe('dark');
  await settled();
  expect(new Prefs(place, 'anna').of('theme', 'light', isText).value).toBe('dark');
  expect(new Prefs(place, 'bruno').of('theme', 'light', isText).value).toBe('light');
});

test('a keeper elsewhere wins over what was here, and hears of changes', async () => {
  const { keeper, told } = keeping({ theme: 'contrast' });
  const prefs = new Prefs(storage());
  const theme = prefs.of('theme', 'light', isText);
  await prefs.follow(keeper);
  expect(theme.value).toBe('contrast');
  prefs.set('density', 'touch');
  await settled();
  expect(told).toEqual([['density', 'touch']]);
  expect(prefs.get('density')).toBe('touch');
});

test('what another version left or tells, or a storage that fails, does no harm', async () => {
  const { keeper, elsewhere } = keeping({ theme: 7 });
  const broken = {
    getItem: () => '{nonsense',
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => undefined,
  };
  const prefs = new Prefs(broken);
  const theme = prefs.of('theme', 'light', isText);
  prefs.set('other', 7);
  await prefs.follow(keeper);
  expect(theme.value).toBe('light');
  elsewhere('theme', null);
  expect(theme.value).toBe('light');
});

test('many changes in a row are one thing to keep', async () => {
  const { keeper, told } = keeping();
  const prefs = new Prefs(storage());
  await prefs.follow(keeper);
  for (const width of [1, 2, 3, 4]) {
    prefs.set('width', width);
    await vi.advanceTimersByTimeAsync(50);
  }
  await settled();
  expect(told).toEqual([['width', 4]]);
});

test('a slow keeper is told the last of many values, one after the other', async () => {
  const prefs = new Prefs();
  const told: unknown[] = [];
  const answers: (() => void)[] = [];
  const save = (_name: string, value: unknown) => {
    told.push(value);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  await prefs.follow({ load: () => Promise.resolve({}), save });
  prefs.set('width', 1);
  await settled();
  for (const width of [2, 3, 4]) {
    prefs.set('width', width);
    await settled();
  }
  answers.shift()?.();
  await settled();
  answers.shift()?.();
  await settled();
  expect(told).toEqual([1, 4]);
});

test('a page that goes at once has kept it, and the next one tells it', async () => {
  const place = storage();
  const page = new EventTarget();
  const before = new Prefs(place, 'anna');
  before.attend(page);
  before.set('theme', 'dark');
  page.dispatchEvent(new Event('pagehide'));
  const { keeper, told } = keeping({ theme: 'contrast' });
  const after = new Prefs(place, 'anna');
  await after.follow(keeper);
  await settled();
  expect(after.get('theme')).toBe('dark');
  expect(told).toEqual([['theme', 'dark']]);
  await new Prefs(place, 'anna').follow(keeper);
  expect(told).toHaveLength(1);
});

test('what is preferred while the page goes is kept, too', () => {
  const place = storage();
  const page = new EventTarget();
  const prefs = new Prefs(place, 'anna');
  prefs.attend(page);
  page.addEventListener('pagehide', () => prefs.set('list', { view: 'mine' }));
  page.dispatchEvent(new Event('pagehide'));
  expect(new Prefs(place, 'anna').get('list')).toEqual({ view: 'mine' });
});

test('what was changed without a line is told when it is back, and not taken back meanwhile', async () => {
  const { keeper, told, elsewhere } = keeping({ theme: 'contrast' });
  const prefs = new Prefs(storage());
  await prefs.follow(keeper);
  keeper.fails = new Failure('closed', { retry: true });
  prefs.set('theme', 'dark');
  await settled();
  elsewhere('theme', 'light');
  expect(prefs.get('theme')).toBe('dark');
  keeper.fails = undefined;
  await prefs.follow(keeper);
  await settled();
  expect([prefs.get('theme'), told]).toEqual(['dark', [['theme', 'dark']]]);
});

test('a keeper that is busy is asked again by itself', async () => {
  const { keeper, told } = keeping();
  const prefs = new Prefs(storage());
  await prefs.follow(keeper);
  keeper.fails = new Failure('busy', { retry: true });
  prefs.set('theme', 'dark');
  await settled();
  keeper.fails = undefined;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(told).toEqual([['theme', 'dark']]);
});

test('what is refused for good is not asked for ever', async () => {
  const { keeper } = keeping();
  const save = vi.spyOn(keeper, 'save');
  const prefs = new Prefs(storage());
  await prefs.follow(keeper);
  keeper.fails = new Failure('too_large');
  prefs.set('desk', 'x');
  await settled();
  await prefs.follow(keeper);
  await settled();
  expect(save).toHaveBeenCalledTimes(1);
});

test('two tabs of one person do not undo each other in the storage', async () => {
  const place = storage();
  const [one, other] = [new Prefs(place, 'anna'), new Prefs(place, 'anna')];
  one.set('theme', 'dark');
  await settled();
  other.set('nav', 'rail');
  await settled();
  const next = new Prefs(place, 'anna');
  expect([next.get('theme'), next.get('nav')]).toEqual(['dark', 'rail']);
});

test('who has logged out leaves nothing behind', async () => {
  const place = storage();
  const prefs = new Prefs(place, 'anna');
  prefs.set('customers.recent', ['Officine Valsesia']);
  await settled();
  prefs.set('theme', 'dark');
  prefs.forget();
  prefs.keep();
  await settled();
  expect([...place.kept]).toEqual([]);
});
