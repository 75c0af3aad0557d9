import { expect, test } from 'vitest';
import {
  addAxis,
  addBand,
  addStep,
  bandOf,
  codeFor,
  type Definition,
  isBlank,
  readDefinition,
  removeAxis,
  removeStep,
  withBand,
  withCell,
  withCombination,
  withStep,
  writeDefinition,
} from './matrix-model.ts';

const step = (value: unknown) => ({ value, it: `g${value}`, en: '' });
const axis = (key: string, ...values: number[]) => ({
  key,
  it: key,
  en: key,
  steps: values.map(step),
});
const band = (code: string, level: number, min: number, max: number) => ({
  code,
  level,
  it: code,
  en: code,
  min,
  max,
  asks_it: '',
  asks_en: '',
  term_days: null,
});
const MATRIX: Definition = readDefinition({
  axes: [axis('p', 1, 2, 3), axis('d', 1, 2, 4)],
  combine: 'product',
  bands: [band('low', 1, 1, 2), band('high', 4, 3, 12)],
});

test('what is stored is read and written back alike, and anything else is read without trouble', () => {
  expect(readDefinition(writeDefinition(MATRIX))).toEqual(MATRIX);
  expect(Object.keys(writeDefinition(MATRIX))).toEqual(['axes', 'combine', 'bands']);
  for (const odd of [null, [], 'x', { axes: 3, bands: [1], table: [4], combine: {} }]) {
    expect(readDefinition(odd).axes).toEqual([]);
  }
  expect([isBlank({}), isBlank(null), isBlank({ axes: [] })]).toEqual([true, true, false]);
});

test('a step more goes on as the last ones did, and takes the table along', () => {
  const table = withCombination(MATRIX, 'table');
  expect(table.table).toEqual([
    [1, 2, 4],
    [2, 4, 8],
    [3, 6, 12],
  ]);
  const wider = addStep(table, 1);
  expect(wider.axes[1]?.steps.at(-1)?.value).toBe(6);
  expect(wider.table[0]).toEqual([1, 2, 4, 4]);
  const higher = addStep(table, 0);
  expect(higher.table).toHaveLength(4);
  expect(removeStep(wider, 1, 0).table[2]).toEqual([6, 12, 12]);
  expect(removeStep(higher, 0, 3).table).toEqual(table.table);
  expect(withCell(table, 2, 0, 9).table[2]).toEqual([9, 6, 12]);
});

test('a sum weighs, a third axis makes a table a product', () => {
  const sum = withCombination(MATRIX, 'sum');
  expect(writeDefinition(sum)['weights']).toEqual([1, 1]);
  const three = addAxis(withCombination(MATRIX, 'table'));
  expect([three.combine, three.axes[2]?.key]).toEqual(['product', 'e']);
  expect(removeAxis(three, 2).axes).toEqual(MATRIX.axes);
});

test('a code follows its word until somebody gives another', () => {
  const named = withBand(addBand(MATRIX), 2, { it: 'Molto alto', en: '' });
  expect(named.bands[2]?.code).toBe('molto_alto');
  expect(withBand(named, 2, { en: 'Very high' }).bands[2]?.code).toBe('very_high');
  const kept = withBand(MATRIX, 0, { it: 'Trascurabile' });
  expect(kept.bands[0]?.code).toBe('low');
  expect(codeFor('Così è', ['cosi_e'])).toBe('cosi_e_2');
  expect(addBand(MATRIX).bands[2]?.min).toBe(13);
});

test('a score is in the band that holds it, or in none', () => {
  expect(bandOf(MATRIX, 12)?.code).toBe('high');
  expect(bandOf(MATRIX, 13)).toBeUndefined();
  expect(bandOf(MATRIX, null)).toBeUndefined();
  expect(bandOf(withStep(MATRIX, 0, 0, { value: 'x' }), 2)?.code).toBe('low');
});
