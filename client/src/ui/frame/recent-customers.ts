/** The customers somebody works on: those looked at for a while, the latest first, with their names. */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { SearchHit } from '../../core/contract.gen.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';
import type { Services } from '../../core/services.ts';
import { CUSTOMERS, type Customer } from '../app/view-facts.ts';

const PREF = 'customers.recent';
const KEPT = 8;
const PASSING = 120;
const SETTLED = 1_500; // a customer passed over with the arrow keys is not worked on

export interface NamedCustomer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

const isNamed = (value: unknown): value is NamedCustomer =>
  isRecord(value) && ['id', 'code', 'name'].every((field) => typeof value[field] === 'string');

const isList = (value: unknown): value is readonly NamedCustomer[] =>
  Array.isArray(value) && value.every(isNamed);

const namedIn = (hit: SearchHit | null | undefined, id: string): NamedCustomer | undefined =>
  hit ? { id, code: hit.customer_code ?? '', name: hit.customer_name ?? hit.title } : undefined;

export const recentCustomersOf = (prefs: Prefs): ReadonlySignal<readonly NamedCustomer[]> =>
  prefs.of<readonly NamedCustomer[]>(PREF, [], isList);

export class RecentCustomers {
  readonly #prefs: Prefs;
  readonly #services: Pick<Services, 'search'>;
  readonly #met = signal<ReadonlyMap<string, NamedCustomer>>(new Map());
  #timers: readonly ReturnType<typeof setTimeout>[] = [];
  readonly list: ReadonlySignal<readonly NamedCustomer[]>;

  constructor(prefs: Prefs, services: Pick<Services, 'search'>) {
    this.#prefs = prefs;
    this.#services = services;
    this.list = recentCustomersOf(prefs);
  }

  /** What a customer is called, as far as it was seen or asked. */
  find(id: string): NamedCustomer | undefined {
    return this.list.value.find((one) => one.id === id) ?? this.#met.value.get(id);
  }

  /** Somebody looks at a customer: what he is called is asked soon, that he is in hand told later. */
  see(customer: Customer): void {
    for (const timer of this.#timers) clearTimeout(timer);
    const meet = () => this.#meet(customer).catch(raise);
    const keep = () => {
      this.#keep(customer.id);
      this.#check().catch(raise);
    };
    this.#timers = [setTimeout(meet, PASSING), setTimeout(keep, SETTLED)];
  }

  async #meet({ id, code, name }: Customer): Promise<void> {
    const told = code !== undefined && name !== undefined ? { id, code, name } : undefined;
    const found = told ?? this.find(id) ?? (await this.#ask(id));
    if (found !== undefined) this.#met.value = new Map(this.#met.peek()).set(id, found);
  }

  #keep(id: string): void {
    const named = this.#met.peek().get(id);
    if (named === undefined) return;
    const before = this.list.peek();
    const now = [named, ...before.filter((one) => one.id !== id)].slice(0, KEPT);
    if (JSON.stringify(now) !== JSON.stringify(before)) this.#prefs.set(PREF, now);
  }

  /** Take off whom one may not see any more, and learn what the others are called now. */
  async #check(): Promise<void> {
    const before = this.list.peek();
    const hits = await this.#titles(before.map(({ id }) => id));
    if (hits === undefined || before !== this.list.peek()) return;
    const now = before.flatMap((one, at) => namedIn(hits[at], one.id) ?? []);
    if (JSON.stringify(now) !== JSON.stringify(before)) this.#prefs.set(PREF, now);
  }

  async #ask(id: string): Promise<NamedCustomer | undefined> {
    return namedIn((await this.#titles([id]))?.[0], id);
  }

  async #titles(ids: readonly string[]): Promise<readonly (SearchHit | null)[] | undefined> {
    try {
      return await this.#services.search.titles(ids.map((key) => ({ source: CUSTOMERS, key })));
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
}

export const customersOf = (app: { readonly customers: RecentCustomers }) => app.customers.list;
