import { expect, test } from 'vitest';
import { decode, encode } from './codec.ts';

test.each([
  [{ $: 'date', v: '2026-01-31' }, '2026-01-31'],
  [{ $: 'decimal', v: '1.50' }, '1.50'],
  [{ $: 'int', v: '9007199254740993' }, '9007199254740993'],
  [{ $: 'float', v: '-inf' }, -Infinity],
  [{ $: 'path', v: ['a.b', 1] }, 'a.b'],
  [
    { $: 'map', v: { $: 'data', v: 1 } },
    { $: 'data', v: 1 },
  ],
  [
    [{ a: { $: 'uuid', v: 'x' } }, null, true],
    [{ a: 'x' }, null, true],
  ],
])('t20 t21 %j comes as %j', (wire, value) => {
  expect(decode(wire)).toEqual(value);
});

test('t21 data of ours is never taken for a tag, and comes back as it was', () => {
  const data = { a: [{ $: 'date', v: 'mine' }] };
  expect(decode(encode(data))).toEqual(data);
});

test('t24 what is unknown or too deep is refused', () => {
  expect(() => decode({ $: 'nonsense', v: 1 })).toThrow('invalid');
  let deep: unknown = 1;
  for (let at = 0; at < 40; at += 1) deep = [deep];
  expect(() => decode(deep)).toThrow('invalid');
  expect(() => encode(deep)).toThrow(TypeError);
});
