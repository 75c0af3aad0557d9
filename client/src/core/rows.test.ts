import { expect, test } from 'vitest';
import { applyOps, keyOf, Mismatch, type Op, rearranges } from './rows.ts';

const columns = ['id', 'name', 'floors'];
const rows = [
  ['a', 'Uno', 1],
  ['b', 'Due', 2],
  ['c', 'Tre', 3],
];

test('w4 operations apply one after the other', () => {
  const ops: Op[] = [
    ['set', 'b', { floors: 7 }],
    ['remove', 'a'],
    ['insert', 1, 'd', ['d', 'Quattro', 4]],
    ['move', 'c', 0],
    ['total', 4, 'exact'],
  ];
  expect(applyOps(rows, ops, columns)).toEqual([
    ['c', 'Tre', 3],
    ['b', 'Due', 7],
    ['d', 'Quattro', 4],
  ]);
  expect(rows[1]).toEqual(['b', 'Due', 2]);
});

test.each<Op>([
  ['set', 'x', { floors: 1 }],
  ['set', 'a', { nothing: 1 }],
  ['remove', 'x'],
  ['insert', 4, 'd', ['d']],
  ['move', 'a', 3],
])('w4 %j names what is not there', (...op) => {
  expect(() => applyOps(rows, [op as Op], columns)).toThrow(Mismatch);
});

test('only what moves rows rearranges', () => {
  expect(
    rearranges([
      ['set', 'a', {}],
      ['total', 1, 'exact'],
      ['state', {}],
    ]),
  ).toBe(false);
  expect(rearranges([['move', 'a', 0]])).toBe(true);
  expect(() => keyOf([null])).toThrow(Mismatch);
});
