/**
 * The window onto the rows: asks for what is in sight, paints at most once a frame, follows what the
 * source tells. Nothing moves on the screen unless something there changed.
 */

import { effect } from '@preact/signals-core';
import { Adding } from './adding.ts';
import { BlockCache } from './blocks.ts';
import { ColumnSheet } from './column-sheet.ts';
import type { GridContext } from './context.ts';
import { el } from './dom.ts';
import { Flashes } from './flashes.ts';
import { holdCells, keyAt } from './following.ts';
import { Rows } from './rows.ts';
import { ScrollMap } from './scroll-map.ts';
import { type GridChange, type RowKey, rowCount } from './source.ts';

const FLASH = 1400; // ms, as --flash; with reduced motion the corner mark alone stays longer
const FLASH_STILL = 4000;
const PATIENCE = 150; // ms before rows that are not here yet are shown as such
const PROBE = 160; // px, the width of the probe where nothing is scaled
const SETTLED = 200; // ms without scrolling
const PINNED_MOST = 0.7; // of the width; beyond it nothing is pinned, else nothing else is seen

export class Viewport {
  readonly body = el('div', 'yg-body', { role: 'rowgroup' });
  readonly cache: BlockCache;
  readonly rows: Rows;
  /** The last line, where a new record begins. */
  readonly adding: Adding | null;
  /** What is in sight. */
  first = 0;
  last = -1;
  /** Told when rows have come. */
  arrived: () => void = () => undefined;
  private readonly map = new ScrollMap();
  private readonly flashes: Flashes;
  private readonly sheet: ColumnSheet;
  private readonly probe = el('div', 'yg-probe', { 'aria-hidden': 'true' });
  private readonly stop: (() => void)[];
  private readonly observer: ResizeObserver;
  private queue: GridChange[] = [];
  private frame = 0;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private holding: ReturnType<typeof setTimeout> | undefined;
  private heldUntil = 0;
  private late = false;
  private scrolled = false;
  private all = true;
  private marked = false;
  private rowHeight = 28;
  private height = 0;
  private width = 0;
  private headHeight = 0;
  private structure = '';
  private measured = '';

  private readonly context: GridContext;
  private readonly scroller: HTMLElement;
  private readonly head: HTMLElement;
  private readonly shifted: (change: GridChange) => void;

  constructor(
    context: GridContext,
    scroller: HTMLElement,
    head: HTMLElement,
    shifted: (change: GridChange) => void,
  ) {
    this.context = context;
    this.scroller = scroller;
    this.head = head;
    this.shifted = shifted;
    const { options } = context;
    const { source } = options;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.flashes = new Flashes(still ? FLASH_STILL : FLASH, (key, columns) =>
      this.rows.repaint(key, columns),
    );
    this.cache = new BlockCache(source, () => {
      this.refresh();
      this.arrived();
    });
    this.rows = new Rows(context, this.body, this.cache, this.flashes);
    this.adding = options.adding === undefined ? null : new Adding(context, this.body);
    this.sheet = new ColumnSheet(context.id);
    scroller.append(this.body, this.probe);
    this.observer = new ResizeObserver(() => this.resized());
    for (const element of [scroller, head, this.probe]) {
      this.observer.observe(element);
    }
    this.holding = setTimeout(() => {
      this.late = true;
      this.counted();
    }, PATIENCE);
    scroller.addEventListener('scroll', () => this.onScroll(), { passive: true });
    this.stop = [
      source.listen((changes) => this.hear(changes)),
      effect(() => this.columns()),
      effect(() => {
        context.count.value = source.count.value ?? context.count.peek();
      }),
      effect(() => this.counted()),
      effect(() => {
        scroller.setAttribute('aria-busy', String(source.count.value === null));
      }),
      effect(() => {
        options.names?.told.value;
        this.refresh();
      }),
      effect(() => {
        this.track(
          context.chosen.value,
          context.active.value,
          context.anchor.value,
          context.current.value,
          options.presence?.value,
          options.waiting?.value,
        );
      }),
    ];
  }

  /** Whole rows in sight. */
  get page(): number {
    return Math.max(1, Math.floor(this.view / this.rowHeight));
  }

  remove(): void {
    for (const stop of this.stop) {
      stop();
    }
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settling);
    clearTimeout(this.holding);
    this.observer.disconnect();
    this.flashes.clear();
    this.cache.clear();
    this.sheet.remove();
  }

  /** Bring a row into sight with the least movement, and a column out from under the pinned ones. */
  reveal(row: number, column: number): void {
    if (row >= 0) {
      const top = row * this.rowHeight;
      const low = this.map.top;
      const wanted =
        top < low
          ? top
          : top + this.rowHeight > low + this.view
            ? top + this.rowHeight - this.view
            : low;
      if (wanted !== low) {
        this.scrollTo(wanted);
      }
      this.draw();
    }
    this.revealColumn(column);
  }

  scrollTo(top: number): void {
    this.scroller.scrollTop = this.map.go(top);
    this.scrolled = true;
    this.draw();
  }

  refresh(): void {
    this.all = true;
    this.later();
  }

  private get view(): number {
    return Math.max(0, this.height - this.headHeight);
  }

  private get extra(): number {
    return this.adding?.offered === true ? 1 : 0;
  }

  /** Until the first answer, and if it is slow, a page of rows that are not here yet. */
  private get total(): number {
    return this.context.count.peek()?.total ?? (this.late ? this.page : 0);
  }

  private columns(): void {
    const view = this.context.view.value;
    this.sheet.write(view, this.pinnable());
    const shape = this.context.shape.value;
    const names = view.map((column) => `${column.name}${column.pinned}`);
    const structure = [shape, ...names].join();
    if (structure !== this.structure) {
      this.structure = structure;
      this.rows.layout(view);
      this.scroller.setAttribute('aria-colcount', String(view.length));
      this.scroller.setAttribute('role', shape === 'flat' ? 'grid' : 'treegrid');
      this.refresh();
    }
  }

  private pinnable(): boolean {
    const pinned = this.context.view.peek().filter((column) => column.pinned);
    return (
      pinned.reduce((sum, column) => sum + column.width, 0) * this.context.unit <
      this.width * PINNED_MOST
    );
  }

  private counted(): void {
    const count = this.context.count.value;
    this.scroller.setAttribute(
      'aria-rowcount',
      rowCount(count, this.context.headRows + this.extra),
    );
    this.body.setAttribute(
      'role',
      count === null || count.total + this.extra === 0 ? 'presentation' : 'rowgroup',
    );
    if (count !== null && this.context.query.peek().filter === undefined) {
      this.context.unfiltered.value = count;
    }
    this.measure();
    this.refresh();
  }

  private resized(): void {
    const { clientHeight, clientWidth } = this.scroller;
    this.height = clientHeight;
    this.width = clientWidth;
    this.headHeight = this.head.offsetHeight;
    const probe = this.probe.getBoundingClientRect();
    this.rowHeight = probe.height || this.rowHeight;
    this.context.unit = probe.width / PROBE || 1;
    this.context.room = clientWidth;
    this.sheet.write(this.context.view.peek(), this.pinnable());
    this.measured = ''; // shown anew, the bar stands wherever the browser put it
    this.measure();
    this.refresh();
  }

  /** Reading where the bar stands has the browser lay out everything: only when it may have moved. */
  private measure(): void {
    const bar = this.map.resize(this.total + this.extra, this.rowHeight, this.view);
    const measured = `${this.map.height} ${this.view} ${bar}`;
    if (this.measured === measured) {
      return;
    }
    this.measured = measured;
    this.body.style.height = `${this.map.height}px`;
    if (Math.abs(this.scroller.scrollTop - bar) >= 1) {
      this.scroller.scrollTop = bar;
    }
  }

  private onScroll(): void {
    const bar = this.map.moved(this.scroller.scrollTop);
    if (bar !== null) {
      this.scroller.scrollTop = bar;
    }
    this.scrolled = true;
    this.later();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.rows.tidy(), SETTLED);
  }

  private hear(changes: readonly GridChange[]): void {
    this.queue.push(...changes);
    this.later();
  }

  private track(..._read: unknown[]): void {
    this.marked = true;
    this.later();
  }

  private later(): void {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  /** What happened since the last frame, at once. */
  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const touched = this.apply();
    const { total } = this;
    const first = Math.min(Math.floor(this.map.top / this.rowHeight), Math.max(0, total - 1));
    const last = Math.min(total - 1, Math.ceil((this.map.top + this.view) / this.rowHeight));
    this.first = first;
    this.last = last;
    if (this.scrolled || this.all) {
      if (last >= 0 && this.height > 0 && this.context.count.peek() !== null) {
        this.cache.want(first, last);
        this.context.options.source.watch(first, last - first + 1);
      }
      this.rows.render(
        {
          first,
          last,
          origin: this.map.origin,
          rowHeight: this.rowHeight,
          hold: performance.now() < this.heldUntil,
        },
        this.all,
      );
    }
    this.adding?.place(total, total * this.rowHeight - this.map.origin);
    if (this.marked && !this.all) {
      this.rows.mark();
    }
    for (const [key, columns] of touched) {
      this.rows.repaint(key, columns);
    }
    this.scrolled = false;
    this.all = false;
    this.marked = false;
  }

  private apply(): ReadonlyMap<RowKey, Set<string>> {
    const touched = new Map<RowKey, Set<string>>();
    const queue = this.queue;
    this.queue = [];
    for (const change of queue) {
      const kept = change.type === 'rows' ? this.keep() : null;
      const changed = this.cache.apply(change);
      kept?.();
      if (changed !== null) {
        const columns = touched.get(changed.key) ?? new Set();
        for (const column of changed.columns) {
          columns.add(column);
        }
        touched.set(changed.key, columns);
      }
      this.restructure(change);
    }
    for (const [key, columns] of touched) {
      this.flashes.add(key, [...columns]);
    }
    return touched;
  }

  /** A row above what is in sight comes or goes: what is in sight stays where it is. */
  private restructure(change: GridChange): void {
    if (change.type === 'set') {
      return;
    }
    this.all = true;
    const edge = Math.floor(this.map.top / this.rowHeight);
    const total = this.context.count.peek();
    if (change.type === 'total') {
      this.context.count.value = change.count;
    } else if (change.type === 'reset') {
      this.flashes.clear();
      this.hold();
      this.scroller.scrollTop = this.map.go(0);
      this.scrolled = true;
    } else if (change.type === 'insert' || change.type === 'remove') {
      const step = change.type === 'insert' ? 1 : -1;
      if (total !== null) {
        this.context.count.value = { ...total, total: Math.max(0, total.total + step) };
      }
      if (change.at < edge) {
        this.scroller.scrollTop = this.map.go(this.map.top + step * this.rowHeight);
      }
    }
    this.shifted(change);
  }

  /** Fresh rows may stand elsewhere: what is in sight, the focus and the range follow their rows. */
  private keep(): () => void {
    const { cache, map } = this;
    const edge = Math.floor(map.top / this.rowHeight);
    const cells = holdCells(this.context, cache);
    // at the very top new rows are let in
    const edgeKey = map.top > 0 ? keyAt(cache, edge) : undefined;
    return () => {
      const at = edgeKey === undefined ? -1 : cache.indexOf(edgeKey);
      if (at >= 0 && at !== edge) {
        this.scroller.scrollTop = map.go(map.top + (at - edge) * this.rowHeight);
        this.scrolled = true;
      }
      cells();
    };
  }

  /** For a moment the old rows stay: a quick answer must not make the screen blink. */
  private hold(): void {
    this.heldUntil = performance.now() + PATIENCE;
    clearTimeout(this.holding);
    this.holding = setTimeout(() => this.refresh(), PATIENCE);
  }

  private revealColumn(column: number): void {
    const view = this.context.view.peek();
    if (view[column] === undefined || view[column].pinned) {
      return;
    }
    const width = (to: number, pinned: boolean): number =>
      view.slice(0, to).reduce((sum, one) => sum + (!pinned || one.pinned ? one.width : 0), 0) *
      this.context.unit;
    const left = width(column, false);
    const right = width(column + 1, false);
    const covered = this.pinnable() ? width(view.length, true) : 0;
    const { scrollLeft } = this.scroller;
    if (left < scrollLeft + covered) {
      this.scroller.scrollLeft = left - covered;
    } else if (right > scrollLeft + this.width) {
      this.scroller.scrollLeft = right - this.width;
    }
  }
}
