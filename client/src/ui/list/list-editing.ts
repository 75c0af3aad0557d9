/** Editing in the cells of a list: through the records of its view, so that nothing typed is lost. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import type { GridEditing } from '../../grid/context.ts';
import { editable } from '../../grid/editor.ts';
import type { RowKey } from '../../grid/source.ts';
import { reasonText, shapeReason } from '../fields/reasons.ts';

export function listEditing(view: View, cursor: Cursor, i18n: I18n): GridEditing {
  return {
    allowed: (field) => editable(field),
    check: (field, value) => checked(field, value, i18n),
    save: (key, field, value) => saveCell(view, cursor, i18n, { key, field, value }),
  };
}

function checked(field: FieldDescription, value: unknown, i18n: I18n): string | null {
  if (field.required && (value === null || value === '')) {
    return reasonText('required', field, value, i18n);
  }
  return shapeReason(field, value, i18n) ?? null;
}

interface TypedCell {
  readonly key: RowKey;
  readonly field: FieldDescription;
  readonly value: unknown;
}

/** Answers why it was not saved; the cell stays open with what was typed. */
async function saveCell(
  view: View,
  cursor: Cursor,
  i18n: I18n,
  { key, field, value }: TypedCell,
): Promise<string | null> {
  const record = view.editsOf(cursor.name).record(key);
  const before = record.field(field.name).value.peek();
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
    return i18n.gettext('Somebody else has just changed it to “{value}”. Esc keeps theirs.', {
      value: String(conflict.theirs ?? ''),
    });
  }
  if (reason !== undefined) return reasonText(reason, field, value, i18n);
  return failure.peek()?.message ?? i18n.gettext('Not saved');
}
