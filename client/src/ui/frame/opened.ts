/**
 * What the entries of the nav have opened: an entry that is chosen again shows its view instead of a
 * second one. The address an action leads to is learned by following it, and remembered: the tabs
 * outlive the page, too.
 */

import type { ReadonlySignal } from '@preact/signals-core';
import { isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';
import type { View } from '../../core/view.ts';
import type { DeskModel } from '../app/desk.ts';

type Addresses = Readonly<Record<string, string>>;

const PREF = 'nav.opened';

const isAddresses = (value: unknown): value is Addresses =>
  isRecord(value) && Object.values(value).every((one) => typeof one === 'string');

export class Opened {
  readonly #desk: DeskModel;
  readonly #prefs: Prefs;
  readonly #by: ReadonlySignal<Addresses>;
  /** What is on its way: who clicks twice means it once. */
  readonly #going = new Map<string, Promise<void>>();

  constructor(desk: DeskModel, prefs: Prefs) {
    this.#desk = desk;
    this.#prefs = prefs;
    this.#by = prefs.of<Addresses>(PREF, {}, isAddresses);
  }

  /** The address an action led to. */
  get(action: string): string | undefined {
    return this.#by.value[action];
  }

  go(home: View, action: string): Promise<void> {
    const going = this.#going.get(action);
    if (going !== undefined) return going;
    const gone = this.#go(home, action).finally(() => this.#going.delete(action));
    this.#going.set(action, gone);
    return gone;
  }

  async #go(home: View, action: string): Promise<void> {
    const address = this.#by.peek()[action];
    const tab = address === undefined ? undefined : this.#desk.tabAt(address);
    if (tab !== undefined) {
      this.#desk.showTab(tab.key);
      return;
    }
    const chosen = this.#desk.chosen;
    const path = await this.#desk.run(home, action);
    const found = this.#desk.views
      .peek()
      .find((view) => view.offer.uri === path || String(view.offer.uri).endsWith(`.${path}`));
    if (found === undefined) return;
    if (this.#desk.chosen === chosen) this.#desk.show(found); // else somebody went on meanwhile
    const led = this.#desk.addressOf(found);
    if (led !== address) this.#prefs.set(PREF, { ...this.#by.peek(), [action]: led });
  }
}
