import { describe, expect, test } from 'vitest';
import type { FieldDescription } from '../core/contract.gen.ts';
import { FAKE_FIELDS } from '../lab/fake-rows.ts';
import { speak } from '../lab/words.ts';
import {
  addPart,
  type Condition,
  type ConditionGroup,
  type ConditionPart,
  conditionOn,
  conditionOperators,
  conditionsFromWire,
  conditionsToWire,
  countConditions,
  describeConditions,
  type Fields,
  NO_CONDITIONS,
  partAt,
  problems,
  putPart,
  withOperator,
} from './conditions.ts';
import { GridLocale } from './locale.ts';

const FIELDS: Fields = new Map(FAKE_FIELDS.map((field) => [field.name, field]));
const IT = new GridLocale('it-IT', { yes: 'Sì', no: 'No' });
const WORDS = { say: speak('it'), format: (field: FieldDescription) => IT.format(field) };

const is = (column: string, operator: Condition['operator'], value: unknown = null): Condition => ({
  kind: 'condition',
  column,
  operator,
  value,
});
const all = (...parts: readonly ConditionPart[]): ConditionGroup => ({ ...NO_CONDITIONS, parts });
const some = (...parts: readonly ConditionPart[]): ConditionGroup => ({
  ...all(...parts),
  join: 'or',
});
const not = (group: ConditionGroup): ConditionGroup => ({ ...group, negated: true });
const field = (name: string): FieldDescription => {
  const found = FIELDS.get(name);
  if (found === undefined) {
    throw new Error(name);
  }
  return found;
};

const RISKY = all(
  is('town', 'contains', 'riva'),
  some(is('level', 'in', ['3', '4']), is('level', 'null')),
  not(some(is('workers', 'between', [1, 9]), is('active', 'eq', false))),
);

describe('changing', () => {
  test('parts are added, replaced and taken away by their path', () => {
    const added = addPart(RISKY, [1], is('workers', 'gt', 3));
    expect(partAt(added, [1, 2])).toEqual(is('workers', 'gt', 3));
    expect(countConditions(added)).toBe(6);
    expect(putPart(added, [1, 2], null)).toEqual(RISKY);
    expect(putPart(RISKY, [0], is('town', 'null')).parts[0]).toEqual(is('town', 'null'));
    expect(partAt(RISKY, [9, 1])).toBeUndefined();
    expect(addPart(RISKY, [0], is('town', 'null'))).toEqual(RISKY);
  });

  test('a group that becomes empty goes with its last condition', () => {
    const one = all(is('town', 'null'), all(some(is('level', 'null'))));
    expect(putPart(one, [1, 0, 0], null)).toEqual(all(is('town', 'null')));
    expect(putPart(one, [], null)).toEqual(NO_CONDITIONS);
  });

  test('a new condition begins with what one most often wants', () => {
    expect(conditionOn(field('town'))).toEqual(is('town', 'contains'));
    expect(conditionOn(field('workers'))).toEqual(is('workers', 'eq'));
    expect(conditionOperators(field('level'))).toEqual(['eq', 'ne', 'in', 'null', 'notnull']);
    expect(conditionOperators({ ...field('town'), filters: false })).toEqual([]);
    const key = { ...field('town'), type: 'key', operators: ['eq', 'ne', 'in', 'under', 'null'] };
    expect(conditionOperators(key)).toEqual(['eq', 'ne', 'null', 'in', 'under']);
  });

  test('with another operator the value stays as far as it fits', () => {
    expect(withOperator(is('workers', 'eq', 5), 'ge').value).toBe(5);
    expect(withOperator(is('workers', 'eq', 5), 'between').value).toEqual([5, null]);
    expect(withOperator(is('level', 'in', ['3', '4']), 'eq').value).toBe('3');
    expect(withOperator(is('level', 'eq', '3'), 'in').value).toEqual(['3']);
    expect(withOperator(is('level', 'eq', '3'), 'null').value).toBeNull();
  });
});

describe('checking', () => {
  test.each([
    [is('town', 'eq'), 'condition_value'],
    [is('town', 'eq', ''), 'condition_value'],
    [is('nowhere', 'eq', 'x'), 'condition_column'],
    [is('active', 'contains', 'x'), 'condition_operator'],
    [is('level', 'in', []), 'condition_value'],
    [is('workers', 'between', [1, null]), 'condition_pair'],
    [is('workers', 'between', [10, 9]), 'condition_pair'],
    [is('cost', 'between', ['10.5', '9']), 'condition_pair'],
    [is('next_on', 'between', ['2026-02-01', '2026-01-01']), 'condition_pair'],
  ])('%o', (condition, label) => {
    expect(problems(some(is('town', 'null'), all(condition)), FIELDS)).toEqual([
      { path: [1, 0], label },
    ]);
  });

  test('what is complete has no problem, whatever its values', () => {
    expect(problems(RISKY, FIELDS)).toEqual([]);
    expect(problems(all(is('active', 'eq', false), is('workers', 'eq', 0)), FIELDS)).toEqual([]);
  });
});

describe('the wire', () => {
  test('groups, negation, one part alone', () => {
    expect(conditionsToWire(RISKY, FIELDS)).toEqual({
      and: [
        ['town', 'contains', 'riva'],
        {
          or: [
            ['level', 'in', ['3', '4']],
            ['level', 'null'],
          ],
        },
        {
          not: {
            or: [
              ['workers', 'between', [1, 9]],
              ['active', 'eq', false],
            ],
          },
        },
      ],
    });
    expect(conditionsToWire(NO_CONDITIONS, FIELDS)).toBeUndefined();
    expect(conditionsToWire(null, FIELDS)).toBeUndefined();
    expect(conditionsToWire(all(some(is('town', 'null'))), FIELDS)).toEqual(['town', 'null']);
  });

  test('what is not filled in yet is not asked', () => {
    expect(conditionsToWire(all(is('town', 'eq'), is('town', 'null')), FIELDS)).toEqual([
      'town',
      'null',
    ]);
  });

  test.each([
    RISKY,
    all(is('updated_at', 'eq', '2026-05-01')),
    all(is('updated_at', 'between', ['2026-05-01', '2026-05-03']), is('town', 'null')),
    all(is('updated_at', 'ge', '2026-03-29'), is('updated_at', 'notnull')),
    NO_CONDITIONS,
  ])('there and back %#', (group) => {
    expect(conditionsFromWire(conditionsToWire(group, FIELDS), FIELDS)).toEqual(group);
  });

  test('what the builder cannot show is not shown as something else', () => {
    expect(conditionsFromWire(['nowhere', 'eq', 1], FIELDS)).toBeNull();
    expect(conditionsFromWire({ and: [['town', 'eq', 'x'], { xor: [] }] }, FIELDS)).toBeNull();
    expect(conditionsFromWire({ not: ['town', 'eq', 'x'] }, FIELDS)).toEqual(
      all(is('town', 'ne', 'x')),
    );
  });
});

test('conditions read as a sentence', () => {
  expect(describeConditions(RISKY, FIELDS, WORDS)).toBe(
    'Comune contiene riva e (Livello max uno di Alto, Molto alto o Livello max vuoto)' +
      ' e non (Lavoratori 1 – 9 o Attivo = No)',
  );
  expect(describeConditions(all(is('next_on', 'ge', '2026-01-05')), FIELDS, WORDS)).toBe(
    'Prossima ≥ 05/01/2026',
  );
});
