/**
 * What is typed under a header, read into the filter grammar of the wire. An operator may stand
 * before the value (`>= 5`, `= Rossi`, `!= x`), two values make a span (`5..9`), `*` at the end means
 * "starts with", `=` alone "is empty", `*` alone "is not empty". Without one the column's own holds.
 */

import type { FieldDescription } from '../core/contract.gen.ts';
import type { GridLocale } from './locale.ts';

export type Operator =
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'between'
  | 'in'
  | 'contains'
  | 'starts'
  | 'words'
  | 'under'
  | 'null'
  | 'notnull';

/** One column's condition; values as they travel, except that an instant is filtered by its day. */
export interface ColumnFilter {
  readonly column: string;
  readonly operator: Operator;
  readonly value: unknown;
}

export type Reading =
  | { readonly ok: true; readonly filter: ColumnFilter | null }
  | { readonly ok: false; readonly reason: 'number' | 'date' | 'operator' };

/** In the order a person looks for them. */
const OFFERED: readonly Operator[] = [
  'contains',
  'starts',
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'between',
  'in',
  'null',
  'notnull',
];
const SIGNS: Readonly<Record<string, Operator>> = {
  '>=': 'ge',
  '≥': 'ge',
  '<=': 'le',
  '≤': 'le',
  '<>': 'ne',
  '!=': 'ne',
  '≠': 'ne',
  '>': 'gt',
  '<': 'lt',
  '=': 'eq',
};
export const SIGN_OF: Readonly<Partial<Record<Operator, string>>> = {
  eq: '=',
  ne: '≠',
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
};

export type FilterKind = 'text' | 'number' | 'date' | 'boolean' | 'choice' | 'none';

export function filterKind(field: FieldDescription): FilterKind {
  if (!field.filters || field.operators.length === 0) {
    return 'none';
  }
  if (field.choices !== null) {
    return 'choice';
  }
  switch (field.type) {
    case 'integer':
    case 'decimal':
      return 'number';
    case 'date':
    case 'datetime':
      return 'date';
    case 'boolean':
      return 'boolean';
    case 'text':
    case 'texts':
      return 'text';
    default:
      return 'none';
  }
}

/** The operators one may choose for a column, of those the source answers to. */
export function offeredOperators(field: FieldDescription): readonly Operator[] {
  const listed = filterKind(field) === 'choice' || filterKind(field) === 'boolean';
  return OFFERED.filter((one) => field.operators.includes(one) && (one !== 'in' || listed));
}

/** What a value without an operator means. */
export function usualOperator(field: FieldDescription): Operator {
  const offered = offeredOperators(field);
  const usual = filterKind(field) === 'text' ? 'contains' : 'eq';
  return offered.includes(usual) ? usual : (offered[0] ?? 'eq');
}

export function readFilter(
  field: FieldDescription,
  typed: string,
  usual: Operator,
  locale: GridLocale,
): Reading {
  const text = typed.trim();
  if (text === '') {
    return { ok: true, filter: null };
  }
  const { operator, rest } = split(text, usual);
  if (!field.operators.includes(operator)) {
    return { ok: false, reason: 'operator' };
  }
  if (operator === 'null' || operator === 'notnull') {
    return made(field, operator, null);
  }
  switch (filterKind(field)) {
    case 'number':
      return numberFilter(field, operator, rest, locale);
    case 'date':
      return dateFilter(field, operator, rest, locale);
    default:
      return textFilter(field, operator, rest);
  }
}

/** All conditions at once, as the wire wants them; undefined: no condition. */
export function toWire(
  filters: readonly ColumnFilter[],
  fields: ReadonlyMap<string, FieldDescription>,
): unknown {
  const tests = filters.map((filter) => toTest(filter, fields.get(filter.column)));
  return tests.length > 1 ? { and: tests } : tests[0];
}

function split(text: string, usual: Operator): { operator: Operator; rest: string } {
  if (text === '*') {
    return { operator: 'notnull', rest: '' };
  }
  const sign = /^(>=|<=|<>|!=|[≥≤≠><=])\s*/.exec(text);
  if (sign === null) {
    return usual === 'contains' && text.length > 1 && text.endsWith('*')
      ? { operator: 'starts', rest: text.slice(0, -1) }
      : { operator: usual, rest: text };
  }
  const rest = text.slice(sign[0].length);
  const operator = SIGNS[sign[1] ?? ''] ?? 'eq';
  if (rest === '' && (operator === 'eq' || operator === 'ne')) {
    return { operator: operator === 'eq' ? 'null' : 'notnull', rest };
  }
  return { operator, rest };
}

function made(field: FieldDescription, operator: Operator, value: unknown): Reading {
  return { ok: true, filter: { column: field.name, operator, value } };
}

/** Both ends as one types them, or as they are said elsewhere: with a dash between them. */
const endsOf = (text: string): string[] =>
  text.split(/\.\.|\s+-\s+|\s*–\s*/).map((end) => end.trim());

/** Whether the other end is still to be typed. */
export const oneEnd = (text: string): boolean => text.trim() !== '' && endsOf(text).length === 1;

function textFilter(field: FieldDescription, operator: Operator, rest: string): Reading {
  const ends = operator === 'between' ? endsOf(rest) : [];
  if (operator === 'between') {
    return ends.length === 2 ? made(field, operator, ends) : { ok: false, reason: 'operator' };
  }
  return made(field, operator, rest);
}

function numberFilter(
  field: FieldDescription,
  operator: Operator,
  rest: string,
  locale: GridLocale,
): Reading {
  const read = (text: string): number | string | null => {
    const number = locale.readNumber(text);
    if (number === null || (field.type === 'integer' && !/^-?\d+$/.test(number))) {
      return null;
    }
    return field.type === 'integer' ? Number(number) : number;
  };
  const ends = endsOf(rest).map(read);
  if (ends.includes(null)) {
    return { ok: false, reason: 'number' };
  }
  if (ends.length === 2 && (operator === 'eq' || operator === 'between')) {
    return made(field, 'between', ends);
  }
  return ends.length === 1 && operator !== 'between'
    ? made(field, operator, ends[0])
    : { ok: false, reason: 'number' };
}

function dateFilter(
  field: FieldDescription,
  operator: Operator,
  rest: string,
  locale: GridLocale,
): Reading {
  const spans = endsOf(rest).map((end) => locale.readDate(end));
  const [one, two] = spans;
  if (one === null || one === undefined || two === null || spans.length > 2) {
    return { ok: false, reason: 'date' };
  }
  const [first, last] = [one[0], (two ?? one)[1]];
  if (operator === 'eq' || operator === 'between') {
    return first === last ? made(field, 'eq', first) : made(field, 'between', [first, last]);
  }
  if (two !== undefined) {
    return { ok: false, reason: 'date' };
  }
  return made(field, operator, operator === 'le' || operator === 'gt' ? last : first);
}

/** One condition as the wire wants it; instants are asked for by the days of the person. */
export function toTest(
  { column, operator, value }: ColumnFilter,
  field: FieldDescription | undefined,
): unknown {
  const instant = field?.type === 'datetime';
  if (operator === 'null' || operator === 'notnull') {
    return [column, operator];
  }
  if (!instant) {
    return [column, operator, value];
  }
  const [first, last] = (Array.isArray(value) ? value : [value, value]) as [string, string];
  switch (operator) {
    case 'lt':
    case 'ge':
      return [column, operator, midnight(first)];
    case 'le':
      return [column, 'lt', midnight(last, 1)];
    case 'gt':
      return [column, 'ge', midnight(last, 1)];
    case 'ne':
      return { not: within(column, first, last) };
    default:
      return within(column, first, last);
  }
}

function within(column: string, first: string, last: string): unknown {
  return {
    and: [
      [column, 'ge', midnight(first)],
      [column, 'lt', midnight(last, 1)],
    ],
  };
}

/** A day begins where the person is, not in Greenwich. */
function midnight(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
