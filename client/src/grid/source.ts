/**
 * What the grid asks of whoever holds the rows. The grid keeps a small cache of blocks of its own,
 * so a source needs no more than to fetch blocks and to tell what changed in those it still watches.
 * Indexes are places in the whole list, not in a window; a row is an array in the order of `columns`,
 * its first value is its key.
 */

import type { ReadonlySignal } from '@preact/signals-core';
import type { QueryRequest, SourceDescription } from '../core/contract.gen.ts';

export const BLOCK = 100;

export type RowKey = string | number;
export type Row = readonly unknown[];
export type Exactness = 'exact' | 'estimated' | 'at_least';
export type Cancel = () => void;

export interface Count {
  readonly total: number;
  readonly exactness: Exactness;
}

/** Why there are no rows, in words for the person in front of the screen. */
export interface Failure {
  readonly message: string;
  readonly incident?: string;
}

/** What changed. They apply one after the other; `at`, `from` and `to` are places in the whole list. */
export type GridChange =
  | {
      readonly type: 'set';
      readonly key: RowKey;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'insert'; readonly at: number; readonly row: Row }
  | { readonly type: 'remove'; readonly at: number; readonly key: RowKey }
  | { readonly type: 'move'; readonly key: RowKey; readonly from: number; readonly to: number }
  /** Fresher rows for these places, for instance after a gap in the events. */
  | { readonly type: 'rows'; readonly first: number; readonly rows: readonly Row[] }
  /** Rows came or went somewhere: what is at hand may be shown, and must be asked for again. */
  | { readonly type: 'stale' }
  /** Nothing known is true any more: another query, another order. */
  | { readonly type: 'reset' }
  | { readonly type: 'total'; readonly count: Count };

export interface GridSource {
  readonly description: SourceDescription;
  /** The order of the values in a row; the first is the key. */
  readonly columns: readonly string[];
  /** Null until the first answer; the grid also sizes itself by `total` changes between two signals. */
  readonly count: ReadonlySignal<Count | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  /**
   * Fetch the rows from `index * BLOCK` on; `deliver` is called once, at once or later, or never after
   * the answered `Cancel` was called. The last block is shorter.
   */
  block(index: number, deliver: (rows: readonly Row[]) => void): Cancel;
  /** What is on the screen now: changes of these rows must be told, those of others may be. */
  watch(first: number, size: number): void;
  listen(hear: (changes: readonly GridChange[]) => void): Cancel;
  /** Show other rows; answered by a `reset` and a new count. */
  query(request: QueryRequest): void;
  /** After a failure: try again. */
  retry(): void;
}

/** Readers are told -1 when nobody knows how many rows there are. */
export function rowCount(count: Count | null, more: number): string {
  return count === null || count.exactness !== 'exact' ? '-1' : String(count.total + more);
}
