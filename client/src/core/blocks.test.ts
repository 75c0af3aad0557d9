import { expect, test } from 'vitest';
import { Blocks } from './blocks.ts';

const window = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => [first + at]);

test('a window that was left is remembered in whole blocks', () => {
  const blocks = new Blocks();
  blocks.show(0, window(0, 250));
  blocks.show(500, window(500, 200));
  expect(blocks.at(120)).toEqual([120]);
  expect(blocks.at(220)).toBeUndefined();
  expect([blocks.isLive(120), blocks.isLive(620)]).toEqual([false, true]);
  expect(blocks.indexOf(510)).toBe(510);
  expect(blocks.indexOf(120)).toBeUndefined();
  expect(blocks.size).toBe(2);
});

test('what the new window shows is not remembered beside it', () => {
  const blocks = new Blocks();
  blocks.show(0, window(0, 200));
  blocks.show(100, window(100, 200));
  expect(blocks.size).toBe(1);
  expect([...blocks.all()].length).toBe(300);
});

test('least recently used goes first', () => {
  const blocks = new Blocks(2);
  blocks.show(0, window(0, 200));
  blocks.show(200, window(200, 100));
  blocks.at(0);
  blocks.show(500, window(500, 100));
  expect([blocks.at(0), blocks.at(100), blocks.at(200)]).toEqual([[0], undefined, [200]]);
});

test('a window that is short or not aligned is no block', () => {
  const blocks = new Blocks();
  blocks.show(50, window(50, 120));
  blocks.show(1000, []);
  expect(blocks.size).toBe(0);
  blocks.clear();
  expect([...blocks.all()]).toEqual([]);
});
