import { expect, test } from 'vitest';
import { Unkept } from './unkept.ts';

const store = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
};

test('work that is no record is there again until it is given up', () => {
  const shelf = store();
  new Unkept(shelf, 'anna').remember('table', [{ name: 'Pallet' }]);
  expect(new Unkept(shelf, 'anna').remembered('table')).toEqual([{ name: 'Pallet' }]);
  expect(new Unkept(shelf, 'bruno').remembered('table')).toBeUndefined();
  new Unkept(shelf, 'anna').remember('table', undefined);
  expect(new Unkept(shelf, 'anna').remembered('table')).toBeUndefined();
  expect(shelf.kept.size).toBe(0);
});

test('it goes with who logs out, and what cannot be read is nothing', () => {
  const shelf = store();
  const unkept = new Unkept(shelf, 'anna');
  unkept.remember('table', [1]);
  unkept.clear();
  expect(shelf.kept.size).toBe(0);
  shelf.setItem('ytefas.unkept.anna.loose', 'no json');
  expect(unkept.remembered('table')).toBeUndefined();
});
