/**
 * A developer's source: as many rows as one asks for, made from their number, with the latency of a
 * network. It filters and sorts what it can look through in a moment and says "at least" of the rest.
 */

import { signal } from '@preact/signals-core';
import type { FieldDescription, QueryRequest, SourceDescription } from '../core/contract.gen.ts';
import { NODE } from '../grid/nodes.ts';
import {
  BLOCK,
  type Cancel,
  type Count,
  type Failure,
  type GridChange,
  type GridSource,
  type Row,
  type RowKey,
} from '../grid/source.ts';
import { outlined } from './fake-outline.ts';
import { FAKE_FIELDS, fakeRow } from './fake-rows.ts';

const LATENCY = 20;
const MOST_SCANNED = 50_000;

export class FakeSource implements GridSource {
  readonly count = signal<Count | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly columns: readonly string[];
  readonly description: SourceDescription;
  /** For tests: what was asked and is not yet answered, and what was ever asked. */
  asked = 0;
  cancelled = 0;
  readonly queries: QueryRequest[] = [];
  seen = { first: 0, size: 0 };
  private readonly ears = new Set<(changes: readonly GridChange[]) => void>();
  private readonly changed = new Map<RowKey, Row>();
  private added: Row[] = []; // before the first row
  private readonly gone: number[] = []; // places among the made ones, ascending
  private order: readonly number[] | null = null; // places, when filtered or sorted
  private backwards = false;
  private lines: readonly Row[] | null = null; // groups, or a tree
  private asking: QueryRequest = {};

  private readonly rows: number;
  private silent: boolean;

  constructor(rows: number, silent = false) {
    this.rows = rows;
    this.silent = silent;
    const names = ['id', ...FAKE_FIELDS.map((field) => field.name)];
    this.columns = [...names, NODE];
    this.description = {
      name: 'lab.customers',
      key: 'id',
      label: 'Cliente',
      plural: 'clienti',
      names_by: 'legal_name',
      sort: [],
      words: false,
      can: { create: true, write: true, delete: true },
      columns: names,
      fields: FAKE_FIELDS,
    };
    this.answer();
  }

  get total(): number {
    return (
      this.lines?.length ?? this.order?.length ?? this.rows + this.added.length - this.gone.length
    );
  }

  block(index: number, deliver: (rows: readonly Row[]) => void): Cancel {
    this.asked += 1;
    const timer = setTimeout(() => {
      const first = index * BLOCK;
      const size = Math.max(0, Math.min(BLOCK, this.total - first));
      deliver(Array.from({ length: size }, (_, offset) => this.at(first + offset)));
    }, LATENCY);
    return () => {
      this.cancelled += 1;
      clearTimeout(timer);
    };
  }

  watch(first: number, size: number): void {
    this.seen = { first, size };
  }

  listen(hear: (changes: readonly GridChange[]) => void): Cancel {
    this.ears.add(hear);
    return () => this.ears.delete(hear);
  }

  query(request: QueryRequest): void {
    this.queries.push(request);
    const { open: _was, ...before } = this.asking;
    const { open: _is, ...now } = request;
    const opened = request.open !== undefined && JSON.stringify(before) === JSON.stringify(now);
    this.asking = request;
    const [[name, way] = []] = request.sort ?? [];
    this.backwards = name !== undefined && way === 'desc' && this.rows > MOST_SCANNED;
    this.order = null;
    if (request.filter !== undefined || (name !== undefined && this.rows <= MOST_SCANNED)) {
      this.order = this.scan(request);
    }
    this.lines = null;
    if (request.open !== undefined) {
      const places = this.scan({ sort: [], ...request });
      this.lines = outlined(
        places.map((place) => this.made(place)),
        this.columns,
        request,
      );
    }
    if (opened) {
      const count = { total: this.total, exactness: 'exact' } as const;
      const rows = (this.lines ?? []).slice(0, 2 * BLOCK);
      setTimeout(() => {
        this.tell([{ type: 'stale' }, { type: 'total', count }, { type: 'rows', first: 0, rows }]);
        this.count.value = count;
      }, LATENCY);
      return;
    }
    this.tell([{ type: 'reset' }]);
    this.answer(request.filter !== undefined && this.rows > MOST_SCANNED);
  }

  retry(): void {
    this.failure.value = null;
    this.silent = false;
    this.answer();
  }

  at(index: number): Row {
    const line = this.lines?.[index];
    if (line !== undefined) {
      return line;
    }
    const ordered = this.order?.[index];
    if (ordered !== undefined) {
      return this.made(ordered);
    }
    const added = this.added[index];
    if (added !== undefined) {
      return added;
    }
    let place = index - this.added.length;
    for (const gone of this.gone) {
      if (gone <= place) {
        place += 1;
      }
    }
    return this.made(this.backwards ? this.rows - 1 - place : place);
  }

  tell(changes: readonly GridChange[]): void {
    for (const hear of this.ears) {
      hear(changes);
    }
  }

  set(key: RowKey, values: Readonly<Record<string, unknown>>): void {
    const row = [...(this.changed.get(key) ?? fakeRow(Number(key)))];
    for (const [name, value] of Object.entries(values)) {
      row[this.columns.indexOf(name)] = value;
    }
    this.changed.set(key, row);
    this.tell([{ type: 'set', key, values }]);
  }

  insertFirst(): void {
    const key = this.rows + this.added.length;
    const row = fakeRow(key);
    this.added = [row, ...this.added];
    this.tell([{ type: 'insert', at: 0, row }]);
  }

  remove(index: number): void {
    const key = this.at(index)[0] as number;
    if (index < this.added.length) {
      this.added = this.added.toSpliced(index, 1);
    } else {
      this.gone.push(key);
      this.gone.sort((one, other) => one - other);
    }
    this.tell([{ type: 'remove', at: index, key }]);
  }

  private made(place: number): Row {
    return this.changed.get(place) ?? fakeRow(place);
  }

  private answer(atLeast = false): void {
    this.count.value = null;
    if (!this.silent) {
      setTimeout(() => {
        this.count.value = { total: this.total, exactness: atLeast ? 'at_least' : 'exact' };
      }, LATENCY);
    }
  }

  private scan(request: QueryRequest): readonly number[] {
    const places = Array.from({ length: Math.min(this.rows, MOST_SCANNED) }, (_, at) => at);
    const found = places.filter((place) => this.matches(this.made(place), request.filter));
    const keys = (request.sort ?? []).map(
      ([name, way]) => [this.columns.indexOf(name), way] as const,
    );
    return found.sort((one, other) => {
      for (const [column, way] of keys) {
        const step = compare(this.made(one)[column], this.made(other)[column]);
        if (step !== 0) {
          return way === 'asc' ? step : -step;
        }
      }
      return one - other;
    });
  }

  private matches(row: Row, filter: unknown): boolean {
    if (Array.isArray(filter)) {
      const [name, operator, value] = filter as [string, string, unknown];
      return holds(row[this.columns.indexOf(name)], operator, value);
    }
    const { and, not } = (filter ?? {}) as { and?: unknown[]; not?: unknown };
    return not === undefined
      ? (and ?? []).every((part) => this.matches(row, part))
      : !this.matches(row, not);
  }
}

export function fieldNamed(name: string): FieldDescription | undefined {
  return FAKE_FIELDS.find((field) => field.name === name);
}

function compare(one: unknown, other: unknown): number {
  return typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one ?? '').localeCompare(String(other ?? ''), 'it', { numeric: true });
}

function holds(is: unknown, operator: string, value: unknown): boolean {
  const text = String(is ?? '').toLocaleLowerCase();
  const like = String(value ?? '').toLocaleLowerCase();
  switch (operator) {
    case 'contains':
      return text.includes(like);
    case 'starts':
      return text.startsWith(like);
    case 'in':
      return (value as unknown[]).includes(is);
    case 'null':
      return is === null || is === '';
    case 'notnull':
      return is !== null && is !== '';
    case 'between': {
      const [low, high] = value as [unknown, unknown];
      return compare(is, low) >= 0 && compare(is, high) <= 0;
    }
    default: {
      const step = compare(is, value);
      const tests: Record<string, boolean> = {
        eq: step === 0,
        ne: step !== 0,
        lt: step < 0,
        le: step <= 0,
        gt: step > 0,
        ge: step >= 0,
      };
      return tests[operator] ?? true;
    }
  }
}
