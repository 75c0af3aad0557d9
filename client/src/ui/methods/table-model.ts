/** A table of cases: its rows, what of them is asked, how many fall in which level. Pure. */

import { isRecord } from '../../core/failure.ts';
import type { Inputs, MethodDescribed, MethodResult } from '../../core/methods.ts';
import type { Key } from '../../core/rows.ts';
import { asked, defaultsOf, isSame, type Values, valueAt } from './form-model.ts';
import {
  cellText,
  type Heading,
  overlaid,
  sheetText,
  type TableColumn,
  type TableRow,
} from './paste-model.ts';

export interface CaseRow extends TableRow {
  /** It is kept already, as this calculation. */
  readonly key?: Key | undefined;
}

/** What a table holds: as many rows as are read, computed and saved at once. */
export const MOST_ROWS = 1_000;

let made = 0;

export const blankRow = ({ inputs }: MethodDescribed): CaseRow => {
  made += 1;
  return { id: `row${made}`, name: '', values: defaultsOf(inputs) };
};

export const rowOf = (name: string, values: Values, key?: Key): CaseRow => {
  made += 1;
  return { id: `row${made}`, name, values, key };
};

/** Rows as a page before this one left them. */
export const looseRows = (found: unknown): readonly CaseRow[] =>
  Array.isArray(found)
    ? found
        .filter(isRecord)
        .map(({ name, values }) => rowOf(String(name ?? ''), isRecord(values) ? values : {}))
    : [];

/** Nobody has written anything into it. */
export const isBlankRow = (row: CaseRow, { inputs }: MethodDescribed): boolean =>
  row.key === undefined && row.name === '' && isSame(row.values, defaultsOf(inputs));

/** What a row asks, and the name of that question. */
export const question = (row: CaseRow, { inputs }: MethodDescribed): Inputs =>
  asked(inputs, row.values);

const AT_ONCE = 200; // a slow method answers for so many well before its time is up
const SIZE_AT_ONCE = 40_000; // bytes: what the server takes in one message, less what is around it

/** Things in parts that can be sent at once, by how long each is when it is written down. */
export function parted<T>(
  all: readonly T[],
  written: (one: T) => string,
): readonly (readonly T[])[] {
  const encoder = new TextEncoder();
  const parts: T[][] = [];
  let part: T[] = [];
  let size = 0;
  for (const one of all) {
    const own = encoder.encode(written(one)).length;
    if (part.length > 0 && (part.length === AT_ONCE || size + own > SIZE_AT_ONCE)) {
      parts.push(part);
      [part, size] = [[], 0];
    }
    part.push(one);
    size += own;
  }
  return part.length === 0 ? parts : [...parts, part];
}

/** Pasted lines that fit into a table from a place on, and how many do not. */
export function fitting<T>(lines: readonly T[], at: number): readonly [readonly T[], number] {
  const room = Math.max(0, MOST_ROWS - at);
  return [lines.slice(0, room), Math.max(0, lines.length - room)];
}

/** Pasted cells laid over rows from a place on; rows that are missing are made. */
export function laid(
  rows: readonly CaseRow[],
  at: number,
  cells: readonly (readonly string[])[],
  headings: readonly Heading[],
  description: MethodDescribed,
  locale: string,
): readonly CaseRow[] {
  const next = [...rows];
  for (const [line, texts] of cells.entries()) {
    const row = next[at + line] ?? blankRow(description);
    next[at + line] = { ...row, ...overlaid(row, texts, headings, locale) };
  }
  return next;
}

export interface Rated {
  readonly row: CaseRow;
  readonly result: MethodResult | undefined;
}

export interface Count {
  readonly level: number | null;
  readonly word: string;
  readonly n: number;
}

/** How many rows fall in which band, the worst first; what has no result comes last. */
export function countsOf(rated: readonly Rated[]): readonly Count[] {
  const counts = new Map<string, Count>();
  for (const { result } of rated) {
    if (result === undefined) continue;
    const level = result.band?.level ?? null;
    const word = result.band?.word ?? '';
    const known = counts.get(`${level} ${word}`);
    counts.set(`${level} ${word}`, { level, word, n: (known?.n ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => (other.level ?? -1) - (one.level ?? -1));
}

/** The worst first; what cannot be computed stands before all, for it has to be mended. */
export function worstFirst(rated: readonly Rated[]): readonly CaseRow[] {
  const weight = ({ result }: Rated): readonly [number, number] => {
    if (result === undefined) return [-1, 0];
    if (result.error !== null) return [9, 0];
    return [result.band?.level ?? -1, result.score ?? 0];
  };
  return [...rated]
    .sort((one, other) => {
      const [a, b] = [weight(one), weight(other)];
      return b[0] - a[0] || b[1] - a[1];
    })
    .map(({ row }) => row);
}

/** The table as a spreadsheet takes it. */
export function tableText(
  rated: readonly Rated[],
  columns: readonly TableColumn[],
  words: {
    readonly name: string;
    readonly score: string;
    readonly level: string;
    readonly band: string;
  },
  locale: string,
  scoreText: (result: MethodResult) => string,
): string {
  const headed = columns.map((one) => (one.unit === '' ? one.label : `${one.label} (${one.unit})`));
  const lines = rated.map(({ row, result }) => [
    row.name,
    ...columns.map((one) => cellText(valueAt(row.values, one.path), one.input, locale)),
    result === undefined ? '' : scoreText(result),
    result?.band === null || result?.band === undefined ? '' : String(result.band.level),
    result?.band?.word ?? result?.faults[0]?.sentence ?? '',
  ]);
  return sheetText([[words.name, ...headed, words.score, words.level, words.band], ...lines]);
}
