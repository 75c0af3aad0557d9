import { describe, expect, test } from 'vitest';
import { openAtFirst, withOpen } from './asking.ts';
import { commandOf } from './keyboard.ts';
import { move } from './navigator.ts';
import { isGroup, nodeOf } from './nodes.ts';

describe('what is open', () => {
  test('exceptions come and go', () => {
    const closed = { all: false };
    const one = withOpen(closed, ['a'], true);
    expect(one).toEqual({ all: false, except: ['a'] });
    expect(withOpen(one, ['b', 'a'], true)).toEqual({ all: false, except: ['b', 'a'] });
    expect(withOpen(one, ['a'], false)).toEqual({ all: false, except: [] });
    expect(withOpen({ all: true }, ['a'], false)).toEqual({ all: true, except: ['a'] });
  });

  test('the oldest exceptions go when there are too many', () => {
    const keys = Array.from({ length: 1000 }, (_, at) => at);
    const except = withOpen({ all: true, except: keys }, ['new'], false).except ?? [];
    expect([except.length, except[0], except.at(-1)]).toEqual([1000, 1, 'new']);
  });
});

test('a tree begins open, and so do the groups a screen comes with', () => {
  const family = { unfolded: ['family_id'] };
  expect(openAtFirst(['family_id'], family)).toEqual({ all: true });
  expect(openAtFirst(['family_id', 'origin'], family)).toEqual({ all: false });
  expect(openAtFirst(['family_id'], {})).toEqual({ all: false });
  expect(openAtFirst([], { tree: true })).toEqual({ all: true });
  expect(openAtFirst([], { unfolded: [] })).toEqual({ all: false });
});

test('the place of a row is read from its last value', () => {
  const at = 2;
  expect(nodeOf(['g:["x"]', null, [1, false, 7, 'state']], at)).toEqual({
    level: 1,
    open: false,
    count: 7,
    group: 'state',
    found: true,
  });
  expect(nodeOf(['k', 'x', [3, null, 0, null, false]], at)?.found).toBe(false);
  expect(nodeOf(['k', 'x'], at)).toBeNull();
  expect(nodeOf(undefined, at)).toBeNull();
  expect([isGroup('g:["x"]'), isGroup('k'), isGroup(5), isGroup(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('Alt and an arrow open and close with everything below', () => {
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: true };
  expect(commandOf({ ...plain, key: 'ArrowRight' })).toEqual({ do: 'open-below' });
  expect(commandOf({ ...plain, key: 'ArrowLeft' })).toEqual({ do: 'close-below' });
});

test('without a row of filters the first row is below the header', () => {
  const bounds = { rows: 3, columns: 2, page: 5, filters: false };
  expect(move({ row: 0, column: 1 }, 'up', bounds)).toEqual({ row: -2, column: 1 });
  expect(move({ row: -2, column: 1 }, 'down', bounds)).toEqual({ row: 0, column: 1 });
  expect(move({ row: -2, column: 1 }, 'down', { ...bounds, rows: 0 })).toEqual({
    row: -2,
    column: 1,
  });
});
