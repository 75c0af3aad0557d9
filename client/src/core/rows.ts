/**
 * Operations on the rows of a window, as the server counts them; pure.
 *
 * A row is an array in the order of the columns, its first value is its key. An operation that names a
 * row or a place that is not there means that we are not where the server believes us to be.
 */

import type { CursorPatch } from './contract.gen.ts';

export type Key = string | number;
export type Row = readonly unknown[];
export type Op = CursorPatch['ops'][number];
export type Exactness = 'exact' | 'estimated' | 'at_least';

export interface Total {
  readonly n: number;
  readonly exactness: Exactness;
}

/** The operations and the rows do not belong together. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
}

export const keyOf = (row: Row): Key => {
  const key = row[0];
  if (typeof key === 'string' || typeof key === 'number') return key;
  throw new Mismatch('a row without a key');
};

const find = (rows: readonly Row[], key: Key): number => {
  const at = rows.findIndex((row) => row[0] === key);
  if (at < 0) throw new Mismatch(`no row ${key}`);
  return at;
};

const insert = (rows: Row[], at: number, row: Row): void => {
  if (at < 0 || at > rows.length) throw new Mismatch(`no place ${at} in ${rows.length}`);
  rows.splice(at, 0, row);
};

const take = (rows: Row[], key: Key): Row => {
  const [row] = rows.splice(find(rows, key), 1);
  return row ?? [];
};

/** A row with other values in some columns. */
export const changed = (
  row: Row,
  values: Readonly<Record<string, unknown>>,
  columns: readonly string[],
): Row => {
  const made = [...row];
  for (const [name, value] of Object.entries(values)) {
    const at = columns.indexOf(name);
    if (at < 0) throw new Mismatch(`no column ${name}`);
    made[at] = value;
  }
  return made;
};

/** Carry out what concerns the rows, on a copy. */
export const applyOps = (
  rows: readonly Row[],
  ops: readonly Op[],
  columns: readonly string[],
): readonly Row[] => {
  const result = [...rows];
  for (const op of ops) {
    switch (op[0]) {
      case 'set': {
        const at = find(result, op[1]);
        result[at] = changed(result[at] ?? [], op[2], columns);
        break;
      }
      case 'insert':
        insert(result, op[1], op[3]);
        break;
      case 'remove':
        take(result, op[1]);
        break;
      case 'move':
        insert(result, op[2], take(result, op[1]));
        break;
      case 'total':
      case 'state':
        break;
    }
  }
  return result;
};

/** Whether operations change which row is where. */
export const rearranges = (ops: readonly Op[]): boolean =>
  ops.some((op) => op[0] === 'insert' || op[0] === 'remove' || op[0] === 'move');
