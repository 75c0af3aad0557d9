/**
 * What is pasted from a spreadsheet: cells, which column each belongs to by its heading, units in
 * headings and cells, numbers and choices as people write them. What cannot be read stays as it was
 * pasted, for the method says what is wrong with it. Pure.
 */

import type { MethodInput } from '../../core/methods.ts';
import {
  isEmpty,
  numbersText,
  numberText,
  type Path,
  pathText,
  readCodes,
  readNumber,
  readNumbers,
  unitOf,
  type Values,
  valueAt,
  withValue,
} from './form-model.ts';

/** A column of a table of cases; groups give one for each of their inputs. */
export interface TableColumn {
  readonly id: string;
  readonly path: Path;
  readonly input: MethodInput;
  readonly label: string;
  readonly unit: string;
  /**
   * It is asked for from the start: somebody has to fill it, for no default stands for it and nothing
   * around it can be left out, or the method says that the usual case gives it.
   */
  readonly needed: boolean;
}

export interface TableRow {
  readonly id: string;
  readonly name: string;
  readonly values: Values;
}

export const NAME = 'name';
export type Place = TableColumn | typeof NAME | undefined;

/** What a heading stands for, and what its numbers are to be multiplied by. */
export interface Heading {
  readonly place: Place;
  readonly factor: number;
  /** A unit that cannot become the one the method counts in. */
  readonly strange?: string;
}

export interface Pasted {
  /** The first line was headings. */
  readonly headed: boolean;
  readonly headings: readonly Heading[];
  /** Headings that are no column of the method. */
  readonly unknown: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

/** The columns of inputs; `usual`: those that may be left out, and that the usual case gives. */
export const columnsOf = (
  inputs: readonly MethodInput[],
  usual: readonly string[] = [],
): readonly TableColumn[] =>
  inputs.flatMap((input) =>
    columnsIn(input, [input.key], '', standing(inputs), true).map((column) =>
      usual.includes(column.id) ? { ...column, needed: true } : column,
    ),
  );

/** What holds as long as nobody says otherwise. */
const standing = (inputs: readonly MethodInput[]): Values =>
  Object.fromEntries(inputs.map((one) => [one.key, one.default]));

function columnsIn(
  input: MethodInput,
  path: Path,
  above: string,
  values: Values,
  needed: boolean,
): readonly TableColumn[] {
  const label = above === '' ? input.label : `${above}, ${input.label}`;
  if (input.kind === 'group') {
    const inner = standing(input.of);
    const all = needed && input.required;
    return input.of.flatMap((one) => columnsIn(one, [...path, one.key], label, inner, all));
  }
  if (input.kind === 'rows') return [];
  const unit = input.kind === 'numbers' ? input.each.unit : unitOf(input, values);
  const own = needed && input.required && isEmpty(input.default);
  return [{ id: pathText(path), path, input, label, unit, needed: own }];
}

/** Whether cases of a method fit in one line each. */
export const fitsTable = (inputs: readonly MethodInput[]): boolean =>
  inputs.every((one) => !(one.kind === 'rows' && one.required));

// -- taking text apart

const SEPARATORS = ['\t', ';', ','] as const;

/** Cells of pasted text: as spreadsheets put it on the clipboard, or as a file of values has it. */
export function cellsOf(text: string): readonly (readonly string[])[] {
  const whole = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (whole.trim() === '') return [];
  const separator = separatorOf(whole) ?? '';
  const lines: string[][] = [];
  for (let at = 0, line: string[] = []; at <= whole.length; ) {
    const { cell, end } = cellAt(whole, at, separator);
    line.push(cell.trim());
    if (end >= whole.length || whole[end] === '\n') {
      lines.push(line);
      line = [];
    }
    at = end + 1;
  }
  return lines.filter((line) => line.some((one) => one !== ''));
}

/** The cell that begins at a place, and where it ends; between quotes anything may stand. */
function cellAt(text: string, from: number, separator: string) {
  const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(from));
  let end = from + (quoted?.[0].length ?? 0);
  const begun = end;
  while (end < text.length && text[end] !== '\n' && text[end] !== separator) end += 1;
  return { cell: (quoted?.[1] ?? '').replaceAll('""', '"') + text.slice(begun, end), end };
}

function separatorOf(text: string): string | undefined {
  const lines = text.split('\n');
  if (text.includes('\t')) return '\t';
  if (lines.some((line) => line.includes(';'))) return ';';
  // a comma may be a decimal one: only where every line has as many, and more than one
  const counts = new Set(lines.map((line) => line.split(',').length));
  const [count] = counts;
  return counts.size === 1 && count !== undefined && count > 2 ? SEPARATORS[2] : undefined;
}

// -- headings

export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .replace(/[_\s\u00a0]+/g, ' ')
    .replace(/[.:;,'’"«»“”?*]/g, '')
    .trim();

const NAMES = new Set(['nome', 'name', 'titolo', 'title', 'compito', 'task', 'descrizione']);

/** `Massa (kg)`, `Massa [kg]`: the heading and its unit. */
function parted(heading: string): { readonly word: string; readonly unit: string } {
  const found = /^(.*?)\s*[([]([^)\]]*)[)\]]\s*$/.exec(heading);
  if (found === null) return { word: heading, unit: '' };
  return { word: found[1] ?? '', unit: (found[2] ?? '').trim() };
}

export function headingOf(text: string, columns: readonly TableColumn[]): Heading {
  const none: Heading = { place: undefined, factor: 1 };
  if (text.trim() === '') return none;
  const whole = columnNamed(text, columns);
  if (whole !== undefined) return { place: whole, factor: 1 };
  const { word, unit } = parted(text);
  const column = columnNamed(word, columns);
  if (column === undefined) return NAMES.has(folded(text)) ? { place: NAME, factor: 1 } : none;
  const factor = unit === '' ? 1 : factorOf(unit, column.unit);
  return factor === undefined
    ? { place: column, factor: 1, strange: unit }
    : { place: column, factor };
}

function columnNamed(text: string, columns: readonly TableColumn[]): TableColumn | undefined {
  const sought = folded(text);
  if (sought === '') return undefined;
  const bare = text.trim();
  return (
    columns.find((one) => one.input.symbol === bare || one.id === bare) ??
    columns.find((one) => namesOf(one).some((name) => folded(name) === sought)) ??
    only(columns.filter((one) => sought.length > 2 && folded(one.label).startsWith(sought)))
  );
}

/** What a heading may call a column: in both languages, by its symbol, as programs do. */
const namesOf = ({ label, id, input }: TableColumn): readonly string[] => [
  label,
  input.label,
  input.also,
  input.key,
  id,
  input.symbol ?? '',
];

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

// -- units

const SIZES: readonly Readonly<Record<string, number>>[] = [
  { mm: 0.001, cm: 0.01, dm: 0.1, m: 1, km: 1000 },
  { mg: 1e-6, g: 0.001, kg: 1, t: 1000 },
  { s: 1, sec: 1, min: 60, h: 3600, ore: 3600, hours: 3600 },
  { 'm/s': 1, 'km/h': 1 / 3.6 },
  { n: 1, dan: 10, kn: 1000 },
  { w: 1, kw: 1000 },
];

/** What a number in one unit is multiplied by to be in the other; undefined: it cannot be. */
export function factorOf(from: string, to: string): number | undefined {
  const [one, other] = [folded(from), folded(to)];
  if (one === other || to === '') return 1;
  for (const sizes of SIZES) {
    const [a, b] = [sizes[one], sizes[other]];
    if (a !== undefined && b !== undefined) return a / b;
  }
  return undefined;
}

// -- cells

const YES = new Set(['si', 's', 'yes', 'y', 'x', 'vero', 'true', '1', '✓', '✔']);
const NO = new Set(['no', 'n', 'falso', 'false', '0', '-', '–']);

/** The value of a cell; null: it is empty. */
export function readCell(
  text: string,
  input: MethodInput,
  locale: string,
  factor = 1,
  unit = unitOf(input, {}),
): unknown {
  const typed = text.trim();
  if (typed === '') return null;
  switch (input.kind) {
    case 'number':
      return readMeasure(typed, unit, locale, factor);
    case 'choice':
      return readChoice(typed, input, locale);
    case 'flag': {
      const word = folded(typed);
      return YES.has(word) ? true : NO.has(word) ? false : typed;
    }
    case 'numbers':
      return readNumbers(typed, locale);
    case 'codes':
      return readCodes(typed);
    default:
      return typed;
  }
}

function readMeasure(text: string, unit: string, locale: string, factor: number): unknown {
  const whole = readNumber(text, locale);
  if (typeof whole === 'number') return sized(whole, factor);
  const [, number = '', own = ''] = /^([\d.,\s−+-]+)\s*(\D.*)$/.exec(text) ?? [];
  const read = readNumber(number, locale);
  const by = own === '' ? undefined : factorOf(own, unit);
  return typeof read === 'number' && by !== undefined ? sized(read, by) : text;
}

const sized = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(12));

type Choice = Extract<MethodInput, { kind: 'choice' }>;

/** By its value or its words, or how they begin if only one begins so. */
export function readChoice(text: string, { options }: Choice, locale: string): unknown {
  const sought = folded(text);
  const exact = options.find((one) =>
    [String(one.value), one.label, one.also].some((name) => folded(name) === sought),
  );
  if (exact !== undefined) return exact.value;
  const number = readNumber(text, locale);
  const numbered = options.find((one) => one.value === number);
  if (numbered !== undefined) return numbered.value;
  const begun = options.filter((one) =>
    [one.label, one.also].some((name) => folded(name).startsWith(sought)),
  );
  return only(begun)?.value ?? text;
}

/** A value as it stands in a cell. */
export function cellText(value: unknown, input: MethodInput, locale: string): string {
  if (value === null || value === undefined) return '';
  switch (input.kind) {
    case 'number':
      return numberText(value, locale);
    case 'numbers':
      return numbersText(value, locale);
    case 'codes':
      return Array.isArray(value) ? value.join('; ') : String(value);
    case 'choice':
      return input.options.find((one) => one.value === value)?.label ?? String(value);
    case 'flag':
      return value === true ? yesNo(locale)[0] : value === false ? yesNo(locale)[1] : String(value);
    default:
      return String(value);
  }
}

const yesNo = (locale: string): readonly [string, string] =>
  locale.startsWith('it') ? ['sì', 'no'] : ['yes', 'no'];

// -- the whole

/** Take pasted text apart and say which column is which; `from`: where it was pasted. */
export function pasted(
  text: string,
  columns: readonly TableColumn[],
  locale: string,
  from: Place = NAME,
): Pasted {
  const cells = cellsOf(text);
  const [first = [], ...rest] = cells;
  const headings = first.map((one) => headingOf(one, columns));
  const known = headings.filter((one) => one.place !== undefined).length;
  const filled = first.filter((one) => one !== '').length;
  if (known > 0 && known * 2 >= filled && !isRowOfValues(first, columns, locale)) {
    const placed = withName(headings, first);
    const unknown = first.filter((one, at) => one !== '' && placed[at]?.place === undefined);
    return { headed: true, headings: placed, unknown, cells: rest };
  }
  return { headed: false, headings: inOrder(cells, columns, locale, from), unknown: [], cells };
}

/** The first heading that is no column is the name, if nothing else is. */
function withName(headings: readonly Heading[], texts: readonly string[]): readonly Heading[] {
  if (headings.some((one) => one.place === NAME)) return headings;
  const [first] = headings;
  if (first === undefined || first.place !== undefined || texts[0] === undefined) return headings;
  return [{ place: NAME, factor: 1 }, ...headings.slice(1)];
}

/** A line of numbers is no line of headings, even if a symbol looks like one of them. */
const isRowOfValues = (
  cells: readonly string[],
  columns: readonly TableColumn[],
  locale: string,
): boolean => {
  const numbers = columns.filter((one) => one.input.kind === 'number');
  const read = cells.filter((one) => one !== '' && typeof readNumber(one, locale) === 'number');
  return numbers.length > 0 && read.length * 2 > cells.length;
};

/** Without headings columns are taken as they come; a word before them is the name. */
function inOrder(
  cells: readonly (readonly string[])[],
  columns: readonly TableColumn[],
  locale: string,
  from: Place,
): readonly Heading[] {
  const width = Math.max(0, ...cells.map((line) => line.length));
  const [first] = columns;
  const begins = (at: number) =>
    cells.every((line) => first === undefined || isRead(line[at] ?? '', first.input, locale));
  const named = from === NAME && !begins(0);
  const start = from === NAME || from === undefined ? 0 : Math.max(0, columns.indexOf(from));
  const places: Place[] = [...(named ? [NAME as Place] : []), ...columns.slice(start)];
  return Array.from({ length: width }, (_, at) => ({ place: places[at], factor: 1 }));
}

const isRead = (text: string, input: MethodInput, locale: string): boolean => {
  const value = readCell(text, input, locale);
  if (input.kind === 'number') return value === null || typeof value === 'number';
  if (input.kind === 'choice') return input.options.some((one) => one.value === value);
  return true;
};

/** One line of pasted cells, laid over a row. */
export function overlaid(
  row: TableRow,
  cells: readonly string[],
  headings: readonly Heading[],
  locale: string,
): TableRow {
  let { name, values } = row;
  for (const [at, text] of cells.entries()) {
    const heading = headings[at];
    if (heading?.place === NAME) name = text;
    else if (heading?.place !== undefined) {
      const { input, path } = heading.place;
      const value = readCell(text, input, locale, heading.factor, heading.place.unit);
      const common = input.default ?? null; // an empty cell says nothing else
      if (value !== null || !isBlank(valueAt(values, path))) {
        values = withValue(values, path, value ?? common);
      }
    }
  }
  return { ...row, name, values };
}

const isBlank = (value: unknown): boolean => value === undefined || value === null;

/** Lines for a spreadsheet: tabs between cells, nothing that breaks a line. */
export const sheetText = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => line.map((one) => one.replace(/[\t\n]+/g, ' ')).join('\t')).join('\n');
