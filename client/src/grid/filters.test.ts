import { describe, expect, test } from 'vitest';
import type { FieldDescription } from '../core/contract.gen.ts';
import { fieldNamed } from '../lab/fake-source.ts';
import { offeredOperators, readFilter, toWire, usualOperator } from './filters.ts';
import { GridLocale } from './locale.ts';

const IT = new GridLocale('it-IT', { yes: 'Sì', no: 'No' });
const EN = new GridLocale('en-US', { yes: 'Yes', no: 'No' });

function field(name: string): FieldDescription {
  const found = fieldNamed(name);
  if (found === undefined) {
    throw new Error(name);
  }
  return found;
}

function wire(name: string, typed: string, locale = IT): unknown {
  const reading = readFilter(field(name), typed, usualOperator(field(name)), locale);
  if (!reading.ok) {
    return reading.reason;
  }
  return reading.filter === null ? null : toWire([reading.filter], new Map([[name, field(name)]]));
}

describe('what is typed', () => {
  test.each([
    ['town', '', null],
    ['town', ' rivA ', ['town', 'contains', 'rivA']],
    ['town', '= Riva', ['town', 'eq', 'Riva']],
    ['town', '<> Riva', ['town', 'ne', 'Riva']],
    ['town', 'Ri*', ['town', 'starts', 'Ri']],
    ['town', '=', ['town', 'null']],
    ['town', '*', ['town', 'notnull']],
    ['workers', '12', ['workers', 'eq', 12]],
    ['workers', '≥ 1.200', ['workers', 'ge', 1200]],
    ['workers', '-3..5', ['workers', 'between', [-3, 5]]],
    ['workers', '3 - 5', ['workers', 'between', [3, 5]]],
    ['workers', '1,5', 'number'],
    ['workers', '> 1..2', 'number'],
    ['cost', '< 1.234,50', ['cost', 'lt', '1234.50']],
    ['cost', 'cento', 'number'],
    ['next_on', '5/1/26', ['next_on', 'eq', '2026-01-05']],
    ['next_on', '2026-01-05', ['next_on', 'eq', '2026-01-05']],
    ['next_on', '2026', ['next_on', 'between', ['2026-01-01', '2026-12-31']]],
    ['next_on', '> 2/2024', ['next_on', 'gt', '2024-02-29']],
    ['next_on', '< 2/2024', ['next_on', 'lt', '2024-02-01']],
    ['next_on', '1/1/26 .. 3/1/26', ['next_on', 'between', ['2026-01-01', '2026-01-03']]],
    ['next_on', '01/01/2026 – 03/01/2026', ['next_on', 'between', ['2026-01-01', '2026-01-03']]],
    ['next_on', '1/1/26..', 'date'],
    ['next_on', '31/2/26', 'date'],
    ['next_on', 'domani', 'date'],
  ])('%s: "%s"', (name, typed, expected) => {
    expect(wire(name, typed)).toEqual(expected);
  });

  test('is read in the language of the person', () => {
    expect(wire('next_on', '5/1/26', EN)).toEqual(['next_on', 'eq', '2026-05-01']);
    expect(wire('cost', '1,234.5', EN)).toEqual(['cost', 'eq', '1234.5']);
  });
});

describe('the wire', () => {
  test('no filter, one, several', () => {
    const fields = new Map([['town', field('town')]]);
    const one = { column: 'town', operator: 'eq', value: 'Asolo' } as const;
    expect(toWire([], fields)).toBeUndefined();
    expect(toWire([one], fields)).toEqual(['town', 'eq', 'Asolo']);
    expect(toWire([one, one], fields)).toEqual({
      and: [
        ['town', 'eq', 'Asolo'],
        ['town', 'eq', 'Asolo'],
      ],
    });
  });

  test('an instant is filtered by the day of the person', () => {
    const day = (later: number): string => new Date(2026, 4, 1 + later).toISOString();
    const c = 'updated_at';
    expect(wire(c, '1/5/26')).toEqual({
      and: [
        [c, 'ge', day(0)],
        [c, 'lt', day(1)],
      ],
    });
    expect(wire(c, '<= 1/5/26')).toEqual([c, 'lt', day(1)]);
    expect(wire(c, '> 1/5/26')).toEqual([c, 'ge', day(1)]);
    expect(wire(c, '< 1/5/26')).toEqual([c, 'lt', day(0)]);
    expect(wire(c, '!= 1/5/26')).toEqual({
      not: {
        and: [
          [c, 'ge', day(0)],
          [c, 'lt', day(1)],
        ],
      },
    });
  });

  test('only what the source answers to is offered', () => {
    expect(offeredOperators(field('active'))).toEqual(['eq', 'ne', 'null', 'notnull']);
    expect(offeredOperators({ ...field('town'), operators: ['eq'] })).toEqual(['eq']);
    expect(usualOperator({ ...field('town'), operators: ['eq'] })).toBe('eq');
  });
});
