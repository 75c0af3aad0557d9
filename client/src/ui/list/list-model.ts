/**
 * One list on the screen: its grid, how it is arranged, and what is kept of that. It lives as long as
 * its view, however often React paints: a tab that comes back finds its rows, its place and its focus.
 */

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import type { AddingLine, GridOptions, GridState, MenuPlace, Present } from '../../grid/context.ts';
import { Grid } from '../../grid/grid.ts';
import type { Say } from '../../grid/labels.ts';
import type { GridLocale } from '../../grid/locale.ts';
import type { Count, RowKey } from '../../grid/source.ts';
import type { App } from '../kit/app.tsx';
import { chosenRows, tellList } from '../kit/open-lists.ts';
import type { Part } from '../parts/registry.ts';
import {
  addingAction,
  isOfMany,
  labelOf,
  namesOf,
  openingAction,
  partsOf,
} from '../parts/view-facts.ts';
import { looksOf } from './cell-looks.ts';
import { localeOf } from './formats.ts';
import { withoutGone } from './gone-rows.ts';
import { gridWords } from './grid-words.ts';
import { isNameEnough, listEditing, makeNamed, takesMore } from './list-editing.ts';
import { ListSource } from './list-source.ts';
import { firstState, narrows, readState, readWidths } from './list-state.ts';
import { narrowings } from './narrowing.ts';
import { recordNames } from './record-names.ts';
import { SavedViews } from './saved-views.ts';

/** Screens that are about their first list; in others it is one pane among others. */
const LIST_SCREENS: readonly string[] = ['List', 'MasterDetail'];
const SECOND = 3; // columns under the name where rows are high: those the name pushes out of sight
export const MOST_NAMED = 1000; // rows that are ticked one by one, in one message
const KEEP_AFTER = 300; // ms; a drag of a column is one change

/** A row whose menu is open, and where. */
export interface OpenMenu {
  readonly key: RowKey;
  readonly place: MenuPlace;
}

export interface ListNeeds {
  readonly app: App;
  readonly view: View;
  readonly part: Part;
  readonly cursor: Cursor;
  /** The list of its screen: with a bar above and a row of filters. */
  readonly first: boolean;
  /** What Enter or a double click on a row means, if not an action of the screen. */
  readonly take?: (key: RowKey) => void;
}

/** What the menu of a row needs of the list it is of. */
export type MenuList = Pick<
  ListModel,
  'app' | 'view' | 'cursor' | 'grid' | 'fields' | 'locale' | 'menu' | 'meant' | 'runOn' | 'everyRow'
>;

export class ListModel {
  readonly app: App;
  readonly view: View;
  readonly part: Part;
  readonly cursor: Cursor;
  readonly grid: Grid;
  readonly source: ListSource;
  readonly fields: ReadonlyMap<string, FieldDescription>;
  readonly say: Say;
  readonly locale: GridLocale;
  /** As the screen is when nobody has touched it. */
  readonly first: GridState;
  readonly state: ReadonlySignal<GridState>;
  /** Whether there are lines that are no rows: groups, branches. */
  readonly layered: ReadonlySignal<boolean>;
  /** How many rows there are without any filter; null: nobody has asked yet. */
  readonly all: Signal<Count | null> = signal(null);
  readonly saved: SavedViews;
  readonly menu: Signal<OpenMenu | null> = signal(null);
  readonly #take: ((key: RowKey) => void) | undefined;
  readonly #ends: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unkept: GridState | undefined;
  #scrolled = { top: 0, left: 0 };

  constructor(needs: ListNeeds) {
    const { app, view, part, cursor } = needs;
    const { i18n } = app;
    this.app = app;
    this.view = view;
    this.part = part;
    this.cursor = cursor;
    this.#take = needs.take;
    this.source = new ListSource(cursor, i18n);
    const { description } = this.source;
    this.fields = new Map(description.fields.map((field) => [field.name, field]));
    this.say = gridWords(i18n);
    this.locale = localeOf(i18n);
    this.first = firstState(
      description,
      namesOf(part['columns']),
      readWidths(part['widths']),
      namesOf(part['group']),
    );
    const was = app.prefs.get(this.#keptAs);
    const kept = readState(was, this.first);
    const shown = isRecord(was) && typeof was['view'] === 'string' ? was['view'] : null;
    // words are of the moment, unless they are part of the view one is in
    const asked = needs.first ? view.offer.intent.options?.['words'] : undefined;
    const own = shown === null ? '' : (kept.words ?? '');
    const words = typeof asked === 'string' ? asked : own;
    this.grid = new Grid(this.#options({ ...kept, words }, needs.first));
    this.state = computed(() => ({
      columns: this.grid.columns.all.value.map(({ name, width, hidden, pinned }) => ({
        name,
        width,
        hidden,
        pinned,
      })),
      sort: this.grid.sort.value,
      filters: this.grid.filters.value,
      group: this.grid.group.value,
      where: this.grid.where.value,
      words: this.grid.words.value,
    }));
    this.layered = computed(
      () => this.grid.group.value.length > 0 || this.grid.query.value.tree === true,
    );
    this.saved = new SavedViews(this, app.services.views, needs.first ? shown : null, needs.first);
    if (needs.first) {
      this.#beginViews();
      const { name } = description;
      tellList(view, {
        source: name,
        showSaved: (id) => this.saved.showNamed(id),
        cursor: cursor.name,
        act: (action) => this.runOn(this.meant(this.grid.active.peek().key), action),
        tick: (keys) => this.grid.select({ all: false, keys: new Set(keys) }),
      });
    }
    let before = 0;
    this.#ends.push(
      effect(() => {
        this.grid.current = cursor.current.value;
      }),
      effect(() => {
        const count = this.source.count.value;
        const all = !narrows(this.state.value) && !this.layered.value;
        if (count !== null && all) this.all.value = count;
      }),
      effect(() => {
        const chosen = this.grid.selected.value;
        if (chosen !== before) chosenRows(view).value = chosen;
        before = chosen;
      }),
      this.#follow(),
      leaving(() => this.#keepNow()),
    );
  }

  get label(): string {
    return labelOf(this.part, this.app.i18n.locale) ?? this.source.description.plural;
  }

  /** Where the state of this list is kept among the preferences. */
  get #keptAs(): string {
    return `list.${this.view.offer.controller}.${this.cursor.name}`;
  }

  #options(state: GridState, first: boolean): GridOptions {
    const { app, view, part, cursor, source, say, locale } = this;
    const { can } = source.description;
    const whole = first && LIST_SCREENS.includes(view.offer.view.type);
    const named = part['editing'];
    const written = Array.isArray(named) ? namesOf(named) : undefined;
    const asked = named === true || (written?.length ?? 0) > 0;
    const edited = asked && !cursor.described.readonly && can.write;
    const adds = can.create ? addingAction(view, cursor.name) : undefined;
    const begin = (): void => {
      if (adds !== undefined) app.desk.run(view, adds.id).catch(raise);
    };
    return {
      source,
      say,
      locale,
      label: this.label,
      state,
      unfolded: this.first.group,
      looks: looksOf(source.description.fields),
      names: recordNames(app.services.search, app.i18n),
      bar: false,
      filterRow: whole || part['filters'] === true,
      pane: !whole,
      tree: part.kind === 'tree' || part['tree'] === true,
      second: this.first.columns
        .filter(({ name, pinned, hidden }) => !pinned && !hidden && this.#isWords(name))
        .slice(-SECOND)
        .map((column) => column.name),
      presence: presentOn(app, source.description.name),
      waiting: computed(() => new Set(view.editsOf(cursor.name).dirtyKeys.value)),
      onCurrent: (key) => this.choose(key),
      onOpen: (key) => {
        this.open(key).catch(raise);
      },
      onMenu: (key, place) => {
        this.menu.value = { key, place };
      },
      onState: (kept) => this.#keep(kept),
      narrowings: (narrowed) => narrowings(this, narrowed),
      all: this.all,
      ...(edited ? { editing: listEditing(view, cursor, app.i18n, written) } : {}),
      ...(adds === undefined || !whole ? {} : { empty: { label: adds.label, run: begin } }),
      ...(adds === undefined || whole
        ? {}
        : {
            adding: {
              label: adds.label,
              add: begin,
              offered: takesMore(view, cursor, adds),
              ...(edited ? this.#making(written) : {}),
            },
          }),
    };
  }

  /** A new record is typed on the last line where its name is enough and is written in the list. */
  #making(written: readonly string[] | undefined): Pick<AddingLine, 'make'> {
    const { view, cursor, app } = this;
    const named = written?.includes(cursor.described.source.names_by) !== false;
    const master = view.cursors.get(cursor.described.tracks ?? '');
    if (!named || !isNameEnough(cursor, master)) return {};
    return { make: (name) => makeNamed(view, cursor, app.i18n, name) };
  }

  /** Numbers say nothing without their header. */
  #isWords(name: string): boolean {
    const field = this.fields.get(name);
    return field !== undefined && (field.choices !== null || /^texts?$/.test(field.type));
  }

  // -- rows

  /** The details follow at once; the server is asked for the newest row only. */
  choose(key: RowKey): void {
    if (isGroupKey(key)) return;
    this.cursor.setCurrent(key).catch(raise);
  }

  /** What Enter on a row means: the action of the screen, once the server stands on that row. */
  async open(key: RowKey): Promise<void> {
    if (isGroupKey(key)) return;
    if (this.#take !== undefined) {
      this.#take(key);
      return;
    }
    const action = openingAction(this.view, this.part);
    if (action === undefined) return;
    await this.runOn([key], action.id);
  }

  /** Rows are named, so that nobody has to wait until the server stands where this page does. */
  async runOn(keys: readonly RowKey[], action: string): Promise<void> {
    if (keys.some(isGroupKey)) return;
    const [only] = keys;
    if (only !== undefined && keys.length === 1) this.choose(only);
    const every = this.everyRow(only ?? null, action);
    if (this.#isTooMuch(every === undefined ? keys.length : every.except.length)) return;
    const options = every ?? (keys.length === 0 ? {} : { keys });
    const answer = await this.app.desk.run(this.view, action, options);
    this.grid.select(withoutGone(answer, this.grid.selection.peek()));
  }

  /** All rows but some, where everything is ticked and many can be meant: the server knows which. */
  everyRow(only: RowKey | null, action: string) {
    const { all, keys } = this.grid.selection.peek();
    const meant = only === null || !keys.has(only);
    return all && meant && isOfMany(this.view, action)
      ? { every: true, except: [...keys] }
      : undefined;
  }

  /** More than can be named one by one: who has ticked so many means a filter. */
  #isTooMuch(named: number): boolean {
    if (named <= MOST_NAMED) return false;
    const { i18n, notices } = this.app;
    notices.tell({ level: 'warn', text: tooManyNamed(i18n) });
    return true;
  }

  /** The ticked rows if the one meant is among them, else that one alone. */
  meant(key: RowKey | null): readonly RowKey[] {
    const { all, keys } = this.grid.selection.peek();
    if (!all && keys.size > 0 && (key === null || keys.has(key))) return [...keys];
    return key === null || isGroupKey(key) ? [] : [key];
  }

  /** A list with details beside it always stands on a row: an empty pane tells nobody anything. */
  #follow(): () => void {
    const { cursor, view } = this;
    const shown = (part: Part): boolean =>
      ((part.kind === 'form' || part.kind === 'record') && part['cursor'] === cursor.name) ||
      partsOf(part).some(shown);
    const followed =
      partsOf(view.offer.view).some(shown) ||
      [...view.cursors.values()].some((other) => other.described.tracks === cursor.name);
    if (!followed) return () => undefined;
    return effect(() => {
      cursor.layout.value;
      if (!cursor.ready.value || cursor.current.value !== null) return;
      const [first] = cursor.rows;
      const key = first?.[0];
      if (typeof key === 'string' || typeof key === 'number') {
        queueMicrotask(() => this.choose(key));
      }
    });
  }

  // -- the arrangement

  arrange(state: GridState): void {
    this.grid.restore(state);
  }

  resetColumns(): void {
    this.arrange({ ...this.grid.state, columns: this.first.columns });
  }

  clearFilters(): void {
    this.arrange({ ...this.grid.state, filters: [], where: null, words: '' });
  }

  /** Begin with the view the address names, or with the person's default. */
  #beginViews(): void {
    const { saved, view } = this;
    const asked = view.offer.intent.options?.['saved_view'];
    const quietly = (error: unknown) => {
      // without them the list is as it was: they come with the next connection
      if (!(error instanceof Failure)) raise(error);
    };
    saved.begin(typeof asked === 'string' ? asked : undefined).catch(quietly);
  }

  keepSoon(): void {
    this.#keep(this.grid.state);
  }

  #keep(state: GridState): void {
    clearTimeout(this.#timer);
    this.#unkept = state;
    this.#timer = setTimeout(() => this.#keepNow(), KEEP_AFTER);
  }

  /** What is not kept yet when the page or the view goes is kept then. */
  #keepNow(): void {
    clearTimeout(this.#timer);
    const state = this.#unkept;
    if (state === undefined) return;
    this.#unkept = undefined;
    const kept = { ...state, view: this.saved.shown };
    this.app.prefs.set(this.#keptAs, kept);
  }

  // -- the screen

  /** Put the grid into a place; the answer takes it out again, and it remembers where it was. */
  show(place: HTMLElement): () => void {
    const { element } = this.grid;
    place.append(element);
    const scroller = element.querySelector('.yg-grid');
    if (scroller !== null) {
      scroller.scrollTop = this.#scrolled.top;
      scroller.scrollLeft = this.#scrolled.left;
    }
    return () => {
      if (scroller !== null) {
        this.#scrolled = { top: scroller.scrollTop, left: scroller.scrollLeft };
      }
      if (element.parentElement === place) element.remove();
    };
  }

  remove(): void {
    this.#keepNow();
    for (const end of this.#ends) end();
    this.grid.remove();
    this.source.remove();
  }
}

/** When the page goes, or is put aside. */
function leaving(run: () => void): () => void {
  addEventListener('pagehide', run);
  return () => removeEventListener('pagehide', run);
}

export const tooManyNamed = (i18n: I18n): string =>
  i18n.gettext(
    'At most {n} rows can be ticked one by one. Narrow the list with a filter, then tick all of it.',
    { n: i18n.number(MOST_NAMED) },
  );

/** Who else looks at which row of a source. */
function presentOn(
  app: App,
  source: string,
): ReadonlySignal<ReadonlyMap<RowKey, readonly Present[]>> {
  const { people } = app.services.presence;
  return computed(() => {
    const by = new Map<RowKey, readonly Present[]>();
    for (const person of people.value) {
      if (person.source !== source || person.key === null) continue;
      const { key, initials, name, who } = person;
      const others = by.get(key) ?? [];
      if (others.some((one) => one.name === name)) continue;
      by.set(key, [...others, { initials, name, who }]);
    }
    return by;
  });
}

export const isGroupKey = (key: RowKey): boolean => typeof key === 'string' && key.startsWith('g:');

const MODELS = new WeakMap<View, Map<string, ListModel>>();

/** The list at a place of a view: made when it is first shown, gone with the view. */
export function listAt(path: string, needs: ListNeeds): ListModel {
  const { view } = needs;
  let known = MODELS.get(view);
  if (known === undefined) {
    known = new Map();
    const all = known;
    MODELS.set(view, known);
    view.onNodeUnbind.connect(() => {
      for (const model of all.values()) model.remove();
      all.clear();
    });
  }
  const found = known.get(path);
  if (found !== undefined) return found;
  const made = new ListModel(needs);
  known.set(path, made);
  return made;
}
