import { describe, expect, it } from 'vitest';
import type { MethodInput } from '../../core/methods.ts';
import {
  asked,
  changeOf,
  defaultsOf,
  faultsAt,
  faultsElsewhere,
  isAsked,
  isSame,
  numbersText,
  numberText,
  pathOf,
  pathText,
  readCodes,
  readNumber,
  readNumbers,
  shownNumber,
  stepped,
  unitOf,
  valueAt,
  withValue,
} from './form-model.ts';

const base = {
  also: '',
  help: null,
  symbol: null,
  required: true,
  default: null,
  section: null,
  when: null,
  hint: '',
};
const number = (key: string, more = {}): MethodInput => ({
  ...base,
  key,
  kind: 'number',
  label: key,
  unit: 'kg',
  unit_by: null,
  low: 0,
  high: 100,
  above: false,
  under: false,
  integer: false,
  digits: null,
  step: null,
  ...more,
});
const flag = (key: string, more = {}): MethodInput => ({
  ...base,
  key,
  kind: 'flag',
  label: key,
  ...more,
});
const rows = (key: string, of: MethodInput[], more = {}): MethodInput => ({
  ...base,
  key,
  kind: 'rows',
  label: key,
  least: 1,
  most: 60,
  of,
  ...more,
});

describe('a number as it is typed', () => {
  it.each([
    ['25', 25],
    ['0,625', 0.625],
    ['0.625', 0.625],
    ['1.500', 1500],
    ['1.500,25', 1500.25],
    ['1,500.25', 1500.25],
    ['−3,5', -3.5],
    ['2,', 2],
    [',5', 0.5],
    ['1,2e-3', 0.0012],
    ['', null],
    [' ', null],
    ['abc', 'abc'],
    ['1,2,3', '1,2,3'],
    ['12.34.56', '12.34.56'],
    ['-', '-'],
  ])('reads %s in Italian', (text, value) => {
    expect(readNumber(text, 'it')).toBe(value);
  });

  it('reads English groups, and a comma that can only be a decimal one', () => {
    expect(readNumber('1,500', 'en')).toBe(1500);
    expect(readNumber('1,5', 'en')).toBe(1.5);
    expect(readNumber('0.625', 'en')).toBe(0.625);
  });

  it('is written so that it is read again', () => {
    for (const value of [0, 0.1, 1500.25, -3.5, 0.0000012, 1e16, 12345678.9]) {
      expect(readNumber(numberText(value, 'it'), 'it')).toBe(value);
    }
    expect(numberText('abc', 'it')).toBe('abc');
    expect(numberText(null, 'it')).toBe('');
  });

  it('comes in lists', () => {
    expect(readNumbers('80,1; 82,2;79,6', 'it')).toEqual([80.1, 82.2, 79.6]);
    expect(readNumbers('80,1 82,2\n79,6', 'it')).toEqual([80.1, 82.2, 79.6]);
    expect(readNumbers('80,1, 82,2', 'it')).toEqual([80.1, 82.2]);
    expect(readNumbers('80; x', 'it')).toEqual([80, 'x']);
    expect(readNumbers('  ', 'it')).toBeNull();
    expect(numbersText([80.1, 'x'], 'it')).toBe('80,1; x');
  });

  it('steps within its bounds', () => {
    const one = number('a', { low: 0, high: 1, step: 0.1 }) as Parameters<typeof stepped>[0];
    expect(stepped(one, 0.2, 1)).toBe(0.3);
    expect(stepped(one, 1, 1)).toBe(1);
    expect(stepped(one, null, 1)).toBe(0);
  });

  it('has the unit another input decides on', () => {
    const one = number('a', { unit_by: { key: 's', units: { US: 'lb', metric: 'kg' } } });
    expect(unitOf(one, { s: 'US' })).toBe('lb');
    expect(unitOf(one, {})).toBe('kg');
  });
});

describe('codes', () => {
  it('are read from a line', () => {
    expect(readCodes('H302; H317  cat.1B, EUH205')).toEqual(['H302', 'H317 cat.1B', 'EUH205']);
    expect(readCodes('')).toBeNull();
  });
});

describe('a form', () => {
  const inputs: MethodInput[] = [
    number('load', { default: 25 }),
    flag('hot'),
    flag('known', { required: false }),
    number('t', { when: { key: 'hot', values: [true] } }),
    rows('tasks', [number('m', { default: 3 }), number('n')], { least: 2 }),
    rows('more', [number('m')], { required: false, least: 0 }),
  ];

  it('begins with what is usual', () => {
    expect(defaultsOf(inputs)).toEqual({ load: 25, hot: false, tasks: [{ m: 3 }, { m: 3 }] });
  });

  it('asks for what applies, and sends that alone', () => {
    const values = { load: 1, hot: false, t: 30, tasks: [{ m: 1, n: null }], more: [] };
    expect(isAsked(inputs[3] as MethodInput, inputs, values)).toBe(false);
    expect(asked(inputs, values)).toEqual({ load: 1, hot: false, tasks: [{ m: 1 }] });
    expect(asked(inputs, { ...values, hot: true })).toMatchObject({ t: 30 });
  });

  it('finds and changes values by their place', () => {
    const path = pathOf('tasks[1].n');
    expect(path).toEqual(['tasks', 1, 'n']);
    expect(pathText(path)).toBe('tasks[1].n');
    const values = { tasks: [{ n: 1 }] };
    expect(withValue(values, path, 5)).toEqual({ tasks: [{ n: 1 }, { n: 5 }] });
    expect(valueAt(values, ['tasks', 0, 'n'])).toBe(1);
    expect(valueAt(values, ['none', 0, 'n'])).toBeUndefined();
    expect(values).toEqual({ tasks: [{ n: 1 }] });
  });

  it('knows where a fault belongs', () => {
    const fault = (path: string) => ({ path, code: 'outside', sentence: path });
    const faults = [fault('load'), fault('tasks[0].m'), fault(''), fault('t'), fault('xs[2]')];
    expect(faultsAt(faults, 'load')).toHaveLength(1);
    expect(faultsAt(faults, 'xs')).toHaveLength(0);
    expect(faultsAt(faults, 'xs', true)).toHaveLength(1);
    expect(faultsElsewhere(faults, inputs, {}).map(({ path }) => path)).toEqual(['', 't', 'xs[2]']);
  });

  it('tells whether two scenarios say the same', () => {
    expect(isSame({ a: 1, b: null }, { a: 1 })).toBe(true);
    expect(isSame({ a: 1, b: [1] }, { b: [1], a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
  });
});

describe('figures', () => {
  it('are written as the language does', () => {
    expect(shownNumber(2.046, 2, 'it')).toBe('2,05');
    expect(shownNumber(-0.001, 1, 'it')).toBe('0,0');
    expect(shownNumber(-3.2, 1, 'it')).toBe('−3,2');
    expect(shownNumber(0.123456789, undefined, 'en')).toBe('0.123457');
  });

  it('go down in percent, decibels by their difference', () => {
    expect(changeOf(2, 1, '')).toEqual({ by: -50, percent: true });
    expect(changeOf(90, 80, 'dB(A)')).toEqual({ by: -10, percent: false });
    expect(changeOf(-0.5, 0.2, '')).toMatchObject({ percent: false });
    expect(changeOf(null, 1, '')).toBeUndefined();
  });
});
