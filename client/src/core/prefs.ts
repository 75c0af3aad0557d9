/**
 * What a person prefers: density, theme, widths, keys. Kept here first, so that the next page looks
 * right before anybody has answered; a keeper on the server takes them to the person's other machines.
 *
 * What the keeper has not got yet is marked as such in the storage, too: a page that goes, or a server
 * that is away, loses nothing, and the next page does not take an older value for a newer one.
 */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import { Failure, isRecord, raise } from './failure.ts';

/** Keeps preferences elsewhere. Failing is its own affair: what is here goes on. */
export interface PrefKeeper {
  load(): Promise<Readonly<Record<string, unknown>>>;
  save(name: string, value: unknown): Promise<void>;
  /** Tell what is changed elsewhere, until the answer is called. */
  heard?(listener: (name: string, value: unknown) => void): () => void;
}

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Stored {
  readonly values: Readonly<Record<string, unknown>>;
  readonly unsent: readonly string[];
}

interface Shown {
  readonly value: Signal<unknown>;
  readonly read: (value: unknown) => unknown;
}

const SOON = 400; // a column that is dragged, a border moved by keys: one change
const AGAIN = 10_000; // a keeper that was busy, or away
const NOTHING: Stored = { values: {}, unsent: [] };

export class Prefs {
  #place: Place | undefined;
  readonly #name: string;
  readonly #shown = new Map<string, Shown>();
  #keeper: PrefKeeper | undefined;
  readonly #unsent: Set<string>;
  readonly #unwritten = new Set<string>();
  readonly #sending = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #leaving = false;
  #deafen: (() => void) | undefined;
  #values: Readonly<Record<string, unknown>>;

  /** `owner`: on a shared machine each person has his own. */
  constructor(place?: Place, owner = '') {
    this.#place = place;
    this.#name = `ytefas.prefs${owner === '' ? '' : `.${owner}`}`;
    const { values, unsent } = this.#read();
    this.#values = values;
    this.#unsent = new Set(unsent);
  }

  /** A preference as it is now and will be; `accept` turns away what another version left. */
  of<T>(name: string, fallback: T, accept: (value: unknown) => value is T): ReadonlySignal<T> {
    const known = this.#shown.get(name);
    if (known !== undefined) return known.value as Signal<T>;
    const read = (value: unknown) => (accept(value) ? value : fallback);
    const value = signal<unknown>(read(this.#values[name]));
    this.#shown.set(name, { value, read });
    return value as Signal<T>;
  }

  get(name: string): unknown {
    return this.#values[name];
  }

  /** Prefer something from now on; it is kept a moment after the last of several changes. */
  set(name: string, value: unknown): void {
    this.#put(name, value);
    this.#unwritten.add(name);
    this.#unsent.add(name);
    if (this.#leaving) this.keep();
    else this.#keepIn(SOON);
  }

  #keepIn(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), wait);
  }

  /** Keep now what is not kept yet: the page may be going. */
  keep(): void {
    clearTimeout(this.#timer);
    this.#write();
    for (const name of this.#unsent) this.#send(name).catch(raise);
  }

  /** Keep what is preferred whenever the page may be going, until the answer is called. */
  attend(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): () => void {
    // others hear of it after this: what they still prefer then is kept at once
    const leaving = () => {
      this.#leaving = true;
      this.keep();
    };
    const back = () => {
      this.#leaving = false;
    };
    page.addEventListener('pagehide', leaving);
    page.addEventListener('pageshow', back);
    return () => {
      page.removeEventListener('pagehide', leaving);
      page.removeEventListener('pageshow', back);
      clearTimeout(this.#timer);
      this.#deafen?.();
    };
  }

  /**
   * Follow a keeper from now on, and hear again what it has: what it says wins over what was here,
   * unless it was not told yet.
   */
  async follow(keeper: PrefKeeper): Promise<void> {
    if (this.#keeper !== keeper) {
      this.#deafen?.();
      this.#deafen = keeper.heard?.((name, value) => {
        if (this.#take(name, value)) this.#write();
      });
    }
    this.#keeper = keeper;
    for (const [name, value] of Object.entries(await keeper.load())) this.#take(name, value);
    this.keep();
  }

  /** Forget on this machine whatever belongs to this person, and keep nothing of it any more. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#place?.removeItem(this.#name);
    this.#place = undefined;
    this.#keeper = undefined;
  }

  #take(name: string, value: unknown): boolean {
    if (this.#unsent.has(name)) return false;
    this.#put(name, value);
    this.#unwritten.add(name);
    return true;
  }

  /** Tell the keeper; what it could not take now is told when it is followed again. */
  async #send(name: string): Promise<void> {
    const keeper = this.#keeper;
    if (keeper === undefined || this.#sending.has(name)) return; // who sends now sends the last value
    this.#sending.add(name);
    try {
      while (this.#unsent.has(name)) {
        const value = this.#values[name];
        await saved(keeper, name, value);
        if (Object.is(this.#values[name], value)) this.#unsent.delete(name);
      }
      this.#write(name);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (this.#keeper === keeper) this.#keepIn(AGAIN);
    } finally {
      this.#sending.delete(name);
    }
  }

  #put(name: string, value: unknown): void {
    this.#values = { ...this.#values, [name]: value };
    const shown = this.#shown.get(name);
    if (shown !== undefined) shown.value.value = shown.read(value);
  }

  /** Other tabs of the same person write here, too: only what changed in this one is put over it. */
  #write(sent?: string): void {
    if (this.#place === undefined) return;
    const { values, unsent } = this.#read();
    const own = [...this.#unwritten].map((name) => [name, this.#values[name]] as const);
    const waiting = new Set([...unsent, ...this.#unsent]);
    if (sent !== undefined && !this.#unsent.has(sent)) waiting.delete(sent);
    const now: Stored = {
      values: { ...values, ...Object.fromEntries(own) },
      unsent: [...waiting],
    };
    try {
      this.#place.setItem(this.#name, JSON.stringify(now));
      this.#unwritten.clear();
    } catch {
      // a full or forbidden storage: they last as long as the page
    }
  }

  #read(): Stored {
    try {
      const found: unknown = JSON.parse(this.#place?.getItem(this.#name) ?? '{}');
      if (!isRecord(found)) return NOTHING;
      const { values, unsent } = found;
      return {
        values: isRecord(values) ? values : {},
        unsent: Array.isArray(unsent) ? unsent.filter((one) => typeof one === 'string') : [],
      };
    } catch {
      return NOTHING;
    }
  }
}

/** What the keeper refuses for good is kept here alone: asking again would change nothing. */
async function saved(keeper: PrefKeeper, name: string, value: unknown): Promise<void> {
  try {
    await keeper.save(name, value);
  } catch (error) {
    const refused = error instanceof Failure && ['invalid', 'too_large'].includes(error.code);
    if (!refused) throw error;
  }
}
