import { expect, test } from 'vitest';
import type { FieldDescription, SourceDescription } from '../../core/contract.gen.ts';
import type { ConditionGroup } from '../../grid/conditions.ts';
import { nounOf } from './count-text.ts';
import {
  firstColumns,
  firstState,
  narrows,
  readState,
  readWidths,
  sameState,
  withUnits,
  withWidths,
} from './list-state.ts';

const field = (name: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  type: 'text',
  label: name,
  hint: null,
  widget: '',
  unit: null,
  order: 0,
  length: 20,
  decimals: null,
  nullable: true,
  required: false,
  readonly: false,
  default: null,
  choices: null,
  reference: null,
  filters: true,
  sorts: true,
  words: false,
  operators: ['eq', 'contains'],
  personal: '',
  hidden: false,
  ...more,
});

const source: SourceDescription = {
  name: 'org.customers',
  key: 'id',
  label: 'Customer',
  plural: 'Customers',
  names_by: 'name',
  sort: [['name', 'asc']],
  words: true,
  can: { create: true, write: true, delete: true },
  columns: ['id', 'code', 'name', 'town', 'area'],
  fields: [
    field('id', { type: 'key' }),
    field('town', { order: 3 }),
    field('code', { order: 1 }),
    field('name', { order: 2 }),
    field('area', { order: 4, type: 'integer', unit: 'm²' }),
  ],
};

const shown = (names: readonly string[]) =>
  firstColumns(source, names)
    .filter((column) => !column.hidden)
    .map((column) => [column.name, column.pinned]);

test('a screen may say how wide some of its columns are', () => {
  const widths = readWidths({ code: 64, name: '9', town: -1 });
  const width = new Map(
    firstColumns(source, ['code', 'name'], widths).map((one) => [one.name, one.width]),
  );
  expect(width.get('code')).toBe(64);
  expect(width.get('name')).toBe(firstColumns(source, ['code', 'name'])[1]?.width);
});

test('no width that a screen asks for cuts a header', () => {
  const label = 'Capacità riconosciuta';
  const fields = source.fields.map((one) => (one.name === 'town' ? { ...one, label } : one));
  const [town] = firstColumns({ ...source, fields }, ['town'], { town: 40 });
  expect(town?.width).toBeGreaterThanOrEqual(label.length * 6);
});

test('what is counted is called by its name', () => {
  expect(nounOf({ label: 'Cliente', plural: 'Clienti' }, 40)).toBe('clienti');
  expect(nounOf({ label: 'Cliente', plural: 'Clienti' }, 1)).toBe('cliente');
  expect(nounOf({ label: 'DVR', plural: 'DVR' }, 3)).toBe('DVR');
});

test('a screen shows the columns it names, in its order, and offers the others', () => {
  expect(shown(['code', 'name', 'area'])).toEqual([
    ['code', true],
    ['name', true],
    ['area', false],
  ]);
  expect(firstColumns(source, ['code', 'name', 'area']).map((column) => column.name)).toEqual([
    'code',
    'name',
    'area',
    'town',
  ]);
});

test('a name far to the right is not pinned: it would take the others along', () => {
  expect(shown(['town', 'area', 'name']).some(([, pinned]) => pinned)).toBe(false);
});

test('the unit of numbers stands in their header, once', () => {
  const labels = withUnits(withUnits(source)).fields.map((one) => one.label);
  expect(labels).toContain('area m²');
});

test('what cannot be read is as it was at first', () => {
  const first = firstState(source, ['code', 'name']);
  for (const kept of [
    null,
    3,
    'x',
    [],
    { columns: 'no', sort: [[1, 'up']], where: { kind: 'x' } },
  ]) {
    const { sort, ...rest } = readState(kept, first);
    expect(rest).toEqual({ ...first, sort: undefined, filters: [] } satisfies object as never);
    expect(sort === first.sort || sort.length === 0).toBe(true);
  }
});

test('what was kept of columns that are gone goes with them; new ones come hidden or shown as at first', () => {
  const first = firstState(source, ['code', 'name']);
  const kept = {
    columns: [
      { name: 'gone', width: 80, hidden: false, pinned: false },
      { name: 'name', width: 300, hidden: false, pinned: false },
    ],
    sort: [
      ['gone', 'asc'],
      ['code', 'desc'],
    ],
    filters: [{ column: 'gone', operator: 'eq', value: 1 }],
    group: ['gone', 'town'],
  };
  const state = readState(kept, first);
  expect(state.columns.map((column) => column.name)).toEqual(['name', 'code', 'town', 'area']);
  expect(state.columns.find((column) => column.name === 'town')?.hidden).toBe(true);
  expect(state.sort).toEqual([['code', 'desc']]);
  expect(state.filters).toEqual([]);
  expect(state.group).toEqual(['town']);
});

test('a width, or a group of no conditions, makes no other arrangement', () => {
  const first = firstState(source, []);
  const none: ConditionGroup = { kind: 'group', join: 'and', negated: false, parts: [] };
  const wide = first.columns.map((column) => ({ ...column, width: 400 }));
  expect(sameState(first, { ...first, columns: wide, where: none, words: ' ' })).toBe(true);
});

test.each([
  { sort: [['code', 'desc'] as const] },
  { group: ['town'] },
  { words: 'rossi' },
  { filters: [{ column: 'code', operator: 'eq' as const, value: 'A' }] },
])('another order, group, word or filter does: %j', (change) => {
  const first = firstState(source, []);
  expect(sameState(first, { ...first, ...change })).toBe(false);
});

test('hiding a column is another arrangement, and does not narrow the list', () => {
  const first = firstState(source, []);
  const [one, ...rest] = first.columns;
  const fewer = { ...first, columns: [...rest, ...(one ? [{ ...one, hidden: true }] : [])] };
  expect(sameState(first, fewer)).toBe(false);
  expect(narrows(fewer)).toBe(false);
});

test('a saved view keeps the widths a person chose', () => {
  const first = firstState(source, []);
  const mine = { ...first, columns: first.columns.map((one) => ({ ...one, width: 321 })) };
  expect(withWidths(first, mine).columns.every((one) => one.width === 321)).toBe(true);
});
