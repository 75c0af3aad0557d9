import { expect, test } from 'vitest';
import { Latest } from './latest.ts';

test('one under way, one waiting, the newest; what was overtaken is never sent', async () => {
  const sent: number[] = [];
  const gates: (() => void)[] = [];
  const latest = new Latest<number>((wanted) => {
    sent.push(wanted);
    return new Promise((resolve) => gates.push(resolve));
  });
  const first = latest.ask(1);
  await latest.ask(2);
  await latest.ask(3);
  expect([latest.busy, latest.overtaken]).toEqual([true, true]);
  gates[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  gates[1]?.();
  await first;
  expect(sent).toEqual([1, 3]);
  expect(latest.busy).toBe(false);
});

test('a failure ends it, and the next ask begins again', async () => {
  let fail = true;
  const latest = new Latest<number>(() =>
    fail ? Promise.reject(new Error('no')) : Promise.resolve(),
  );
  await expect(latest.ask(1)).rejects.toThrow('no');
  fail = false;
  await latest.ask(2);
  latest.forget();
  expect(latest.busy).toBe(false);
});
