/**
 * How a list is arranged, as plain data: what a screen begins with, what a person kept, what a saved
 * view holds, and whether two of them are the same. Widths are a person's own and no difference.
 */

import type { FieldDescription, SourceDescription } from '../../core/contract.gen.ts';
import { isRecord } from '../../core/failure.ts';
import { type ColumnState, freshColumns } from '../../grid/columns.ts';
import type { ConditionGroup } from '../../grid/conditions.ts';
import type { GridState } from '../../grid/context.ts';
import type { ColumnFilter } from '../../grid/filters.ts';
import type { Order } from '../../grid/sorting.ts';

const TYPICAL: Readonly<Record<string, number>> = { text: 136, texts: 104 };
const PINNED_MOST = 2; // the code and the name; more would leave no room for the rest

const VERSION = 'row_version'; // for machines: nobody reads it in a list

/** The unit of a column of numbers stands once, in its header. */
export function withUnits(source: SourceDescription): SourceDescription {
  const named = (field: FieldDescription): FieldDescription =>
    field.name === VERSION ? { ...field, hidden: true } : united(plain(field));
  // a cell holds several codes: it shows them, and not the words of one
  const plain = (field: FieldDescription): FieldDescription =>
    field.type === 'texts' ? { ...field, choices: null } : field;
  const united = (field: FieldDescription): FieldDescription =>
    field.unit === null || field.unit === '' || field.label.includes(field.unit)
      ? field
      : { ...field, label: `${field.label} ${field.unit}` };
  return { ...source, fields: source.fields.map(named) };
}

/** How wide a screen wants some of its columns, by name. */
export type Widths = Readonly<Record<string, number>>;

/** The columns of a screen: those it names in its order, the others to be had but hidden. */
export function firstColumns(
  source: SourceDescription,
  names: readonly string[],
  widths: Widths = {},
): readonly ColumnState[] {
  const fresh = freshColumns(source)
    .map((column) => usual(column, source))
    .map((column) => ({ ...column, width: widths[column.name] ?? column.width }))
    .map((column) => ({ ...column, width: Math.max(column.width, headed(column, source)) }));
  const named = names.flatMap((name) => fresh.find((one) => one.name === name) ?? []);
  if (named.length === 0) return fresh;
  const name = named.findIndex((one) => one.name === source.names_by);
  const pinned = name < PINNED_MOST ? name : -1;
  const rest = fresh.filter((one) => !named.includes(one));
  return [
    ...named.map((one, at) => ({ ...one, pinned: at <= pinned })),
    ...rest.map((one) => ({ ...one, pinned: false, hidden: true })),
  ];
}

const LETTER = 6; // px a letter of a header takes at most, as a rule: they are narrow
const MARGINS = 20;
const SORTED = 20; // the mark of an order and its number

/** A header is read whole, whatever width was asked for: it says what the numbers are. */
function headed({ name }: ColumnState, source: SourceDescription): number {
  const label = source.fields.find((one) => one.name === name)?.label ?? '';
  const sorted = source.sort.some(([by]) => by === name) ? SORTED : 0;
  return Math.ceil(label.length * LETTER + MARGINS + sorted);
}

/** What a column usually needs, not what its longest value may: more of them are seen. */
function usual(column: ColumnState, source: SourceDescription): ColumnState {
  const field = source.fields.find((one) => one.name === column.name);
  const most = field?.choices === null ? TYPICAL[field.type] : undefined;
  if (field === undefined || most === undefined || column.name === source.names_by) return column;
  const headed = field.label.length * 7 + 28;
  const code = /(^|_)code$/.test(field.name) ? 88 : field.name === 'province' ? 64 : most;
  return { ...column, width: Math.max(headed, Math.min(column.width, code)) };
}

export function firstState(
  source: SourceDescription,
  names: readonly string[],
  widths: Widths = {},
  group: readonly string[] = [],
): GridState {
  return {
    columns: firstColumns(source, names, widths),
    sort: source.sort,
    filters: [],
    group,
    where: null,
    words: '',
  };
}

/** Columns a person has not met yet are there but hidden, so that nothing moves by an update. */
export function fitColumns(
  kept: readonly ColumnState[],
  first: readonly ColumnState[],
): readonly ColumnState[] {
  const known = kept.filter((one) => first.some(({ name }) => name === one.name));
  const met = new Set(known.map((one) => one.name));
  return [...known, ...first.filter((one) => !met.has(one.name))];
}

export function readWidths(value: unknown): Widths {
  const told = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    told.filter((one): one is [string, number] => typeof one[1] === 'number' && one[1] > 0),
  );
}

/** What was kept, as far as it can be read; what cannot is as it was at first. */
export function readState(kept: unknown, first: GridState): GridState {
  if (!isRecord(kept)) return first;
  const columns = listOf(kept['columns'], isColumn);
  const known = new Set(first.columns.map((one) => one.name));
  const sort = listOf(kept['sort'], isOrder)?.filter(([name]) => known.has(name));
  const filters = listOf(kept['filters'], isFilter)?.filter((one) => known.has(one.column));
  const group = listOf(kept['group'], isText)?.filter((name) => known.has(name));
  const words = kept['words'];
  return {
    columns: columns === undefined ? first.columns : fitColumns(columns, first.columns),
    sort: sort ?? first.sort,
    filters: filters ?? [],
    group: group ?? [],
    where: isConditions(kept['where']) ? kept['where'] : null,
    words: typeof words === 'string' ? words : '',
  };
}

/** The same arrangement: width apart, and nothing said is the same as nothing there. */
export function sameState(one: GridState, other: GridState): boolean {
  return JSON.stringify(essence(one)) === JSON.stringify(essence(other));
}

function essence(state: GridState): unknown {
  const shown = state.columns.filter((column) => !column.hidden);
  return [
    shown.map((column) => [column.name, column.pinned]),
    state.sort,
    state.filters,
    state.group ?? [],
    state.where === undefined || state.where?.parts.length === 0 ? null : state.where,
    (state.words ?? '').trim(),
  ];
}

/** Whether fewer rows than all are asked for. */
export function narrows(state: GridState): boolean {
  return (
    state.filters.length > 0 ||
    (state.where?.parts.length ?? 0) > 0 ||
    (state.words ?? '').trim() !== ''
  );
}

/** Take over the widths a person chose. */
export function withWidths(state: GridState, widths: GridState): GridState {
  const known = new Map(widths.columns.map((column) => [column.name, column.width]));
  const columns = state.columns.map((column) => ({
    ...column,
    width: known.get(column.name) ?? column.width,
  }));
  return { ...state, columns };
}

// -- reading

function listOf<T>(value: unknown, is: (one: unknown) => one is T): readonly T[] | undefined {
  return Array.isArray(value) ? value.filter(is) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isColumn = (value: unknown): value is ColumnState =>
  isRecord(value) &&
  isText(value['name']) &&
  typeof value['width'] === 'number' &&
  typeof value['hidden'] === 'boolean' &&
  typeof value['pinned'] === 'boolean';

const isOrder = (value: unknown): value is Order =>
  Array.isArray(value) && isText(value[0]) && (value[1] === 'asc' || value[1] === 'desc');

const isFilter = (value: unknown): value is ColumnFilter =>
  isRecord(value) && isText(value['column']) && isText(value['operator']) && 'value' in value;

export const isConditions = (value: unknown): value is ConditionGroup =>
  isRecord(value) &&
  value['kind'] === 'group' &&
  (value['join'] === 'and' || value['join'] === 'or') &&
  Array.isArray(value['parts']) &&
  value['parts'].every(
    (part) =>
      isConditions(part) ||
      (isRecord(part) &&
        part['kind'] === 'condition' &&
        isText(part['column']) &&
        isText(part['operator'])),
  );
