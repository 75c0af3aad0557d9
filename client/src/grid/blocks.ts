/**
 * The rows the grid has at hand: blocks of a hundred, at most sixty, the longest unseen goes first.
 * Changes are applied in place; what a change makes unknown (a row that slides in from a block that
 * is not here) marks its block, which stays readable until its fresh copy has come.
 */

import {
  BLOCK,
  type Cancel,
  type GridChange,
  type GridSource,
  type Row,
  type RowKey,
} from './source.ts';

export const MOST_BLOCKS = 60;

interface Block {
  readonly index: number;
  rows: Row[];
  stale: boolean;
}

/** A cell whose value is another one now. */
export interface Changed {
  readonly key: RowKey;
  readonly columns: readonly string[];
}

export class BlockCache {
  private readonly blocks = new Map<number, Block>(); // in the order of their last use
  private readonly places = new Map<RowKey, number>(); // key → block, a hint that is checked
  private readonly pending = new Map<number, Cancel>();
  private readonly columnAt: ReadonlyMap<string, number>;

  private readonly source: GridSource;
  private readonly arrived: () => void;
  private readonly most: number;

  constructor(source: GridSource, arrived: () => void, most = MOST_BLOCKS) {
    this.source = source;
    this.arrived = arrived;
    this.most = most;
    this.columnAt = new Map(source.columns.map((name, at) => [name, at]));
  }

  row(index: number): Row | undefined {
    return this.blocks.get(Math.floor(index / BLOCK))?.rows[index % BLOCK];
  }

  get waiting(): number {
    return this.pending.size;
  }

  get size(): number {
    return this.blocks.size;
  }

  /** The place of a row at hand, else -1. */
  indexOf(key: RowKey): number {
    const hint = this.blocks.get(this.places.get(key) ?? -1);
    const near = hint === undefined ? -1 : hint.rows.findIndex((row) => row[0] === key);
    if (hint !== undefined && near >= 0) {
      return hint.index * BLOCK + near;
    }
    for (const block of this.blocks.values()) {
      const at = block.rows.findIndex((row) => row[0] === key);
      if (at >= 0) {
        this.places.set(key, block.index);
        return block.index * BLOCK + at;
      }
    }
    return -1;
  }

  /** These rows are on the screen: fetch what is missing, forget requests for what is not. */
  want(first: number, last: number): void {
    const low = Math.floor(first / BLOCK);
    const high = Math.floor(Math.max(first, last) / BLOCK);
    for (const [index, cancel] of this.pending) {
      if (index < low || index > high) {
        cancel();
        this.pending.delete(index);
      }
    }
    for (let index = low; index <= high; index++) {
      const block = this.blocks.get(index);
      if (block !== undefined) {
        this.blocks.delete(index); // used now: last in the order
        this.blocks.set(index, block);
      }
      if ((block === undefined || block.stale) && !this.pending.has(index)) {
        this.fetch(index);
      }
    }
  }

  /** Rows that may be far from the screen, for the clipboard; they pass through the cache. */
  async rows(first: number, last: number): Promise<Row[]> {
    const found: Row[] = [];
    for (let index = Math.floor(first / BLOCK); index <= Math.floor(last / BLOCK); index++) {
      const rows =
        this.blocks.get(index)?.rows ??
        // one block at a time keeps the server's load flat
        (await new Promise<readonly Row[]>((resolve) => this.source.block(index, resolve)));
      const from = Math.max(0, first - index * BLOCK);
      found.push(...rows.slice(from, last + 1 - index * BLOCK));
    }
    return found;
  }

  put(index: number, rows: readonly Row[]): void {
    this.drop(index);
    this.blocks.set(index, { index, rows: [...rows], stale: false });
    for (const row of rows) {
      this.places.set(row[0] as RowKey, index);
    }
    while (this.blocks.size > this.most) {
      const oldest = this.blocks.keys().next().value;
      if (oldest === undefined) {
        break;
      }
      this.drop(oldest);
    }
  }

  clear(): void {
    for (const cancel of this.pending.values()) {
      cancel();
    }
    this.pending.clear();
    this.blocks.clear();
    this.places.clear();
  }

  /** Apply one change; answers the cells that have another value, for a `set`. */
  apply(change: GridChange): Changed | null {
    switch (change.type) {
      case 'set':
        return this.set(change.key, change.values);
      case 'insert':
        this.insert(change.at, change.row);
        return null;
      case 'remove':
        this.remove(change.at, change.key);
        return null;
      case 'move':
        this.move(change.key, change.from, change.to);
        return null;
      case 'rows':
        this.refresh(change.first, change.rows);
        return null;
      case 'stale':
        this.forgetFrom(0);
        return null;
      case 'reset':
        this.clear();
        return null;
      case 'total':
        return null;
    }
  }

  private fetch(index: number): void {
    let answered = false;
    const cancel = this.source.block(index, (rows) => {
      answered = true;
      this.pending.delete(index);
      this.put(index, rows);
      this.arrived();
    });
    if (!answered) {
      this.pending.set(index, cancel);
    }
  }

  private drop(index: number): void {
    const block = this.blocks.get(index);
    if (block === undefined) {
      return;
    }
    for (const row of block.rows) {
      if (this.places.get(row[0] as RowKey) === index) {
        this.places.delete(row[0] as RowKey);
      }
    }
    this.blocks.delete(index);
  }

  private set(key: RowKey, values: Readonly<Record<string, unknown>>): Changed | null {
    const index = this.indexOf(key);
    const block = this.blocks.get(Math.floor(index / BLOCK));
    const old = block?.rows[index % BLOCK];
    if (block === undefined || old === undefined) {
      return null;
    }
    const row = [...old];
    const columns: string[] = [];
    for (const [name, value] of Object.entries(values)) {
      const at = this.columnAt.get(name);
      if (at !== undefined && row[at] !== value) {
        row[at] = value;
        columns.push(name);
      }
    }
    block.rows[index % BLOCK] = row;
    return columns.length > 0 ? { key, columns } : null;
  }

  private insert(at: number, row: Row): void {
    const first = Math.floor(at / BLOCK);
    if (!this.blocks.has(first)) {
      this.forgetFrom(first);
      return;
    }
    let carried: Row | undefined = row;
    for (const block of this.from(first)) {
      const here = block.index === first ? at % BLOCK : 0;
      if (carried === undefined) {
        block.stale = true; // its first row is in a block that is not here
        continue;
      }
      const next = this.blocks.get(block.index + 1);
      block.rows.splice(here, 0, carried);
      this.places.set(carried[0] as RowKey, block.index);
      const over: Row | undefined = block.rows.length > BLOCK ? block.rows.pop() : undefined;
      carried = next === undefined ? undefined : over;
    }
  }

  private remove(at: number, key: RowKey): void {
    const first = Math.floor(at / BLOCK);
    this.places.delete(key);
    if (!this.blocks.has(first)) {
      this.forgetFrom(first);
      return;
    }
    for (const block of this.from(first)) {
      const full = block.rows.length === BLOCK;
      block.rows.splice(block.index === first ? at % BLOCK : 0, 1);
      const next = this.blocks.get(block.index + 1);
      const following = next?.rows[0];
      if (following !== undefined) {
        block.rows.push(following);
        this.places.set(following[0] as RowKey, block.index);
      } else if (full) {
        block.stale = true;
      }
    }
  }

  private move(key: RowKey, from: number, to: number): void {
    const row = this.row(from);
    this.remove(from, key);
    if (row !== undefined) {
      this.insert(to, row);
    } else {
      this.forgetFrom(Math.floor(Math.min(from, to) / BLOCK));
    }
  }

  private refresh(first: number, rows: readonly Row[]): void {
    rows.forEach((row, offset) => {
      const block = this.blocks.get(Math.floor((first + offset) / BLOCK));
      const at = (first + offset) % BLOCK;
      if (block !== undefined && at <= block.rows.length) {
        block.rows[at] = row;
        this.places.set(row[0] as RowKey, block.index);
      }
    });
  }

  private from(first: number): Block[] {
    return [...this.blocks.values()]
      .filter((block) => block.index >= first)
      .sort((one, other) => one.index - other.index);
  }

  private forgetFrom(first: number): void {
    for (const block of this.from(first)) {
      block.stale = true;
    }
  }
}
