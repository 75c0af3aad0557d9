import { expect, test } from 'vitest';
import { moveBar, SMALLEST, sharesOf, stepOf } from './split-sizes.ts';

test('sizes in any measure become shares of one', () => {
  expect(sharesOf([62, 38], 2)).toEqual([0.62, 0.38]);
  expect(sharesOf([1, 1, 2], 3)).toEqual([0.25, 0.25, 0.5]);
});

test.each([undefined, [1], [1, 0], [1, 'x'], 'wide'])(
  'what makes no sense is even: %j',
  (given) => {
    expect(sharesOf(given, 2)).toEqual([0.5, 0.5]);
  },
);

test('a bar takes from one pane what it gives to the other', () => {
  const moved = moveBar([0.5, 0.3, 0.2], 0, 0.1);
  expect(moved[0]).toBeCloseTo(0.6);
  expect(moved[1]).toBeCloseTo(0.2);
  expect(moved[2]).toBe(0.2);
});

test('no pane goes out of sight', () => {
  expect(moveBar([0.5, 0.5], 0, -2)[0]).toBe(SMALLEST);
  expect(moveBar([0.5, 0.5], 0, 2)[1]).toBeCloseTo(SMALLEST);
  expect(moveBar([0.5, 0.5], 3, 0.1)).toEqual([0.5, 0.5]);
});

test('arrows move the bar along its own direction only', () => {
  expect(stepOf('ArrowRight', 'x', false)).toBeGreaterThan(0);
  expect(stepOf('ArrowRight', 'y', false)).toBeNull();
  expect(stepOf('ArrowUp', 'y', true)).toBeLessThan(stepOf('ArrowUp', 'y', false) ?? 0);
  expect(stepOf('Enter', 'x', false)).toBeNull();
});
