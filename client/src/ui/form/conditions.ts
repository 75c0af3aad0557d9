/**
 * When a field is there: the filter of a query, asked of one record that may be unsaved.
 * A question nobody here understands is answered with yes: a field too many is better than one lost.
 */

import { isRecord } from '../../core/failure.ts';
import { isBlank } from '../fields/facts.ts';

type Read = (name: string) => unknown;
type Test = (value: unknown, wanted: unknown) => boolean;

const equal = (one: unknown, other: unknown): boolean =>
  one === other || (one !== null && other !== null && String(one) === String(other));

const number = (value: unknown): number =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;

const compared = (value: unknown, wanted: unknown): number => {
  const [one, other] = [
    typeof value === 'number' ? value : number(value),
    typeof wanted === 'number' ? wanted : number(wanted),
  ];
  if (!(Number.isNaN(one) || Number.isNaN(other))) return one - other;
  return String(value) < String(wanted) ? -1 : equal(value, wanted) ? 0 : 1;
};

const folded = (value: unknown): string => String(value).toLocaleLowerCase();

const TESTS: Readonly<Record<string, Test>> = {
  eq: equal,
  ne: (value, wanted) => !isBlank(value) && !equal(value, wanted),
  lt: (value, wanted) => compared(value, wanted) < 0,
  le: (value, wanted) => compared(value, wanted) <= 0,
  gt: (value, wanted) => compared(value, wanted) > 0,
  ge: (value, wanted) => compared(value, wanted) >= 0,
  in: (value, wanted) => Array.isArray(wanted) && wanted.some((one) => equal(value, one)),
  between: (value, wanted) =>
    Array.isArray(wanted) && compared(value, wanted[0]) >= 0 && compared(value, wanted[1]) <= 0,
  contains: (value, wanted) =>
    Array.isArray(value)
      ? value.some((one) => equal(one, wanted))
      : folded(value).includes(folded(wanted)),
  starts: (value, wanted) => folded(value).startsWith(folded(wanted)),
};

export const holds = (condition: unknown, read: Read): boolean => {
  if (condition === null || condition === undefined) return true;
  if (Array.isArray(condition)) return simple(condition, read);
  if (!isRecord(condition)) return true;
  if (Array.isArray(condition['and'])) return condition['and'].every((one) => holds(one, read));
  if (Array.isArray(condition['or'])) return condition['or'].some((one) => holds(one, read));
  return 'not' in condition ? !holds(condition['not'], read) : true;
};

const simple = (condition: readonly unknown[], read: Read): boolean => {
  const [name, operator, wanted] = condition;
  if (typeof name !== 'string' || typeof operator !== 'string') return true;
  const value = read(name);
  const presence = operator.replaceAll('_', '').replace('is', '');
  if (presence === 'null' || presence === 'notnull') {
    return (isBlank(value) === (presence === 'null')) === (wanted !== false);
  }
  const test = TESTS[operator];
  return test === undefined || (!isBlank(value) && test(value, wanted));
};
