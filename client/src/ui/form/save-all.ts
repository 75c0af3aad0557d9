/** Everything of a form saved as one wish: the record, then the rows below it. */

import type { CursorEdits } from '../../core/edits.ts';
import { Failure } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { type RecordForm, type SaveOutcome, saveForm } from './form-model.ts';

/** Cursors of rows edited in a form: those that follow another one. */
export const rowEdits = (view: View): readonly CursorEdits[] =>
  [...view.cursors.values()]
    .filter((cursor) => cursor.described.tracks !== null)
    .map((cursor) => view.editsOf(cursor.name));

const saveRows = async (edits: CursorEdits): Promise<SaveOutcome> => {
  try {
    if (edits.deleted.peek().size > 0) await edits.deleteMarked();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.retry ? 'unknown' : 'failed';
  }
  let outcome: SaveOutcome = 'saved';
  for (const record of edits.unsaved()) {
    await record.save();
    const state = record.state.peek();
    if (state === 'unknown') return 'unknown';
    if (state === 'failed') outcome = 'failed';
    else if (Object.keys(record.conflicts.peek()).length > 0) outcome = 'conflict';
  }
  return outcome;
};

export const saveEverything = async (view: View, form: RecordForm): Promise<SaveOutcome> => {
  const needed = form.isNew.peek() || form.record.dirty.peek();
  const master = needed ? await saveForm(form) : 'saved';
  if (master !== 'saved') return master;
  let outcome: SaveOutcome = 'saved';
  for (const edits of rowEdits(view)) {
    if (!edits.dirty.peek()) continue;
    const found = await saveRows(edits);
    if (found !== 'saved') outcome = found;
    if (found === 'unknown') break;
  }
  return outcome;
};

/** How many things are unsaved: fields of the record, and rows. */
export const unsavedCount = (view: View, form: RecordForm): number =>
  form.changed.value.length +
  rowEdits(view).reduce(
    (sum, edits) => sum + edits.dirtyKeys.value.length + edits.created.value.length,
    0,
  );
