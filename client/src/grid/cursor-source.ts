/**
 * A cursor as the source of a grid. The server keeps one window of a cursor true and tells where its
 * rows went inside it, which does not say what happened beside it: so rows that came or went are told
 * to the grid as the window anew, and what it has of other places as stale.
 */

import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { QueryRequest, SourceDescription } from '../core/contract.gen.ts';
import type { Cursor, CursorChange } from '../core/cursor.ts';
import { raise } from '../core/failure.ts';
import { rearranges } from '../core/rows.ts';
import { NODE } from './nodes.ts';
import {
  BLOCK,
  type Cancel,
  type Count,
  type Failure,
  type GridChange,
  type GridSource,
  type Row,
} from './source.ts';

/** The part of a cursor a grid needs. */
export type GridCursor = Pick<
  Cursor,
  | 'described'
  | 'columns'
  | 'total'
  | 'ready'
  | 'state'
  | 'changes'
  | 'at'
  | 'isLive'
  | 'first'
  | 'rows'
  | 'show'
  | 'query'
  | 'renew'
>;

const YOUTH = 500; // ms in which rows may still be on their way

interface Waiting {
  readonly index: number;
  readonly deliver: (rows: readonly Row[]) => void;
}

export class CursorSource implements GridSource {
  readonly description: SourceDescription;
  readonly columns: readonly string[];
  readonly count: ReadonlySignal<Count | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  readonly #cursor: GridCursor;
  readonly #asking = signal(false);
  /** What it follows may be about to take its first row: that there is nothing is said a moment later. */
  readonly #young = signal(true);
  #opening = false; // only what is open was asked: places shift, the rows are the same
  #asked: QueryRequest = {};
  readonly #ears = new Set<(changes: readonly GridChange[]) => void>();
  readonly #waiting = new Set<Waiting>();
  readonly #stop: Cancel[];
  #seen = { first: 0, size: BLOCK };

  constructor(cursor: GridCursor, inWords: (error: Readonly<Record<string, unknown>>) => Failure) {
    this.#cursor = cursor;
    this.description = cursor.described.source;
    const { key, columns } = this.description;
    const told = cursor.columns.peek();
    const shown = told.length > 0 ? told : [key, ...columns.filter((name) => name !== key)];
    this.columns = [...shown.filter((name) => name !== NODE), NODE];
    this.count = computed(() => {
      const { n, exactness } = cursor.total.value;
      const here = cursor.ready.value && !this.#asking.value && !(n === 0 && this.#young.value);
      return here ? { total: n, exactness } : null;
    });
    this.failure = computed(() => {
      const error = cursor.state.value.error;
      return error === null || error === undefined ? null : inWords(error);
    });
    const unsubscribe = cursor.changes.connect((change) => this.#hear(change));
    // A block may be shorter than was asked for because the list ends there: the count tells.
    const old = setTimeout(() => {
      this.#young.value = false;
    }, YOUTH);
    const grown = (): void => clearTimeout(old);
    this.#stop = [grown, unsubscribe, effect(() => this.#answer(this.count.value))];
  }

  remove(): void {
    for (const stop of this.#stop) {
      stop();
    }
    this.#waiting.clear();
  }

  block(index: number, deliver: (rows: readonly Row[]) => void): Cancel {
    const one = { index, deliver };
    this.#waiting.add(one);
    // The grid says right after what is in sight; only what is far from there moves the window.
    queueMicrotask(() => {
      this.#answer(this.count.peek());
      if (this.#waiting.has(one) && !this.#inSight(index)) {
        this.#show(index * BLOCK, BLOCK);
      }
    });
    return () => this.#waiting.delete(one);
  }

  watch(first: number, size: number): void {
    this.#seen = { first, size };
    this.#show(first, size);
  }

  listen(hear: (changes: readonly GridChange[]) => void): Cancel {
    this.#ears.add(hear);
    return () => this.#ears.delete(hear);
  }

  query(request: QueryRequest): void {
    const { open: _was, ...before } = this.#asked;
    const { open: _is, ...now } = request;
    this.#opening = request.open !== undefined && JSON.stringify(before) === JSON.stringify(now);
    this.#asked = request;
    if (!this.#opening) {
      this.#asking.value = true;
      this.#waiting.clear();
    }
    this.#cursor.query(request).catch((error: unknown) => {
      this.#asking.value = false;
      this.#opening = false;
      raise(error);
    });
  }

  retry(): void {
    this.#cursor.renew().catch(raise);
  }

  #show(first: number, size: number): void {
    this.#cursor.show(first, size).catch(raise);
  }

  #inSight(index: number): boolean {
    const { first, size } = this.#seen;
    return index >= Math.floor(first / BLOCK) && index <= Math.floor((first + size - 1) / BLOCK);
  }

  #hear(change: CursorChange): void {
    const total: GridChange = { type: 'total', count: this.#total() };
    if (change.kind === 'rows') {
      const asked = this.#asking.peek();
      const opened = this.#opening;
      this.#opening = false;
      this.#young.value = false;
      this.#tell([
        ...(asked
          ? [{ type: 'reset' } as const]
          : change.anew || opened
            ? [{ type: 'stale' } as const]
            : []),
        total,
        { type: 'rows', first: change.first, rows: change.rows.map((row) => this.#fitted(row)) },
      ]);
      batch(() => {
        this.#asking.value = false;
      });
    } else if (rearranges(change.ops)) {
      const { first, rows } = this.#cursor;
      this.#tell([
        { type: 'stale' },
        total,
        { type: 'rows', first, rows: rows.map((row) => this.#fitted(row)) },
      ]);
    } else {
      this.#tell(
        change.ops.flatMap((op): GridChange[] => {
          if (op[0] === 'set') {
            return [{ type: 'set', key: op[1], values: op[2] }];
          }
          return op[0] === 'total' ? [total] : [];
        }),
      );
    }
    this.#answer(this.count.peek());
  }

  #tell(changes: readonly GridChange[]): void {
    for (const hear of this.#ears) {
      hear(changes);
    }
  }

  #total(): Count {
    const { n, exactness } = this.#cursor.total.peek();
    return { total: n, exactness };
  }

  /** Hand over what has come; once a far block is there, the window goes back to what is in sight. */
  #answer(count: Count | null): void {
    if (count === null || this.#opening) {
      return;
    }
    let far = false;
    for (const one of [...this.#waiting]) {
      const rows = this.#live(one.index, count.total);
      if (rows !== null) {
        this.#waiting.delete(one);
        far ||= !this.#inSight(one.index);
        one.deliver(rows);
      }
    }
    if (far) {
      this.#show(this.#seen.first, this.#seen.size);
    }
  }

  #live(index: number, total: number): Row[] | null {
    const rows: Row[] = [];
    for (let at = index * BLOCK; at < Math.min(total, (index + 1) * BLOCK); at += 1) {
      const row = this.#cursor.isLive(at) ? this.#cursor.at(at) : undefined;
      if (row === undefined) {
        return null;
      }
      rows.push(this.#fitted(row));
    }
    return rows;
  }

  /** The values in the order of our columns: a grouped answer may hold more of them. */
  #fitted(row: Row): Row {
    const told = this.#cursor.columns.peek();
    if (told.every((name, at) => this.columns[at] === name)) {
      return row;
    }
    return this.columns.map((name) => row[told.indexOf(name)]);
  }
}
