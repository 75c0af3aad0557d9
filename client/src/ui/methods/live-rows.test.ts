import { describe, expect, it } from 'vitest';
import type { Inputs, MethodResult } from '../../core/methods.ts';
import { LiveRows } from './live-rows.ts';

describe('the results of many rows', () => {
  const wanted = Array.from({ length: 450 }, (_, x): Inputs => ({ x }));
  const answered = (rows: readonly Inputs[]) => rows.map((values) => ({ values }) as MethodResult);

  it('are asked part by part, so that a slow method answers in time', async () => {
    const sizes: number[] = [];
    const live = new LiveRows((rows) => {
      sizes.push(rows.length);
      return Promise.resolve(answered(rows));
    });
    await live.ask(wanted);
    expect(sizes).toEqual([200, 200, 50]);
    expect(live.known.peek().results.size).toBe(450);
    await live.ask([...wanted, { x: 'new' }]);
    expect(sizes).toEqual([200, 200, 50, 1]);
  });

  it('of what is no longer wanted are not asked any more', async () => {
    const asked: Inputs[] = [];
    const live: LiveRows = new LiveRows(async (rows) => {
      asked.push(...rows);
      if (asked.length === 200) void live.ask([{ x: 'newest' }]);
      return await Promise.resolve(answered(rows));
    });
    await live.ask(wanted);
    expect(asked).toHaveLength(201);
    expect(asked.at(-1)).toEqual({ x: 'newest' });
  });
});
