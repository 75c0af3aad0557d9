/** The pure parts that are too small for a file of tests each. */

import { describe, expect, test, vi } from 'vitest';
import { toHtml, toTsv } from './clipboard.ts';
import { Flashes } from './flashes.ts';
import { commandOf } from './keyboard.ts';
import { move } from './navigator.ts';
import {
  choose,
  chosenCount,
  EVERYTHING,
  isChosen,
  NOTHING,
  rangeOf,
  toggle,
} from './selection.ts';
import { order, turn } from './sorting.ts';

const key = (name: string, held = ''): Parameters<typeof commandOf>[0] => ({
  key: name,
  ctrlKey: held.includes('c'),
  metaKey: false,
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
});

describe('order', () => {
  test('a click turns up, down, none; with others it adds behind', () => {
    const up = turn([], 'a', false);
    expect(up).toEqual([['a', 'asc']]);
    expect(turn(up, 'a', false)).toEqual([['a', 'desc']]);
    expect(turn([['a', 'desc']], 'a', false)).toEqual([]);
    expect(turn(up, 'b', true)).toEqual([
      ['a', 'asc'],
      ['b', 'asc'],
    ]);
    expect(
      turn(
        [
          ['a', 'asc'],
          ['b', 'asc'],
        ],
        'a',
        true,
      ),
    ).toEqual([
      ['a', 'desc'],
      ['b', 'asc'],
    ]);
    expect(
      turn(
        [
          ['a', 'asc'],
          ['b', 'asc'],
        ],
        'c',
        false,
      ),
    ).toEqual([['c', 'asc']]);
  });

  test('never more than the server takes', () => {
    const many = Array.from({ length: 8 }, (_, at) => [`c${at}`, 'asc'] as const);
    expect(order(many, 'z', 'asc', true)).toHaveLength(8);
  });
});

describe('selection', () => {
  test('all but some, and some', () => {
    const but = toggle(EVERYTHING, 7);
    expect([isChosen(but, 7), isChosen(but, 8), chosenCount(but, 100)]).toEqual([false, true, 99]);
    const some = choose(NOTHING, [1, 2], true);
    expect([isChosen(some, 1), chosenCount(toggle(some, 1), 100)]).toEqual([true, 1]);
  });

  test('a range has no direction', () => {
    expect(rangeOf({ row: 5, column: 1 }, { row: 2, column: 3 })).toEqual({
      top: 2,
      bottom: 5,
      left: 1,
      right: 3,
    });
  });
});

describe('keys', () => {
  test.each([
    ['ArrowLeft', '', { do: 'move', to: 'left', extend: false }],
    ['ArrowDown', 's', { do: 'move', to: 'down', extend: true }],
    ['ArrowUp', 'c', { do: 'move', to: 'edge-up', extend: false }],
    ['End', 'cs', { do: 'move', to: 'last', extend: true }],
    ['Tab', 's', { do: 'previous' }],
    ['F10', 's', { do: 'menu' }],
    ['ArrowDown', 'a', { do: 'menu' }],
    ['a', 'c', { do: 'all' }],
    ['a', '', { do: 'type', text: 'a' }],
    ['c', 'c', null],
    ['F5', '', null],
    ['ArrowLeft', 'a', { do: 'close-below' }],
  ])('%s with "%s"', (name, held, expected) => {
    expect(commandOf(key(name, held))).toEqual(expected);
  });

  test('moving ends at the edges, header and filter row included', () => {
    const bounds = { rows: 10, columns: 4, page: 5, filters: true };
    expect(move({ row: 0, column: 0 }, 'up', bounds)).toEqual({ row: -1, column: 0 });
    expect(move({ row: -2, column: 0 }, 'up', bounds)).toEqual({ row: -2, column: 0 });
    expect(move({ row: 9, column: 3 }, 'down', bounds)).toEqual({ row: 9, column: 3 });
    expect(move({ row: 3, column: 3 }, 'page-up', bounds)).toEqual({ row: 0, column: 3 });
    expect(move({ row: -1, column: 2 }, 'down', { ...bounds, rows: 0 })).toEqual({
      row: -1,
      column: 2,
    });
  });
});

test('what is copied is escaped for each reader', () => {
  const sheet = [
    ['a\tb', 'x "y"'],
    ['<b>', '1 & 2'],
  ];
  expect(toTsv(sheet)).toBe('"a\tb"\t"x ""y"""\n<b>\t1 & 2');
  expect(toHtml(sheet, [false, true])).toContain(
    '<td>&lt;b&gt;</td><td align="right">1 &amp; 2</td>',
  );
});

test('a flash fades once, in steps, and a new change begins anew', () => {
  vi.useFakeTimers();
  const painted: string[] = [];
  const flashes = new Flashes(1400, (row, columns) =>
    painted.push(`${row}:${[...columns].join()}`),
  );
  flashes.add('r', ['a']);
  expect(flashes.stage('r', 'a')).toBe(1);
  vi.advanceTimersByTime(700);
  expect(flashes.stage('r', 'a')).toBe(3);
  flashes.add('r', ['a']);
  expect(flashes.stage('r', 'a')).toBe(1);
  vi.advanceTimersByTime(1400);
  expect([flashes.stage('r', 'a'), vi.getTimerCount()]).toEqual([0, 0]);
  expect(painted).toHaveLength(6);
  vi.useRealTimers();
});
