import { describe, expect, it } from 'vitest';
import type { MethodInput } from '../../core/methods.ts';
import {
  cellsOf,
  cellText,
  columnsOf,
  factorOf,
  fitsTable,
  headingOf,
  NAME,
  overlaid,
  pasted,
  readCell,
  sheetText,
} from './paste-model.ts';

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
const number = (
  key: string,
  label: string,
  symbol: string | null,
  unit: string,
  also = '',
): MethodInput => ({
  ...base,
  also,
  key,
  kind: 'number',
  label,
  symbol,
  unit,
  unit_by: null,
  low: 0,
  high: 1000,
  above: false,
  under: false,
  integer: false,
  digits: null,
  step: null,
});
const coupling: MethodInput = {
  ...base,
  key: 'coupling',
  kind: 'choice',
  label: 'Presa',
  symbol: 'C',
  options: [
    { value: 'good', label: 'Buona', also: 'Good', help: null },
    { value: 'fair', label: 'Discreta', also: 'Fair', help: null },
    { value: 'poor', label: 'Scadente', also: 'Poor', help: null },
  ],
};
const inputs: MethodInput[] = [
  number('load', 'Massa del carico', 'L', 'kg', 'Load mass'),
  number('H', 'Distanza orizzontale', 'H', 'cm'),
  coupling,
  { ...base, key: 'hot', kind: 'flag', label: 'Ambiente caldo' },
];
const columns = columnsOf(inputs);
const values = (text: string, locale = 'it') => {
  const { cells, headings } = pasted(text, columns, locale);
  return cells.map((line, at) => {
    const { name, values: read } = overlaid(
      { id: `${at}`, name: '', values: {} },
      line,
      headings,
      locale,
    );
    return [name, read] as const;
  });
};

describe('the columns of a table of cases', () => {
  const optional: MethodInput = {
    ...number('H', 'Distanza orizzontale', 'H', 'cm'),
    required: false,
  };
  const place: MethodInput = {
    ...base,
    key: 'destination',
    kind: 'group',
    label: 'Destinazione',
    required: false,
    of: [optional],
  };
  const asked = (usual: readonly string[]) =>
    columnsOf([number('load', 'Massa', 'L', 'kg'), optional, place], usual)
      .filter((one) => one.needed)
      .map((one) => one.id);

  it('are asked from the start if they have to be filled, or the usual case gives them', () => {
    expect(asked([])).toEqual(['load']);
    expect(asked(['H'])).toEqual(['load', 'H']);
  });
});

describe('pasted text', () => {
  it('is taken apart as spreadsheets give it', () => {
    expect(cellsOf('a\tb\r\nc\t\r\n')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
    expect(cellsOf('a;"b; ""c"""\n')).toEqual([['a', 'b; "c"']]);
    expect(cellsOf('1,5')).toEqual([['1,5']]);
    expect(cellsOf('x,1,2\ny,3,4')).toEqual([
      ['x', '1', '2'],
      ['y', '3', '4'],
    ]);
    expect(cellsOf('  \n')).toEqual([]);
    expect(cellsOf('"two\nlines"\tb')).toEqual([['two\nlines', 'b']]);
  });

  it('finds columns by label, symbol or key, whatever their order', () => {
    const told = values('Nome\tPresa\tH\tload\nPallet\tbuona\t40\t15,5\n');
    expect(told).toEqual([['Pallet', { coupling: 'good', H: 40, load: 15.5 }]]);
    expect(values('MASSA DEL CARICO\tdistanza orizzontale\n15\t25')).toEqual([
      ['', { load: 15, H: 25 }],
    ]);
  });

  it('finds them by the other language, too', () => {
    expect(values('Load mass (kg)\tH\tPresa\n15\t40\tpoor')).toEqual([
      ['', { load: 15, H: 40, coupling: 'poor' }],
    ]);
  });

  it('takes the first unknown heading for the name, and tells of others', () => {
    const told = pasted('Postazione\tL\tH\tReparto\nA1\t3\t40\tNord', columns, 'it');
    expect(told.headed).toBe(true);
    expect(told.headings[0]?.place).toBe(NAME);
    expect(told.unknown).toEqual(['Reparto']);
  });

  it('goes by the order without headings', () => {
    expect(values('Pallet\t15\t40\tDiscreta\tsì\nCassa\t8\t30\tscad\tno')).toEqual([
      ['Pallet', { load: 15, H: 40, coupling: 'fair', hot: true }],
      ['Cassa', { load: 8, H: 30, coupling: 'poor', hot: false }],
    ]);
    expect(values('15\t40')).toEqual([['', { load: 15, H: 40 }]]);
    const [, column] = columns;
    expect(pasted('40\tbuona', columns, 'it', column).headings.map(({ place }) => place)).toEqual([
      columns[1],
      columns[2],
    ]);
  });

  it('reads units of headings and of cells', () => {
    expect(values('L (g)\tH [m]\n1500\t0,4')).toEqual([['', { load: 1.5, H: 40 }]]);
    expect(values('L\tH\n15 kg\t0,4 m')).toEqual([['', { load: 15, H: 40 }]]);
    expect(headingOf('H (kg)', columns)).toMatchObject({ strange: 'kg' });
    expect(factorOf('min', 'h')).toBeCloseTo(1 / 60);
    expect(factorOf('kg', 'cm')).toBeUndefined();
  });

  it('keeps what cannot be read, for the method to refuse', () => {
    expect(values('L\tH\tPresa\nmolti\t40\tottima')).toEqual([
      ['', { load: 'molti', H: 40, coupling: 'ottima' }],
    ]);
    expect(readCell('forse', inputs[3] as MethodInput, 'it')).toBe('forse');
    expect(readCell('15 cavalli', inputs[0] as MethodInput, 'it')).toBe('15 cavalli');
  });

  it('reads English numbers in English', () => {
    expect(values('load\tH\n1,500.5\t40', 'en')).toEqual([['', { load: 1500.5, H: 40 }]]);
  });
});

describe('a table', () => {
  it('has a column for each input of a group, none for tables within', () => {
    const group: MethodInput = {
      ...base,
      key: 'content',
      kind: 'group',
      label: 'Contenuto',
      of: [number('load', 'Carico', null, '')],
    };
    const rows: MethodInput = {
      ...base,
      key: 'tasks',
      kind: 'rows',
      label: 'Compiti',
      least: 1,
      most: 9,
      of: [],
    };
    expect(columnsOf([group, rows]).map(({ id, label }) => [id, label])).toEqual([
      ['content.load', 'Contenuto, Carico'],
    ]);
    expect(fitsTable([group])).toBe(true);
    expect(fitsTable([rows])).toBe(false);
  });

  it('is written as a spreadsheet takes it, and read again', () => {
    const text = sheetText([
      ['Nome', 'L', 'H', 'C', 'Ambiente caldo'],
      [
        'Pallet\tblu',
        cellText(15.5, inputs[0] as MethodInput, 'it'),
        cellText(40, inputs[1] as MethodInput, 'it'),
        cellText('fair', coupling, 'it'),
        cellText(false, inputs[3] as MethodInput, 'it'),
      ],
    ]);
    expect(text.split('\n')[1]).toBe('Pallet blu\t15,5\t40\tDiscreta\tno');
    expect(values(text)).toEqual([
      ['Pallet blu', { load: 15.5, H: 40, coupling: 'fair', hot: false }],
    ]);
  });
});
