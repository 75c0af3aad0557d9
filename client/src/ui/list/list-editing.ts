/** Editing in the cells of a list: through the records of its view, so that nothing typed is lost. */

import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { ActionDescription, FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import type { GridEditing, Seen } from '../../grid/context.ts';
import { editable } from '../../grid/editor.ts';
import type { RowKey } from '../../grid/source.ts';
import { reasonText, shapeReason } from '../fields/reasons.ts';
import { flagsOf } from '../parts/view-facts.ts';
import { formatOf, localeOf } from './formats.ts';

const AWAY = 'archived_at';

/** `columns`: those that are written in the list; undefined: all that a cell can hold. */
export function listEditing(
  view: View,
  cursor: Cursor,
  i18n: I18n,
  columns?: readonly string[],
): GridEditing {
  return {
    allowed: (field) => editable(field) && columns?.includes(field.name) !== false,
    check: (field, value) => checked(field, value, i18n),
    save: (key, field, value, seen) => saveCell(view, cursor, i18n, { key, field, value, seen }),
  };
}

function checked(field: FieldDescription, value: unknown, i18n: I18n): string | null {
  if (field.required && (value === null || value === '')) {
    return reasonText('required', field, value, i18n);
  }
  return shapeReason(field, value, i18n) ?? null;
}

/** Make a record of its name alone; answers why not. */
export async function makeNamed(
  view: View,
  cursor: Cursor,
  i18n: I18n,
  name: string,
): Promise<string | null> {
  const edits = view.editsOf(cursor.name);
  const { names_by, fields } = cursor.described.source;
  const record = edits.create({ [names_by]: name });
  record.seal();
  await record.save();
  if (record.key.peek() !== undefined) return null;
  const [[wrong, reason] = []] = fields.flatMap((field) => {
    const told = record.field(field.name).error.peek();
    return told === undefined ? [] : [[field, told] as const];
  });
  const failure = record.failure.peek();
  edits.uncreate(record);
  if (wrong === undefined || reason === undefined) {
    return failure?.message ?? i18n.gettext('Not saved');
  }
  const said = reasonText(reason, wrong, name, i18n);
  return wrong.name === names_by ? said : `${wrong.label}: ${said}`;
}

/** Whether there is something a new row would belong to, and it is not put away. */
export const takesMore = (
  view: View,
  cursor: Cursor,
  adds: ActionDescription,
): ReadonlySignal<boolean> =>
  computed(() => {
    const flags = flagsOf(view.flags.value, adds);
    const master = view.cursors.get(cursor.described.tracks ?? '');
    if (master === undefined || !flags.visible) return flags.visible;
    const key = master.current.value;
    const row = key === null ? undefined : master.row(key).value;
    if (key === null || row === undefined) return false;
    return (master.record(row)[AWAY] ?? null) === null;
  });

/** Whether a name is all that somebody has to give: what it belongs to follows from where it is made. */
export const isNameEnough = (cursor: Cursor, master: Cursor | undefined): boolean => {
  const { fields, names_by } = cursor.described.source;
  const named = fields.find((field) => field.name === names_by);
  if (named?.type !== 'text' || named.choices !== null || named.reference !== null) return false;
  const follows = ({ name, reference }: FieldDescription): boolean =>
    reference === master?.described.source.name ||
    master?.described.source.fields.some((field) => field.name === name) === true;
  return fields.every(
    (field) =>
      !field.required ||
      field.readonly ||
      field.name === names_by ||
      (field.reference !== null && follows(field)) ||
      (field.default ?? null) !== null,
  );
};

interface TypedCell {
  readonly key: RowKey;
  readonly field: FieldDescription;
  readonly value: unknown;
  readonly seen: Seen;
}

/** Answers why it was not saved; the cell stays open with what was typed. */
async function saveCell(
  view: View,
  cursor: Cursor,
  i18n: I18n,
  { key, field, value, seen }: TypedCell,
): Promise<string | null> {
  const record = view.editsOf(cursor.name).record(key);
  const before = record.field(field.name).value.peek();
  const row = cursor.get(key);
  const there = row === undefined ? seen.value : cursor.value(row, field.name);
  if (JSON.stringify(there) !== JSON.stringify(seen.value) && there !== value) {
    if (seen.decided) seen.value = there; // told now: the next Enter means it
    return theirs(field, there, i18n);
  }
  record.set(field.name, value);
  record.seal();
  await record.save();
  const { state, failure, conflicts } = record;
  if (state.peek() === 'idle' && !record.field(field.name).dirty.peek()) return null;
  if (state.peek() === 'unknown') {
    return i18n.gettext('No connection: press Enter again when it is back. It is kept as a draft.');
  }
  const conflict = conflicts.peek()[field.name];
  const reason = record.field(field.name).error.peek();
  record.set(field.name, before);
  if (conflict !== undefined) {
    record.resolve(field.name, 'theirs');
    seen.value = conflict.theirs;
    return theirs(field, conflict.theirs, i18n);
  }
  if (reason !== undefined) return reasonText(reason, field, value, i18n);
  return failure.peek()?.message ?? i18n.gettext('Not saved');
}

const theirs = (field: FieldDescription, value: unknown, i18n: I18n): string => {
  const text = formatOf(localeOf(i18n), field).text(value);
  return i18n.gettext(
    'Somebody else has just changed it to “{value}”. Esc keeps theirs, Enter writes yours.',
    { value: text === '' ? i18n.gettext('empty') : text },
  );
};
