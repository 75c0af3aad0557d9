import { describe, expect, test } from 'vitest';
import { FakeSource } from '../lab/fake-source.ts';
import {
  freshColumns,
  hideColumn,
  NARROWEST,
  pinColumn,
  placeColumn,
  resizeColumn,
  restoreColumns,
  shownColumns,
  stepColumn,
} from './columns.ts';

const { description } = new FakeSource(0, true);
const fresh = freshColumns(description);
const names = (columns: readonly { readonly name: string }[]): string[] =>
  columns.map((column) => column.name);

describe('columns', () => {
  test('begin with the name pinned, without the key', () => {
    expect(names(shownColumns(fresh)).slice(0, 2)).toEqual(['legal_name', 'code']);
    expect(names(fresh)).not.toContain('id');
  });

  test('width has bounds', () => {
    expect(resizeColumn(fresh, 'code', 1)[0]?.width).toBe(NARROWEST);
    expect(resizeColumn(fresh, 'code', 9999)[0]?.width).toBe(800);
  });

  test('the last one in sight stays', () => {
    const two = fresh.slice(0, 2);
    const one = hideColumn(two, 'code', true);
    expect(names(shownColumns(one))).toEqual(['legal_name']);
    expect(hideColumn(one, 'legal_name', true)).toBe(one);
  });

  test('a step goes over the neighbour one sees, and takes over its pin', () => {
    const hidden = hideColumn(fresh, 'ateco', true);
    expect(names(shownColumns(stepColumn(hidden, 'code', 1))).slice(0, 3)).toEqual([
      'legal_name',
      'risk_class',
      'code',
    ]);
    const pinned = stepColumn(hidden, 'code', -1);
    expect(names(shownColumns(pinned)).slice(0, 2)).toEqual(['code', 'legal_name']);
    expect(pinned.find((column) => column.name === 'code')?.pinned).toBe(true);
    expect(stepColumn(pinned, 'code', -1)).toBe(pinned);
  });

  test('placing beside itself changes nothing', () => {
    expect(placeColumn(fresh, 'code', 'code', true)).toBe(fresh);
  });

  test('what was kept comes back; gone columns go and new ones come last', () => {
    const kept = [
      { name: 'gone', width: 90, hidden: false, pinned: false },
      ...pinColumn(fresh.slice(1, 4), 'town', true).toReversed(),
    ];
    const back = restoreColumns(JSON.parse(JSON.stringify(kept)), description);
    expect(names(back).slice(0, 4)).toEqual(['risk_class', 'ateco', 'legal_name', 'code']);
    expect(back).toHaveLength(fresh.length);
  });
});
