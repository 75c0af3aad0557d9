/** Keeps the rows of a table as calculations: in parts, each of them whole or not at all. */

import { Failure } from '../../core/failure.ts';
import type { MethodDescribed } from '../../core/methods.ts';
import type { RecordBuffer } from '../../core/record.ts';
import type { Key } from '../../core/rows.ts';
import { asked, isSame } from './form-model.ts';
import { type CaseRow, parted } from './table-model.ts';

/** What is unsaved of the calculations, as far as it concerns whoever keeps rows. */
export interface Unsaved {
  record(key: Key): RecordBuffer;
  create(values: Readonly<Record<string, unknown>>): RecordBuffer;
  uncreate(record: RecordBuffer): void;
}

/** The view that saves. */
export interface Saver {
  editsOf(cursor: 'calculation'): Unsaved;
  saveAll(names: readonly ['calculation']): Promise<boolean>;
}

/** Whose the rows are, and where. */
export interface Whose {
  readonly customer_id: string;
  readonly site_id: string;
}

export interface Kept {
  /** The calculations that there are now, by the rows they were made of. */
  readonly keys: ReadonlyMap<string, Key>;
  /** Why the rest was not kept. */
  readonly failure?: Failure;
}

interface Made {
  readonly row: CaseRow;
  readonly record: RecordBuffer;
}

const keysOf = (made: readonly Made[]): ReadonlyMap<string, Key> =>
  new Map(
    made.flatMap(({ row, record }) => {
      const key = record.key.peek();
      return key === undefined ? [] : [[row.id, key] as const];
    }),
  );

type Keep = (rows: readonly CaseRow[], whose: Whose) => Promise<Kept>;

/**
 * Rows that are kept already change, the others are made. What had no answer may have been done: its
 * records stay, and are asked for once more as they were before anything else is saved.
 */
export function keeping(view: Saver, { id, version, name, inputs }: MethodDescribed): Keep {
  const unanswered = new Map<string, RecordBuffer>();

  const recordOf = (row: CaseRow, whose: Whose): RecordBuffer => {
    const edits = view.editsOf('calculation');
    const waiting = unanswered.get(row.id);
    const values = { title: row.name, inputs: asked(inputs, row.values) };
    const known = row.key === undefined ? waiting : edits.record(row.key);
    if (known === undefined) {
      const place = whose.site_id === '' ? {} : { site_id: whose.site_id };
      const { customer_id } = whose;
      return edits.create({ customer_id, ...place, method: id, version, ...values });
    }
    known.set('title', values.title);
    if (!isSame(known.field('inputs').value.peek(), values.inputs))
      known.set('inputs', values.inputs);
    return known;
  };

  /** Take back what was refused; what had no answer waits for one. */
  const withdraw = ({ row, record }: Made, failure: Failure): void => {
    if (failure.retry) {
      if (row.key === undefined) unanswered.set(row.id, record);
    } else if (record.key.peek() === undefined) {
      unanswered.delete(row.id);
      view.editsOf('calculation').uncreate(record);
    } else record.discard();
  };

  const part = async (rows: readonly CaseRow[], whose: Whose): Promise<Kept> => {
    const made = rows.map((row): Made => ({ row, record: recordOf(row, whose) }));
    if (await view.saveAll(['calculation'])) {
      for (const { row } of made) unanswered.delete(row.id);
      return { keys: keysOf(made) };
    }
    const told = made.map(({ record }) => record.failure.peek());
    const failure = told.find((one) => one !== undefined) ?? new Failure('internal');
    for (const one of made) withdraw(one, failure);
    return { keys: new Map(), failure };
  };

  return async (rows, whose) => {
    const named = rows.map((row, at) =>
      row.name === '' ? { ...row, name: `${name} ${at + 1}` } : row,
    );
    const sent = ({ name: title, values }: CaseRow) =>
      JSON.stringify({
        id: whose.customer_id,
        ...whose,
        method: id,
        version,
        title,
        inputs: values,
      });
    const keys = new Map<string, Key>();
    for (const some of parted(named, sent)) {
      const told = await part(some, whose);
      for (const [row, key] of told.keys) keys.set(row, key);
      if (told.failure !== undefined) return { keys, failure: told.failure };
    }
    return { keys };
  };
}
