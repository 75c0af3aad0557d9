import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { rowMenu, toggleRows } from './acting.ts';
import type { BlockCache } from './blocks.ts';
import type { GridContext } from './context.ts';
import { NOTHING } from './selection.ts';

/** A list that had two rows, of which `total` are left; the cache has not forgotten them. */
const emptied = (total: number) => {
  const onMenu = vi.fn();
  const context = {
    chosen: signal(NOTHING),
    anchor: signal({ row: -1, column: -1 }),
    count: signal({ total }),
    options: { onMenu },
  } as unknown as GridContext;
  const cache = { row: (at: number) => [`k${at}`] } as unknown as BlockCache;
  return { context, cache, onMenu };
};

test('the line for a new row stands where a row was, and chooses nothing', () => {
  const { context, cache } = emptied(0);
  toggleRows(context, cache, 0, false);
  expect(context.chosen.peek()).toEqual(NOTHING);
});

test('rows are chosen up to the last one shown', () => {
  const { context, cache } = emptied(1);
  context.anchor.value = { row: 0, column: 0 };
  toggleRows(context, cache, 1, true);
  expect([...context.chosen.peek().keys]).toEqual(['k0']);
});

test('a row that is no longer shown has no menu', () => {
  const { context, cache, onMenu } = emptied(1);
  const anchor = { getBoundingClientRect: () => ({ left: 0, bottom: 0 }) } as HTMLElement;
  expect(rowMenu(context, cache, { row: 1, column: 0 }, anchor, null)).toBe(false);
  expect(rowMenu(context, cache, { row: 0, column: 0 }, anchor, null)).toBe(true);
  expect(onMenu).toHaveBeenCalledExactlyOnceWith('k0', expect.anything());
});
