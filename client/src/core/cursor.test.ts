import { effect } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import type { CursorPatch } from './contract.gen.ts';
import { Failure } from './failure.ts';
import { fakeCursor, reset, URI } from './fake-cursor.ts';

const two = [
  ['a', 'Uno', 1],
  ['b', 'Due', 1],
];
const many = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => [`k${first + at}`, `Riga ${first + at}`, 1]);
const patch = (version: number, ...ops: CursorPatch['ops']): CursorPatch => ({ version, ops });

test('c1 c2 a patch touches the rows it names, and no other', async () => {
  const { cursor, transport } = await fakeCursor();
  transport.event(`${URI}.reset`, reset(2, 0, two));
  const seen: unknown[] = [];
  const layouts: number[] = [];
  const ends = [
    effect(() => {
      seen.push(cursor.row('a').value?.[1]);
    }),
    effect(() => {
      seen.push(cursor.row('b').value?.[1]);
    }),
    effect(() => {
      layouts.push(cursor.layout.value);
    }),
  ];
  transport.event(`${URI}.patch`, patch(3, ['set', 'b', { name: 'Due bis', row_version: 2 }]));
  expect(seen).toEqual(['Uno', 'Due', 'Due bis']);
  expect(layouts.length).toBe(1);
  transport.event(`${URI}.patch`, patch(4, ['remove', 'a'], ['total', 1, 'exact']));
  expect(seen).toEqual(['Uno', 'Due', 'Due bis', undefined]);
  expect(layouts.length).toBe(2);
  expect([cursor.total.value.n, cursor.get('a'), cursor.indexOf('b')]).toEqual([1, undefined, 0]);
  for (const end of ends) end();
});

test('c3 a gap asks for the window once, and nothing is applied before it has come', async () => {
  const { cursor, transport, asked } = await fakeCursor();
  transport.event(`${URI}.reset`, reset(2, 0, two));
  transport.event(`${URI}.patch`, patch(4, ['set', 'a', { name: 'ahead' }]));
  transport.event(`${URI}.patch`, patch(5, ['set', 'a', { name: 'ahead' }]));
  expect(cursor.version).toBe(2);
  expect(asked()).toEqual(['window [{"first":0,"size":100}]']);
  transport.event(`${URI}.reset`, reset(6, 0, [['a', 'Anew', 3]]));
  transport.event(`${URI}.patch`, patch(7, ['set', 'a', { name: 'Next' }]));
  expect(cursor.rows).toEqual([['a', 'Next', 3]]);
});

test('c3 what cannot be applied is a gap, and what was applied is not again', async () => {
  const { cursor, transport, asked } = await fakeCursor();
  transport.event(`${URI}.reset`, reset(2, 0, two));
  transport.event(`${URI}.patch`, patch(2, ['remove', 'a']));
  expect(cursor.rows.length).toBe(2);
  transport.event(`${URI}.patch`, patch(3, ['remove', 'nobody']));
  expect([cursor.version, asked().length]).toEqual([2, 1]);
});

test('the newest window wins; what was overtaken is never asked', async () => {
  const gates: ((value: unknown) => void)[] = [];
  const { cursor, transport, asked } = await fakeCursor(
    () => new Promise((resolve) => gates.push(resolve)),
  );
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 100), { total: 10_000 }));
  const first = cursor.show(1000, 40);
  await cursor.show(3000, 40);
  await cursor.show(5000, 40);
  gates[0]?.(null);
  await vi.waitFor(() => expect(gates.length).toBe(2));
  gates[1]?.(null);
  await first;
  expect(asked()).toEqual([
    'window [{"first":900,"size":200}]',
    'window [{"first":4900,"size":200}]',
  ]);
});

test('scrolling a little asks for nothing, scrolled rows are there at once when coming back', async () => {
  const { cursor, transport, asked } = await fakeCursor();
  const more = { total: 10_000 };
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 100), more));
  await cursor.show(10, 40);
  expect(asked()).toEqual([]);
  await cursor.show(300, 40);
  transport.event(`${URI}.reset`, reset(3, 200, many(200, 200), more));
  expect([cursor.at(310)?.[0], cursor.isLive(310), cursor.at(20)?.[0], cursor.isLive(20)]).toEqual([
    'k310',
    true,
    'k20',
    false,
  ]);
  transport.event(`${URI}.patch`, patch(4, ['remove', 'k200'], ['total', 9_999, 'exact']));
  expect(cursor.at(20)).toBeUndefined();
});

test('another query forgets what was known of the one before', async () => {
  const { cursor, transport } = await fakeCursor();
  const more = { total: 10_000 };
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 100), more));
  await cursor.show(300, 40);
  transport.event(`${URI}.reset`, reset(3, 200, many(200, 200), more));
  const told = vi.fn();
  cursor.changes.connect(told);
  await cursor.query({ words: 'fond' });
  transport.event(`${URI}.reset`, reset(4, 0, many(5000, 100), more));
  await Promise.resolve();
  expect(cursor.at(20)?.[0]).toBe('k5020');
  expect(cursor.at(210)).toBeUndefined();
  expect(told).toHaveBeenCalledWith(
    expect.objectContaining({ kind: 'rows', anew: true, first: 0 }),
  );
});

test('c9 c10 the current row moves at once, and settles where the server stands', async () => {
  let standing = { current_id: 'b', version: 2, moved: true };
  const { cursor, transport, asked } = await fakeCursor(() => standing);
  transport.event(`${URI}.reset`, reset(2, 0, two, { state: { current_id: 'a' } }));
  const moving = cursor.setCurrent('b');
  expect(cursor.current.value).toBe('b');
  transport.event(`${URI}.patch`, patch(3, ['state', { current_id: 'a' }]));
  expect(cursor.current.value).toBe('b');
  await moving;
  expect(cursor.current.value).toBe('b');
  standing = { current_id: 'b', version: 3, moved: false };
  await cursor.setCurrent('a');
  expect(cursor.current.value).toBe('b');
  expect(asked()).toEqual(['set_current ["b",2]', 'set_current ["a",3]']);
});

test('without a connection a choice is taken back quietly, a refusal is told', async () => {
  let error = new Failure('closed', { retry: true });
  const { cursor, transport } = await fakeCursor(() => Promise.reject(error));
  transport.event(`${URI}.reset`, reset(2, 0, two, { state: { current_id: 'a' } }));
  await cursor.setCurrent('b');
  expect(cursor.current.value).toBe('a');
  error = new Failure('denied');
  await expect(cursor.setCurrent('b')).rejects.toMatchObject({ code: 'denied' });
  expect(cursor.current.value).toBe('a');
});

test('an unknown count is at least so many; the first empty event is no empty list', async () => {
  const { cursor, transport } = await fakeCursor();
  transport.event(`${URI}.reset`, reset(1, 0, []));
  expect(cursor.ready.value).toBe(false);
  transport.event(
    `${URI}.reset`,
    reset(2, 0, many(0, 100), { total: 1000, exactness: 'at_least' }),
  );
  expect([cursor.ready.value, cursor.total.value]).toEqual([
    true,
    { n: 1000, exactness: 'at_least' },
  ]);
  transport.event(`${URI}.patch`, patch(3, ['total', 1234, 'exact']));
  expect(cursor.total.value).toEqual({ n: 1234, exactness: 'exact' });
});

test('what follows a row is not empty before its rows have come; what follows none is', async () => {
  const { cursor: master, transport } = await fakeCursor();
  const { cursor: detail } = await fakeCursor(undefined, 'rows');
  detail.follow(master);
  detail.onReset(reset(1, 0, []));
  expect(detail.ready.value).toBe(false);
  transport.event(`${URI}.reset`, reset(2, 0, []));
  expect(detail.ready.value).toBe(true);
  transport.event(`${URI}.reset`, reset(3, 0, two, { state: { current_id: 'a' } }));
  expect(detail.ready.value).toBe(false);
  detail.onReset(reset(2, 0, []));
  expect(detail.ready.value).toBe(true);
});

test('whoever holds a row hears of it again when it comes back', async () => {
  const { cursor, transport } = await fakeCursor();
  const row = cursor.row('a');
  const seen: unknown[] = [];
  const end = effect(() => {
    seen.push(row.value?.[1]);
  });
  transport.event(`${URI}.reset`, reset(2, 0, two));
  transport.event(`${URI}.reset`, reset(3, 0, [['b', 'Due', 1]]));
  transport.event(`${URI}.reset`, reset(4, 0, two));
  expect(seen).toEqual([undefined, 'Uno', undefined, 'Uno']);
  end();
});

test('a window asked for without a connection is asked for again when it is seen', async () => {
  let error: Failure | undefined = new Failure('closed', { retry: true });
  const { cursor, transport, asked } = await fakeCursor(() =>
    error === undefined ? null : Promise.reject(error),
  );
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 100), { total: 10_000 }));
  await cursor.show(3000, 40);
  error = undefined;
  transport.event(`${URI}.reset`, reset(3, 0, many(0, 100), { total: 10_000 }));
  await cursor.show(3000, 40);
  expect(asked().length).toBe(2);
});
