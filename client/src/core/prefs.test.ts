import { expect, test, vi } from 'vitest';
import { Prefs } from './prefs.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
};

test('what is preferred is there on the next page, each person by himself', async () => {
  const place = storage();
  const prefs = new Prefs(place, 'anna');
  const theme = prefs.of('theme', 'light', isText);
  await prefs.set('theme', 'dark');
  expect(theme.value).toBe('dark');
  expect(new Prefs(place, 'anna').of('theme', 'light', isText).value).toBe('dark');
  expect(new Prefs(place, 'bruno').of('theme', 'light', isText).value).toBe('light');
});

test('a keeper elsewhere wins over what was here, and hears of changes', async () => {
  const prefs = new Prefs(storage());
  const theme = prefs.of('theme', 'light', isText);
  const save = vi.fn(() => Promise.resolve());
  await prefs.follow({ load: () => Promise.resolve({ theme: 'contrast' }), save });
  expect(theme.value).toBe('contrast');
  await prefs.set('density', 'touch');
  expect(save).toHaveBeenCalledWith('density', 'touch');
  expect(prefs.get('density')).toBe('touch');
});

test('what an older page left, or a storage that fails, does no harm', async () => {
  const broken = {
    getItem: () => '{nonsense',
    setItem: () => {
      throw new Error('full');
    },
  };
  const prefs = new Prefs(broken);
  await prefs.set('theme', 7);
  expect(prefs.of('theme', 'light', isText).value).toBe('light');
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
  const first = prefs.set('width', 1);
  for (const width of [2, 3, 4]) await prefs.set('width', width);
  answers.shift()?.();
  await vi.waitFor(() => expect(answers.length).toBe(1));
  answers.shift()?.();
  await first;
  expect(told).toEqual([1, 4]);
});
