/**
 * What a person prefers: density, theme, widths, keys. Kept here first, so that the next page looks
 * right before anybody has answered; a keeper on the server takes them to the person's other machines.
 */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { isRecord } from './failure.ts';

/** Keeps preferences elsewhere. Failing is its own affair: what is here goes on. */
export interface PrefKeeper {
  load(): Promise<Readonly<Record<string, unknown>>>;
  save(name: string, value: unknown): Promise<void>;
  /** Tell what is changed elsewhere, until the answer is called. */
  heard?(listener: (name: string, value: unknown) => void): () => void;
}

type Place = Pick<Storage, 'getItem' | 'setItem'>;

export class Prefs {
  readonly #place: Place | undefined;
  readonly #name: string;
  readonly #signals = new Map<string, Signal<unknown>>();
  #keeper: PrefKeeper | undefined;
  readonly #unsent = new Set<string>();
  readonly #sending = new Set<string>();
  #deafen: (() => void) | undefined;
  #values: Record<string, unknown>;

  /** `owner`: on a shared machine each person has his own. */
  constructor(place?: Place, owner = '') {
    this.#place = place;
    this.#name = `ytefas.prefs${owner === '' ? '' : `.${owner}`}`;
    this.#values = read(place, this.#name);
  }

  /** A preference as it is now and will be; `accept` turns away what an older page left. */
  of<T>(name: string, fallback: T, accept: (value: unknown) => value is T): ReadonlySignal<T> {
    const known = this.#signals.get(name);
    if (known !== undefined) return known as Signal<T>;
    const found = this.#values[name];
    const made = signal<unknown>(accept(found) ? found : fallback);
    this.#signals.set(name, made);
    return made as Signal<T>;
  }

  get(name: string): unknown {
    return this.#values[name];
  }

  async set(name: string, value: unknown): Promise<void> {
    this.#put(name, value);
    this.#write();
    this.#unsent.add(name);
    await this.#send(name);
  }

  /** Follow a keeper from now on: what it says wins over what was here, unless it was not told yet. */
  async follow(keeper: PrefKeeper): Promise<void> {
    if (this.#keeper !== keeper) {
      this.#deafen?.();
      this.#deafen = keeper.heard?.((name, value) => {
        this.#put(name, value);
        this.#write();
      });
    }
    this.#keeper = keeper;
    for (const [name, value] of Object.entries(await keeper.load())) {
      if (!this.#unsent.has(name)) this.#put(name, value);
    }
    this.#write();
    for (const name of this.#unsent) await this.#send(name);
  }

  /** Tell the keeper; what it did not take is told when it is followed again. */
  async #send(name: string): Promise<void> {
    const keeper = this.#keeper;
    if (keeper === undefined || this.#sending.has(name)) return; // who sends now sends the last value
    this.#sending.add(name);
    try {
      while (this.#unsent.has(name)) {
        const value = this.#values[name];
        await keeper.save(name, value);
        if (Object.is(this.#values[name], value)) this.#unsent.delete(name);
      }
    } finally {
      this.#sending.delete(name);
    }
  }

  #put(name: string, value: unknown): void {
    this.#values = { ...this.#values, [name]: value };
    const known = this.#signals.get(name);
    if (known !== undefined) known.value = value;
  }

  #write(): void {
    try {
      this.#place?.setItem(this.#name, JSON.stringify(this.#values));
    } catch {
      // a full or forbidden storage: they last as long as the page
    }
  }
}

const read = (place: Place | undefined, name: string): Record<string, unknown> => {
  try {
    const found: unknown = JSON.parse(place?.getItem(name) ?? '{}');
    return isRecord(found) ? found : {};
  } catch {
    return {};
  }
};
