import { expect, test } from 'vitest';
import { holds } from './conditions.ts';

const record: Readonly<Record<string, unknown>> = {
  kind: 'office',
  floors: 3,
  area: '120.50',
  closed_on: null,
  tags: ['a', 'b'],
  night: true,
};
const read = (name: string) => record[name];

const yes: readonly unknown[] = [
  null,
  ['kind', 'eq', 'office'],
  ['kind', 'ne', 'home'],
  ['kind', 'in', ['home', 'office']],
  ['kind', 'starts', 'OFF'],
  ['floors', 'gt', 2],
  ['floors', 'between', [1, 3]],
  ['area', 'ge', '99.5'],
  ['closed_on', 'null'],
  ['kind', 'notnull'],
  ['tags', 'contains', 'b'],
  ['night', 'eq', true],
  { and: [['kind', 'eq', 'office'], { not: ['floors', 'lt', 3] }] },
  {
    or: [
      ['kind', 'eq', 'home'],
      ['floors', 'eq', 3],
    ],
  },
];

const no: readonly unknown[] = [
  ['kind', 'eq', 'home'],
  ['closed_on', 'eq', 'x'],
  ['closed_on', 'ne', 'x'],
  ['closed_on', 'notnull'],
  ['floors', 'lt', 3],
  ['area', 'lt', '99.5'],
  {
    and: [
      ['kind', 'eq', 'office'],
      ['floors', 'eq', 9],
    ],
  },
  { not: ['kind', 'eq', 'office'] },
];

test.each(yes)('%j holds', (condition) => {
  expect(holds(condition, read)).toBe(true);
});

test.each(no)('%j does not', (condition) => {
  expect(holds(condition, read)).toBe(false);
});

test('what nobody understands hides nothing', () => {
  expect(holds(['kind', 'sounds_like', 'x'], read)).toBe(true);
  expect(holds({ xor: [] }, read)).toBe(true);
});
