/** Opening and closing groups and branches, and finding one's way between a row and what it is below. */

import { signal } from '@preact/signals-core';
import { CLOSED, isOpen, MOST_EXCEPTIONS, OPEN, withOpen } from './asking.ts';
import type { BlockCache } from './blocks.ts';
import type { GridContext } from './context.ts';
import { nodeOf, type RowNode } from './nodes.ts';
import type { RowKey } from './source.ts';

/** What the lines of a list hold: records, and of groups the outermost headers. */
export interface Layers {
  readonly records: number;
  readonly groups: number;
}

const MOST_COUNTED = 2000; // lines; more are not gone through on every arrival

export class Opener {
  /** Null: not known, because not all headers are at hand. */
  readonly layers = signal<Layers | null>(null);
  private readonly deep = new Set<RowKey>(); // open with everything below, as it comes into sight
  private readonly above = new Map<RowKey, RowKey>(); // what was seen below what

  private readonly context: GridContext;
  private readonly cache: BlockCache;

  constructor(context: GridContext, cache: BlockCache) {
    this.context = context;
    this.cache = cache;
  }

  node(row: number): RowNode | null {
    return row < 0 ? null : nodeOf(this.cache.row(row), this.context.nodeAt);
  }

  /** Whether a row is open, as was asked last: the answer to a press may still be under way. */
  isOpen(row: number): boolean | null {
    const [key, node] = [this.key(row), this.node(row)];
    if (key === undefined || node === null || node.open === null) {
      return null;
    }
    return isOpen(this.context.open.peek(), key);
  }

  /** Open or close a row; with `deep` everything below too. Answers whether there was anything. */
  turn(row: number, open: boolean | null, deep: boolean): boolean {
    const key = this.key(row);
    const node = this.node(row);
    if (key === undefined || node?.open === null || node === null) {
      return false;
    }
    const show = open ?? !this.isOpen(row);
    const keys = deep ? [key, ...this.below(key)] : [key];
    if (show && deep) {
      this.deep.add(key);
    } else if (!show) {
      this.deep.delete(key);
    }
    this.context.open.value = withOpen(this.context.open.peek(), keys, show);
    return true;
  }

  all(open: boolean): true {
    this.deep.clear();
    this.context.open.value = open ? OPEN : CLOSED;
    return true;
  }

  /** How many records there are: of groups, what the outermost headers say, as far as they are here. */
  records(total: number): number {
    if (this.context.shape.peek() !== 'groups') {
      return total;
    }
    let sum = 0;
    for (let at = 0; at < total; at += 1) {
      const node = this.node(at);
      if (node === null) {
        return total;
      }
      sum += node.level === 1 ? node.count : 0;
    }
    return sum;
  }

  /** Of a tree one can count what is in sight only: it is all of it as long as nothing is closed. */
  private layered(): void {
    const { context, layers } = this;
    const total = context.count.peek()?.total ?? 0;
    const open = context.open.peek();
    if (context.shape.peek() !== 'groups') {
      const whole = open.all && (open.except ?? []).length === 0;
      layers.value = whole ? { records: total, groups: 0 } : layers.peek();
      return;
    }
    let groups = 0;
    for (let at = 0; at < total; at += 1) {
      const node = total > MOST_COUNTED ? null : this.node(at);
      if (node === null) {
        layers.value = null;
        return;
      }
      groups += node.level === 1 ? 1 : 0;
    }
    layers.value = { records: this.records(total), groups };
  }

  /** The place of the row this one is below; -1: of none at hand. */
  parent(row: number): number {
    const level = this.node(row)?.level ?? 1;
    for (let at = row - 1; level > 1 && at >= 0; at -= 1) {
      const node = this.node(at);
      if (node === null) {
        return -1;
      }
      if (node.level < level) {
        return at;
      }
    }
    return -1;
  }

  /** Rows have come: what is below an opened branch opens as well. */
  arrived(first: number, last: number): void {
    this.layered();
    const path: RowKey[] = [];
    const closed: RowKey[] = [];
    for (let at = Math.max(0, first); at <= last; at += 1) {
      const [key, node] = [this.key(at), this.node(at)];
      if (key === undefined || node === null) {
        path.length = 0;
        continue;
      }
      path.length = Math.min(path.length, node.level - 1);
      const over = path.at(-1) ?? this.above.get(key);
      if (over !== undefined && node.level > 1) {
        this.above.set(key, over);
      }
      if (node.open === false && this.isBelowDeep(key)) {
        closed.push(key);
      }
      path.push(key);
    }
    const { open } = this.context;
    const room = MOST_EXCEPTIONS - (open.peek().except ?? []).length;
    if (closed.length > 0 && room > 0) {
      open.value = withOpen(open.peek(), closed.slice(0, room), true);
    }
  }

  private isBelowDeep(key: RowKey): boolean {
    for (let at = this.above.get(key), far = 0; at !== undefined && far < 100; far += 1) {
      if (this.deep.has(at)) {
        return true;
      }
      at = this.above.get(at);
    }
    return false;
  }

  private below(key: RowKey): readonly RowKey[] {
    const found = new Set<RowKey>([key]);
    for (const [one, over] of this.above) {
      if (found.has(over)) {
        found.add(one);
      }
    }
    found.delete(key);
    return [...found];
  }

  private key(row: number): RowKey | undefined {
    return this.cache.row(row)?.[0] as RowKey | undefined;
  }
}
