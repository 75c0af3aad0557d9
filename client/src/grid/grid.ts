/**
 * The grid: a million rows of a source, live, by mouse and by keyboard. Plain elements and no
 * framework; whoever embeds it hands over a source, the words and the locale, and keeps its state.
 */

import { computed, type ReadonlySignal, type Signal, untracked } from '@preact/signals-core';
import type { QueryRequest } from '../core/contract.gen.ts';
import { begins, outlineKey, rowMenu, toggleRows } from './acting.ts';
import { ask, beginAnew } from './asking.ts';
import { Bar } from './bar.ts';
import { GridColumns } from './columns-api.ts';
import type { ConditionGroup } from './conditions.ts';
import { FILTERS, GridContext, type GridOptions, type GridState, HEAD, leadOf } from './context.ts';
import { Copier } from './copier.ts';
import { el } from './dom.ts';
import { EditSession } from './edit-session.ts';
import { FilterRow } from './filter-row.ts';
import type { ColumnFilter } from './filters.ts';
import { follow } from './following.ts';
import { Head } from './head.ts';
import { type Command, commandOf, isTab } from './keyboard.ts';
import { type Bounds, move } from './navigator.ts';
import { isGroup } from './nodes.ts';
import { Notice } from './notice.ts';
import { Opener } from './opener.ts';
import { Pointer } from './pointer.ts';
import { type Cell, chosenCount, EVERYTHING, type RowSelection } from './selection.ts';
import type { Order } from './sorting.ts';
import type { Count, RowKey } from './source.ts';
import { Viewport } from './viewport.ts';

/** A cell by its place and by what it shows. */
export interface ActiveCell extends Cell {
  readonly key: RowKey | null;
  readonly field: string; // '': the check box
}

export class Grid {
  readonly element: HTMLElement;
  /** The chosen rows, and how many they are. */
  readonly selection: ReadonlySignal<RowSelection>;
  readonly selected: ReadonlySignal<number>;
  /** The cell that has the focus or will have it. */
  readonly active: ReadonlySignal<ActiveCell>;
  /** How many rows there are; null: they are being counted. */
  readonly count: ReadonlySignal<Count | null>;
  readonly columns: GridColumns;
  readonly sort: Signal<readonly Order[]>;
  readonly filters: Signal<readonly ColumnFilter[]>;
  readonly group: Signal<readonly string[]>;
  /** Conditions that hold beside those of the filter row. */
  readonly where: Signal<ConditionGroup | null>;
  readonly words: Signal<string>;
  /** What is asked of the source now, for exports and saved views. */
  readonly query: ReadonlySignal<QueryRequest>;
  private readonly context: GridContext;
  private readonly scroller: HTMLElement;
  private readonly head: Head;
  private readonly filterRow: FilterRow;
  private readonly viewport: Viewport;
  /** Writing in the cell one is on. */
  readonly edits: EditSession;
  readonly opener: Opener;
  private readonly parts: { remove: () => void }[];
  private tabbedFrom: number | null = null; // where Enter returns to after a run of Tabs
  private untold = false; // on a row that is still under way
  private leaving = false; // after Esc the next Tab leaves the grid

  constructor(options: GridOptions) {
    const context = new GridContext(options);
    this.context = context;
    this.columns = new GridColumns(context);
    this.selection = context.chosen;
    this.count = context.count;
    this.sort = context.sort;
    this.filters = context.filters;
    this.group = context.group;
    this.where = context.where;
    this.words = context.words;
    this.query = context.query;
    this.selected = computed(() =>
      chosenCount(context.chosen.value, this.opener.records(context.count.value?.total ?? 0)),
    );
    this.active = computed(() => {
      const { row, column } = context.active.value;
      const field = context.view.value[column]?.name ?? '';
      const key = this.viewport.cache.row(row)?.[0] as RowKey | undefined;
      return { row, column, key: key ?? null, field };
    });
    this.element = el('div', options.pane === true ? 'yg pane' : 'yg', { id: context.id });
    this.element.addEventListener('focusin', () => this.element.classList.add('been'), {
      once: true,
    });
    this.scroller = el('div', 'yg-grid', {
      role: 'grid',
      'aria-label': options.label,
      'aria-multiselectable': 'true',
    });
    const headBox = el('div', 'yg-head', { role: 'rowgroup' });
    this.scroller.append(headBox);
    this.viewport = new Viewport(context, this.scroller, headBox, (change) =>
      follow(context, change),
    );
    this.head = new Head(context, this.element);
    this.filterRow = new FilterRow(context, this.element);
    this.opener = new Opener(context, this.viewport.cache);
    this.viewport.arrived = () => {
      this.opener.arrived(this.viewport.first, this.viewport.last);
      if (this.untold) {
        this.tellCurrent();
      }
    };
    headBox.append(this.head.element);
    if (options.filterRow !== false) {
      headBox.append(this.filterRow.element);
    }
    const notice = new Notice(context);
    const bar = new Bar(context, this.element, () => this.focus());
    const live = el('div', 'yg-live', { role: 'status' });
    const copier = new Copier(context, this.viewport.cache, this.scroller, (words) => {
      live.textContent = words;
    });
    this.edits = new EditSession(context, this.viewport, (then) => this.edited(then));
    const pointer = new Pointer(this.viewport.body, context.headRows, {
      go: (cell, extend) => this.goTo(cell, extend, true),
      toggle: (row, extend) => toggleRows(context, this.viewport.cache, row, extend),
      open: () => this.run({ do: 'enter' }),
      turn: (row, deep) => this.opener.turn(row, null, deep),
      menu: (cell, at) => {
        rowMenu(context, this.viewport.cache, cell, this.cell(cell.row, cell.column), at);
      },
      editing: () => this.edits.open,
    });
    const frame = el('div', 'yg-frame');
    frame.append(this.scroller, notice.element);
    bar.element.hidden = options.bar === false;
    this.element.append(bar.element, frame, live);
    this.scroller.addEventListener('keydown', (event) => this.key(event));
    this.scroller.addEventListener('focusin', (event) => this.focused(event.target as HTMLElement));
    const anew = { remove: beginAnew(context) }; // before the question is put
    const asks = { remove: ask(context) };
    const { head, filterRow, viewport } = this;
    this.parts = [bar, notice, head, filterRow, copier, pointer, viewport, anew, asks];
  }

  get state(): GridState {
    return untracked(() => this.context.read());
  }

  select(rows: RowSelection): void {
    this.context.chosen.value = rows;
  }

  /** Show a row and put the focus on it; false when it is not among the rows at hand. */
  focusRow(key: RowKey): boolean {
    const row = this.viewport.cache.indexOf(key);
    if (row >= 0) {
      this.goTo({ row, column: Math.max(1, this.context.active.peek().column) }, false);
    }
    return row >= 0;
  }

  /** Show a row where the focus stays as it is; false when it is not among the rows at hand. */
  reveal(key: RowKey): boolean {
    const row = this.viewport.cache.indexOf(key);
    if (row >= 0) {
      this.viewport.reveal(row, 0);
    }
    return row >= 0;
  }

  /** Open or close every group, or every branch of a tree. */
  openAll(open: boolean): void {
    this.opener.all(open);
  }

  /** The row the details beside the grid belong to; the server may say it is another one. */
  set current(key: RowKey | null) {
    this.context.current.value = key;
  }

  /** Take over what was kept, or another saved view. */
  restore(state: GridState): void {
    this.context.restore(state);
  }

  focus(): void {
    this.focusActive();
  }

  remove(): void {
    for (const part of this.parts) {
      part.remove();
    }
    this.element.remove();
  }

  private get total(): number {
    return this.context.count.peek()?.total ?? 0;
  }

  private get bounds(): Bounds {
    return {
      rows: this.total + (this.viewport.adding?.offered === true ? 1 : 0),
      columns: this.context.view.peek().length,
      page: this.viewport.page,
      filters: this.context.headRows > 1,
    };
  }

  private key(event: KeyboardEvent): void {
    if (this.edits.open || this.viewport.adding?.open === true || event.defaultPrevented) {
      return;
    }
    const { row, column } = this.context.active.peek();
    if (row === FILTERS && !this.filterRow.leaves(event)) {
      return;
    }
    if (row === HEAD && this.head.key(event, column)) {
      event.preventDefault();
      return;
    }
    const command = commandOf(event);
    if (
      command !== null &&
      (row >= 0 || command.do === 'move' || isTab(command)) &&
      this.run(command)
    ) {
      event.preventDefault();
    }
  }

  /** Answers whether the key was used; a Tab that leaves the grid is the browser's. */
  private run(command: Command): boolean {
    const { context } = this;
    const active = context.active.peek();
    const leaves = this.leaving;
    this.leaving = command.do === 'escape';
    if (command.do === 'move' || command.do === 'escape') {
      this.tabbedFrom = null;
    }
    const go = (row: number): void => this.goTo({ ...active, row }, false);
    if (
      outlineKey(context, this.opener, command, go) ||
      begins(context, this.viewport.adding, command, active.row)
    ) {
      return true;
    }
    switch (command.do) {
      case 'move':
        this.goTo(move(active, command.to, this.bounds), command.extend && active.row >= 0);
        return true;
      case 'next':
      case 'previous':
        return !leaves && this.tab(command.do);
      case 'enter':
        return this.enter();
      case 'edit':
        return this.edits.begin(null) || this.edits.refuse();
      case 'type':
        return this.edits.begin(command.text) || this.edits.refuse();
      case 'escape':
        context.anchor.value = active;
        return true;
      case 'toggle-row':
        toggleRows(context, this.viewport.cache, active.row, false);
        return true;
      case 'all':
        context.chosen.value = EVERYTHING;
        return true;
      case 'menu':
        return rowMenu(
          context,
          this.viewport.cache,
          active,
          this.cell(active.row, active.column),
          null,
        );
      case 'open-below':
      case 'close-below':
        return false;
    }
  }

  private tab(way: 'next' | 'previous'): boolean {
    const active = this.context.active.peek();
    const next = move(active, way === 'next' ? 'right' : 'left', this.bounds);
    if (next.column === active.column) {
      return false;
    }
    this.tabbedFrom ??= active.column;
    this.goTo(next, false);
    return true;
  }

  private enter(): boolean {
    const { context } = this;
    const { active, options } = context;
    const { row, column } = active.peek();
    if (column === 0) {
      toggleRows(context, this.viewport.cache, row, false);
      return true;
    }
    // the name of a record opens it, and so does what is not written here
    const named = options.onOpen !== undefined && column <= leadOf(context, context.view.peek());
    if (!named && this.edits.begin(null)) {
      return true;
    }
    const key = this.viewport.cache.row(row)?.[0] as RowKey | undefined;
    if (options.onOpen !== undefined && key !== undefined) {
      options.onOpen(key);
    } else {
      this.goTo(
        { ...move(active.peek(), 'down', this.bounds), column: this.tabbedFrom ?? column },
        false,
      );
      this.tabbedFrom = null;
    }
    return true;
  }

  private edited(then: 'stay' | 'down' | 'up' | 'next' | 'previous'): void {
    const { row, column } = this.context.active.peek();
    if (then === 'next' || then === 'previous') {
      if (!this.tab(then)) {
        this.focusActive();
      }
      return;
    }
    const to = then === 'stay' ? row : move({ row, column }, then, this.bounds).row;
    const home = then === 'stay' ? column : (this.tabbedFrom ?? column);
    this.tabbedFrom = null;
    this.goTo({ row: Math.max(0, to), column: home }, false);
  }

  private goTo(cell: Cell, extend: boolean, byMouse = false): void {
    const { context } = this;
    if (byMouse) {
      this.tabbedFrom = null;
      this.leaving = false;
    }
    if (byMouse && begins(this.context, this.viewport.adding, { do: 'enter' }, cell.row)) {
      return;
    }
    context.active.value = cell;
    if (!extend) {
      context.anchor.value = cell;
    }
    this.viewport.reveal(cell.row, cell.column);
    this.focusActive();
    this.tellCurrent();
  }

  private tellCurrent(): void {
    const { active, current, options } = this.context;
    const { row } = active.peek();
    const key = this.viewport.cache.row(row)?.[0] as RowKey | undefined;
    this.untold = row >= 0 && key === undefined;
    if (key !== undefined && key !== current.peek() && !isGroup(key)) {
      current.value = key;
      options.onCurrent?.(key, row);
    }
  }

  private focusActive(): void {
    const { row, column } = this.context.active.peek();
    this.cell(row, column)?.focus({ preventScroll: true });
  }

  private cell(row: number, column: number): HTMLElement | undefined {
    if (row === HEAD) {
      return this.head.cell(column);
    }
    if (row >= this.total) {
      return this.viewport.adding?.cell;
    }
    return row === FILTERS ? this.filterRow.cell(column) : this.viewport.rows.element(row, column);
  }

  /** The mouse, or a screen reader, put the focus somewhere in the head. */
  private focused(target: HTMLElement): void {
    const inHead = this.head.element.contains(target);
    const cell = target.closest('.yg-cell');
    if (cell === null || !(inHead || this.filterRow.element.contains(target))) {
      return;
    }
    const at = {
      row: inHead ? HEAD : FILTERS,
      column: Number(cell.getAttribute('aria-colindex')) - 1,
    };
    const { active } = this.context;
    if (active.peek().row !== at.row || active.peek().column !== at.column) {
      active.value = at;
    }
    this.viewport.reveal(at.row, at.column);
  }
}
