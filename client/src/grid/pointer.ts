/** The mouse on the rows: a click goes to a cell, Shift or a drag extends, Ctrl chooses the row. */

import type { Cell } from './selection.ts';

export interface PointerActions {
  readonly go: (cell: Cell, extend: boolean) => void;
  readonly toggle: (row: number, extend: boolean) => void;
  readonly open: () => void;
  readonly editing: () => boolean;
  /** Open or close a group or branch; with `deep` everything below it. */
  readonly turn: (row: number, deep: boolean) => void;
  readonly menu: (cell: Cell, at: { readonly x: number; readonly y: number }) => void;
}

const LONG = 500; // ms a finger stays for the menu
const STILL = 10; // px it may move meanwhile

export class Pointer {
  private readonly leave = new AbortController();
  private dragging = false;

  private pressed: ReturnType<typeof setTimeout> | undefined;
  private from = { x: 0, y: 0 };
  private held = false; // the finger has opened a menu: its lifting is no tap

  private readonly actions: PointerActions;
  private readonly headRows: number;

  constructor(body: HTMLElement, headRows: number, actions: PointerActions) {
    this.actions = actions;
    this.headRows = headRows;
    const { signal } = this.leave;
    body.addEventListener('pointerdown', (event) => this.down(event), { signal });
    body.addEventListener('pointerover', (event) => this.over(event), { signal });
    body.addEventListener('dblclick', (event) => this.twice(event), { signal });
    body.addEventListener('click', (event) => this.tap(event), { signal });
    body.addEventListener('contextmenu', (event) => this.menu(event), { signal });
    body.addEventListener('pointermove', (event) => this.moved(event), { signal });
    const stop = (): void => {
      this.dragging = false;
      clearTimeout(this.pressed);
    };
    window.addEventListener('pointerup', stop, { signal });
    window.addEventListener('pointercancel', stop, { signal });
  }

  remove(): void {
    this.leave.abort();
  }

  private down(event: PointerEvent): void {
    const cell = this.cellOf(event.target);
    if (cell === null || event.button !== 0 || inControl(event.target)) {
      return;
    }
    if (event.pointerType === 'touch') {
      this.press(cell, event); // it may be the beginning of scrolling: what is meant shows later
      return;
    }
    event.preventDefault(); // the focus is set by the grid, and no text is selected
    this.choose(cell, event);
    this.dragging = event.pointerType === 'mouse' && cell.column > 0;
  }

  private choose(cell: Cell, event: MouseEvent): void {
    if (twists(event.target)) {
      const header = inHeader(event.target);
      this.actions.go({ ...cell, column: header ? 1 : cell.column }, false);
      this.actions.turn(cell.row, event.altKey);
    } else if (cell.column === 0) {
      this.actions.toggle(cell.row, event.shiftKey);
      this.actions.go(cell, false);
    } else {
      if (event.ctrlKey || event.metaKey) {
        this.actions.toggle(cell.row, false);
      }
      this.actions.go(cell, event.shiftKey);
    }
  }

  private press(cell: Cell, event: PointerEvent): void {
    this.from = { x: event.clientX, y: event.clientY };
    this.held = false;
    clearTimeout(this.pressed);
    this.pressed = setTimeout(() => {
      this.held = true;
      this.actions.go(cell, false);
      this.actions.menu(cell, this.from);
    }, LONG);
  }

  private moved(event: PointerEvent): void {
    const far = Math.hypot(event.clientX - this.from.x, event.clientY - this.from.y);
    if (far > STILL) {
      clearTimeout(this.pressed);
    }
  }

  private tap(event: MouseEvent): void {
    const touch = event instanceof PointerEvent && event.pointerType === 'touch';
    const cell = touch && !this.held ? this.cellOf(event.target) : null;
    if (cell !== null && !inControl(event.target)) {
      this.choose(cell, event);
    }
  }

  private menu(event: MouseEvent): void {
    const cell = this.cellOf(event.target);
    if (cell === null || inControl(event.target)) {
      return;
    }
    event.preventDefault();
    clearTimeout(this.pressed);
    if (!this.held) {
      this.held = event instanceof PointerEvent && event.pointerType === 'touch';
      this.actions.go(cell, false);
      this.actions.menu(cell, { x: event.clientX, y: event.clientY });
    }
  }

  private over(event: PointerEvent): void {
    const cell = this.dragging && event.buttons === 1 ? this.cellOf(event.target) : null;
    if (cell !== null && cell.column > 0 && !this.actions.editing()) {
      this.actions.go(cell, true);
    }
  }

  private cellOf(target: EventTarget | null): Cell | null {
    const cell = target instanceof Element ? target.closest('[role="gridcell"]') : null;
    const row = cell?.closest('[aria-rowindex]');
    if (cell === null || row === null || row === undefined) {
      return null;
    }
    return {
      row: Number(row.getAttribute('aria-rowindex')) - 1 - this.headRows,
      column: Number(cell.getAttribute('aria-colindex')) - 1,
    };
  }

  private twice(event: MouseEvent): void {
    const cell = this.cellOf(event.target);
    if (cell !== null && cell.column > 0 && !inControl(event.target) && !twists(event.target)) {
      this.actions.open();
    }
  }
}

function inControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, .yg-wrong') !== null;
}

function inHeader(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.yg-row.grp') !== null;
}

/** The twist of a row, or anywhere on the header of a group. */
function twists(target: EventTarget | null): boolean {
  return inHeader(target) || (target instanceof Element && target.closest('.yg-twist') !== null);
}
