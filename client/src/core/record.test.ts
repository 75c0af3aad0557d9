import { expect, test, vi } from 'vitest';
import { Failure } from './failure.ts';
import { RecordBuffer, type RecordStore } from './record.ts';

const store = <T extends Partial<RecordStore>>(over: T = {} as T) => ({
  save: vi.fn<RecordStore['save']>(() => Promise.resolve({ row_version: 2 })),
  create: vi.fn<RecordStore['create']>(() => Promise.resolve({ key: 'n', row_version: 1 })),
  ...over,
});
const read = { key: 'a', values: { name: 'Uno', floors: 1 }, rowVersion: 1 };

test('d7 the first change is declared before it is made; typing back is no change', () => {
  const said: boolean[] = [];
  const record = new RecordBuffer(store(), read, () => said.push(record.dirty.peek()));
  record.set('name', 'Due');
  record.set('floors', 2);
  expect(said).toEqual([false]);
  record.set('name', 'Uno');
  record.set('floors', 1);
  expect([record.dirty.value, record.changes]).toEqual([false, {}]);
});

test('a save says what was typed, with the version it was typed against', async () => {
  const there = store();
  const record = new RecordBuffer(there, read);
  record.set('name', 'Due');
  expect(await record.save()).toEqual({ key: 'a', rowVersion: 2 });
  expect(there.save).toHaveBeenCalledWith(
    { key: 'a', row_version: 1, changes: { name: 'Due' } },
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  );
  expect([record.dirty.value, record.rowVersion, record.state.value]).toEqual([false, 2, 'idle']);
  expect(await record.save()).toBeUndefined();
});

test('what is typed while it is being saved stays typed', async () => {
  const gate = Promise.withResolvers<{ row_version: number }>();
  const record = new RecordBuffer(store({ save: () => gate.promise }), read);
  record.set('name', 'Due');
  const saving = record.save();
  expect(record.state.value).toBe('saving');
  record.set('name', 'Tre');
  gate.resolve({ row_version: 2 });
  await saving;
  expect(record.changes).toEqual({ name: 'Tre' });
});

test('others: what was not typed into follows, what was collides, the same value agrees', () => {
  const record = new RecordBuffer(store(), read);
  record.set('name', 'Mio');
  record.follow({ name: 'Suo', floors: 5 }, 2);
  expect(record.field('floors').value.value).toBe(5);
  expect(record.conflicts.value).toEqual({ name: { base: 'Uno', theirs: 'Suo', mine: 'Mio' } });
  record.follow({ name: 'Mio', floors: 5 }, 3);
  expect([record.conflicts.value, record.dirty.value]).toEqual([{}, false]);
  record.follow({ name: 'older' }, 2);
  expect(record.field('name').value.value).toBe('Mio');
});

test('nothing is saved before a conflict is decided; mine stands against theirs', async () => {
  const there = store();
  const record = new RecordBuffer(there, read);
  record.set('name', 'Mio');
  record.follow({ name: 'Suo' }, 2);
  expect(await record.save()).toBeUndefined();
  expect(there.save).not.toHaveBeenCalled();
  record.resolve('name', 'mine');
  await record.save();
  expect(there.save.mock.calls[0]?.[0]).toMatchObject({ row_version: 2, changes: { name: 'Mio' } });
});

test('theirs replaces mine', () => {
  const record = new RecordBuffer(store(), read);
  record.set('name', 'Mio');
  record.follow({ name: 'Suo' }, 2);
  record.resolve('name', 'theirs');
  expect([record.field('name').value.value, record.dirty.value]).toEqual(['Suo', false]);
});

test('a conflict the server finds first is the same conflict', async () => {
  const fields = { fields: { name: { base: 'Uno', theirs: 'Suo', mine: 'Mio' } }, row_version: 4 };
  const save = () => Promise.reject(new Failure('conflict', { fields }));
  const record = new RecordBuffer(store({ save }), read);
  record.set('name', 'Mio');
  expect(await record.save()).toBeUndefined();
  expect(record.conflicts.value['name']).toMatchObject({ theirs: 'Suo', mine: 'Mio' });
  expect([record.state.value, record.rowVersion]).toEqual(['failed', 4]);
});

test('a save without an answer is repeated with the same key, another one is not', async () => {
  const save = vi.fn<RecordStore['save']>();
  save.mockRejectedValueOnce(new Failure('closed', { retry: true }));
  save.mockRejectedValueOnce(
    new Failure('invalid_fields', { fields: { errors: { name: 'long' } } }),
  );
  save.mockResolvedValueOnce({ row_version: 2 });
  const record = new RecordBuffer(store({ save }), read);
  record.set('name', 'Due');
  await record.save();
  expect(record.state.value).toBe('unknown');
  await record.save();
  expect([record.state.value, record.field('name').error.value]).toEqual(['failed', 'long']);
  record.set('name', 'Tre');
  expect(record.field('name').error.value).toBeUndefined();
  await record.save();
  const used = save.mock.calls.map((call) => call[1]);
  expect(used[0]).toBe(used[1]);
  expect(used[2]).not.toBe(used[0]);
});

test('undo and redo go by edits; a run of typing in one field is one', () => {
  const record = new RecordBuffer(store(), read);
  record.set('name', 'D');
  record.set('name', 'Du');
  record.set('floors', 2);
  record.seal();
  record.set('floors', 3);
  const now = () => [record.field('name').value.value, record.field('floors').value.value];
  record.undo();
  expect(now()).toEqual(['Du', 2]);
  record.undo();
  expect(now()).toEqual(['Du', 1]);
  record.undo();
  expect([now(), record.dirty.value, record.canUndo.value]).toEqual([['Uno', 1], false, false]);
  record.redo();
  expect(now()).toEqual(['Du', 1]);
  record.set('floors', 9);
  expect(record.canRedo.value).toBe(false);
  record.discard();
  expect([now(), record.canUndo.value]).toEqual([['Uno', 1], false]);
});

test('a draft is typed again, and collides with what was saved since', () => {
  const record = new RecordBuffer(store(), read);
  record.set('name', 'Mio');
  record.set('floors', 3);
  const draft = record.draft();
  expect(draft).toEqual({
    key: 'a',
    row_version: 1,
    base: { name: 'Uno', floors: 1 },
    changes: { name: 'Mio', floors: 3 },
  });
  const values = { name: 'Suo', floors: 1 };
  const again = new RecordBuffer(store(), { key: 'a', values, rowVersion: 2 });
  if (draft !== undefined) again.restore(draft);
  expect(again.changes).toEqual({ name: 'Mio', floors: 3 });
  expect(Object.keys(again.conflicts.value)).toEqual(['name']);
});

test('a draft whose row has not come is typed, and compared when it comes', () => {
  const record = new RecordBuffer(store(), { key: 'a', values: {} });
  record.restore({ key: 'a', row_version: 1, base: { name: 'Uno' }, changes: { name: 'Mio' } });
  expect(record.conflicts.value).toEqual({});
  record.follow({ name: 'Uno', floors: 4 }, 1);
  expect([record.conflicts.value, record.changes]).toEqual([{}, { name: 'Mio' }]);
  record.follow({ name: 'Suo' }, 2);
  expect(Object.keys(record.conflicts.value)).toEqual(['name']);
});

test('a new record is made once, and is a record afterwards', async () => {
  const there = store();
  const record = new RecordBuffer(there, { values: {} });
  record.set('name', 'Nuova');
  expect(record.draft()).toEqual({ id: record.newKey, changes: { name: 'Nuova' } });
  expect(await record.save()).toEqual({ key: 'n', rowVersion: 1 });
  record.set('name', 'Nuovissima');
  await record.save();
  expect(there.create).toHaveBeenCalledTimes(1);
  expect(there.save.mock.calls[0]?.[0]).toMatchObject({ key: 'n', row_version: 1 });
});
