/**
 * A cursor as its view has it: rows by place and by key, where it stands, never ahead, never with a hole.
 *
 * The server numbers its events; a number that is missing makes us ask for the window again. Whoever
 * shows a row subscribes to that row, so a patch touches only the rows it names; `layout` tells that
 * rows have other places. The current row moves at once here and is asked for afterwards.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { BLOCK, Blocks } from './blocks.ts';
import type {
  Created,
  CursorDescription,
  CursorPatch,
  CursorReset,
  CursorState,
  Deleted,
  QueryRequest,
  RecordChanges,
  Saved,
  Standing,
  WindowRequest,
} from './contract.gen.ts';
import { Failure, raise } from './failure.ts';
import { Latest } from './latest.ts';
import type { Remote } from './remote.ts';
import {
  applyOps,
  type Key,
  keyOf,
  Mismatch,
  type Op,
  type Row,
  rearranges,
  type Total,
} from './rows.ts';
import { Signal as Told } from './signal.ts';

/** What came, for whoever keeps rows by place: places are those of the whole list. */
export type CursorChange =
  /** `anew`: what was known of other places is not true any more. */
  | {
      readonly kind: 'rows';
      readonly first: number;
      readonly rows: readonly Row[];
      readonly anew: boolean;
    }
  | { readonly kind: 'ops'; readonly first: number; readonly ops: readonly Op[] };

/** What a cursor answers: the normative protocol. */
export interface CursorCalls {
  query(request: QueryRequest): Promise<null>;
  window(request: WindowRequest): Promise<null>;
  set_current(key: Key | null, version: number): Promise<Standing>;
  set_dirty(keys: readonly Key[]): Promise<null>;
  save(record: RecordChanges, idempotencyKey: string): Promise<Saved>;
  create(values: Readonly<Record<string, unknown>>, idempotencyKey: string): Promise<Created>;
  delete(keys: readonly Key[], idempotencyKey: string): Promise<Deleted>;
  discard(keys: readonly Key[]): Promise<null>;
}

/** More than is seen on either side, so that scrolling a little asks for nothing. */
const MARGIN = BLOCK;
const LARGEST = 1000;

interface Place {
  readonly first: number;
  readonly size: number;
}

/** Whole blocks around what is seen. */
const around = (first: number, count: number): Place => {
  const from = Math.max(0, Math.floor((first - MARGIN / 2) / BLOCK) * BLOCK);
  const to = Math.ceil((first + count + MARGIN / 2) / BLOCK) * BLOCK;
  return { first: from, size: Math.min(to - from, LARGEST) };
};

export class Cursor {
  readonly name: string;
  readonly described: CursorDescription;
  readonly #remote: Remote<CursorCalls>;
  readonly #blocks = new Blocks();
  /** Never taken back: whoever holds one may subscribe again after the row has come back. */
  readonly #slots = new Map<Key, Signal<Row | undefined>>();
  readonly #byKey = new Map<Key, Row>();
  readonly #columns = signal<readonly string[]>([]);
  readonly #total = signal<Total>({ n: 0, exactness: 'at_least' });
  readonly #state = signal<CursorState>({});
  readonly #layout = signal(0);
  readonly #loaded = signal(false);
  #master: Cursor | undefined;
  /** The row chosen here and not answered yet. */
  readonly #chosen = signal<{ readonly key: Key | null } | undefined>(undefined);
  readonly #windows = new Latest<Place>((place) => this.#askWindow(place));
  readonly #moves = new Latest<Key | null>((key) => this.#askCurrent(key));
  #dirty: readonly Key[] = [];
  #untold = false;
  #place: Place = { first: 0, size: BLOCK };
  #version = 0;
  #renewing = false;
  #anew = true; // the next window is of another query

  /** The names of the values of a row, in order; the first is the key. */
  readonly columns: ReadonlySignal<readonly string[]> = this.#columns;
  readonly total: ReadonlySignal<Total> = this.#total;
  readonly state: ReadonlySignal<CursorState> = this.#state;
  /** Changes whenever a place may hold another row. */
  readonly layout: ReadonlySignal<number> = this.#layout;
  /** Whether there has been anything to show yet: an empty list is not a list under way. */
  readonly ready = computed<boolean>(() => this.#loaded.value || this.#isIdle);
  /** Tells what came, after all of it is true here. */
  readonly changes = new Told<[change: CursorChange]>('changes');
  readonly current = computed<Key | null>(() => {
    const chosen = this.#chosen.value;
    return chosen === undefined ? (this.#state.value.current_id ?? null) : chosen.key;
  });

  constructor(name: string, described: CursorDescription, remote: Remote<CursorCalls>) {
    this.name = name;
    this.described = described;
    this.#remote = remote;
  }

  /** Hear its events; before anybody reports that the view is ready, or some would be missed. */
  async listen(): Promise<void> {
    await Promise.all([
      this.#remote.nodeListen<[CursorReset]>('reset', (event) => this.onReset(event)),
      this.#remote.nodeListen<[CursorPatch]>('patch', (event) => this.onPatch(event)),
    ]);
  }

  /** Know whom it follows: as long as that one stands on no row, there is nothing to wait for. */
  follow(master: Cursor): void {
    this.#master = master;
  }

  get #isIdle(): boolean {
    const told = this.#columns.value.length > 0;
    if (!told || this.described.tracks === null) return false;
    if (this.#master === undefined) return true; // whom it follows is not of this view
    const { ready, state, current } = this.#master;
    return (ready.value || state.value.edit === 'new') && current.value === null;
  }

  get version(): number {
    return this.#version;
  }

  // -- what there is

  /** The row at a place, perhaps as it was when it was last seen; undefined while it is under way. */
  at(index: number): Row | undefined {
    return this.#blocks.at(index);
  }

  /** Whether the row at a place is kept true now. */
  isLive(index: number): boolean {
    return this.#blocks.isLive(index);
  }

  /** The place of a row, while it is in the window. */
  indexOf(key: Key): number | undefined {
    return this.#blocks.indexOf(key);
  }

  /** The window that is kept true. */
  get rows(): readonly Row[] {
    return this.#blocks.rows;
  }

  get first(): number {
    return this.#blocks.first;
  }

  get(key: Key): Row | undefined {
    return this.#byKey.get(key);
  }

  /** A row as it is now and will be; undefined while nobody has it. */
  row(key: Key): ReadonlySignal<Row | undefined> {
    const known = this.#slots.get(key);
    if (known !== undefined) return known;
    const slot = signal(this.#byKey.get(key));
    this.#slots.set(key, slot);
    return slot;
  }

  /** A value of a row by the name of its column. */
  value(row: Row, column: string): unknown {
    const at = this.#columns.peek().indexOf(column);
    return at < 0 ? undefined : row[at];
  }

  /** A row by names. */
  record(row: Row): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#columns.peek().map((name, at) => [name, row[at]]));
  }

  // -- what is asked to be seen

  /** Say which places are seen; the window follows, and the newest place wins. */
  async show(first: number, count: number): Promise<void> {
    const { first: from, size } = this.#place;
    if (first >= from && first + count <= from + size && this.#version > 0) return;
    this.#place = around(first, count);
    await this.#windows.ask(this.#place);
  }

  async query(request: QueryRequest): Promise<void> {
    this.#windows.forget();
    this.#anew = true;
    await this.#remote.query(request);
    this.#anew = true; // what came meanwhile may have been of the query before
    this.#place = { first: 0, size: this.#place.size };
  }

  /** Begin anew: ask for what is shown. */
  async renew(): Promise<void> {
    this.#renewing = true;
    await this.#windows.ask(this.#place);
  }

  async #askWindow(place: Place): Promise<void> {
    try {
      await this.#remote.window(place);
    } catch (error) {
      // without a connection nothing is lost: whoever comes back is told everything anew
      if (error instanceof Failure && error.code === 'closed') return;
      this.#renewing = false;
      throw error;
    }
  }

  // -- the current row

  /** Move to another row: here at once, there as soon as may be. */
  async setCurrent(key: Key | null): Promise<void> {
    if (key === this.current.peek()) return;
    this.#chosen.value = { key };
    await this.#moves.ask(key);
  }

  async #askCurrent(key: Key | null): Promise<void> {
    this.#tellDirty().catch((error: unknown) => {
      // without a connection it is told anew; anything else should be seen
      if (!(error instanceof Failure)) raise(error);
    });
    try {
      const standing = await this.#remote.set_current(key, this.#version);
      if (this.#moves.overtaken) return;
      batch(() => {
        this.#state.value = { ...this.#state.peek(), current_id: standing.current_id };
        this.#chosen.value = undefined;
      });
    } catch (error) {
      if (!this.#moves.overtaken) this.#chosen.value = undefined;
      if (!(error instanceof Failure && error.code === 'closed')) throw error;
    }
  }

  // -- changes; an idempotency key makes repeating them harmless

  /**
   * Say which rows have unsaved changes. The first one is told at once, and what is known is told
   * before anything that depends on it; of many that change in one go only the last list is sent.
   */
  async setDirty(keys: readonly Key[]): Promise<void> {
    const begins = this.#dirty.length === 0 && keys.length > 0;
    this.#dirty = keys;
    this.#untold = true;
    if (begins) await this.#tellDirty();
    else await Promise.resolve().then(() => this.#tellDirty());
  }

  async #tellDirty(): Promise<void> {
    if (!this.#untold) return;
    this.#untold = false;
    await this.#remote.set_dirty(this.#dirty);
  }

  async save(record: RecordChanges, idempotencyKey: string): Promise<Saved> {
    return await this.#remote.save(record, idempotencyKey);
  }

  async create(
    values: Readonly<Record<string, unknown>>,
    idempotencyKey: string,
  ): Promise<Created> {
    return await this.#remote.create(values, idempotencyKey);
  }

  async delete(keys: readonly Key[], idempotencyKey: string): Promise<Deleted> {
    return await this.#remote.delete(keys, idempotencyKey);
  }

  async discard(keys: readonly Key[]): Promise<void> {
    await this.#remote.discard(keys);
  }

  // -- what is told

  onReset(event: CursorReset): void {
    this.#version = event.version;
    this.#renewing = false;
    const same = sameNames(this.#columns.peek(), event.columns);
    const anew = !same || event.total !== this.#total.peek().n || this.#anew;
    this.#anew = false;
    batch(() => {
      if (!same) this.#columns.value = event.columns;
      if (anew) this.#blocks.clear();
      // a window that was asked for while there was no connection never comes: it may be asked again
      if (!this.#windows.busy) this.#place = { first: event.first, size: this.#place.size };
      this.#blocks.show(event.first, event.rows);
      this.#total.value = { n: event.total, exactness: event.exactness };
      this.#state.value = event.state;
      // the first event tells the columns, perhaps before the rows are there
      this.#loaded.value ||= event.version > 1 || event.total > 0;
      this.#publish();
      this.#layout.value += 1;
    });
    this.#tell({ kind: 'rows', first: event.first, rows: event.rows, anew });
  }

  onPatch(event: CursorPatch): void {
    if (event.version <= this.#version) return;
    if (event.version > this.#version + 1) {
      this.#missed();
      return;
    }
    try {
      const rows = applyOps(this.#blocks.rows, event.ops, this.#columns.peek());
      this.#version = event.version;
      batch(() => this.#patch(rows, event));
      this.#tell({ kind: 'ops', first: this.#blocks.first, ops: event.ops });
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      this.#missed();
    }
  }

  #patch(rows: readonly Row[], event: CursorPatch): void {
    const before = this.#blocks.rows;
    const moved = rearranges(event.ops);
    if (moved) this.#blocks.forgetPast();
    this.#blocks.replace(rows);
    for (const op of event.ops) {
      if (op[0] === 'total') this.#total.value = { n: op[1], exactness: op[2] };
      if (op[0] === 'state') this.#state.value = { ...this.#state.peek(), ...op[1] };
    }
    if (moved) {
      this.#publish();
      this.#layout.value += 1;
      return;
    }
    for (const [at, row] of rows.entries()) if (row !== before[at]) this.#put(row);
  }

  #tell(change: CursorChange): void {
    this.changes.notify(change).catch(raise);
  }

  #missed(): void {
    if (this.#renewing) return;
    this.renew().catch(() => {
      this.#renewing = false; // the next event says again that something is missing
    });
  }

  // -- the rows by key

  #put(row: Row): void {
    const key = keyOf(row);
    this.#byKey.set(key, row);
    const slot = this.#slots.get(key);
    if (slot !== undefined) slot.value = row;
  }

  /** Tell every row what it is now; a row that says the same as before is not touched. */
  #publish(): void {
    const gone = new Set(this.#byKey.keys());
    for (const row of this.#blocks.all()) {
      const key = keyOf(row);
      gone.delete(key);
      const before = this.#byKey.get(key);
      if (before === undefined || !sameRow(before, row)) this.#put(row);
    }
    for (const key of gone) {
      this.#byKey.delete(key);
      const slot = this.#slots.get(key);
      if (slot !== undefined) slot.value = undefined;
    }
  }
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, at) => name === other[at]);

const sameRow = (one: Row, other: Row): boolean =>
  one === other || (one.length === other.length && one.every((value, at) => value === other[at]));
