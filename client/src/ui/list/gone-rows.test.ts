import { expect, test } from 'vitest';
import { withoutGone } from './gone-rows.ts';

const ticked = { all: false, keys: new Set(['a', 'b']) };

test('what was deleted or put away is no longer ticked', () => {
  expect([...withoutGone({ deleted: ['a'] }, ticked).keys]).toEqual(['b']);
  expect([...withoutGone({ archived: ['a', 'b'] }, ticked).keys]).toEqual([]);
});

test('what is still there stays ticked', () => {
  expect(withoutGone('view.7', ticked)).toBe(ticked);
  expect(withoutGone(undefined, ticked)).toBe(ticked);
  const all = { all: true, keys: new Set(['c']) };
  expect(withoutGone({ deleted: ['a'] }, all)).toBe(all);
});
