/**
 * One record as a form has it: a slot for every field, what is wrong, what is unsaved, what collides.
 *
 * A form belongs to a view and one of its cursors and outlives what is on the screen, so nothing typed
 * is lost when a tab goes out of sight. Whoever shows a field listens to its slot alone: a key pressed
 * in one field paints that field.
 */

import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  signal,
  untracked,
} from '@preact/signals-core';
import type { Cursor } from '../../core/cursor.ts';
import type { CursorEdits } from '../../core/edits.ts';
import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { FieldConflict, RecordBuffer } from '../../core/record.ts';
import type { Key } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import { type FieldFacts, isBlank, isUnread } from '../fields/facts.ts';
import { reasonText, shapeReason, unreadReason } from '../fields/reasons.ts';
import { holds } from './conditions.ts';
import { KEPT_BY_SERVER } from './layout.ts';

/** One field of one record. */
export class FieldSlot {
  readonly field: FieldFacts;
  readonly record: RecordBuffer;
  readonly value: ReadonlySignal<unknown>;
  readonly dirty: ReadonlySignal<boolean>;
  readonly conflict: ReadonlySignal<FieldConflict | undefined>;
  /** There now: its condition holds. */
  readonly visible: ReadonlySignal<boolean>;
  /** What is wrong as far as can be told without asking. */
  readonly wrong: ReadonlySignal<string | undefined>;
  /** What keeps it from being saved, whether it is said yet or not. */
  readonly problem: ReadonlySignal<string | undefined>;
  /** What is said beside it. */
  readonly told: ReadonlySignal<string | undefined>;
  /** Left once with something in it that is not right. */
  readonly left = signal(false);
  readonly locked: boolean;
  readonly id: string;

  constructor(form: RecordForm, field: FieldFacts) {
    const { record } = form;
    this.field = field;
    this.record = record;
    this.id = `${form.id}-${field.name}`;
    this.locked = form.readonly || field.readonly;
    const buffer = record.field(field.name);
    this.value = buffer.value;
    this.dirty = buffer.dirty;
    this.conflict = buffer.conflict;
    this.visible = computed(() => holds(field.show_if, (name) => record.field(name).value.value));
    this.wrong = computed(() =>
      this.locked || !this.visible.value ? undefined : this.#wrong(form),
    );
    const refused = computed(() => buffer.error.value ?? form.told(field.name));
    this.problem = computed(() => {
      const said = refused.value;
      if (said === undefined) return this.wrong.value;
      return reasonText(said, field, this.value.value, form.i18n);
    });
    this.told = computed(() => {
      const problem = this.problem.value;
      const said = refused.value !== undefined || form.tried.value || this.left.value;
      return said ? problem : undefined;
    });
  }

  #wrong(form: RecordForm): string | undefined {
    const { field } = this;
    const value = this.value.value;
    if (isUnread(value)) return unreadReason(field, form.i18n);
    if (!(this.dirty.value || (form.isNew.value && form.asks(field.name)))) return undefined;
    if (field.required && isBlank(value)) return reasonText('required', field, value, form.i18n);
    return this.dirty.value ? shapeReason(field, value, form.i18n) : undefined;
  }

  set(value: unknown): void {
    if (!this.locked) this.record.set(this.field.name, value);
  }

  /** The focus went on: what was typed is one edit, and may be judged. */
  leave(): void {
    this.record.seal();
    if (this.problem.peek() !== undefined && this.dirty.peek()) this.left.value = true;
  }
}

export interface Problem {
  readonly slot: FieldSlot;
  readonly text: string;
}

let made = 0;

/** A record and its slots; made anew for every record, kept as long as the record is. */
export class RecordForm {
  readonly id: string;
  readonly record: RecordBuffer;
  readonly cursor: Cursor;
  readonly edits: CursorEdits;
  readonly readonly: boolean;
  readonly i18n: I18n;
  readonly isNew: ReadonlySignal<boolean>;
  /** Somebody wanted to save: from now on everything that is wrong is said. */
  readonly tried = signal(false);
  readonly slots: ReadonlyMap<string, FieldSlot>;
  readonly changed: ReadonlySignal<readonly FieldSlot[]>;
  readonly problems: ReadonlySignal<readonly Problem[]>;
  readonly conflicts: ReadonlySignal<readonly FieldSlot[]>;
  /** Fields that followed what somebody else saved while this record had unsaved changes. */
  readonly merged = signal<readonly FieldSlot[]>([]);
  /** When everything of it was last saved here. */
  readonly savedAt = signal(0);
  readonly #asked = signal<ReadonlySet<string> | undefined>(undefined);
  /** The field one is in. */
  readonly focused = signal<string | undefined>(undefined);

  constructor(cursor: Cursor, edits: CursorEdits, record: RecordBuffer, i18n: I18n) {
    made += 1;
    this.id = `form${made}`;
    this.cursor = cursor;
    this.edits = edits;
    this.record = record;
    this.i18n = i18n;
    const { readonly, source } = cursor.described;
    this.isNew = computed(() => record.key.value === undefined);
    this.readonly = readonly || !(this.isNew.peek() ? source.can.create : source.can.write);
    const fields = source.fields as readonly FieldFacts[];
    this.slots = new Map(fields.map((field) => [field.name, new FieldSlot(this, field)]));
    const all = [...this.slots.values()];
    this.changed = steady(() => all.filter((slot) => slot.dirty.value));
    this.conflicts = steady(() => all.filter((slot) => slot.conflict.value !== undefined));
    this.problems = steady(
      () =>
        all.flatMap((slot) => {
          const text = slot.problem.value;
          return text === undefined ? [] : [{ slot, text }];
        }),
      (one, other) => one.slot === other.slot && one.text === other.text,
    );
  }

  /** Say which fields are on the screen: what nobody can type is the server's affair. */
  show(names: readonly string[]): void {
    this.#asked.value = new Set(names);
  }

  asks(name: string): boolean {
    return this.#asked.value?.has(name) ?? true;
  }

  /** What the server said of a field when it saved what others, or a step of ours, had asked it to. */
  told(name: string): string | undefined {
    const { error, current_id: current } = this.cursor.state.value;
    if (error?.['code'] !== 'invalid_fields') return undefined;
    const { cursor, key = current, errors, sentences } = error;
    if (cursor !== undefined && cursor !== this.cursor.name) return undefined;
    if (this.record.key.value !== (key ?? undefined)) return undefined;
    const code = isRecord(errors) ? errors[name] : undefined;
    if (typeof code !== 'string' || this.slots.get(name)?.dirty.value !== true) return undefined;
    const said = isRecord(sentences) ? sentences[name] : undefined;
    return typeof said === 'string' ? said : code;
  }

  /** Follow who merged what, for as long as the form is on the screen. */
  watch(): () => void {
    let version = this.record.rowVersion;
    let before = new Map<FieldSlot, unknown>();
    const all = [...this.slots.values()];
    return effect(() => {
      const now = new Map(all.map((slot) => [slot, slot.value.value]));
      untracked(() => {
        const moved = this.record.rowVersion !== version && this.record.dirty.peek();
        if (moved)
          this.#merge(all.filter((slot) => !slot.dirty.peek() && differs(now, before, slot)));
        else if (!this.record.dirty.peek()) this.merged.value = [];
        version = this.record.rowVersion;
      });
      before = now;
    });
  }

  #merge(slots: readonly FieldSlot[]): void {
    const shown = slots.filter(
      ({ field }) => !field.hidden && !KEPT_BY_SERVER.includes(field.name),
    );
    if (shown.length > 0) this.merged.value = [...new Set([...this.merged.peek(), ...shown])];
  }
}

const differs = (
  now: ReadonlyMap<FieldSlot, unknown>,
  before: ReadonlyMap<FieldSlot, unknown>,
  slot: FieldSlot,
): boolean => JSON.stringify(now.get(slot)) !== JSON.stringify(before.get(slot));

/** A list that is another one only when its members are. */
const steady = <T>(
  make: () => readonly T[],
  same: (one: T, other: T) => boolean = Object.is,
): ReadonlySignal<readonly T[]> => {
  let last: readonly T[] = [];
  return computed(() => {
    const now = make();
    const equal = now.length === last.length && now.every((one, at) => same(one, last[at] as T));
    if (!equal) last = now;
    return last;
  });
};

/** The forms of a cursor of a view: the one of the current row, or of the record to be made. */
export class CursorForms {
  readonly cursor: Cursor;
  readonly edits: CursorEdits;
  readonly #i18n: I18n;
  readonly #forms = new WeakMap<RecordBuffer, RecordForm>();
  readonly #form = signal<RecordForm | undefined>(undefined);
  #shown = 0;
  #end: () => void = () => undefined;

  readonly form: ReadonlySignal<RecordForm | undefined> = this.#form;

  constructor(view: View, name: string, i18n: I18n) {
    this.cursor = view.cursor(name);
    this.edits = view.editsOf(name);
    this.#i18n = i18n;
  }

  /** Follow the current row for as long as somebody shows it. */
  show(): () => void {
    this.#shown += 1;
    if (this.#shown === 1) this.#end = effect(() => this.#follow());
    return () => {
      this.#shown -= 1;
      if (this.#shown === 0) this.#end();
    };
  }

  #follow(): void {
    const { edit, blank } = this.cursor.state.value;
    const columns = this.cursor.columns.value.length;
    const created = this.edits.created.value;
    const current = this.cursor.current.value;
    const row = current === null ? undefined : this.cursor.row(current).value;
    untracked(() => {
      const shown = this.#form.peek();
      if (edit === 'new') {
        if (columns > 0) this.#form.value = this.#newForm(created[0], blank);
      } else if (current !== null && (row !== undefined || shown?.record.key.peek() === current)) {
        this.#form.value = this.#ofRow(current);
      } else if (shown?.record.key.peek() === undefined || current === null) {
        this.#form.value = undefined;
      }
    });
  }

  #ofRow(key: Key): RecordForm {
    // what has just been made stays in its form while its row comes
    const shown = this.#form.peek();
    const row = this.cursor.get(key);
    if (shown !== undefined && shown.record.key.peek() === key && row === undefined) return shown;
    const record = this.edits.record(key);
    if (shown !== undefined && shown.record !== record && shown.record.key.peek() === key) {
      // typed on while it was being made
      for (const [name, value] of Object.entries(shown.record.changes)) record.set(name, value);
    }
    return this.#of(record);
  }

  #newForm(known: RecordBuffer | undefined, blank: unknown): RecordForm | undefined {
    const shown = this.#form.peek();
    if (shown !== undefined && !shown.isNew.peek()) return shown; // made: its row is under way
    const record = known ?? this.edits.create({});
    const values = isRecord(blank) ? blank : {};
    const fresh = Object.entries(values).filter(([name]) => !record.field(name).dirty.peek());
    if (record.rowVersion === 0) record.follow(Object.fromEntries(fresh), 0);
    return this.#of(record);
  }

  #of(record: RecordBuffer): RecordForm {
    const known = this.#forms.get(record);
    if (known !== undefined) return known;
    const form = new RecordForm(this.cursor, this.edits, record, this.#i18n);
    this.#forms.set(record, form);
    return form;
  }
}

const KNOWN = new WeakMap<View, Map<string, CursorForms>>();

export const formsOf = (view: View, cursor: string, i18n: I18n): CursorForms => {
  const known = KNOWN.get(view) ?? new Map<string, CursorForms>();
  KNOWN.set(view, known);
  const found = known.get(cursor) ?? new CursorForms(view, cursor, i18n);
  known.set(cursor, found);
  return found;
};

export type SaveOutcome = 'saved' | 'wrong' | 'conflict' | 'failed' | 'unknown' | 'busy';

/** Whether a record could be saved, as far as can be told here; from now on it says what is wrong. */
export const readyToSave = (form: RecordForm): SaveOutcome | undefined => {
  batch(() => {
    form.tried.value = true;
    form.record.seal();
  });
  if (form.problems.peek().some(({ slot }) => slot.wrong.peek() !== undefined)) return 'wrong';
  if (form.conflicts.peek().length > 0) return 'conflict';
  return form.record.state.peek() === 'saving' ? 'busy' : undefined;
};

/** What became of a record that was to be saved. */
export const outcomeOf = (form: RecordForm): SaveOutcome => {
  const state = form.record.state.peek();
  if (state === 'unknown') return 'unknown';
  if (form.conflicts.peek().length > 0) return 'conflict';
  if (state === 'failed') return form.problems.peek().length > 0 ? 'wrong' : 'failed';
  form.tried.value = false;
  return 'saved';
};
