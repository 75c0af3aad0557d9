import { describe, expect, it } from 'vitest';
import { parts } from './methods.ts';

describe('rows cut for a call', () => {
  const row = (length: number) => ({ name: 'x'.repeat(length) });

  it('are all there, in their order', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => ({ at }));
    expect([...parts(rows)].flat()).toEqual(rows);
    expect([...parts([])]).toEqual([]);
  });

  it('are so few and so short that a message can hold them', () => {
    const rows = Array.from({ length: 400 }, (_, at) => row((at * 37) % 900));
    for (const part of parts(rows)) {
      expect(part.length).toBeLessThanOrEqual(150);
      expect(JSON.stringify(part).length).toBeLessThan(64 * 1024 - 2048);
    }
  });

  it('go alone where one is as long as that', () => {
    expect([...parts([row(10), row(45_000), row(10)])].map((part) => part.length)).toEqual([
      1, 1, 1,
    ]);
  });
});
