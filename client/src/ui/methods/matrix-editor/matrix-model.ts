/**
 * A studio's own matrix as it is edited: read from whatever is stored, changed by one step at a time,
 * and written back as the server reads it. What is wrong with it the server says.
 */

import { isRecord } from '../../../core/failure.ts';

export interface Named {
  readonly it: string;
  readonly en: string;
}

export interface MatrixStep extends Named {
  readonly value: unknown;
}

export interface MatrixAxis extends Named {
  readonly key: string;
  readonly steps: readonly MatrixStep[];
}

export interface MatrixBand extends Named {
  readonly code: string;
  readonly level: number;
  readonly min: unknown;
  readonly max: unknown;
  readonly asks_it: string;
  readonly asks_en: string;
  readonly term_days: unknown;
}

export const COMBINATIONS = ['product', 'sum', 'table'] as const;
export type Combination = (typeof COMBINATIONS)[number];

export interface Definition {
  readonly axes: readonly MatrixAxis[];
  readonly combine: Combination;
  readonly weights: readonly unknown[];
  readonly table: readonly (readonly unknown[])[];
  readonly bands: readonly MatrixBand[];
}

export const MOST_STEPS = 10;
export const MOST_BANDS = 8;
export const LEVELS = [0, 1, 2, 3, 4] as const;
const KEYS = ['p', 'd', 'e', 'c', 'f'] as const;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Whether nothing has been begun yet. */
export const isBlank = (raw: unknown): boolean => !isRecord(raw) || Object.keys(raw).length === 0;

export function readDefinition(raw: unknown): Definition {
  const given = isRecord(raw) ? raw : {};
  const combine = COMBINATIONS.find((one) => one === given['combine']) ?? 'product';
  return {
    axes: list(given['axes']).map((axis) => ({
      key: text(axis['key']),
      it: text(axis['it']),
      en: text(axis['en']),
      steps: list(axis['steps']).map((step) => ({
        value: step['value'] ?? null,
        it: text(step['it']),
        en: text(step['en']),
      })),
    })),
    combine,
    weights: Array.isArray(given['weights']) ? given['weights'] : [],
    table: Array.isArray(given['table'])
      ? given['table'].map((row: unknown) => (Array.isArray(row) ? row : []))
      : [],
    bands: list(given['bands']).map((band) => ({
      code: text(band['code']),
      level: number(band['level']) ?? 0,
      it: text(band['it']),
      en: text(band['en']),
      min: band['min'] ?? null,
      max: band['max'] ?? null,
      asks_it: text(band['asks_it']),
      asks_en: text(band['asks_en']),
      term_days: band['term_days'] ?? null,
    })),
  };
}

/** As it is stored: what the combination does not need is left out. */
export function writeDefinition(definition: Definition): Readonly<Record<string, unknown>> {
  const { axes, combine, weights, table, bands } = definition;
  return {
    axes,
    combine,
    ...(combine === 'sum' ? { weights: axes.map((_, at) => weights[at] ?? 1) } : {}),
    ...(combine === 'table' ? { table } : {}),
    bands,
  };
}

const without = <T>(all: readonly T[], at: number): readonly T[] =>
  all.filter((_, place) => place !== at);
const put = <T>(all: readonly T[], at: number, change: Partial<T>): readonly T[] =>
  all.map((one, place) => (place === at ? { ...one, ...change } : one));

export const withAxis = (of: Definition, at: number, change: Partial<MatrixAxis>): Definition => ({
  ...of,
  axes: put(of.axes, at, change),
});

export const withStep = (
  of: Definition,
  axis: number,
  at: number,
  change: Partial<MatrixStep>,
): Definition => withAxis(of, axis, { steps: put(of.axes[axis]?.steps ?? [], at, change) });

/** One step more, as far above the last as that is above the one before. */
export function addStep(of: Definition, axis: number): Definition {
  const steps = of.axes[axis]?.steps ?? [];
  const [before, last] = [steps.at(-2), steps.at(-1)].map((one) => number(one?.value));
  const value = last === undefined ? 1 : last + Math.max(last - (before ?? last - 1), 1);
  return {
    ...withAxis(of, axis, { steps: [...steps, { value, it: '', en: '' }] }),
    table: ofTable(of, axis, (cells) => [...cells, cells.at(-1) ?? null]),
  };
}

export const removeStep = (of: Definition, axis: number, at: number): Definition => ({
  ...withAxis(of, axis, { steps: without(of.axes[axis]?.steps ?? [], at) }),
  table: ofTable(of, axis, (cells) => without(cells, at)),
});

/** The table with another row (of the first axis) or another column in each row. */
function ofTable(
  of: Definition,
  axis: number,
  change: <T>(cells: readonly T[]) => readonly (T | null)[],
): Definition['table'] {
  if (axis === 0) return change(of.table).map((row) => row ?? []);
  return axis === 1 ? of.table.map((row) => change(row)) : of.table;
}

/** A third axis; a table has two, so it becomes a product. */
export function addAxis(of: Definition): Definition {
  const key = KEYS.find((one) => of.axes.every((axis) => axis.key !== one)) ?? 'x';
  const names = key === 'e' ? { it: 'Esposizione', en: 'Exposure' } : { it: '', en: '' };
  const steps = [1, 2, 3].map((value) => ({ value, it: '', en: '' }));
  return {
    ...of,
    combine: of.combine === 'table' ? 'product' : of.combine,
    axes: [...of.axes, { key, ...names, steps }],
  };
}

export const removeAxis = (of: Definition, at: number): Definition => ({
  ...of,
  axes: without(of.axes, at),
  weights: without(of.weights, at),
});

/** Whether a table has a cell for every case. */
export function fitsTable({ axes }: Definition, table: Definition['table']): boolean {
  const [first, second] = axes;
  return (
    table.length > 0 &&
    table.length === first?.steps.length &&
    table.every((row) => row.length === second?.steps.length)
  );
}

/** Combine in another way; a table begins with what the axes made so far. */
export function withCombination(of: Definition, combine: Combination): Definition {
  if (combine !== 'table') return { ...of, combine };
  const [first, second] = of.axes;
  if (fitsTable(of, of.table)) return { ...of, combine };
  const table = (first?.steps ?? []).map((one) =>
    (second?.steps ?? []).map((other) => scoreOf(of, [one.value, other.value])),
  );
  return { ...of, combine, table };
}

function scoreOf({ combine, weights }: Definition, values: readonly unknown[]): number | null {
  const known = values.map(number);
  if (known.includes(undefined)) return null;
  const all = known as readonly number[];
  const made =
    combine === 'sum'
      ? all.reduce((sum, value, at) => sum + value * (number(weights[at]) ?? 1), 0)
      : all.reduce((product, value) => product * value, 1);
  return Math.round(made * 1e6) / 1e6;
}

export const withWeight = (of: Definition, at: number, value: unknown): Definition => ({
  ...of,
  weights: of.axes.map((_, place) => (place === at ? value : (of.weights[place] ?? 1))),
});

export const withCell = (of: Definition, y: number, x: number, value: unknown): Definition => ({
  ...of,
  table: of.table.map((row, up) =>
    up === y ? row.map((cell, along) => (along === x ? value : cell)) : row,
  ),
});

/** Change a band; its code goes along with its word, as long as nobody gave it another. */
export function withBand(of: Definition, at: number, change: Partial<MatrixBand>): Definition {
  const band = of.bands[at];
  if (band === undefined) return of;
  const others = without(of.bands, at).map((one) => one.code);
  const own = band.code === '' || band.code === codeFor(band.en || band.it, others);
  const next = { ...band, ...change };
  const code = own ? codeFor(next.en || next.it, others) : next.code;
  return { ...of, bands: put(of.bands, at, { ...next, code }) };
}

export function addBand(of: Definition): Definition {
  const last = of.bands.at(-1);
  const taken = of.bands.map((one) => one.code);
  const min = number(last?.max) === undefined ? null : (number(last?.max) ?? 0) + 1;
  const band: MatrixBand = {
    code: codeFor('', taken),
    level: Math.min(4, (last?.level ?? 0) + 1),
    it: '',
    en: '',
    min,
    max: null,
    asks_it: '',
    asks_en: '',
    term_days: null,
  };
  return { ...of, bands: [...of.bands, band] };
}

export const removeBand = (of: Definition, at: number): Definition => ({
  ...of,
  bands: without(of.bands, at),
});

const LONGEST_CODE = 36;

/** The machine's name of a band, of its word, and of nobody else's. */
export function codeFor(word: string, taken: readonly string[]): string {
  const bare = word
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_CODE);
  const begin = bare === '' ? 'band' : bare;
  let code = begin;
  for (let more = 2; taken.includes(code); more += 1) code = `${begin}_${more}`;
  return code;
}

/** The band that holds a score. */
export const bandOf = (of: Definition, score: number | null): MatrixBand | undefined =>
  score === null
    ? undefined
    : of.bands.find((band) => {
        const [low, high] = [number(band.min), number(band.max)];
        return low !== undefined && high !== undefined && low <= score && score <= high;
      });

/** What a name is for its reader: the Italian stands in for the English. */
export const saidIn = (named: Named, locale: string): string =>
  locale.startsWith('en') && named.en.trim() !== '' ? named.en : named.it;

/** An axis as one speaks of it: `P Probabilità`. */
export const axisSaid = (axis: MatrixAxis, locale: string): string => {
  const name = saidIn(axis, locale);
  return axis.key.length === 1 ? `${axis.key.toUpperCase()} ${name}` : name;
};
