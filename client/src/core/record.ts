/**
 * A record under change: what was read, what was typed, what others saved meanwhile.
 *
 * A field is dirty when it was typed into and says something else than what was read. When somebody
 * else saves another value into a dirty field there is a conflict, of that field alone: what was read,
 * theirs, mine. Fields nobody typed into follow the row. A save that got no answer is repeated with the
 * same idempotency key, so nobody needs to know whether it arrived.
 */

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { Created, RecordChanges, Saved } from './contract.gen.ts';
import { Failure, isRecord } from './failure.ts';
import { FieldBuffer, type FieldConflict, same } from './field-buffer.ts';
import type { Key } from './rows.ts';
import { uuid7 } from './uuid.ts';

export type { FieldConflict } from './field-buffer.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Where the changes of a record are written to. */
export interface RecordStore {
  save(record: RecordChanges, idempotencyKey: string): Promise<Saved>;
  create(values: Values, idempotencyKey: string): Promise<Created>;
}

export interface SavedRecord {
  readonly key: Key;
  readonly rowVersion: number | null;
}

export type SaveState = 'idle' | 'saving' | 'unknown' | 'failed';

/** Unsaved changes as plain data, to be kept and restored. */
export interface RecordDraft {
  readonly key?: Key;
  /** The key a record that does not exist yet is to have. */
  readonly id?: Key;
  readonly row_version?: number;
  readonly base?: Values;
  readonly changes: Values;
}

interface Edit {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export class RecordBuffer {
  /** The key a record has that does not exist yet, wherever it has to be named. */
  readonly newKey: Key;
  readonly #store: RecordStore;
  readonly #beforeFirst: () => void;
  readonly #fields = new Map<string, FieldBuffer>();
  readonly #known = signal(0); // changes when a field is met for the first time
  readonly #key = signal<Key | undefined>(undefined);
  readonly #state = signal<SaveState>('idle');
  readonly #failure = signal<Failure | undefined>(undefined);
  readonly #done = signal<readonly Edit[]>([]);
  readonly #undone = signal<readonly Edit[]>([]);
  readonly #revision = signal(0);
  #rowVersion: number;
  #sealed = true;
  #attempt: { readonly key: string; readonly said: string } | undefined;

  readonly key: ReadonlySignal<Key | undefined> = this.#key;
  readonly state: ReadonlySignal<SaveState> = this.#state;
  readonly failure: ReadonlySignal<Failure | undefined> = this.#failure;
  /** Changes whenever what is unsaved does. */
  readonly revision: ReadonlySignal<number> = this.#revision;
  readonly canUndo = computed(() => this.#done.value.length > 0);
  readonly canRedo = computed(() => this.#undone.value.length > 0);
  readonly dirty = computed(() => this.#some((field) => field.dirty.value));
  readonly conflicts = computed<Readonly<Record<string, FieldConflict>>>(() => {
    const found: Record<string, FieldConflict> = {};
    this.#some((field, name) => {
      const conflict = field.conflict.value;
      if (conflict !== undefined) found[name] = conflict;
      return false;
    });
    return found;
  });

  /** Without a key it is a new record. `beforeFirst` is told before the first change is made. */
  constructor(
    store: RecordStore,
    read: {
      readonly key?: Key;
      readonly newKey?: Key | undefined;
      readonly values: Values;
      readonly rowVersion?: number;
    },
    beforeFirst: () => void = () => undefined,
  ) {
    this.newKey = read.newKey ?? uuid7();
    this.#store = store;
    this.#beforeFirst = beforeFirst;
    this.#key.value = read.key;
    this.#rowVersion = read.rowVersion ?? 0;
    for (const [name, value] of Object.entries(read.values)) {
      this.#fields.set(name, new FieldBuffer(value));
    }
  }

  get rowVersion(): number {
    return this.#rowVersion;
  }

  field(name: string): Pick<FieldBuffer, 'value' | 'dirty' | 'conflict' | 'error'> {
    return this.#field(name);
  }

  /** What was typed, by field. */
  get changes(): Values {
    const changes: Record<string, unknown> = {};
    for (const [name, field] of this.#fields) {
      const typed = field.typed.peek();
      if (typed !== undefined) changes[name] = typed.value;
    }
    return changes;
  }

  /** What the server is to write; of a new record also what it began with. */
  get wanted(): Values {
    if (this.#key.peek() !== undefined) return this.changes;
    const begun: Record<string, unknown> = {};
    for (const [name, field] of this.#fields) {
      const base = field.base.peek();
      if (base !== undefined && base !== null) begun[name] = base;
    }
    return { ...begun, ...this.changes };
  }

  // -- typing

  set(name: string, value: unknown): void {
    const field = this.#field(name);
    const before = field.value.peek();
    if (same(before, value)) return;
    if (!this.dirty.peek()) this.#beforeFirst();
    batch(() => {
      this.#remember({ field: name, before, after: value });
      field.type(value);
      this.#revision.value += 1;
      field.error.value = undefined;
      if (this.#state.peek() === 'failed') this.#state.value = 'idle';
    });
  }

  /** End a run of typing: what comes next is an edit of its own. */
  seal(): void {
    this.#sealed = true;
  }

  undo(): void {
    this.#step(this.#done, this.#undone, 'before');
  }

  redo(): void {
    this.#step(this.#undone, this.#done, 'after');
  }

  resolve(name: string, choice: 'mine' | 'theirs'): void {
    batch(() => this.#field(name).resolve(choice));
  }

  /** Forget what was typed. */
  discard(): void {
    batch(() => {
      for (const field of this.#fields.values()) {
        field.settle((field.theirs.peek() ?? { value: field.base.peek() }).value);
      }
      this.#clean();
    });
  }

  // -- what others do

  /** Take the row as it is now. */
  follow(values: Values, rowVersion: number): void {
    if (rowVersion < this.#rowVersion) return;
    this.#rowVersion = rowVersion;
    batch(() => {
      for (const [name, value] of Object.entries(values)) this.#field(name).follow(value);
    });
  }

  // -- saving

  /** Save; what cannot be saved says so in `state`, `conflicts` and the errors of fields. */
  async save(): Promise<SavedRecord | undefined> {
    const changes = this.begin();
    if (changes === undefined) return undefined;
    try {
      const saved = await this.#write(changes);
      this.saved(saved, changes);
      return saved;
    } catch (error) {
      if (!(error instanceof Failure)) {
        this.#state.value = 'failed';
        throw error;
      }
      this.refused(error);
      return undefined;
    }
  }

  /** Be saved by somebody, with others: what to write, or nothing that can be written now. */
  begin(): Values | undefined {
    if (!this.dirty.peek() && this.#key.peek() !== undefined) return undefined;
    if (this.#state.peek() === 'saving' || Object.keys(this.conflicts.peek()).length > 0) {
      return undefined;
    }
    this.#state.value = 'saving';
    this.#failure.value = undefined;
    return this.wanted;
  }

  /** What was asked in another life of its view has had no answer yet. */
  asked(failure: Failure): void {
    batch(() => {
      this.#state.value = 'unknown';
      this.#failure.value = failure;
    });
  }

  saved(saved: SavedRecord, changes: Values): void {
    batch(() => this.#saved(saved, changes));
  }

  refused(failure: Failure): void {
    batch(() => this.#failed(failure));
  }

  /** Nothing was written, for a reason that is another record's. */
  released(): void {
    if (this.#state.peek() === 'saving') this.#state.value = 'idle';
  }

  async #write(changes: Values): Promise<SavedRecord> {
    const key = this.#key.peek();
    if (key === undefined) {
      const made = await this.#store.create(changes, this.#attemptOf(changes));
      return { key: made.key, rowVersion: made.row_version };
    }
    const record = { key, row_version: this.#rowVersion, changes };
    const saved = await this.#store.save(record, this.#attemptOf(record));
    return { key, rowVersion: saved.row_version };
  }

  /** The same request has the same key, however often it is sent. */
  #attemptOf(request: unknown): string {
    const said = JSON.stringify(request);
    if (this.#attempt?.said !== said) this.#attempt = { key: uuid7(), said };
    return this.#attempt.key;
  }

  #saved(saved: SavedRecord, changes: Values): void {
    this.#attempt = undefined;
    this.#key.value = saved.key;
    this.#rowVersion = Math.max(this.#rowVersion, saved.rowVersion ?? 0);
    for (const [name, value] of Object.entries(changes)) {
      const field = this.#field(name);
      const typed = field.typed.peek();
      field.settle(value);
      if (typed !== undefined) field.type(typed.value); // typed on while it was being saved
    }
    this.#state.value = 'idle';
    if (!this.dirty.peek()) this.#clean();
  }

  #failed(error: Failure): void {
    this.#failure.value = error;
    this.#state.value = error.retry ? 'unknown' : 'failed';
    if (!error.retry) this.#attempt = undefined;
    if (error.code === 'conflict') this.#collide(error);
    const errors = error.fields['errors'];
    if (error.code !== 'invalid_fields' || !isRecord(errors)) return;
    const sentences = error.fields['sentences'];
    for (const [name, reason] of Object.entries(errors)) {
      const said = isRecord(sentences) ? sentences[name] : undefined;
      this.#field(name).error.value = typeof said === 'string' ? said : String(reason);
    }
  }

  #collide(error: Failure): void {
    const { fields, row_version: version } = error.fields;
    if (typeof version === 'number') this.#rowVersion = Math.max(this.#rowVersion, version);
    for (const [name, said] of Object.entries(isRecord(fields) ? fields : {})) {
      if (isRecord(said) && 'theirs' in said) this.#field(name).follow(said['theirs']);
    }
  }

  // -- being kept

  /** What is unsaved, with what it was typed against. */
  draft(): RecordDraft | undefined {
    const changes = this.changes;
    const key = this.#key.peek();
    if (Object.keys(changes).length === 0) return undefined;
    if (key === undefined) return { id: this.newKey, changes };
    const base: Record<string, unknown> = {};
    for (const name of Object.keys(changes)) base[name] = this.#field(name).base.peek();
    return { key, row_version: this.#rowVersion, base, changes };
  }

  /** Type again what a draft says; a field that was saved by others meanwhile is in conflict. */
  restore(draft: RecordDraft): void {
    const unread = this.#rowVersion === 0; // its row will come, and is followed then
    if (unread) this.#rowVersion = draft.row_version ?? 0;
    if (!this.dirty.peek()) this.#beforeFirst();
    batch(() => {
      for (const [name, value] of Object.entries(draft.changes)) {
        const field = this.#field(name);
        const now = field.base.peek();
        const then = draft.base !== undefined && name in draft.base ? draft.base[name] : now;
        field.base.value = then;
        field.type(value);
        if (!unread) field.follow(now);
      }
      this.#revision.value += 1;
    });
  }

  // -- its parts

  #field(name: string): FieldBuffer {
    let field = this.#fields.get(name);
    if (field === undefined) {
      field = new FieldBuffer(undefined);
      this.#fields.set(name, field);
      this.#known.value = this.#known.peek() + 1;
    }
    return field;
  }

  #some(test: (field: FieldBuffer, name: string) => boolean): boolean {
    this.#known.value; // fields met later count, too
    let found = false;
    for (const [name, field] of this.#fields) found = test(field, name) || found;
    return found;
  }

  #remember(edit: Edit): void {
    const last = this.#done.peek().at(-1);
    const joined = !this.#sealed && last?.field === edit.field;
    const before = joined ? last.before : edit.before;
    this.#done.value = [
      ...this.#done.peek().slice(0, joined ? -1 : undefined),
      { ...edit, before },
    ];
    this.#undone.value = [];
    this.#sealed = false;
  }

  #step(
    from: Signal<readonly Edit[]>,
    to: Signal<readonly Edit[]>,
    what: 'before' | 'after',
  ): void {
    const edit = from.peek().at(-1);
    if (edit === undefined) return;
    if (!this.dirty.peek()) this.#beforeFirst();
    batch(() => {
      from.value = from.peek().slice(0, -1);
      to.value = [...to.peek(), edit];
      this.#field(edit.field).type(edit[what]);
      this.#revision.value += 1;
    });
    this.#sealed = true;
  }

  #clean(): void {
    this.#done.value = [];
    this.#undone.value = [];
    this.#failure.value = undefined;
    this.#state.value = 'idle';
    this.#revision.value += 1;
    this.#attempt = undefined;
    this.#sealed = true;
  }
}
