/**
 * A cursor as the grid wants it: blocks by number, and changes by place in the whole list.
 *
 * The server keeps one window true, so a block is delivered when the window has come to it; what is
 * seen now wins over what was asked before. Operations are of the window: the grid marks what lies
 * behind them as stale and asks for it again when it is seen.
 */

import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { QueryRequest, SourceDescription } from '../core/contract.gen.ts';
import type { Cursor, CursorChange } from '../core/cursor.ts';
import { Failure as CoreFailure, raise } from '../core/failure.ts';
import { type Key, keyOf, type Op } from '../core/rows.ts';
import {
  BLOCK,
  type Cancel,
  type Count,
  type Failure,
  type GridChange,
  type GridSource,
  type Row,
} from '../grid/source.ts';

type Hear = (changes: readonly GridChange[]) => void;

interface Wanted {
  readonly index: number;
  readonly deliver: (rows: readonly Row[]) => void;
}

const MOST = 1000 - BLOCK; // what one window holds, with its margin

export class CursorSource implements GridSource {
  readonly description: SourceDescription;
  readonly count: ReadonlySignal<Count | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  readonly #cursor: Cursor;
  readonly #listeners = new Set<Hear>();
  #wanted: readonly Wanted[] = [];
  #watched = { first: 0, size: BLOCK };
  #keys: Key[];
  #asking = false;

  /** `say`: the sentence for an error, which the server gives as data. */
  constructor(cursor: Cursor, say: (code: string) => string) {
    this.#cursor = cursor;
    this.#keys = cursor.rows.map(keyOf);
    this.description = cursor.described.source;
    this.count = computed(() => {
      const { n, exactness } = cursor.total.value;
      return cursor.ready.value ? { total: n, exactness } : null;
    });
    this.failure = computed(() => {
      const error = cursor.state.value.error;
      if (!error) return null;
      const { code, incident } = error;
      return {
        message: say(typeof code === 'string' ? code : 'internal'),
        ...(typeof incident === 'string' && { incident }),
      };
    });
    cursor.changes.connect((change) => this.#hear(change));
  }

  get columns(): readonly string[] {
    const told = this.#cursor.columns.peek();
    return told.length > 0 ? told : this.description.columns;
  }

  block(index: number, deliver: Wanted['deliver']): Cancel {
    const wanted = { index, deliver };
    this.#wanted = [...this.#wanted, wanted];
    this.#askSoon();
    return () => {
      this.#wanted = this.#wanted.filter((one) => one !== wanted);
    };
  }

  watch(first: number, size: number): void {
    this.#watched = { first, size };
    this.#askSoon();
  }

  listen(hear: Hear): Cancel {
    this.#listeners.add(hear);
    return () => {
      this.#listeners.delete(hear);
    };
  }

  query(request: QueryRequest): void {
    this.#send(this.#cursor.query(request));
  }

  retry(): void {
    this.#send(this.#cursor.renew());
  }

  // -- asking: once for all that is said in one go

  #askSoon(): void {
    if (this.#asking) return;
    this.#asking = true;
    queueMicrotask(() => {
      this.#asking = false;
      this.#deliver();
      const { first, size } = this.#place();
      this.#send(this.#cursor.show(first, size));
    });
  }

  /** What is seen, and as much of what is wanted around it as one window holds. */
  #place(): { first: number; size: number } {
    let { first, size } = this.#watched;
    for (const { index } of this.#wanted) {
      const from = Math.min(first, index * BLOCK);
      const to = Math.max(first + size, (index + 1) * BLOCK);
      if (to - from <= MOST) [first, size] = [from, to - from];
    }
    return { first, size };
  }

  #deliver(): void {
    if (!this.#cursor.ready.peek()) return;
    const ready = this.#wanted.filter(({ index }) => this.#has(index));
    this.#wanted = this.#wanted.filter((one) => !ready.includes(one));
    const { first, rows } = this.#cursor;
    for (const { index, deliver } of ready) {
      const from = index * BLOCK - first;
      deliver(rows.slice(from, from + BLOCK));
    }
  }

  #has(index: number): boolean {
    const { first, rows } = this.#cursor;
    const end = first + rows.length;
    const { n, exactness } = this.#cursor.total.peek();
    const all = exactness === 'exact' && end >= n;
    return index * BLOCK >= first && ((index + 1) * BLOCK <= end || all);
  }

  // -- telling

  #hear(change: CursorChange): void {
    if (change.kind === 'ops') {
      this.#tell(change.ops.flatMap((op) => this.#changes(op, change.first)));
    } else {
      this.#keys = change.rows.map(keyOf);
      const { first, rows } = change;
      const count = this.#count();
      const anew: GridChange[] = change.anew ? [{ type: 'reset' }] : [];
      this.#tell([...anew, { type: 'total', count }, { type: 'rows', first, rows }]);
    }
    if (this.#wanted.length > 0) this.#askSoon();
  }

  #changes(op: Op, first: number): readonly GridChange[] {
    switch (op[0]) {
      case 'set':
        return [{ type: 'set', key: op[1], values: op[2] }];
      case 'insert':
        this.#keys.splice(op[1], 0, op[2]);
        return [{ type: 'insert', at: first + op[1], row: op[3] }];
      case 'remove':
        return [{ type: 'remove', at: first + this.#take(op[1]), key: op[1] }];
      case 'move': {
        const from = this.#take(op[1]);
        this.#keys.splice(op[2], 0, op[1]);
        return [{ type: 'move', key: op[1], from: first + from, to: first + op[2] }];
      }
      case 'total':
        return [{ type: 'total', count: { total: op[1], exactness: op[2] } }];
      case 'state':
        return [];
    }
  }

  #take(key: Key): number {
    const at = this.#keys.indexOf(key);
    this.#keys.splice(at, 1);
    return at;
  }

  #count(): Count {
    const { n, exactness } = this.#cursor.total.peek();
    return { total: n, exactness };
  }

  #tell(changes: readonly GridChange[]): void {
    if (changes.length > 0) for (const hear of [...this.#listeners]) hear(changes);
  }

  /** What the server refuses is in the cursor's state, or will be asked again. */
  #send(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof CoreFailure)) raise(error);
    });
  }
}
