/** The child rows of a form: those that are there, those to be made, those to be deleted. */

import type { Cursor } from '../../core/cursor.ts';
import type { CursorEdits } from '../../core/edits.ts';
import type { I18n } from '../../core/i18n.ts';
import type { RecordBuffer } from '../../core/record.ts';
import type { Key } from '../../core/rows.ts';
import { type FieldFacts, isBlank } from '../fields/facts.ts';
import { namesOf } from '../parts/view-facts.ts';
import type { RecordForm } from './form-model.ts';
import { shownFields } from './layout.ts';
import { rowFormOf } from './row-forms.ts';

/** So many rows are edited in place; more than that belong in a list of their own. */
export const MOST_ROWS = 100;
const MOST_COLUMNS = 7;

export interface ChildRow {
  readonly id: string;
  readonly key: Key | undefined;
  readonly form: RecordForm;
}

/** Reads the cursor's layout: rows that come and go are followed by whoever calls this in a signal. */
export const rowsOf = (
  cursor: Cursor,
  edits: CursorEdits,
  i18n: I18n,
  columns: readonly FieldFacts[],
): readonly ChildRow[] => {
  const names = columns.map(({ name }) => name);
  const rowOf = (record: RecordBuffer, key: Key | undefined): ChildRow => {
    const form = rowFormOf(cursor, edits, record, i18n);
    form.show(names);
    return { id: form.id, key, form };
  };
  cursor.layout.value;
  const keys: Key[] = [];
  const count = Math.min(cursor.total.value.n, MOST_ROWS);
  for (let at = 0; at < count; at += 1) {
    const key = cursor.at(at)?.[0];
    if (typeof key === 'string' || typeof key === 'number') keys.push(key);
  }
  const created = edits.created.value;
  return [
    ...keys.map((key) => rowOf(edits.record(key), key)),
    ...created.map((record) => rowOf(record, undefined)),
  ];
};

export const columnsOf = (cursor: Cursor, asked: unknown): readonly FieldFacts[] => {
  const { source } = cursor.described;
  const names = namesOf(asked);
  const fields = shownFields(source.fields as readonly FieldFacts[], names);
  return names.length > 0 ? fields : fields.slice(0, MOST_COLUMNS);
};

/** Begin a row: with what the source gives, and whose it is. */
export const addRow = (cursor: Cursor, edits: CursorEdits, customer: unknown): RecordBuffer => {
  const { fields } = cursor.described.source;
  const record = edits.create({});
  const given = fields.filter((field) => field.default !== null && field.default !== undefined);
  record.follow(Object.fromEntries(given.map((field) => [field.name, field.default])), 0);
  const owned = fields.some((field) => field.name === 'customer_id');
  if (owned && typeof customer === 'string') record.set('customer_id', customer);
  record.seal();
  return record;
};

/** Whether a row can be made in its columns alone; else it needs a form of its own. */
export const fitsInColumns = (cursor: Cursor, columns: readonly FieldFacts[]): boolean => {
  const { fields } = cursor.described.source;
  const given = new Set(['id', 'customer_id', ...columns.map(({ name }) => name)]);
  return fields.every(
    (field) =>
      !field.required ||
      field.readonly ||
      given.has(field.name) ||
      field.reference !== null || // whose rows they are is said by the record above them
      !isBlank(field.default),
  );
};
