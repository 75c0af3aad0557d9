/**
 * What the entries of the nav have opened: an entry that is chosen again shows its view instead of a
 * second one. The address an action leads to is learned by following it.
 */

import { signal } from '@preact/signals-core';
import type { View } from '../../core/view.ts';
import type { DeskModel } from '../app/desk.ts';

export class Opened {
  readonly #desk: DeskModel;
  readonly #by = signal<ReadonlyMap<string, string>>(new Map());

  constructor(desk: DeskModel) {
    this.#desk = desk;
  }

  /** The address an action led to. */
  get(action: string): string | undefined {
    return this.#by.value.get(action);
  }

  async go(home: View, action: string): Promise<void> {
    const address = this.#by.peek().get(action);
    const tab = address === undefined ? undefined : this.#desk.tabAt(address);
    if (tab !== undefined) {
      this.#desk.showTab(tab.key);
      return;
    }
    const path = await this.#desk.run(home, action);
    const found = this.#desk.views
      .peek()
      .find((view) => view.offer.uri === path || String(view.offer.uri).endsWith(`.${path}`));
    if (found === undefined) return;
    this.#by.value = new Map(this.#by.peek()).set(action, this.#desk.addressOf(found));
    this.#desk.show(found);
  }
}
