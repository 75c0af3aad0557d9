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
}

type Place = Pick<Storage, 'getItem' | 'setItem'>;

export class Prefs {
  readonly #place: Place | undefined;
  readonly #name: string;
  readonly #signals = new Map<string, Signal<unknown>>();
  #keeper: PrefKeeper | undefined;
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
    await this.#keeper?.save(name, value);
  }

  /** Follow a keeper from now on: what it says wins over what was here. */
  async follow(keeper: PrefKeeper): Promise<void> {
    this.#keeper = keeper;
    for (const [name, value] of Object.entries(await keeper.load())) this.#put(name, value);
    this.#write();
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
