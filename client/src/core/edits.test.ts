import { beforeEach, expect, test, vi } from 'vitest';
import { CursorEdits } from './edits.ts';
import { Failure } from './failure.ts';
import { type FakeCursor, fakeCursor, reset, URI } from './fake-cursor.ts';

const rows = [
  ['a', 'Uno', 1],
  ['b', 'Due', 1],
  ['c', 'Tre', 1],
];

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const made = async (answer?: Parameters<typeof fakeCursor>[0]) => {
  const fake = await fakeCursor(answer);
  fake.transport.event(`${URI}.reset`, reset(2, 0, rows));
  const keep = vi.fn((_changes: object) => Promise.resolve());
  return { ...fake, keep, edits: new CursorEdits(fake.cursor, keep) };
};

const dirty = (asked: FakeCursor['asked']) =>
  asked().filter((line) => line.startsWith('set_dirty'));

/** What is said once all that happens now has happened. */
const soon = () => Promise.resolve();

test('d7 what becomes dirty and clean is declared, all keys together', async () => {
  const { edits, asked } = await made();
  edits.record('a').set('name', 'A');
  edits.record('b').set('name', 'B');
  edits.record('b').set('name', 'B2');
  await soon();
  edits.record('a').discard();
  await soon();
  expect(dirty(asked)).toEqual(['set_dirty [["a"]]', 'set_dirty [["a","b"]]', 'set_dirty [["b"]]']);
  expect(edits.dirtyKeys.value).toEqual(['b']);
});

test('the first is declared at once; of many that change in one go only the last list is sent', async () => {
  const { edits, asked } = await made();
  const fresh = Array.from({ length: 200 }, (_, at) => edits.create({ name: `${at}` }));
  expect(dirty(asked)).toHaveLength(1);
  await soon();
  expect(dirty(asked)).toHaveLength(2);
  for (const { newKey } of fresh) expect(dirty(asked)[1]).toContain(newKey);
});

test('what is dirty is declared before another row is asked for', async () => {
  const { edits, cursor, asked } = await made();
  edits.record('a').set('name', 'A');
  edits.record('b').set('name', 'B');
  cursor.setCurrent('c').catch(() => undefined); // nobody answers here
  const told = asked().filter((line) => /^set_/.test(line));
  expect(told.map((line) => line.split(' ')[0])).toEqual(['set_dirty', 'set_dirty', 'set_current']);
});

test('a record follows its row while it lives', async () => {
  const { edits, transport } = await made();
  const record = edits.record('a');
  transport.event(`${URI}.patch`, {
    version: 3,
    ops: [['set', 'a', { name: 'X', row_version: 2 }]],
  });
  expect([record.field('name').value.value, record.rowVersion]).toEqual(['X', 2]);
  record.set('name', 'Mio');
  transport.event(`${URI}.patch`, {
    version: 4,
    ops: [['set', 'a', { name: 'Y', row_version: 3 }]],
  });
  expect(Object.keys(record.conflicts.value)).toEqual(['name']);
  expect(edits.conflicting()).toBe(true);
});

test('a draft is kept a moment after typing, ten rows of it, and is empty when nothing is left', async () => {
  const { edits, keep } = await made();
  for (let at = 0; at < 10; at += 1) edits.create().set('name', `Riga ${at}`);
  edits.record('a').set('name', 'A');
  expect(keep).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(keep).toHaveBeenCalledTimes(1);
  const draft = keep.mock.calls[0]?.[0];
  expect(draft).toMatchObject({ saves: [{ key: 'a', row_version: 1 }] });
  edits.record('a').set('name', 'AA');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(keep).toHaveBeenCalledTimes(2);

  const again = await made();
  again.edits.restore(draft);
  expect(again.edits.draft()).toEqual(draft);
  expect(again.edits.created.value.length).toBe(10);
  again.edits.clear();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(again.keep).toHaveBeenLastCalledWith({});
  again.edits.dispose();
});

test('a batch holds all that is unsaved; its answer gives keys and versions, and leaves what was typed since', async () => {
  const { edits, asked } = await made();
  edits.record('a').set('name', 'A');
  edits.delete('c');
  const fresh = edits.create({ name: 'Nuova' });
  edits.create(); // nobody has typed into it
  await soon();
  expect(dirty(asked).at(-1)).toBe(`set_dirty [["a","c","${fresh.newKey}"]]`);
  const batch = edits.begin();
  expect(batch?.changes).toEqual({
    saves: [{ key: 'a', row_version: 1, changes: { name: 'A' } }],
    creates: [{ id: fresh.newKey, name: 'Nuova' }],
    deletes: ['c'],
  });
  expect(edits.record('a').state.value).toBe('saving');
  edits.record('a').set('name', 'AA');
  batch?.saved({
    versions: { a: 2 },
    created: [{ key: fresh.newKey, row_version: 1 }],
    deleted: ['c'],
  });
  expect([edits.dirtyKeys.value, edits.record('a').rowVersion]).toEqual([['a'], 2]);
  expect([fresh.key.value, edits.created.value.length]).toEqual([fresh.newKey, 1]);
  await soon();
  expect(dirty(asked).at(-1)).toBe('set_dirty [["a"]]');
  edits.dispose();
});

test('what is refused is said at the record it is about; the others wait as they were', async () => {
  const { edits } = await made();
  edits.record('a').set('name', 'A');
  edits.record('b').set('name', 'B');
  const fresh = edits.create({ name: '' });
  const said = (fields: Record<string, unknown>, code = 'invalid_fields') => {
    const batch = edits.begin();
    batch?.refused(new Failure(code, { fields }));
    return [edits.record('a'), edits.record('b'), fresh].map((one) => one.state.value);
  };
  const errors = { name: 'required' };
  expect(said({ cursor: 'rows', at: 0, errors })).toEqual(['idle', 'idle', 'failed']);
  expect(fresh.field('name').error.value).toBe('required');
  fresh.set('name', 'N');
  expect(said({ cursor: 'rows', key: 'b', errors })).toEqual(['idle', 'failed', 'idle']);
  expect(said({ cursor: 'others', key: 'b', errors })).toEqual(['idle', 'idle', 'idle']);
  const theirs = { name: { base: 'Uno', theirs: 'X', yours: 'A' } };
  said({ cursor: 'rows', key: 'a', row_version: 4, fields: theirs }, 'conflict');
  expect(edits.record('a').conflicts.value).toMatchObject({ name: { theirs: 'X', mine: 'A' } });
  expect(edits.conflicting()).toBe(true);
  edits.dispose();
});

test('what is marked is deleted, and saved records are listed with new ones last', async () => {
  const { edits, asked } = await made(() => ({ deleted: ['c'] }));
  edits.delete('c');
  edits.create({ name: 'Nuova' });
  edits.record('a').set('name', 'A');
  expect(edits.unsaved().map((one) => one.key.value)).toEqual(['a', undefined]);
  await edits.deleteMarked();
  expect(edits.deleted.value.size).toBe(0);
  expect(asked().some((line) => line.startsWith('delete [["c"]'))).toBe(true);
  for (const one of edits.created.value) one.discard();
  edits.declareAgain();
  await soon();
  expect(dirty(asked).at(-1)).toBe('set_dirty [["a"]]');
});
