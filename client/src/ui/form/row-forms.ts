/** The form of a child row: one for each record, however often it is asked for. */

import type { Cursor } from '../../core/cursor.ts';
import type { CursorEdits } from '../../core/edits.ts';
import type { I18n } from '../../core/i18n.ts';
import type { RecordBuffer } from '../../core/record.ts';
import { RecordForm } from './form-model.ts';

const FORMS = new WeakMap<RecordBuffer, RecordForm>();

export const rowFormOf = (
  cursor: Cursor,
  edits: CursorEdits,
  record: RecordBuffer,
  i18n: I18n,
): RecordForm => {
  const known = FORMS.get(record);
  if (known !== undefined) return known;
  const made = new RecordForm(cursor, edits, record, i18n);
  FORMS.set(record, made);
  return made;
};
