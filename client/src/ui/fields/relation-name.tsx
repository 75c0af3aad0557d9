/** What a record is called, asked once for all that show it, and again when the page is new. */

import { type Signal, signal } from '@preact/signals-core';
import { useEffect, useMemo } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { Services } from '../../core/services.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';

type Key = string | number;

export interface Named {
  readonly key: Key;
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly code?: string | undefined;
}

/** Undefined: not known yet; null: not there, or not to be seen. */
type Slot = Signal<Named | null | undefined>;
type Titles = Pick<Services['search'], 'titles'>;

interface Wanted {
  readonly source: string;
  readonly key: Key;
  readonly slot: Slot;
}

const AT_ONCE = 100;

/** Names by source and key. They are asked for together, a moment after the first is wanted. */
export class Names {
  readonly #search: Titles;
  readonly #known = new Map<string, Slot>();
  #wanted: Wanted[] = [];

  constructor(search: Titles) {
    this.#search = search;
  }

  of(source: string, key: Key): Slot {
    const name = `${source}\n${key}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const slot: Slot = signal(undefined);
    this.#known.set(name, slot);
    this.#wanted.push({ source, key, slot });
    if (this.#wanted.length === 1) queueMicrotask(() => this.#askAll());
    return slot;
  }

  /** Something told what it is called anyhow. */
  learn(source: string, named: Named): void {
    const name = `${source}\n${named.key}`;
    const known = this.#known.get(name);
    if (known === undefined) this.#known.set(name, signal(named));
    else known.value = named;
  }

  /** It may be called otherwise by now. */
  forget(source: string, key: Key): void {
    this.#known.delete(`${source}\n${key}`);
  }

  #askAll(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      this.#ask(wanted.slice(from, from + AT_ONCE)).catch(raise);
    }
  }

  async #ask(wanted: readonly Wanted[]): Promise<void> {
    const asked = wanted.map(({ source, key }) => ({ source, key }));
    try {
      const hits = await this.#search.titles(asked);
      for (const [at, { key, slot }] of wanted.entries()) {
        const hit = hits[at];
        slot.value = hit ? { key, title: hit.title, subtitle: hit.subtitle ?? undefined } : null;
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      for (const { source, key, slot } of wanted)
        if (slot.peek() === undefined) this.#drop(source, key);
    }
  }

  /** Without an answer it is asked again by whoever shows it next. */
  #drop(source: string, key: Key): void {
    this.#known.delete(`${source}\n${key}`);
  }
}

const MADE = new WeakMap<object, Names>();

export const namesBy = (search: Titles): Names => {
  const known = MADE.get(search) ?? new Names(search);
  MADE.set(search, known);
  return known;
};

const NOBODY: Slot = signal(null);

/** The record under a key; undefined while it is being asked for. */
export function useNamed(source: string, key: unknown): Named | null | undefined {
  const { services } = useApp();
  const is = typeof key === 'string' || typeof key === 'number';
  const slot = useMemo(
    () => (is ? namesBy(services.search).of(source, key) : NOBODY),
    [services, source, key, is],
  );
  return useValue(slot);
}

/** Ask anew what records are called when a form is opened: they may have changed since. */
export function useFreshNames(source: string, key: unknown): void {
  const { services } = useApp();
  useEffect(
    () => () => {
      if (typeof key === 'string') namesBy(services.search).forget(source, key);
    },
    [services, source, key],
  );
}

export function RelationName({
  source,
  value,
}: {
  readonly source: string;
  readonly value: unknown;
}) {
  const i18n = useI18n();
  const named = useNamed(source, value);
  if (named === undefined) return <span className="faint">…</span>;
  if (named === null)
    return <span className="faint">{i18n.gettext('a record you cannot see')}</span>;
  return named.title;
}
