/** What narrows a list, as chips one can take away: filters of columns, conditions, typed words. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import {
  type ConditionGroup,
  describeConditions,
  type Fields,
  NO_CONDITIONS,
  putPart,
} from '../../grid/conditions.ts';
import type { GridState } from '../../grid/context.ts';
import { type ColumnFilter, SIGN_OF } from '../../grid/filters.ts';
import type { Say } from '../../grid/labels.ts';
import type { CellFormat } from '../../grid/locale.ts';

const LISTED = 2; // more values than these are counted, not listed

export interface Chip {
  readonly id: string;
  /** What it is about: a column, “search”. */
  readonly label: string;
  readonly value: string;
  /** The arrangement without it. */
  readonly without: GridState;
}

export interface ChipWords {
  readonly say: Say;
  readonly format: (field: FieldDescription) => CellFormat;
  readonly search: string;
  readonly where: string;
}

export function chipsOf(state: GridState, fields: Fields, words: ChipWords): readonly Chip[] {
  return [
    ...wordChip(state, words),
    ...state.filters.flatMap((filter) => filterChip(state, filter, fields, words)),
    ...whereChips(state, fields, words),
  ];
}

function wordChip(state: GridState, { search }: ChipWords): readonly Chip[] {
  const typed = (state.words ?? '').trim();
  return typed === ''
    ? []
    : [{ id: 'words', label: search, value: typed, without: { ...state, words: '' } }];
}

function filterChip(
  state: GridState,
  filter: ColumnFilter,
  fields: Fields,
  words: ChipWords,
): readonly Chip[] {
  const field = fields.get(filter.column);
  if (field === undefined) return [];
  const filters = state.filters.filter((one) => one !== filter);
  return [
    {
      id: `filter-${filter.column}`,
      label: field.label,
      value: filterText(filter, field, words),
      without: { ...state, filters },
    },
  ];
}

/** Operator and value in words: `≥ 5`, `entro`, `3 values`. */
export function filterText(
  { operator, value, column }: ColumnFilter,
  field: FieldDescription,
  { say, format }: Pick<ChipWords, 'say' | 'format'>,
): string {
  if (operator === 'null' || operator === 'notnull') return say(`op_${operator}`);
  const day = field.type === 'datetime';
  const { text } = format(day ? { ...field, name: `${column}@day`, type: 'date' } : field);
  const values = Array.isArray(value) ? value.map(text) : [text(value)];
  if (operator === 'in') {
    return values.length > LISTED ? say('filter_some', { n: values.length }) : values.join(', ');
  }
  if (operator === 'between') return values.join(' – ');
  if (operator === 'eq') return values.join(', ');
  return `${SIGN_OF[operator] ?? say(`op_${operator}`)} ${values.join(', ')}`;
}

/** Conditions that all hold are one chip each; anything else is one sentence. */
function whereChips(state: GridState, fields: Fields, words: ChipWords): readonly Chip[] {
  const { where } = state;
  if (where === null || where === undefined || where.parts.length === 0) return [];
  const said = (part: ConditionGroup) => describeConditions(part, fields, words);
  if (where.join !== 'and' || where.negated) {
    return [
      { id: 'where', label: words.where, value: said(where), without: { ...state, where: null } },
    ];
  }
  return where.parts.map((part, at) => {
    const left = putPart(where, [at], null);
    return {
      id: `where-${at}`,
      label: words.where,
      value: said({ ...NO_CONDITIONS, parts: [part] }),
      without: { ...state, where: left.parts.length === 0 ? null : left },
    };
  });
}
