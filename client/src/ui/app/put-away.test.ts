import { expect, test } from 'vitest';
import { putAway, saidOf } from './put-away.ts';

test('a name that ends with a point gets no second one', () => {
  expect(saidOf('MEC-014 Torneria Gobbi S.r.l.', 'Esce.')).toBe(
    'MEC-014 Torneria Gobbi S.r.l. Esce.',
  );
  expect(saidOf('S1 Magazzino', 'Esce.')).toBe('S1 Magazzino. Esce.');
});

test('what is missing of the two is left out', () => {
  expect(saidOf('', 'Esce.')).toBe('Esce.');
  expect(saidOf('S1 Magazzino')).toBe('S1 Magazzino');
  expect(saidOf('')).toBe('');
});

test('only an answer that lists keys has put something away', () => {
  expect(putAway({ archived: ['a'] })).toEqual(['a']);
  expect(putAway({ deleted: ['a'] })).toEqual([]);
  expect(putAway(undefined)).toEqual([]);
});
