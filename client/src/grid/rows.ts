/**
 * The rows on the screen: a pool of elements that are bound to other rows as one scrolls. The row with
 * the focus keeps its element even when it is out of sight, else the focus would be lost or jump.
 */

import type { BlockCache } from './blocks.ts';
import type { GridContext, ViewColumn } from './context.ts';
import { el } from './dom.ts';
import type { Flashes, Stage } from './flashes.ts';
import { Lead, whoOf } from './lead.ts';
import { dress, type Paint } from './looks.ts';
import { isGroup, NODE, nodeOf, type RowNode } from './nodes.ts';
import { covers, isChosen, isOneCell, type Range, rangeOf } from './selection.ts';
import type { Row, RowKey } from './source.ts';

interface CellSlot {
  readonly element: HTMLElement;
  readonly base: string;
  readonly paint: Paint;
  readonly lead: Lead | null;
  value: unknown;
  text: string;
  flags: string;
}

interface Slot {
  readonly element: HTMLElement;
  readonly cells: readonly CellSlot[];
  index: number; // -1: free
  row: Row | undefined;
  node: RowNode | null;
  y: number;
  flags: string;
}

export interface Window {
  readonly first: number;
  readonly last: number;
  readonly origin: number;
  readonly rowHeight: number;
  /** Rows that are not here yet keep what stands in their place: they come in a moment. */
  readonly hold: boolean;
}

export class Rows {
  private slots: Slot[] = [];
  private readonly byIndex = new Map<number, Slot>();
  private view: readonly ViewColumn[] = [];
  private range: Range | null = null;

  private readonly context: GridContext;
  private readonly body: HTMLElement;
  private readonly cache: BlockCache;
  private readonly flashes: Flashes;

  constructor(context: GridContext, body: HTMLElement, cache: BlockCache, flashes: Flashes) {
    this.context = context;
    this.body = body;
    this.cache = cache;
    this.flashes = flashes;
  }

  /** Other columns: every element is made anew. */
  layout(view: readonly ViewColumn[]): void {
    this.view = view;
    for (const slot of this.slots) {
      slot.element.remove();
    }
    this.slots = [];
    this.byIndex.clear();
  }

  element(row: number, column: number): HTMLElement | undefined {
    return this.byIndex.get(row)?.cells[column]?.element;
  }

  /** Show these rows, rebinding only what is new, or (`all`) everything. */
  render(window: Window, all: boolean): void {
    const active = this.context.active.peek();
    const total = this.context.count.peek()?.total ?? 0;
    const keeps = active.row >= 0 && active.row < total ? active.row : -1;
    const needed = (index: number): boolean =>
      (index >= window.first && index <= window.last) || index === keeps;
    this.range = this.chosenRange();
    const free: Slot[] = [];
    for (const slot of this.slots) {
      if (!needed(slot.index)) {
        this.byIndex.delete(slot.index);
        slot.index = -1;
        free.push(slot);
      }
    }
    const show = (index: number): void => {
      let slot = this.byIndex.get(index);
      const bound = slot !== undefined;
      slot ??= free.pop() ?? this.make();
      slot.index = index;
      this.byIndex.set(index, slot);
      if (!bound || all || slot.row === undefined) {
        this.bind(slot, window.hold);
      }
      const hidden = index < window.first || index > window.last;
      this.place(slot, hidden ? -4 * window.rowHeight : index * window.rowHeight - window.origin);
    };
    for (let index = window.first; index <= window.last; index++) {
      show(index);
    }
    if (keeps >= 0) {
      show(keeps);
    }
    for (const slot of free) {
      this.place(slot, -4 * window.rowHeight);
      slot.element.hidden = true;
      slot.element.removeAttribute('aria-rowindex');
      slot.row = undefined;
    }
  }

  /** Selection, current row or active cell changed: the values are still right. */
  mark(): void {
    this.range = this.chosenRange();
    for (const slot of this.byIndex.values()) {
      this.flag(slot);
    }
  }

  /** Values of one row changed. */
  repaint(key: RowKey, columns: Iterable<string>): void {
    const slot = this.byIndex.get(this.cache.indexOf(key));
    if (slot === undefined) {
      return;
    }
    slot.row = this.cache.row(slot.index);
    const names = new Set(columns);
    if (names.has(NODE)) {
      this.bind(slot, false);
      return;
    }
    this.view.forEach((column, at) => {
      if (names.has(column.name)) {
        this.fill(slot, column, at);
        this.flagCell(slot, column, at);
      }
    });
  }

  /** Bring the elements into the order of the rows, for those who read them one after the other. */
  tidy(): void {
    const shown = [...this.byIndex.values()].sort((one, other) => one.index - other.index);
    const focused = shown.findIndex(({ element }) => element.contains(document.activeElement));
    const anchor = shown[focused]?.element ?? null;
    shown.forEach(({ element }, at) => {
      const before = shown[at - 1]?.element ?? null;
      if (at !== focused && element.previousElementSibling !== before) {
        this.body.insertBefore(
          element,
          at < focused ? anchor : (before?.nextElementSibling ?? null),
        );
      }
    });
  }

  private chosenRange(): Range | null {
    const [anchor, active] = [this.context.anchor.peek(), this.context.active.peek()];
    const range = active.row < 0 || anchor.row < 0 ? null : rangeOf(anchor, active);
    return range === null || isOneCell(range) ? null : range;
  }

  private make(): Slot {
    const element = el('div', 'yg-row', { role: 'row' });
    const cells = this.view.map((column, at) => {
      const base = classOf(column, at, this.view);
      const cell = el('div', base, { role: 'gridcell', 'aria-colindex': String(at + 1) });
      cell.tabIndex = -1;
      const paint = column.field === null ? this.check(cell) : dress(cell, column.look);
      const lead = column.field === null ? null : Lead.of(this.context, cell, at, this.view);
      return { element: cell, base, paint, lead, value: undefined, text: '', flags: '' };
    });
    element.append(...cells.map((cell) => cell.element));
    this.body.append(element);
    const slot: Slot = {
      element,
      cells,
      index: -1,
      row: undefined,
      node: null,
      y: Number.NaN,
      flags: '',
    };
    this.slots.push(slot);
    return slot;
  }

  private check(cell: HTMLElement): Paint {
    const label = this.context.options.say('select_row');
    const box = el('span', 'yg-check', {
      role: 'checkbox',
      'aria-label': label,
      'aria-checked': 'false',
    });
    cell.append(box);
    return (_value, chosen) =>
      box.setAttribute('aria-checked', chosen === 'yes' ? 'true' : 'false');
  }

  private place(slot: Slot, y: number): void {
    if (slot.y !== y) {
      slot.y = y;
      slot.element.style.transform = `translateY(${y}px)`;
    }
  }

  private bind(slot: Slot, hold: boolean): void {
    const row = this.cache.row(slot.index);
    slot.element.hidden = false;
    slot.element.setAttribute('aria-rowindex', String(slot.index + 1 + this.context.headRows));
    if (row === undefined && hold && slot.row !== undefined) {
      return;
    }
    slot.row = row;
    slot.node = nodeOf(row, this.context.nodeAt);
    this.nest(slot);
    this.view.forEach((column, at) => {
      if (column.field !== null) {
        this.fill(slot, column, at);
      }
    });
    this.flag(slot);
  }

  private fill(slot: Slot, column: ViewColumn, at: number): void {
    const cell = slot.cells[at];
    if (cell === undefined) {
      return;
    }
    const value = slot.row?.[column.at];
    const blank = slot.row === undefined || slot.node?.group;
    const text = blank ? '' : column.format.text(value);
    if (cell.text !== text || cell.value !== value) {
      cell.text = text;
      cell.value = value;
      cell.paint(value, text);
      cell.element.toggleAttribute('data-nil', value === 0 || value === false);
    }
    cell.lead?.paint(slot.row, slot.node);
  }

  /** How a row of a group or a tree is told to readers. */
  private nest(slot: Slot): void {
    const { element, node } = slot;
    set(element, 'aria-level', node === null ? null : String(node.level));
    set(element, 'aria-expanded', node === null || node.open === null ? null : String(node.open));
  }

  private flag(slot: Slot): void {
    const { context } = this;
    const key = slot.row?.[0] as RowKey | undefined;
    const chosen = key !== undefined && isChosen(context.chosen.peek(), key);
    const current = key !== undefined && context.current.peek() === key;
    const group = isGroup(key);
    const flags = `yg-row${chosen && !group ? ' sel' : ''}${current ? ' cur' : ''}${this.kind(slot, key)}`;
    if (slot.flags !== flags) {
      slot.flags = flags;
      slot.element.className = flags;
      set(slot.element, 'aria-selected', group ? null : String(chosen));
      slot.cells[0]?.paint(null, chosen ? 'yes' : '');
    }
    for (const cell of slot.cells) {
      cell.lead?.mark(key);
    }
    this.view.forEach((column, at) => {
      this.flagCell(slot, column, at);
    });
  }

  /** Header, ancestor, blank; with somebody else on it, with something unsaved. */
  private kind(slot: Slot, key: RowKey | undefined): string {
    if (key === undefined) {
      return ' blank';
    }
    const { presence, waiting } = this.context.options;
    const [here] = presence?.peek().get(key) ?? [];
    const group = isGroup(key) ? ' grp' : slot.node?.found === false ? ' above' : '';
    const who = here === undefined ? '' : ` here w${whoOf(here)}`;
    return `${group}${who}${waiting?.peek().has(key) === true ? ' wait' : ''}`;
  }

  private flagCell(slot: Slot, column: ViewColumn, at: number): void {
    const cell = slot.cells[at];
    if (cell === undefined) {
      return;
    }
    const active = this.context.active.peek();
    const isActive = active.row === slot.index && active.column === at;
    const ranged = this.range !== null && covers(this.range, slot.index, at);
    const key = slot.row?.[0] as RowKey | undefined;
    const stage: Stage = key === undefined ? 0 : this.flashes.stage(key, column.name);
    const flags = `${isActive ? ' act' : ''}${ranged ? ' in' : ''}${stage > 0 ? ` flash f${stage}` : ''}`;
    if (cell.flags === flags) {
      return;
    }
    if (cell.flags.includes('act') !== isActive) {
      cell.element.tabIndex = isActive ? 0 : -1;
    }
    if (cell.flags.includes('in') !== ranged) {
      cell.element.setAttribute('aria-selected', String(ranged));
    }
    cell.flags = flags;
    const { classList } = cell.element;
    const editing = `${classList.contains('editing') ? ' editing' : ''}${classList.contains('telling') ? ' telling' : ''}`;
    cell.element.className = cell.base + flags + editing;
  }
}

function set(element: HTMLElement, name: string, value: string | null): void {
  if (value === null) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value);
  }
}

/** The classes of a column's cells, in the rows and in the head. */
export function classOf(column: ViewColumn, at: number, view: readonly ViewColumn[]): string {
  const edge = column.pinned && view[at + 1]?.pinned !== true;
  const look = column.field === null ? ' ck' : column.look === null ? '' : ` ${column.look.kind}`;
  return `yg-cell c${at}${column.pinned ? ' pin' : ''}${edge ? ' edge' : ''}${column.format.end ? ' end' : ''}${look}`;
}
