/**
 * All unsaved changes of a cursor: of rows it shows, of rows to be made, of rows to be deleted.
 *
 * The server hears which rows are dirty before the first change, keeps a draft of them, and is given
 * all of it when somebody decides to save before moving on.
 */

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core';
import type { BatchSaved } from './contract.gen.ts';
import type { Cursor } from './cursor.ts';
import { Failure, isRecord, raise } from './failure.ts';
import { RecordBuffer, type RecordDraft, type Values } from './record.ts';
import type { Key } from './rows.ts';
import { uuid7 } from './uuid.ts';

const KEEP_AFTER = 2_000;
const VERSION = 'row_version';

/** The changes of one cursor as the server takes them, together or not at all. */
export interface BatchChanges {
  readonly saves: readonly { key: Key; row_version: number; changes: Values }[];
  readonly creates: readonly Values[];
  readonly deletes: readonly Key[];
}

/** Changes on their way to the server, and who hears what became of them. */
export interface Batch {
  readonly changes: BatchChanges;
  saved(answer: BatchSaved): void;
  refused(failure: Failure): void;
}

interface Making {
  readonly record: RecordBuffer;
  readonly changes: Values;
}

interface Saving extends Making {
  readonly key: Key;
  readonly version: number;
}

type KeepDraft = (changes: Readonly<Record<string, unknown>>) => Promise<unknown>;

const orphan = (error: unknown): void => {
  // without a connection the next one is told anew; anything else should be seen
  if (!(error instanceof Failure)) raise(error);
};

export class CursorEdits {
  readonly #cursor: Cursor;
  readonly #keep: KeepDraft;
  readonly #records = signal<ReadonlyMap<Key, RecordBuffer>>(new Map());
  readonly #created = signal<readonly RecordBuffer[]>([]);
  readonly #deleted = signal<ReadonlySet<Key>>(new Set());
  readonly #watches = new Map<RecordBuffer, () => void>();
  readonly #keptAt = signal<number | undefined>(undefined);
  readonly #touched = signal(0);
  readonly #unkept = signal(false);
  #declared: readonly Key[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly dirtyKeys = computed<readonly Key[]>(() => {
    const typed = [...this.#records.value].filter(([, record]) => record.dirty.value);
    return [...new Set([...typed.map(([key]) => key), ...this.#deleted.value])];
  });
  readonly created: ReadonlySignal<readonly RecordBuffer[]> = this.#created;
  readonly deleted: ReadonlySignal<ReadonlySet<Key>> = this.#deleted;
  /** When the draft was last kept elsewhere, by the clock of this machine. */
  readonly keptAt: ReadonlySignal<number | undefined> = this.#keptAt;
  /** Changes whenever there is something else to be kept. */
  readonly touched: ReadonlySignal<number> = this.#touched;
  /** Whether the server has not got the draft as it is now. */
  readonly unkept: ReadonlySignal<boolean> = this.#unkept;
  readonly dirty = computed(
    () => this.dirtyKeys.value.length > 0 || this.#created.value.some((one) => one.dirty.value),
  );

  constructor(cursor: Cursor, keep: KeepDraft) {
    this.#cursor = cursor;
    this.#keep = keep;
  }

  /** The record under a key, to be typed into; it follows the row while it lives. */
  record(key: Key): RecordBuffer {
    const known = this.#records.peek().get(key);
    if (known !== undefined) return known;
    const row = this.#cursor.get(key);
    const values = row === undefined ? {} : this.#cursor.record(row);
    const version = values[VERSION];
    const rowVersion = typeof version === 'number' ? version : 0;
    const made = new RecordBuffer(this.#cursor, { key, values, rowVersion }, () =>
      this.#declare([...this.#declared, key]),
    );
    this.#records.value = new Map(this.#records.peek()).set(key, made);
    this.#watch(made, () => this.#follow(made, key));
    return made;
  }

  /** A record to be made. */
  create(values: Values = {}, newKey?: Key): RecordBuffer {
    const made: RecordBuffer = new RecordBuffer(this.#cursor, { values: {}, newKey }, () =>
      this.#declare([...this.#declared, made.newKey]),
    );
    for (const [name, value] of Object.entries(values)) made.set(name, value);
    this.#created.value = [...this.#created.peek(), made];
    this.#watch(made, () => undefined);
    if (made.dirty.peek()) this.#declare(this.#unsavedKeys());
    return made;
  }

  /** Take back a record that was to be made. */
  uncreate(record: RecordBuffer): void {
    this.#created.value = this.#created.peek().filter((one) => one !== record);
    this.#release(record);
    this.#declare(this.#unsavedKeys());
    this.#keepSoon();
  }

  /** Mark a row as to be deleted, or no more. */
  delete(key: Key, wanted = true): void {
    const deleted = new Set(this.#deleted.peek());
    if (wanted) deleted.add(key);
    else deleted.delete(key);
    this.#deleted.value = deleted;
    this.#declare(this.#unsavedKeys());
    this.#keepSoon();
  }

  /** Everything that is unsaved, as the server takes it. */
  changes(): BatchChanges {
    const records = [...this.#records.peek()].filter(([key]) => !this.#deleted.peek().has(key));
    return {
      saves: records
        .filter(([, record]) => record.dirty.peek())
        .map(([key, one]) => ({ key, row_version: one.rowVersion, changes: one.changes })),
      creates: this.#created.peek().map((record) => record.changes),
      deletes: [...this.#deleted.peek()],
    };
  }

  /** The records with something to save, new ones last. */
  unsaved(): readonly RecordBuffer[] {
    const typed = [...this.#records.peek().values()].filter((record) => record.dirty.peek());
    return [...typed, ...this.#created.peek()];
  }

  /** Delete what is marked. */
  async deleteMarked(): Promise<void> {
    const keys = [...this.#deleted.peek()];
    const { deleted } = await this.#cursor.delete(keys, uuid7());
    for (const key of deleted) this.delete(key, false);
  }

  /** Whether somebody has to decide about a field first. */
  conflicting(): boolean {
    const some = (record: RecordBuffer) => Object.keys(record.conflicts.peek()).length > 0;
    return [...this.#records.peek().values()].some(some);
  }

  /** Begin to save everything together with other cursors; nothing, when there is nothing to save. */
  begin(): Batch | undefined {
    const deletes = [...this.#deleted.peek()];
    const saving: Saving[] = [];
    for (const [key, record] of this.#records.peek()) {
      const version = record.rowVersion;
      const changes = deletes.includes(key) || !record.dirty.peek() ? undefined : record.begin();
      if (changes !== undefined) saving.push({ record, key, version, changes });
    }
    const making: Making[] = [];
    const blank = this.#cursor.state.peek().edit === 'new'; // saved as it is, if one wants so
    for (const record of this.#created.peek()) {
      const changes = blank || record.dirty.peek() ? record.begin() : undefined;
      if (changes !== undefined) making.push({ record, changes });
    }
    if (saving.length + making.length + deletes.length === 0) return undefined;
    return this.#batch(saving, making, deletes);
  }

  /** What was asked for in another life of this view, as these records hear what became of it. */
  rejoin({ saves, creates, deletes }: BatchChanges, failure: Failure): Batch {
    const saving = saves.map(({ key, row_version: version, changes }) => ({
      record: this.record(key),
      key,
      version,
      changes,
    }));
    const making = creates.map((values) => {
      const { id, ...changes } = values;
      const key = typeof id === 'string' || typeof id === 'number' ? id : undefined;
      const known = this.#created.peek().find((one) => one.newKey === key);
      return { record: known ?? this.create(changes, key), changes };
    });
    for (const { record } of [...saving, ...making]) record.asked(failure);
    return this.#batch(saving, making, deletes);
  }

  #batch(saving: readonly Saving[], making: readonly Making[], deletes: readonly Key[]): Batch {
    const everyone = [...saving, ...making].map(({ record }) => record);
    return {
      changes: {
        saves: saving.map(({ key, version, changes }) => ({ key, row_version: version, changes })),
        creates: making.map(({ record, changes }) => ({ id: record.newKey, ...changes })),
        deletes,
      },
      saved: ({ versions, created, deleted }) => {
        for (const { record, key, changes } of saving) {
          record.saved({ key, rowVersion: versions[String(key)] ?? null }, changes);
        }
        for (const [at, { record, changes }] of making.entries()) {
          const made = created[at];
          if (made !== undefined) {
            record.saved({ key: made.key, rowVersion: made.row_version }, changes);
          }
        }
        for (const key of deleted) this.#forget(key);
        this.declareAgain();
      },
      refused: (failure) => {
        const { cursor, key, at } = failure.fields;
        const here = cursor === undefined || cursor === this.#cursor.name;
        const about = typeof at === 'number' ? making[at] : saving.find((one) => one.key === key);
        const all = failure.retry || (here && about === undefined);
        for (const record of everyone) {
          if (all || (here && record === about?.record)) record.refused(failure);
          else record.released();
        }
      },
    };
  }

  /** Forget everything that is unsaved, because it was saved together or is not wanted. */
  clear(): void {
    for (const record of this.#records.peek().values()) record.discard();
    for (const record of this.#created.peek()) this.#release(record);
    this.#created.value = [];
    this.#deleted.value = new Set();
    this.#declare([]);
    this.#keepSoon();
  }

  /** Say again what is dirty: a connection that went may have taken it along. */
  declareAgain(): void {
    this.#declare(this.#unsavedKeys());
    this.#keepSoon();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const record of [...this.#watches.keys()]) this.#release(record);
  }

  // -- being kept

  draft(): Readonly<Record<string, unknown>> {
    const drafts = (records: Iterable<RecordBuffer>) =>
      [...records].map((record) => record.draft()).filter((draft) => draft !== undefined);
    const saves = drafts(this.#records.peek().values());
    const creates = drafts(this.#created.peek());
    const deletes = [...this.#deleted.peek()];
    const parts = { saves, creates, deletes };
    return Object.fromEntries(Object.entries(parts).filter(([, part]) => part.length > 0));
  }

  /** Take up a draft; rows must have come before, or their conflicts are not seen. */
  restore(draft: unknown): void {
    if (!isRecord(draft)) return;
    const { saves, creates, deletes } = draft;
    for (const one of listed(saves)) {
      if (isDraft(one) && one.key !== undefined) this.record(one.key).restore(one);
    }
    for (const one of listed(creates)) if (isDraft(one)) this.create(one.changes, one.id);
    for (const key of listed(deletes)) {
      if (typeof key === 'string' || typeof key === 'number') this.delete(key);
    }
  }

  /** Have the draft kept now. */
  async keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const touched = this.#touched.peek();
    await this.#keep(this.draft());
    this.#keptAt.value = Date.now();
    if (this.#touched.peek() === touched) this.#unkept.value = false;
  }

  #keepSoon(): void {
    this.#touched.value = this.#touched.peek() + 1;
    this.#unkept.value = true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.keep().catch((error: unknown) => {
        if (error instanceof Failure && error.code === 'busy') this.#keepSoon();
        else orphan(error);
      });
    }, KEEP_AFTER);
  }

  // -- following

  #follow(record: RecordBuffer, key: Key): void {
    const row = this.#cursor.row(key).value;
    if (row === undefined) return;
    const values = this.#cursor.record(row);
    const version = values[VERSION];
    record.follow(values, typeof version === 'number' ? version : record.rowVersion);
  }

  #watch(record: RecordBuffer, follow: () => void): void {
    let before = record.dirty.peek();
    const following = effect(follow);
    const declaring = effect(() => {
      const dirty = record.dirty.value;
      if (dirty !== before && !dirty) this.#declare(this.#unsavedKeys());
      before = dirty;
    });
    const keeping = effect(() => {
      if (record.revision.value > 0) this.#keepSoon();
    });
    const leaving = effect(() => {
      if (record.key.value !== undefined) this.#made(record);
    });
    this.#watches.set(record, () => {
      for (const end of [following, declaring, keeping, leaving]) end();
    });
  }

  /** A new record that was saved is a row like others. */
  #made(record: RecordBuffer): void {
    if (!this.#created.peek().includes(record)) return;
    this.#created.value = this.#created.peek().filter((one) => one !== record);
    queueMicrotask(() => this.#release(record));
    this.#declare(this.#unsavedKeys());
    this.#keepSoon();
  }

  #forget(key: Key): void {
    const record = this.#records.peek().get(key);
    if (this.#deleted.peek().has(key)) this.delete(key, false);
    if (record === undefined) return;
    record.discard();
    this.#release(record);
    const left = new Map(this.#records.peek());
    left.delete(key);
    this.#records.value = left;
  }

  #release(record: RecordBuffer): void {
    this.#watches.get(record)?.();
    this.#watches.delete(record);
  }

  /** Everything the server is to ask about before somebody moves on, new records too. */
  #unsavedKeys(): readonly Key[] {
    const made = this.#created.peek().filter((one) => one.dirty.peek());
    return [...this.dirtyKeys.peek(), ...made.map((one) => one.newKey)];
  }

  #declare(keys: readonly Key[]): void {
    this.#declared = [...new Set(keys)];
    this.#cursor.setDirty(this.#declared).catch(orphan);
  }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isDraft = (value: unknown): value is RecordDraft =>
  isRecord(value) && isRecord(value['changes']);
