import { expect, test } from 'vitest';
import { lifted } from './lift.ts';

const stack = { left: 1000, right: 1350, top: 690, bottom: 740 };

test('where nothing is, they stand at the foot', () => {
  expect(lifted(stack, [])).toBe(740);
  expect(lifted(stack, [{ left: 0, right: 900, top: 700, bottom: 744 }])).toBe(740);
  expect(lifted(stack, [{ left: 0, right: 1366, top: 100, bottom: 140 }])).toBe(740);
});

test('they stand above the buttons of a form, and of what lies over it', () => {
  const bar = { left: 200, right: 1366, top: 640, bottom: 742 }; // two lines, in a narrow pane
  expect(lifted(stack, [bar])).toBe(632);
  const dialog = { left: 300, right: 1100, top: 570, bottom: 610 };
  expect(lifted(stack, [dialog, bar])).toBe(562);
});

test('where there is no room above, they stay', () => {
  expect(lifted(stack, [{ left: 0, right: 1366, top: 30, bottom: 742 }])).toBe(740);
});
