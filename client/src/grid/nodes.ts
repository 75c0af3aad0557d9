/** The place of a row among groups or in a tree, as the server tells it in the last value of a row. */

import type { Row, RowKey } from './source.ts';

export const NODE = '_node';

export interface RowNode {
  readonly level: number; // the outermost is 1
  readonly open: boolean | null; // null: nothing is below
  readonly count: number; // rows of a group, children of a row
  readonly group: string | null; // the column of a header
  /** False: shown only because something below it was found. */
  readonly found: boolean;
}

export function nodeOf(row: Row | undefined, at: number): RowNode | null {
  const told = at < 0 ? undefined : row?.[at];
  if (!Array.isArray(told)) {
    return null;
  }
  const [level, open, count, group, found] = told as readonly unknown[];
  return {
    level: Number(level),
    open: typeof open === 'boolean' ? open : null,
    count: Number(count),
    group: typeof group === 'string' ? group : null,
    found: found !== false,
  };
}

/** The header of a group is no record: it is never current, chosen or copied. */
export function isGroup(key: RowKey | undefined): boolean {
  return typeof key === 'string' && key.startsWith('g:');
}
