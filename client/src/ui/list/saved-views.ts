/**
 * The saved views of a list: which there are, which one is shown, and whether it was changed since.
 * The server keeps them; what this page shows of them follows what it tells.
 */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { SavedView, ViewToKeep } from '../../core/contract.gen.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { ViewsService } from '../../core/services.ts';
import type { GridState } from '../../grid/context.ts';
import { labelOf, partsOf, textOf } from '../parts/view-facts.ts';
import type { ListModel } from './list-model.ts';
import { readState, sameState, withWidths } from './list-state.ts';

/** A way of looking at a list that its screen comes with; nobody keeps or changes it. */
export interface ReadyView {
  readonly id: string;
  readonly label: string;
  readonly state: GridState;
}

const readyOf = (list: ListModel): readonly ReadyView[] =>
  partsOf(list.part).flatMap((part) => {
    const [id, label] = [textOf(part['id']), labelOf(part, list.app.i18n.locale)];
    if (part.kind !== 'view' || id === undefined || label === undefined) return [];
    return [{ id, label, state: readState({ ...list.first, ...part }, list.first) }];
  });

/** Columns are a matter of taste: what is shown is the same without them. */
const bare = (state: GridState): GridState => ({ ...state, columns: [] });

/** What is changed of a saved view; what is left out stays. */
export type ViewChange = Partial<
  Pick<SavedView, 'name' | 'shared' | 'default' | 'default_for_all' | 'locked'>
>;

export class SavedViews {
  readonly all: ReadonlySignal<readonly SavedView[]>;
  readonly current: ReadonlySignal<SavedView | undefined>;
  /** The list is not arranged any more as the view that is shown says. */
  readonly changed: ReadonlySignal<boolean>;
  /** Those the screen comes with, and the one of them the list is arranged as. */
  readonly ready: readonly ReadyView[];
  readonly standing: ReadonlySignal<ReadyView | undefined>;
  readonly #list: ListModel;
  readonly #service: ViewsService;
  readonly #shown: Signal<string | null>;

  /** `wanted`: false where nobody can choose among them; they are not asked for then. */
  constructor(list: ListModel, service: ViewsService, shown: string | null, wanted: boolean) {
    this.#list = list;
    this.#service = service;
    this.#shown = signal(shown);
    this.all = wanted ? service.of(list.cursor.described.source.name) : signal([]);
    this.current = computed(() => this.all.value.find((one) => one.id === this.#shown.value));
    this.ready = readyOf(list);
    this.standing = computed(() =>
      this.current.value === undefined
        ? this.ready.find(({ state }) =>
            sameState({ ...state, columns: [] }, bare(list.state.value)),
          )
        : undefined,
    );
    this.changed = computed(() => {
      const before = this.current.value;
      return before !== undefined && !sameState(this.#stateOf(before), list.state.value);
    });
  }

  get source(): string {
    return this.#list.cursor.described.source.name;
  }

  /** Which one is shown, to be kept. */
  get shown(): string | null {
    return this.#shown.peek();
  }

  /** Read them, and begin with the one the address names, else with the person's default. */
  async begin(asked: string | undefined): Promise<void> {
    const ready = this.ready.find((one) => one.id === asked);
    if (ready !== undefined) {
      this.arrangeAs(ready);
      return;
    }
    const views = await this.#service.list(this.source);
    const named = views.find((one) => one.id === asked);
    if (named !== undefined) {
      this.show(named);
      return;
    }
    // the default that was changed and not saved is found again as it was left
    const usual = views.find((one) => one.default);
    if (usual !== undefined && usual.id !== this.#shown.peek()) this.show(usual);
  }

  show(view: SavedView): void {
    this.#shown.value = view.id;
    this.#list.arrange(withWidths(this.#stateOf(view), this.#list.grid.state));
    this.#list.keepSoon();
  }

  showNamed(id: string): boolean {
    const found = this.all.peek().find((one) => one.id === id);
    if (found !== undefined) this.show(found);
    return found !== undefined;
  }

  /** Back to the screen as nobody has touched it. */
  leave(): void {
    this.#begin(this.#list.first);
  }

  arrangeAs(ready: ReadyView): void {
    this.#begin(withWidths(ready.state, this.#list.grid.state));
  }

  #begin(state: GridState): void {
    this.#shown.value = null;
    this.#list.arrange(state);
    this.#list.keepSoon();
  }

  undo(): void {
    const before = this.current.peek();
    if (before !== undefined) this.show(before);
  }

  #stateOf(view: SavedView): GridState {
    return readState(view.state, this.#list.first);
  }

  // -- changing

  async save(): Promise<boolean> {
    const view = this.current.peek();
    return view !== undefined && (await this.#keep({ ...this.#named(view), state: this.#now }));
  }

  async saveAs(name: string, change: ViewChange = {}): Promise<boolean> {
    return await this.#keep({ source: this.source, name, state: this.#now, ...change });
  }

  async change(view: SavedView, change: ViewChange): Promise<boolean> {
    return await this.#keep({ ...this.#named(view), ...change }, false);
  }

  async remove(view: SavedView): Promise<boolean> {
    return await this.#told(async () => {
      await this.#service.remove(view);
      if (this.#shown.peek() === view.id) this.#shown.value = null;
    });
  }

  get #now(): unknown {
    return this.#list.grid.state;
  }

  #named({ id, source, row_version }: SavedView) {
    return { id, source, row_version };
  }

  async #keep(view: ViewToKeep, show = true): Promise<boolean> {
    return await this.#told(async () => {
      const kept = await this.#service.keep(view);
      if (show) this.#shown.value = kept.id;
      this.#list.keepSoon();
    });
  }

  /** What cannot be done is said; nothing of the list is lost by it. */
  async #told(work: () => Promise<void>): Promise<boolean> {
    const { notices } = this.#list.app;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) raise(error);
      else notices.tell({ level: 'danger', text: error.message });
      return false;
    }
  }
}
