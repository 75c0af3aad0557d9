/** A filter back in words: as it would be typed, and as a chip says it. */

import type { FieldDescription } from '../core/contract.gen.ts';
import type { GridContext } from './context.ts';
import { type ColumnFilter, type Operator, SIGN_OF } from './filters.ts';

/** What one would type under the header to get this filter. */
export function typedText(
  context: GridContext,
  field: FieldDescription,
  filter: ColumnFilter,
  usual: Operator,
): string {
  const value = written(context, field, filter, '..');
  switch (filter.operator) {
    case 'null':
      return '=';
    case 'notnull':
      return '*';
    case 'starts':
      return usual === 'starts' ? value : `${value}*`;
    case usual:
    case 'between':
      return value;
    default:
      return `${SIGN_OF[filter.operator] ?? ''} ${value}`.trim();
  }
}

/** The value alone, for a control that is not typed into. */
export function valueText(
  context: GridContext,
  field: FieldDescription,
  filter: ColumnFilter,
): string {
  if (Array.isArray(filter.value) && filter.operator === 'in' && filter.value.length > 1) {
    return context.options.say('filter_some', { n: filter.value.length });
  }
  return chipText(context, field, filter);
}

/** Operator and value in words. */
export function chipText(
  context: GridContext,
  field: FieldDescription,
  filter: ColumnFilter,
): string {
  const { say } = context.options;
  const value = written(context, field, filter, filter.operator === 'in' ? ', ' : ' – ');
  switch (filter.operator) {
    case 'null':
    case 'notnull':
      return say(`op_${filter.operator}`);
    case 'eq':
    case 'in':
    case 'between':
      return value;
    default:
      return `${SIGN_OF[filter.operator] ?? say(`op_${filter.operator}`)} ${value}`;
  }
}

function written(
  context: GridContext,
  field: FieldDescription,
  filter: ColumnFilter,
  between: string,
): string {
  // An instant is filtered by its day, so it is written as one.
  const format = context.format(
    field.type === 'datetime' ? { ...field, name: `${field.name}@day`, type: 'date' } : field,
  );
  const text = (value: unknown): string =>
    field.type === 'text' && field.choices === null ? String(value) : format.text(value);
  return Array.isArray(filter.value) ? filter.value.map(text).join(between) : text(filter.value);
}
