/** The header row: what a column is called, its place in the order, and where it is grabbed. */

import { effect, untracked } from '@preact/signals-core';
import { columnMenu, WIDTH_STEP, widen } from './column-menu.ts';
import { placeColumn, resizeColumn, stepColumn } from './columns.ts';
import { type GridContext, HEAD, type ViewColumn } from './context.ts';
import { button, el, icon } from './dom.ts';
import { openMenu } from './menu.ts';
import { classOf } from './rows.ts';
import { chosenCount, EVERYTHING, NOTHING } from './selection.ts';
import { turn } from './sorting.ts';

const DRAG = 5; // px before a press is a drag

export class Head {
  readonly element = el('div', 'yg-row yg-head-row', { role: 'row', 'aria-rowindex': '1' });
  private cells: HTMLElement[] = [];
  private readonly stop: (() => void)[];

  private readonly context: GridContext;
  private readonly root: HTMLElement;

  constructor(context: GridContext, root: HTMLElement) {
    this.context = context;
    this.root = root;
    this.stop = [
      effect(() => this.build(context.view.value)),
      effect(() => {
        const { active } = context;
        this.cells.forEach((cell, at) => {
          const wanted = active.value.row === HEAD && active.value.column === at ? 0 : -1;
          if (cell.tabIndex !== wanted) {
            cell.tabIndex = wanted;
          }
        });
      }),
      effect(() => this.checked()),
    ];
  }

  cell(column: number): HTMLElement | undefined {
    return this.cells[column];
  }

  remove(): void {
    for (const stop of this.stop) {
      stop();
    }
  }

  /** A key on a header cell; answers whether it was ours. */
  key(event: KeyboardEvent, column: number): boolean {
    const name = this.context.view.peek()[column]?.name;
    if (name === undefined) {
      return false;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      this.press(name, event.shiftKey);
      return true;
    }
    return name !== '' && (this.shove(event, name) || this.opens(event, column));
  }

  private shove(event: KeyboardEvent, name: string): boolean {
    const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
    if (way === null || !event.shiftKey) {
      return false;
    }
    if (event.ctrlKey) {
      this.step(name, way);
    } else {
      widen(this.context, name, way * WIDTH_STEP);
    }
    return true;
  }

  private opens(event: KeyboardEvent, column: number): boolean {
    const { key, shiftKey, altKey } = event;
    const asked =
      key === 'ContextMenu' || (key === 'F10' && shiftKey) || (key === 'ArrowDown' && altKey);
    if (asked) {
      this.menu(column);
    }
    return asked;
  }

  private step(name: string, step: -1 | 1): void {
    const { context } = this;
    context.columns.value = stepColumn(context.columns.peek(), name, step);
    const column = context.view.peek().findIndex((one) => one.name === name);
    context.active.value = { row: HEAD, column };
    this.cells[column]?.focus();
  }

  private press(name: string, add: boolean): void {
    const { context } = this;
    if (name === '') {
      const total = context.count.peek()?.total ?? 0;
      const every = chosenCount(context.chosen.peek(), total) >= total;
      context.chosen.value = every ? NOTHING : EVERYTHING;
    } else if (context.fields.get(name)?.sorts === true) {
      context.sort.value = turn(context.sort.peek(), name, add);
    }
  }

  private build(view: readonly ViewColumn[]): void {
    const focused = this.cells.indexOf(document.activeElement as HTMLElement);
    const sort = this.context.sort.value;
    this.cells = view.map((column, at) => this.make(column, at, view, sort));
    this.element.replaceChildren(...this.cells);
    const { row, column } = this.context.active.peek();
    const active = row === HEAD ? this.cells[column] : undefined;
    if (active !== undefined) {
      active.tabIndex = 0;
    }
    if (focused >= 0) {
      active?.focus();
    }
    untracked(() => this.checked()); // another count is no reason to build a header anew
  }

  private make(
    column: ViewColumn,
    at: number,
    view: readonly ViewColumn[],
    sort: readonly (readonly [string, 'asc' | 'desc'])[],
  ): HTMLElement {
    const cell = el('div', classOf(column, at, view), {
      role: 'columnheader',
      'aria-colindex': String(at + 1),
      tabindex: '-1',
    });
    const { say } = this.context.options;
    if (column.field === null) {
      cell.append(
        el('span', 'yg-check', {
          role: 'checkbox',
          'aria-label': say('select_all'),
          'aria-checked': 'false',
        }),
      );
      cell.addEventListener('click', () => this.press('', false));
      return cell;
    }
    const label = el('span', 'yg-name');
    label.textContent = column.field.label;
    cell.title = column.field.hint ?? column.field.label;
    cell.setAttribute('aria-label', column.field.label); // without its button
    cell.append(label);
    // an order that no column shows (of positions, say) is not counted
    const seen = sort.filter(([name]) => view.some((one) => one.name === name));
    const rank = seen.findIndex(([name]) => name === column.name);
    const direction = seen[rank]?.[1];
    if (direction !== undefined) {
      cell.classList.add('sorted');
      if (rank === 0) {
        cell.setAttribute('aria-sort', direction === 'asc' ? 'ascending' : 'descending');
      }
      const mark = el('span', 'yg-rank');
      mark.textContent = `${direction === 'asc' ? '▲' : '▼'}${seen.length > 1 ? rank + 1 : ''}`;
      const order = say(direction === 'asc' ? 'sorted_asc' : 'sorted_desc', { rank: rank + 1 });
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', order);
      cell.setAttribute('aria-description', order);
      cell.append(mark);
    }
    const open = button('yg-more', say('menu_of', { column: column.field.label }), () =>
      this.menu(at),
    );
    open.tabIndex = -1;
    open.setAttribute('aria-haspopup', 'menu');
    open.append(icon('down'));
    const grip = el('span', 'yg-grip');
    cell.append(open, grip);
    this.mouse(cell, grip, column.name, at);
    return cell;
  }

  private menu(at: number): void {
    const column = this.context.view.peek()[at];
    const anchor = this.cells[at];
    if (column?.field === undefined || column.field === null || anchor === undefined) {
      return;
    }
    this.context.active.value = { row: HEAD, column: at };
    const { root, context } = this;
    const { name, field } = column;
    const fit = (): void => {
      context.columns.value = resizeColumn(context.columns.peek(), name, this.measure(at));
    };
    openMenu({ root, anchor, label: field.label, items: () => columnMenu(context, name, fit) });
  }

  private mouse(cell: HTMLElement, grip: HTMLElement, name: string, at: number): void {
    cell.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.menu(at);
    });
    grip.addEventListener('dblclick', () => {
      const { columns } = this.context;
      columns.value = resizeColumn(columns.peek(), name, this.measure(at));
    });
    cell.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || (event.target as Element).closest('.yg-more') !== null) {
        return;
      }
      if (event.target === grip) {
        this.resize(event, name);
      } else {
        this.drag(event, cell, name);
      }
    });
  }

  private resize(press: PointerEvent, name: string): void {
    press.preventDefault();
    const { columns } = this.context;
    const start = columns.peek().find((column) => column.name === name)?.width ?? 0;
    track(press, (event) => {
      columns.value = resizeColumn(
        columns.peek(),
        name,
        start + (event.clientX - press.clientX) / this.context.unit,
      );
    });
  }

  /** A press that moves carries the column; one that does not sorts. */
  private drag(press: PointerEvent, cell: HTMLElement, name: string): void {
    let target: { readonly at: number; readonly after: boolean } | null = null;
    let moved = false;
    track(
      press,
      (event) => {
        moved ||= Math.abs(event.clientX - press.clientX) > DRAG;
        if (moved) {
          cell.classList.add('dragged');
          target = this.under(event.clientX);
          this.cells.forEach((one, at) => {
            one.classList.toggle('drop-after', target?.at === at && target.after);
            one.classList.toggle('drop-before', target?.at === at && !target.after);
          });
        }
      },
      () => {
        for (const one of this.cells) {
          one.classList.remove('dragged', 'drop-after', 'drop-before');
        }
        const beside = target === null ? undefined : this.context.view.peek()[target.at];
        if (!moved) {
          this.press(name, press.shiftKey);
        } else if (target !== null && beside !== undefined && beside.name !== '') {
          const { columns } = this.context;
          columns.value = placeColumn(columns.peek(), name, beside.name, target.after);
        }
      },
    );
  }

  private under(x: number): { at: number; after: boolean } | null {
    for (let at = this.cells.length - 1; at > 0; at--) {
      const box = this.cells[at]?.getBoundingClientRect();
      if (box !== undefined && x >= box.left && x < box.right) {
        return { at, after: x > box.left + box.width / 2 };
      }
    }
    return null;
  }

  /** How wide the widest text of a column is now on the screen. */
  private measure(column: number): number {
    const cells = this.root.querySelectorAll<HTMLElement>(
      `.c${column}:not(.yg-filter-row *, .grp *)`,
    );
    const range = document.createRange();
    const widths = [...cells].map((cell) => {
      range.selectNodeContents(cell.querySelector('.yg-name') ?? cell);
      return range.getBoundingClientRect().width + (cell.role === 'columnheader' ? 44 : 20);
    });
    return Math.max(...widths) / this.context.unit;
  }

  private checked(): void {
    const total = this.context.count.value?.total ?? 0;
    const chosen = chosenCount(this.context.chosen.value, total);
    const state = chosen === 0 ? 'false' : chosen >= total ? 'true' : 'mixed';
    this.cells[0]?.querySelector('.yg-check')?.setAttribute('aria-checked', state);
    this.root.classList.toggle('ticking', chosen > 0);
  }
}

/** Follow a pressed pointer until it is let go, also outside of the element. */
function track(
  press: PointerEvent,
  move: (event: PointerEvent) => void,
  done: () => void = () => undefined,
): void {
  const leave = new AbortController();
  const { signal } = leave;
  const same = (event: PointerEvent): boolean => event.pointerId === press.pointerId;
  window.addEventListener('pointermove', (event) => same(event) && move(event), { signal });
  window.addEventListener(
    'pointerup',
    (event) => {
      if (same(event)) {
        leave.abort();
        done();
      }
    },
    { signal },
  );
  window.addEventListener('pointercancel', () => leave.abort(), { signal });
}
