import { expect, test, vi } from 'vitest';
import { fakeCursor, reset, URI } from '../core/fake-cursor.ts';
import type { GridChange } from '../grid/source.ts';
import { CursorSource } from './cursor-source.ts';

const many = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => [`k${first + at}`, `Riga ${first + at}`, 1]);

const made = async () => {
  const fake = await fakeCursor();
  const source = new CursorSource(fake.cursor, (code) => `Errore: ${code}`);
  const told: GridChange[] = [];
  source.listen((changes) => told.push(...changes));
  return { ...fake, source, told };
};
const turn = () => new Promise((resolve) => setTimeout(resolve));

test('a block is delivered when the window has come to it, the last one shorter', async () => {
  const { source, transport, asked } = await made();
  expect([source.count.value, source.columns]).toEqual([null, ['id', 'name', 'row_version']]);
  const [first, third, cancelled] = [vi.fn(), vi.fn(), vi.fn()];
  source.block(0, first);
  transport.event(`${URI}.reset`, reset(2, 0, many(0, 100), { total: 250 }));
  await turn();
  expect(first).toHaveBeenCalledWith(many(0, 100));
  expect(source.count.value).toEqual({ total: 250, exactness: 'exact' });
  source.watch(210, 30);
  source.block(2, third);
  source.block(2, cancelled)();
  await turn();
  expect(asked().at(-1)).toBe('window [{"first":100,"size":300}]');
  transport.event(`${URI}.reset`, reset(3, 100, many(100, 150), { total: 250 }));
  await turn();
  expect(third).toHaveBeenCalledWith(many(200, 50));
  expect([first.mock.calls.length, cancelled.mock.calls.length]).toEqual([1, 0]);
});

test('operations are told by place in the whole list, one after the other', async () => {
  const { transport, told } = await made();
  transport.event(`${URI}.reset`, reset(2, 100, many(100, 3), { total: 500 }));
  await turn();
  expect(told.map((change) => change.type)).toEqual(['reset', 'total', 'rows']);
  told.length = 0;
  transport.event(`${URI}.patch`, {
    version: 3,
    ops: [
      ['remove', 'k100'],
      ['insert', 1, 'n', ['n', 'Nuova', 1]],
      ['move', 'k102', 0],
      ['set', 'n', { name: 'Altra' }],
      ['total', 501, 'exact'],
    ],
  });
  await turn();
  expect(told).toEqual([
    { type: 'remove', at: 100, key: 'k100' },
    { type: 'insert', at: 101, row: ['n', 'Nuova', 1] },
    { type: 'move', key: 'k102', from: 102, to: 100 },
    { type: 'set', key: 'n', values: { name: 'Altra' } },
    { type: 'total', count: { total: 501, exactness: 'exact' } },
  ]);
});

test('an error is a sentence, and trying again asks for the window', async () => {
  const { source, transport, asked } = await made();
  const state = { current_id: null, error: { code: 'busy', incident: 'i7' } };
  transport.event(`${URI}.reset`, reset(2, 0, [], { state }));
  expect(source.failure.value).toEqual({ message: 'Errore: busy', incident: 'i7' });
  source.retry();
  source.query({ words: 'fond' });
  await turn();
  expect(asked()).toEqual(['window [{"first":0,"size":100}]', 'query [{"words":"fond"}]']);
});
