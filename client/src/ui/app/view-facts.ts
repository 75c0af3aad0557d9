/** What a view is called, and whose data it shows: read from what its cursors show now. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { Cursor } from '../../core/cursor.ts';
import { isRecord } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';

export interface Customer {
  readonly id: string;
  /** Unknown as long as only its key has been seen. */
  readonly code?: string;
  readonly name?: string;
}

export const CUSTOMERS = 'org.customers';

export const isHome = (view: View): boolean => view.offer.view.type === 'Desktop';

export const plainTitle = (view: View): string =>
  view.offer.view.title || view.offer.label || view.offer.controller;

/** The record a view is about, if it is about one. */
const subjectOf = (view: View) => {
  const { content } = view.offer.intent;
  const ids = content?.ids ?? [];
  return content && ids.length === 1 ? { source: content.source, key: ids[0] ?? '' } : undefined;
};

const currentRow = (cursor: Cursor, key: string | number | null) => {
  if (key === null) return undefined;
  const row = cursor.row(key).value;
  return row === undefined ? undefined : cursor.record(row);
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A list about one record is named by what its rows call that: the history of a site. */
function namedBy(view: View): string | undefined {
  const { named } = view.offer.view.options ?? {};
  if (!isRecord(named)) return undefined;
  const cursor = view.cursors.get(String(named['cursor']));
  if (cursor === undefined) return undefined;
  return text(currentRow(cursor, cursor.current.value)?.[String(named['column'])]);
}

const CALLED = new WeakMap<View, Signal<string | undefined>>();

function calledBy(view: View): Signal<string | undefined> {
  const known = CALLED.get(view) ?? signal<string | undefined>(undefined);
  CALLED.set(view, known);
  return known;
}

/** Call a screen that shows no record by what it is about: the method on the bench. */
export function callView(view: View, name: string): void {
  calledBy(view).value = name;
}

function titleOf(view: View): string {
  const called = calledBy(view).value;
  if (called !== undefined) return called;
  const subject = subjectOf(view);
  if (isHome(view)) return plainTitle(view);
  if (subject === undefined) {
    const named = namedBy(view);
    return named === undefined ? plainTitle(view) : `${plainTitle(view)} · ${named}`;
  }
  for (const cursor of view.cursors.values()) {
    const { source } = cursor.described;
    if (source.name !== subject.source) continue;
    const name = text(currentRow(cursor, subject.key)?.[source.names_by]);
    if (name === undefined) continue;
    // the record itself is called by its name; other screens about it say first what they are
    return view.offer.view.type === 'Form' ? name : `${plainTitle(view)} · ${name}`;
  }
  return plainTitle(view);
}

/** Whose data a view shows: its subject's, where it has one; a user's grants are of many. */
function customerOf(view: View): Customer | undefined {
  const subject = subjectOf(view);
  const all = [...view.cursors.values()];
  const own = all.filter(({ described }) => described.source.name === subject?.source);
  for (const cursor of own.length > 0 ? own : all) {
    const found = customerIn(cursor, subject);
    if (found !== undefined) return found;
  }
  const given = text(view.offer.intent.content?.values?.['customer_id']);
  return given === undefined ? undefined : { id: given };
}

function customerIn(cursor: Cursor, subject: ReturnType<typeof subjectOf>): Customer | undefined {
  const { source } = cursor.described;
  const key = cursor.current.value ?? (subject?.source === source.name ? subject.key : null);
  const record = currentRow(cursor, key);
  if (record === undefined || key === null) return undefined;
  if (source.name !== CUSTOMERS) {
    const id = text(record['customer_id']);
    return id === undefined ? undefined : { id };
  }
  const [code, name] = [text(record['code']), text(record[source.names_by])];
  return { id: String(key), ...(code && { code }), ...(name && { name }) };
}

export interface ViewFacts {
  readonly title: ReadonlySignal<string>;
  /** The customer of what is current in it. */
  readonly customer: ReadonlySignal<Customer | undefined>;
  /** The same, if the whole view is about one customer: what its tab is marked with. */
  readonly own: ReadonlySignal<Customer | undefined>;
  readonly dirty: ReadonlySignal<boolean>;
}

const KNOWN = new WeakMap<View, ViewFacts>();

export function factsOf(view: View): ViewFacts {
  const known = KNOWN.get(view);
  if (known !== undefined) return known;
  const customer = computed(() => (isHome(view) ? undefined : customerOf(view)));
  const { content } = view.offer.intent;
  const about = subjectOf(view) !== undefined || content?.values?.['customer_id'] !== undefined;
  const made: ViewFacts = {
    title: computed(() => titleOf(view)),
    customer,
    own: computed(() => (about ? customer.value : undefined)),
    dirty: computed(() => [...view.edits.values()].some((edits) => edits.dirty.value)),
  };
  KNOWN.set(view, made);
  return made;
}
