/** Where the focus goes: the arithmetic of moving through header, filter row and rows. */

import { FILTERS, HEAD } from './context.ts';
import type { Motion } from './keyboard.ts';
import type { Cell } from './selection.ts';

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  readonly page: number; // whole rows on the screen
  readonly filters: boolean; // is there a row of filters between header and rows
}

export function move(from: Cell, to: Motion, bounds: Bounds): Cell {
  const lastRow = bounds.rows - 1;
  const lastColumn = bounds.columns - 1;
  const { row, column } = from;
  const page = Math.max(1, bounds.page - 1); // one row stays in sight, to know where one was
  switch (to) {
    case 'left':
      return at(row, column - 1);
    case 'right':
      return at(row, column + 1);
    case 'up':
      return at(row - 1, column);
    case 'down':
      return at(row + 1, column);
    case 'row-start':
    case 'edge-left':
      return at(row, 0);
    case 'row-end':
    case 'edge-right':
      return at(row, lastColumn);
    case 'first':
      return at(Math.min(0, lastRow), 0);
    case 'last':
      return at(lastRow, lastColumn);
    case 'edge-up':
      return at(Math.min(0, lastRow), column);
    case 'edge-down':
      return at(lastRow, column);
    case 'page-up':
      return at(row < 0 ? row : Math.max(0, row - page), column);
    case 'page-down':
      return at(Math.max(0, row) + page, column);
  }

  function at(toRow: number, toColumn: number): Cell {
    const above = bounds.filters || toRow !== FILTERS ? toRow : row > FILTERS ? HEAD : 0;
    const lowest = bounds.filters ? FILTERS : HEAD;
    return {
      row: Math.max(HEAD, Math.min(above, lastRow < 0 ? lowest : lastRow)),
      column: Math.max(0, Math.min(toColumn, lastColumn)),
    };
  }
}
