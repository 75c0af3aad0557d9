import { expect, test } from 'vitest';
import type { FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { CursorEdits } from '../../core/edits.ts';
import { Failure } from '../../core/failure.ts';
import { fakeCursor, reset } from '../../core/fake-cursor.ts';
import { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import { isNameEnough, listEditing } from './list-editing.ts';

const NAME = {
  name: 'name',
  type: 'text',
  label: 'Name',
  length: 40,
  required: true,
  readonly: false,
  choices: null,
  widget: '',
  decimals: null,
} as FieldDescription;

async function made(answer: () => unknown) {
  const { cursor } = await fakeCursor((uri) => (uri.endsWith('.save') ? answer() : null));
  cursor.onReset(reset(2, 0, [['k1', 'Rossi', 7]]));
  const edits = new CursorEdits(cursor, () => Promise.resolve());
  const view = { editsOf: () => edits } as unknown as View;
  return { editing: listEditing(view, cursor, new I18n('en')), edits };
}

const seen = (value = 'Rossi', decided = true) => ({ value, decided });

const throws = (failure: Failure) => () => {
  throw failure;
};

test('what is saved leaves nothing unsaved', async () => {
  const { editing, edits } = await made(() => ({ row_version: 8 }));
  expect(await editing.save('k1', NAME, 'Bianchi', seen())).toBeNull();
  expect(edits.dirty.value).toBe(false);
});

test('a refused value is explained at its cell, and taken back from the record', async () => {
  const { editing, edits } = await made(
    throws(new Failure('invalid_fields', { fields: { errors: { name: 'duplicate' } } })),
  );
  expect(await editing.save('k1', NAME, 'Verdi', seen())).toBe(
    'There is one with the same value already.',
  );
  expect(edits.dirty.value).toBe(false);
});

test('without a connection it stays unsaved, and is kept as a draft', async () => {
  const { editing, edits } = await made(throws(new Failure('closed', { retry: true })));
  expect(await editing.save('k1', NAME, 'Verdi', seen())).toMatch(/No connection/);
  expect(edits.dirty.value).toBe(true);
});

test('what cannot be empty is not even asked', async () => {
  const { editing } = await made(throws(new Failure('internal')));
  expect(editing.check?.(NAME, '', [])).toBe('This cannot be empty.');
  expect(editing.check?.(NAME, 'Verdi', [])).toBeNull();
});

test('a colleague who was first is told of; only a second Enter writes over it', async () => {
  const { editing } = await made(() => ({ row_version: 8 }));
  const looked = seen('Russo');
  expect(await editing.save('k1', NAME, 'Verdi', seen('Russo', false))).toMatch(/“Rossi”/);
  expect(await editing.save('k1', NAME, 'Verdi', looked)).toMatch(/“Rossi”/);
  expect(await editing.save('k1', NAME, 'Verdi', looked)).toBeNull();
});

const grown = (names_by: Partial<FieldDescription>, more: readonly FieldDescription[] = []) =>
  ({
    described: {
      source: {
        name: 'inner',
        names_by: 'name',
        fields: [{ ...NAME, reference: null, ...names_by }, ...more],
      },
    },
  }) as unknown as Cursor;

test('a name is enough only where it is a text and all else follows from what it belongs to', () => {
  const master = {
    described: { source: { name: 'outer', names_by: 'name', fields: [NAME] } },
  } as unknown as Cursor;
  const link = { ...NAME, name: 'outer_id', reference: 'outer' };
  const other = { ...NAME, name: 'other_id', reference: 'others' };
  expect(isNameEnough(grown({}, [link]), master)).toBe(true);
  expect(isNameEnough(grown({}, [link, other]), master)).toBe(false);
  expect(isNameEnough(grown({ choices: [] }, [link]), master)).toBe(false);
});
