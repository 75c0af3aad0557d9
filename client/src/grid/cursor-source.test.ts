import { expect, test, vi } from 'vitest';
import type { CursorPatch } from '../core/contract.gen.ts';
import { fakeCursor, reset, URI } from '../core/fake-cursor.ts';
import { BlockCache } from './blocks.ts';
import { CursorSource } from './cursor-source.ts';
import type { GridChange, Row } from './source.ts';

const many = (first: number, count: number): Row[] =>
  Array.from({ length: count }, (_, at) => [`k${first + at}`, `Riga ${first + at}`, 1]);
const patch = (version: number, ...ops: CursorPatch['ops']): CursorPatch => ({ version, ops });

async function begin() {
  const { cursor, transport, asked } = await fakeCursor();
  const source = new CursorSource(cursor, (error) => ({ message: String(error['code']) }));
  const heard: GridChange[] = [];
  source.listen((changes) => {
    heard.push(...changes);
  });
  const cache = new BlockCache(source, () => undefined);
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 200), { total: 10_000 }));
  heard.length = 0;
  return { cursor, transport, asked, source, heard, cache };
}

test('a block of the window is there at once, another one when its window has come', async () => {
  const { transport, asked, source, cache } = await begin();
  expect(source.count.value).toEqual({ total: 10_000, exactness: 'exact' });
  cache.want(0, 30);
  source.watch(0, 31);
  await vi.waitFor(() => expect(cache.row(30)).toEqual(['k30', 'Riga 30', 1]));
  cache.want(5000, 5030);
  source.watch(5000, 31);
  await vi.waitFor(() => expect(asked().length).toBe(1));
  expect(cache.row(5000)).toBeUndefined();
  transport.event(`${URI}.reset`, reset(3, 4900, many(4900, 200), { total: 10_000 }));
  expect(cache.row(5000)).toEqual(['k5000', 'Riga 5000', 1]);
});

test('values are told one by one; rows that came or went as the window anew', async () => {
  const { transport, heard } = await begin();
  transport.event(`${URI}.patch`, patch(3, ['set', 'k5', { name: 'Altra' }]));
  expect(heard).toEqual([{ type: 'set', key: 'k5', values: { name: 'Altra' } }]);
  heard.length = 0;
  transport.event(
    `${URI}.patch`,
    patch(
      4,
      ['insert', 0, 'new', ['new', 'Nuova', 1]],
      ['remove', 'k199'],
      ['total', 10_001, 'exact'],
    ),
  );
  expect(heard.map((change) => change.type)).toEqual(['stale', 'total', 'rows']);
  expect(heard[1]).toEqual({ type: 'total', count: { total: 10_001, exactness: 'exact' } });
  expect(heard[2]).toMatchObject({ first: 0, rows: expect.arrayContaining([['new', 'Nuova', 1]]) });
});

test('a query empties the grid once its answer has come, and counts meanwhile', async () => {
  const { transport, heard, source } = await begin();
  source.query({ sort: [['name', 'desc']] });
  expect(source.count.value).toBeNull();
  transport.event(`${URI}.reset`, reset(3, 0, many(0, 3), { total: 3 }));
  expect(heard.map((change) => change.type)).toEqual(['reset', 'total', 'rows']);
  expect(source.count.value).toEqual({ total: 3, exactness: 'exact' });
});

test('a change of the data that comes as a whole window does not send one back to the top', async () => {
  const { transport, heard } = await begin();
  transport.event(`${URI}.reset`, reset(3, 0, many(0, 200), { total: 9000 }));
  expect(heard.map((change) => change.type)).toEqual(['stale', 'total', 'rows']);
});

test('opening a group keeps one where one is; its rows come with their place', async () => {
  const { transport, heard, source } = await begin();
  source.query({ group: ['name'], open: { all: false } });
  const header = ['g:["a"]', 'a', null, [1, false, 2, 'name']];
  transport.event(`${URI}.reset`, grouped(3, [header]));
  expect(heard.map((change) => change.type)).toEqual(['reset', 'total', 'rows']);
  heard.length = 0;
  source.query({ group: ['name'], open: { all: false, except: ['g:["a"]'] } });
  expect(source.count.value, 'what is here is still true').not.toBeNull();
  const open = [header.with(3, [1, true, 2, 'name']), ['k1', 'a', 1, [2, null, 0, null]]];
  transport.event(`${URI}.reset`, grouped(4, open));
  expect(heard.map((change) => change.type)).toEqual(['stale', 'total', 'rows']);
  expect(heard[2]).toMatchObject({ rows: open });
  expect(source.columns.at(-1)).toBe('_node');
});

test('values are where the grid looks for them, however many the answer holds', async () => {
  const { transport, heard, source } = await begin();
  source.query({ group: ['hidden'], open: { all: false } });
  const row = ['g:["x"]', 'x', null, null, [1, false, 2, 'hidden']];
  const event = { ...grouped(3, [row]), columns: ['id', 'hidden', 'name', 'row_version', '_node'] };
  transport.event(`${URI}.reset`, event);
  expect(heard.at(-1)).toMatchObject({ rows: [['g:["x"]', null, null, [1, false, 2, 'hidden']]] });
});

function grouped(version: number, rows: Row[]) {
  const event = reset(version, 0, [...rows], { total: rows.length });
  return { ...event, columns: [...event.columns, '_node'] };
}
