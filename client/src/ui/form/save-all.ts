/** Everything of a form saved as one wish: the record and the rows below it, all of it or nothing. */

import type { CursorEdits } from '../../core/edits.ts';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import { outcomeOf, type RecordForm, readyToSave, type SaveOutcome } from './form-model.ts';
import { rowFormOf } from './row-forms.ts';

/** Cursors of rows edited in a form: those that follow another one. */
export const rowEdits = (view: View): readonly CursorEdits[] =>
  [...view.cursors.values()]
    .filter((cursor) => cursor.described.tracks !== null)
    .map((cursor) => view.editsOf(cursor.name));

/** The forms of the rows that are unsaved. */
const rowForms = (view: View, i18n: I18n): readonly RecordForm[] =>
  [...view.cursors.values()]
    .filter((cursor) => cursor.described.tracks !== null)
    .flatMap((cursor) => {
      const edits = view.editsOf(cursor.name);
      return edits.unsaved().map((record) => rowFormOf(cursor, edits, record, i18n));
    });

export interface Saving {
  readonly outcome: SaveOutcome;
  /** Where the first thing stands that somebody has to mend or decide. */
  readonly at?: RecordForm;
}

export const saveEverything = async (view: View, form: RecordForm): Promise<Saving> => {
  const needed = form.isNew.peek() || form.record.dirty.peek();
  const forms = [...(needed ? [form] : []), ...rowForms(view, form.i18n)];
  for (const one of forms) {
    const stopped = readyToSave(one);
    if (stopped !== undefined) return { outcome: stopped, at: one };
  }
  await view.saveAll();
  for (const one of forms) {
    const outcome = outcomeOf(one);
    if (outcome !== 'saved') return { outcome, at: one };
  }
  form.savedAt.value = Date.now();
  return { outcome: 'saved' };
};

/** How many things are unsaved: fields of the record, and rows. */
export const unsavedCount = (view: View, form: RecordForm): number =>
  form.changed.value.length +
  rowEdits(view).reduce(
    (sum, edits) => sum + edits.dirtyKeys.value.length + edits.created.value.length,
    0,
  );
