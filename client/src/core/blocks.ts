/**
 * The rows a cursor has: the window the server keeps true, and blocks of it that were scrolled past.
 *
 * What was scrolled past is shown again at once while the window for that place is under way; it is
 * never patched, so it goes as soon as rows are known to have moved. Least recently used goes first.
 */

import type { Key, Row } from './rows.ts';

export const BLOCK = 100;

export class Blocks {
  readonly #limit: number;
  readonly #past = new Map<number, readonly Row[]>();
  #live: { readonly first: number; readonly rows: readonly Row[] } = { first: 0, rows: [] };

  constructor(limit = 60) {
    this.#limit = limit;
  }

  get first(): number {
    return this.#live.first;
  }

  get rows(): readonly Row[] {
    return this.#live.rows;
  }

  /** How many blocks are remembered beside the window. */
  get size(): number {
    return this.#past.size;
  }

  at(index: number): Row | undefined {
    return this.#live.rows[index - this.#live.first] ?? this.#remembered(index);
  }

  /** Whether the row at a place is one the server keeps true. */
  isLive(index: number): boolean {
    const { first, rows } = this.#live;
    return index >= first && index < first + rows.length;
  }

  /** Where a row of the window stands. */
  indexOf(key: Key): number | undefined {
    const at = this.#live.rows.findIndex((row) => row[0] === key);
    return at < 0 ? undefined : this.#live.first + at;
  }

  /** Every row there is, the window last: it is the one to believe. */
  *all(): Iterable<Row> {
    for (const rows of this.#past.values()) yield* rows;
    yield* this.#live.rows;
  }

  /** Take another window; the one before is remembered, but for what the new one shows. */
  show(first: number, rows: readonly Row[]): void {
    this.#remember();
    this.#live = { first, rows };
    for (let at = Math.floor(first / BLOCK); at * BLOCK < first + rows.length; at += 1) {
      this.#past.delete(at);
    }
  }

  /** Take another state of the same window. */
  replace(rows: readonly Row[]): void {
    this.#live = { first: this.#live.first, rows };
  }

  forgetPast(): void {
    this.#past.clear();
  }

  clear(): void {
    this.forgetPast();
    this.#live = { first: 0, rows: [] };
  }

  #remembered(index: number): Row | undefined {
    const number = Math.floor(index / BLOCK);
    const block = this.#past.get(number);
    if (block === undefined) return undefined;
    this.#past.delete(number);
    this.#past.set(number, block);
    return block[index - number * BLOCK];
  }

  #remember(): void {
    const { first, rows } = this.#live;
    const from = Math.ceil(first / BLOCK);
    for (let at = from; (at + 1) * BLOCK <= first + rows.length; at += 1) {
      this.#past.delete(at);
      this.#past.set(at, rows.slice(at * BLOCK - first, (at + 1) * BLOCK - first));
    }
    for (const oldest of this.#past.keys()) {
      if (this.#past.size <= this.#limit) break;
      this.#past.delete(oldest);
    }
  }
}
