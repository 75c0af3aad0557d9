/** The customers somebody works on: those seen lately, with names that are looked up once. */

import { computed, type ReadonlySignal } from '@preact/signals-core';
import { Failure, isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';
import type { Services } from '../../core/services.ts';
import { CUSTOMERS, type Customer } from '../app/view-facts.ts';

const PREF = 'customers.recent';
const KEPT = 8;
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

export class RecentCustomers {
  readonly #prefs: Prefs;
  readonly #services: Services;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly list: ReadonlySignal<readonly NamedCustomer[]>;

  constructor(prefs: Prefs, services: Services) {
    this.#prefs = prefs;
    this.#services = services;
    const kept = prefs.of<readonly NamedCustomer[]>(PREF, [], isList);
    this.list = computed(() => kept.value);
  }

  /** Somebody looks at a customer; told once he stays. */
  async see(customer: Customer): Promise<void> {
    clearTimeout(this.#timer);
    const known = this.list.peek().find((one) => one.id === customer.id);
    if (known === undefined) await this.#put(customer);
    else {
      this.#timer = setTimeout(() => {
        this.#put({ ...known, ...customer }).catch(() => undefined);
      }, SETTLED);
    }
  }

  async #put(customer: Customer): Promise<void> {
    const named = await this.#named(customer);
    if (named === undefined) return;
    const before = this.list.peek();
    const now = [named, ...before.filter((one) => one.id !== named.id)].slice(0, KEPT);
    if (JSON.stringify(now) === JSON.stringify(before)) return;
    try {
      await this.#prefs.set(PREF, now);
    } catch (error) {
      if (!(error instanceof Failure)) throw error; // kept here until there is a line
    }
  }

  async #named({ id, code, name }: Customer): Promise<NamedCustomer | undefined> {
    if (code !== undefined && name !== undefined) return { id, code, name };
    try {
      const [hit] = await this.#services.search.titles([{ source: CUSTOMERS, key: id }]);
      if (!hit) return undefined;
      return { id, code: hit.customer_code ?? '', name: hit.customer_name ?? hit.title };
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
}

export const customersOf = (app: { readonly customers: RecentCustomers }) => app.customers.list;
