/**
 * What is chosen. Rows are chosen by key, or all that match but some (the server knows which those
 * are); cells are chosen as one rectangle between an anchor and the cell that has the focus.
 */

import type { RowKey } from './source.ts';

export interface RowSelection {
  readonly all: boolean;
  /** With `all` the rows left out, else the rows chosen. */
  readonly keys: ReadonlySet<RowKey>;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const NOTHING: RowSelection = { all: false, keys: new Set() };
export const EVERYTHING: RowSelection = { all: true, keys: new Set() };

export function isChosen(rows: RowSelection, key: RowKey): boolean {
  return rows.all !== rows.keys.has(key);
}

export function chosenCount(rows: RowSelection, total: number): number {
  return rows.all ? Math.max(0, total - rows.keys.size) : rows.keys.size;
}

export function choose(rows: RowSelection, keys: Iterable<RowKey>, chosen: boolean): RowSelection {
  const next = new Set(rows.keys);
  for (const key of keys) {
    if (chosen === rows.all) {
      next.delete(key);
    } else {
      next.add(key);
    }
  }
  return { all: rows.all, keys: next };
}

export function toggle(rows: RowSelection, key: RowKey): RowSelection {
  return choose(rows, [key], !isChosen(rows, key));
}

export function rangeOf(anchor: Cell, head: Cell): Range {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

export function isOneCell(range: Range): boolean {
  return range.top === range.bottom && range.left === range.right;
}

export function covers(range: Range, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}
