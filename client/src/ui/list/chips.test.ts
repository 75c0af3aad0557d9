import { expect, test } from 'vitest';
import type { FieldDescription } from '../../core/contract.gen.ts';
import type { ConditionGroup } from '../../grid/conditions.ts';
import type { GridState } from '../../grid/context.ts';
import type { ColumnFilter } from '../../grid/filters.ts';
import { type ChipWords, chipsOf } from './chips.ts';
import { complete } from './filter-builder.tsx';
import { hits } from './word-highlights.ts';

const named = (name: string, more: Partial<FieldDescription> = {}) =>
  ({
    name,
    label: name.toUpperCase(),
    type: 'text',
    filters: true,
    choices: null,
    operators: ['eq', 'contains', 'in', 'null', 'between'],
    ...more,
  }) as FieldDescription;

const fields = new Map(['town', 'code', 'size'].map((name) => [name, named(name)]));

const words: ChipWords = {
  say: (label, values = {}) => (label === 'filter_some' ? `${values['n']} values` : label),
  format: () => ({ text: String, end: false }),
  search: 'Search',
  where: 'Filter',
};

const state = (more: Partial<GridState>): GridState => ({
  columns: [],
  sort: [],
  filters: [],
  ...more,
});

const said = (more: Partial<GridState>) =>
  chipsOf(state(more), fields, words).map(({ label, value }) => `${label}: ${value}`);

test.each<[ColumnFilter, string]>([
  [{ column: 'town', operator: 'eq', value: 'Riva' }, 'TOWN: Riva'],
  [{ column: 'town', operator: 'contains', value: 'iv' }, 'TOWN: op_contains iv'],
  [{ column: 'town', operator: 'in', value: ['a', 'b'] }, 'TOWN: a, b'],
  [{ column: 'town', operator: 'in', value: ['a', 'b', 'c'] }, 'TOWN: 3 values'],
  [{ column: 'size', operator: 'between', value: [1, 5] }, 'SIZE: 1 – 5'],
  [{ column: 'size', operator: 'ge', value: 5 }, 'SIZE: ≥ 5'],
  [{ column: 'code', operator: 'null', value: null }, 'CODE: op_null'],
])('a filter of a column is a chip: %j', (filter, text) => {
  expect(said({ filters: [filter] })).toEqual([text]);
});

test('a chip taken away takes its own condition along, and nothing else', () => {
  const filters: ColumnFilter[] = [
    { column: 'town', operator: 'eq', value: 'Riva' },
    { column: 'code', operator: 'null', value: null },
  ];
  const [words_, town, code] = chipsOf(state({ filters, words: 'rossi' }), fields, words);
  expect(words_?.without.words).toBe('');
  expect(words_?.without.filters).toEqual(filters);
  expect(town?.without.filters).toEqual([filters[1]]);
  expect(code?.without.filters).toEqual([filters[0]]);
  expect(code?.without.words).toBe('rossi');
});

const group = (more: Partial<ConditionGroup>): ConditionGroup => ({
  kind: 'group',
  join: 'and',
  negated: false,
  parts: [
    { kind: 'condition', column: 'town', operator: 'eq', value: 'Riva' },
    { kind: 'condition', column: 'code', operator: 'null', value: null },
  ],
  ...more,
});

test('conditions that all hold go one by one, alternatives together', () => {
  expect(said({ where: group({}) })).toHaveLength(2);
  expect(said({ where: group({ join: 'or' }) })).toHaveLength(1);
  expect(said({ where: group({ negated: true }) })).toHaveLength(1);
  const [first] = chipsOf(state({ where: group({}) }), fields, words);
  expect(first?.without.where?.parts).toEqual([group({}).parts[1]]);
});

test('a condition that is not filled in yet narrows nothing', () => {
  const empty = { kind: 'condition', column: 'town', operator: 'eq', value: null } as const;
  expect(complete(group({ parts: [empty] }), fields)).toBeNull();
  const inner = group({ parts: [empty] });
  const [kept] = group({}).parts;
  expect(
    complete(group({ parts: [empty, ...(kept ? [kept] : []), inner] }), fields)?.parts,
  ).toEqual([kept]);
});

test('searched words are found where words begin, whatever their accents', () => {
  expect(hits('Società Rossi, autofficina', 'soc auto')).toEqual([
    [0, 3],
    [15, 4],
  ]);
  expect(hits('Panificio', 'fic')).toEqual([]);
  expect(hits('Città', 'citta')).toEqual([[0, 5]]);
});
