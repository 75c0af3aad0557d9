import { signal } from '@preact/signals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import type { MethodDescribed } from '../../core/methods.ts';
import type { RecordBuffer } from '../../core/record.ts';
import type { Key } from '../../core/rows.ts';
import { keeping, type Saver } from './keep-rows.ts';
import { MOST_ROWS, rowOf } from './table-model.ts';

interface Made {
  readonly values: Record<string, unknown>;
  readonly buffer: RecordBuffer;
  readonly learn: (key: Key) => void;
  readonly fail: (failure: Failure | undefined) => void;
}

/** A view whose records are plain values; what a save comes to is said before it. */
class Desk implements Saver {
  readonly records: Made[] = [];
  readonly saves: number[] = [];
  outcomes: (Failure | undefined)[] = [];

  editsOf() {
    return {
      create: (values: Readonly<Record<string, unknown>>) => this.#made(values),
      record: (key: Key) =>
        this.records.find((one) => one.buffer.key.peek() === key)?.buffer ?? this.#made({}, key),
      uncreate: (buffer: RecordBuffer) => {
        this.records.splice(this.records.map((one) => one.buffer).indexOf(buffer), 1);
      },
    };
  }

  #made(given: Readonly<Record<string, unknown>>, known?: Key): RecordBuffer {
    const values: Record<string, unknown> = { ...given };
    const key = signal(known);
    const failure = signal<Failure | undefined>(undefined);
    const buffer = {
      key,
      failure,
      set: (name: string, value: unknown) => {
        values[name] = value;
      },
      field: (name: string) => ({ value: signal(values[name]) }),
      discard: () => undefined,
    } as unknown as RecordBuffer;
    const learn = (made: Key) => {
      key.value ??= made;
    };
    const fail = (why: Failure | undefined) => {
      failure.value = why;
    };
    this.records.push({ values, buffer, learn, fail });
    return buffer;
  }

  saveAll(): Promise<boolean> {
    const why = this.outcomes.shift();
    const fresh = this.records.filter(({ buffer }) => buffer.key.peek() === undefined);
    this.saves.push(fresh.length);
    for (const [at, one] of fresh.entries()) {
      one.fail(why);
      if (why === undefined) one.learn(`key ${this.saves.length} ${at}`);
    }
    return Promise.resolve(why === undefined);
  }
}

const described = {
  id: 'pxd_4x4',
  version: 1,
  name: 'P × D',
  inputs: [],
} as unknown as MethodDescribed;
const whose = { customer_id: '01a1f9bf-33cb-770d-b333-9d56a37aae6f', site_id: '' };
const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => rowOf(`row ${at}`, { p: 1 }));

describe('keeping the rows of a table', () => {
  let desk = new Desk();
  beforeEach(() => {
    desk = new Desk();
  });

  it('saves as many at once as can be sent, and tells every key', async () => {
    const many = rows(MOST_ROWS);
    const { keys, failure } = await keeping(desk, described)(many, whose);
    expect(failure).toBeUndefined();
    expect(keys.size).toBe(MOST_ROWS);
    expect(desk.saves.length).toBeGreaterThan(1);
    expect(desk.saves.reduce((sum, one) => sum + one, 0)).toBe(MOST_ROWS);
    expect(desk.records[0]?.values).toMatchObject({
      title: 'row 0',
      method: 'pxd_4x4',
      version: 1,
    });
    expect(desk.records[0]?.values).not.toHaveProperty('site_id');
  });

  it('stops where a part is refused: what was kept before stays, the rest is not made', async () => {
    desk.outcomes = [undefined, new Failure('invalid_fields')];
    const { keys, failure } = await keeping(desk, described)(rows(300), whose);
    expect(failure?.code).toBe('invalid_fields');
    expect(keys.size).toBe(desk.saves[0]);
    expect(desk.saves).toHaveLength(2);
    expect(desk.records).toHaveLength(keys.size);
  });

  it('makes nothing twice when there was no answer', async () => {
    const keep = keeping(desk, described);
    const some = rows(3);
    desk.outcomes = [new Failure('closed', { retry: true })];
    expect((await keep(some, whose)).failure?.code).toBe('closed');
    const { keys } = await keep(some, whose);
    expect(keys.size).toBe(3);
    expect(desk.records).toHaveLength(3);
  });

  it('changes the records of rows that are kept already', async () => {
    const known = { ...rowOf('new name', { p: 2 }), key: 'k' };
    const { keys } = await keeping(desk, described)([known], whose);
    expect(desk.records[0]?.values).toEqual({ title: 'new name', inputs: { p: 2 } });
    expect([...keys.values()]).toEqual(['k']);
  });
});
