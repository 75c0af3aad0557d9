/** The mouse on the rows: a click goes to a cell, Shift or a drag extends, Ctrl chooses the row. */

import type { Cell } from './selection.ts';

export interface PointerActions {
  readonly go: (cell: Cell, extend: boolean) => void;
  readonly toggle: (row: number, extend: boolean) => void;
  readonly open: () => void;
  readonly editing: () => boolean;
}

const HEAD_ROWS = 2;

export class Pointer {
  private readonly leave = new AbortController();
  private dragging = false;

  private readonly actions: PointerActions;

  constructor(body: HTMLElement, actions: PointerActions) {
    this.actions = actions;
    const { signal } = this.leave;
    body.addEventListener('pointerdown', (event) => this.down(event), { signal });
    body.addEventListener('pointerover', (event) => this.over(event), { signal });
    body.addEventListener('dblclick', (event) => this.twice(event), { signal });
    const stop = (): void => {
      this.dragging = false;
    };
    window.addEventListener('pointerup', stop, { signal });
    window.addEventListener('pointercancel', stop, { signal });
  }

  remove(): void {
    this.leave.abort();
  }

  private down(event: PointerEvent): void {
    const cell = cellOf(event.target);
    if (cell === null || event.button !== 0 || inControl(event.target)) {
      return;
    }
    event.preventDefault(); // the focus is set by the grid, and no text is selected
    if (cell.column === 0) {
      this.actions.toggle(cell.row, event.shiftKey);
      this.actions.go(cell, false);
    } else {
      if (event.ctrlKey || event.metaKey) {
        this.actions.toggle(cell.row, false);
      }
      this.actions.go(cell, event.shiftKey);
      this.dragging = event.pointerType === 'mouse';
    }
  }

  private over(event: PointerEvent): void {
    const cell = this.dragging && event.buttons === 1 ? cellOf(event.target) : null;
    if (cell !== null && cell.column > 0 && !this.actions.editing()) {
      this.actions.go(cell, true);
    }
  }

  private twice(event: MouseEvent): void {
    const cell = cellOf(event.target);
    if (cell !== null && cell.column > 0 && !inControl(event.target)) {
      this.actions.open();
    }
  }
}

function inControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, .yg-wrong') !== null;
}

function cellOf(target: EventTarget | null): Cell | null {
  const cell = target instanceof Element ? target.closest('[role="gridcell"]') : null;
  const row = cell?.closest('[aria-rowindex]');
  if (cell === null || row === null || row === undefined) {
    return null;
  }
  return {
    row: Number(row.getAttribute('aria-rowindex')) - 1 - HEAD_ROWS,
    column: Number(cell.getAttribute('aria-colindex')) - 1,
  };
}
