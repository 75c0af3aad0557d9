/**
 * Two cursors as one tree: the rows of one on the first level, those of the other below the row they
 * belong to, each with what it holds. Both are held whole, so opening and closing asks nobody.
 */

import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { FieldDescription, QueryRequest, SourceDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { isOpen, OPEN } from '../../grid/asking.ts';
import { NODE, nodeOf } from '../../grid/nodes.ts';
import {
  BLOCK,
  type Cancel,
  type Count,
  type Failure,
  type GridChange,
  type GridSource,
  type Row,
  type RowKey,
} from '../../grid/source.ts';
import { inWords } from './list-source.ts';

/** As many as a window holds: a company with more is looked at site by site. */
const MOST = 1000;

export interface Nesting {
  readonly outer: Cursor;
  readonly inner: Cursor;
  /** The column of an inner row that names the outer one. */
  readonly link: string;
  readonly columns: readonly string[];
  /** The column that says how many are inside. */
  readonly counted: string;
}

export class NestedSource implements GridSource {
  readonly description: SourceDescription;
  readonly columns: readonly string[];
  readonly count: ReadonlySignal<Count | null>;
  readonly failure: ReadonlySignal<Failure | null>;
  /** How many of how many are here, where there are more than a window holds. */
  readonly cut: ReadonlySignal<{ readonly shown: number; readonly total: number } | null>;
  readonly #nesting: Nesting;
  readonly #rows: ReadonlySignal<readonly Row[] | null>;
  readonly #open = signal(OPEN);
  readonly #ears = new Set<(changes: readonly GridChange[]) => void>();
  readonly #waiting = new Map<number, Set<(rows: readonly Row[]) => void>>();
  readonly #stop: Cancel[];

  constructor(nesting: Nesting, i18n: I18n) {
    this.#nesting = nesting;
    const { outer, inner, columns } = nesting;
    this.columns = ['id', ...columns.filter((name) => name !== 'id'), NODE];
    this.description = described(nesting);
    const told = signal(0);
    this.#rows = computed(() => {
      told.value;
      outer.layout.value;
      inner.layout.value;
      return outer.ready.value && inner.ready.value ? this.#built(this.#open.value) : null;
    });
    this.count = computed(() => {
      const rows = this.#rows.value;
      return rows === null ? null : { total: rows.length, exactness: 'exact' };
    });
    this.cut = computed(() => {
      outer.layout.value;
      inner.layout.value;
      const total = outer.total.value.n + inner.total.value.n;
      const shown = outer.rows.length + inner.rows.length;
      return total > shown && this.#rows.value !== null ? { shown, total } : null;
    });
    this.failure = computed(() => {
      const error = outer.state.value.error ?? inner.state.value.error;
      return error === null || error === undefined ? null : inWords(error, i18n);
    });
    const anew = () => {
      told.value += 1;
    };
    this.#stop = [
      outer.changes.connect(anew),
      inner.changes.connect(anew),
      effect(() => this.#tell(this.#rows.value)),
    ];
    for (const cursor of [outer, inner]) cursor.show(0, MOST).catch(raise);
  }

  /** Which of the two a row is of. */
  cursorOf(key: RowKey): Cursor {
    const { outer, inner } = this.#nesting;
    return outer.get(key) === undefined ? inner : outer;
  }

  /** The outer row an inner one belongs to. */
  above(key: RowKey): RowKey | null {
    const { inner, link } = this.#nesting;
    const row = inner.get(key);
    const found = row === undefined ? null : inner.value(row, link);
    return typeof found === 'string' || typeof found === 'number' ? found : null;
  }

  remove(): void {
    for (const stop of this.#stop) stop();
    this.#waiting.clear();
  }

  block(index: number, deliver: (rows: readonly Row[]) => void): Cancel {
    const asked = this.#waiting.get(index) ?? new Set();
    this.#waiting.set(index, asked.add(deliver));
    queueMicrotask(() => this.#deliver());
    return () => asked.delete(deliver);
  }

  watch(): void {
    // all of it is held
  }

  listen(hear: (changes: readonly GridChange[]) => void): Cancel {
    this.#ears.add(hear);
    return () => this.#ears.delete(hear);
  }

  query(request: QueryRequest): void {
    this.#open.value = request.open ?? OPEN;
  }

  retry(): void {
    for (const cursor of [this.#nesting.outer, this.#nesting.inner]) cursor.renew().catch(raise);
  }

  #deliver(): void {
    const rows = this.#rows.peek();
    if (rows === null) return;
    for (const [index, asked] of this.#waiting) {
      for (const deliver of asked) deliver(rows.slice(index * BLOCK, (index + 1) * BLOCK));
    }
    this.#waiting.clear();
  }

  #tell(rows: readonly Row[] | null): void {
    if (rows === null) return;
    const count: Count = { total: rows.length, exactness: 'exact' };
    batch(() => {
      for (const hear of this.#ears) {
        hear([{ type: 'stale' }, { type: 'total', count }, { type: 'rows', first: 0, rows }]);
      }
    });
    this.#deliver();
  }

  #built(open: NonNullable<QueryRequest['open']>): readonly Row[] {
    const { outer, inner, link } = this.#nesting;
    const inside = new Map<unknown, Row[]>();
    for (const row of inner.rows) {
      const owner = inner.value(row, link);
      const others = inside.get(owner);
      if (others === undefined) inside.set(owner, [row]);
      else others.push(row);
    }
    const rows: Row[] = [];
    for (const row of outer.rows) {
      const key = row[0] as RowKey;
      const below = inside.get(key) ?? [];
      const shown = below.length === 0 ? null : isOpen(open, key);
      rows.push(this.#line(outer, row, [1, shown, below.length, null], below.length));
      if (shown === true) rows.push(...this.#below(below, open));
    }
    return rows;
  }

  #below(rows: readonly Row[], open: NonNullable<QueryRequest['open']>): readonly Row[] {
    const { inner } = this.#nesting;
    const at = inner.columns.peek().indexOf(NODE);
    const shown: Row[] = [];
    let closed = Number.POSITIVE_INFINITY; // the level of what is closed above
    for (const row of rows) {
      const node = nodeOf(row, at);
      const level = node?.level ?? 1;
      if (level > closed) continue;
      closed = Number.POSITIVE_INFINITY;
      const holds = node !== null && node.open !== null;
      const isShown = holds ? isOpen(open, row[0] as RowKey) : null;
      if (isShown === false) closed = level;
      const told = [level + 1, isShown, node?.count ?? 0, null];
      shown.push(this.#line(inner, row, told, holds ? node.count : null));
    }
    return shown;
  }

  #line(cursor: Cursor, row: Row, node: readonly unknown[], count: number | null): Row {
    const { counted } = this.#nesting;
    return this.columns.map((name) => {
      if (name === NODE) return node;
      if (name === 'id') return row[0];
      return name === counted ? count : cursor.value(row, name);
    });
  }
}

/** What is said of the columns: those of both, with the words of either. */
function described({ outer, inner, columns }: Nesting): SourceDescription {
  const { source } = outer.described;
  const others = new Map(inner.described.source.fields.map((field) => [field.name, field]));
  const fields = source.fields.flatMap((field): FieldDescription[] => {
    if (field.name !== 'id' && !columns.includes(field.name)) return [];
    const choices =
      field.choices === null
        ? null
        : [...field.choices, ...(others.get(field.name)?.choices ?? [])];
    return [{ ...field, choices, sorts: false, filters: false, readonly: true }];
  });
  return { ...source, fields, columns: ['id', ...columns], sort: [], tree: 'id' };
}
