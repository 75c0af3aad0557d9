import { describe, expect, it } from 'vitest';
import type { MethodDescribed, MethodInput, MethodResult } from '../../core/methods.ts';
import { columnsOf, pasted } from './paste-model.ts';
import {
  blankRow,
  countsOf,
  fitting,
  isBlankRow,
  laid,
  looseRows,
  MOST_ROWS,
  parted,
  question,
  rowOf,
  tableText,
  worstFirst,
} from './table-model.ts';

const number = (key: string, more = {}): MethodInput => ({
  key,
  kind: 'number',
  label: key.toUpperCase(),
  also: '',
  help: null,
  symbol: null,
  required: true,
  default: null,
  section: null,
  when: null,
  hint: '',
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
const description = {
  id: 'x',
  version: 1,
  inputs: [number('a'), number('b', { default: 2 })],
} as unknown as MethodDescribed;
const result = (level: number | null, score: number): MethodResult => ({
  error: level === null ? 'out_of_range' : null,
  faults: level === null ? [{ path: 'a', code: 'missing', sentence: 'A: manca.' }] : [],
  instead: null,
  values: {},
  score,
  band: level === null ? null : { code: `${level}`, level, word: `W${level}`, consequence: null },
  duties: [],
  notices: [],
  steps: [],
  pictures: [],
});
const rated = [
  { row: rowOf('one', { a: 1 }), result: result(1, 1) },
  { row: rowOf('two', { a: 2.5 }), result: result(3, 2) },
  { row: rowOf('three', {}), result: result(null, 0) },
  { row: rowOf('four', { a: 4 }), result: result(3, 4) },
  { row: blankRow(description), result: undefined },
];

describe('a table of cases', () => {
  it('knows which rows nobody has written in', () => {
    expect(isBlankRow(blankRow(description), description)).toBe(true);
    expect(isBlankRow(rowOf('', { a: 1, b: 2 }), description)).toBe(false);
    expect(isBlankRow(rowOf('', { b: 2 }, 'kept'), description)).toBe(false);
    expect(question(rowOf('', { a: 1, b: null }), description)).toEqual({ a: 1 });
  });

  it('is sent in parts that the server takes, in their order', () => {
    const many = Array.from({ length: 450 }, (_, at) => `${at}`);
    expect(parted(many, (one) => one).map((part) => part.length)).toEqual([200, 200, 50]);
    const long = ['à'.repeat(12_000), 'b'.repeat(12_000), 'c'.repeat(12_000), 'd'.repeat(90_000)];
    expect(parted(long, (one) => one).map((part) => part.map((one) => one[0]))).toEqual([
      ['à', 'b'],
      ['c'],
      ['d'],
    ]);
    expect(parted([], String)).toEqual([]);
  });

  it('says how many pasted lines find no room', () => {
    const lines = Array.from({ length: 40 }, (_, at) => at);
    expect(fitting(lines, 3)).toEqual([lines, 0]);
    expect(fitting(lines, MOST_ROWS - 30)).toEqual([lines.slice(0, 30), 10]);
    expect(fitting(lines, MOST_ROWS)).toEqual([[], 40]);
  });

  it('takes pasted cells from a row on, and makes the rows that are missing', () => {
    const { cells, headings } = pasted('A\tB\n1\t3\n5\t', columnsOf(description.inputs), 'it');
    const rows = laid([blankRow(description)], 0, cells, headings, description, 'it');
    expect(rows.map(({ values }) => values)).toEqual([
      { a: 1, b: 3 },
      { a: 5, b: 2 },
    ]);
  });

  it('counts by level and puts the worst first, what is to be mended before all', () => {
    expect(countsOf(rated).map(({ level, n }) => [level, n])).toEqual([
      [3, 2],
      [1, 1],
      [null, 1],
    ]);
    expect(worstFirst(rated).map(({ name }) => name)).toEqual(['three', 'four', 'two', 'one', '']);
  });

  it('is copied as a sheet takes it', () => {
    const words = { name: 'Nome', score: 'Indice', level: 'Livello', band: 'Fascia' };
    const text = tableText(
      rated.slice(0, 3),
      columnsOf(description.inputs),
      words,
      'it',
      () => '9',
    );
    expect(text.split('\n')).toEqual([
      'Nome\tA (kg)\tB (kg)\tIndice\tLivello\tFascia',
      'one\t1\t\t9\t1\tW1',
      'two\t2,5\t\t9\t3\tW3',
      'three\t\t\t9\t\tA: manca.',
    ]);
  });
});

describe('rows of a page before', () => {
  it('are there again, whatever else lies in their place', () => {
    const row = { ...rowOf('Pallet', { a: 3 }), id: 'row1' };
    const found = looseRows(JSON.parse(JSON.stringify([row, 5, null, { name: 'Sacchi' }])));
    expect(found.map(({ name, values }) => [name, values])).toEqual([
      ['Pallet', { a: 3 }],
      ['Sacchi', {}],
    ]);
    expect(looseRows('nothing of ours')).toEqual([]);
  });
});
