/** Rows came or went: the focus and the range stay on their rows. */

import type { BlockCache } from './blocks.ts';
import type { GridContext } from './context.ts';
import { type Cell, isOneCell, rangeOf } from './selection.ts';
import type { GridChange, RowKey } from './source.ts';

export function follow({ active, anchor }: GridContext, change: GridChange): void {
  if (change.type === 'reset') {
    const keep = (cell: Cell): Cell => ({ ...cell, row: Math.min(cell.row, 0) });
    active.value = keep(active.peek());
    anchor.value = active.peek();
    return;
  }
  for (const cell of [active, anchor]) {
    const row = shiftedRow(change, cell.peek().row);
    if (row !== cell.peek().row) {
      cell.value = { ...cell.peek(), row };
    }
  }
  if (isOneCell(rangeOf(anchor.peek(), active.peek()))) {
    anchor.value = active.peek();
  }
}

export function keyAt(cache: BlockCache, row: number): RowKey | undefined {
  return row < 0 ? undefined : (cache.row(row)?.[0] as RowKey | undefined);
}

/** Remember on which rows focus and range are; the answer puts them where these rows are then. */
export function holdCells({ active, anchor }: GridContext, cache: BlockCache): () => void {
  const cells = [active, anchor].map((cell) => ({ cell, key: keyAt(cache, cell.peek().row) }));
  return () => {
    for (const { cell, key } of cells) {
      const row = key === undefined ? -1 : cache.indexOf(key);
      if (row >= 0 && row !== cell.peek().row) {
        cell.value = { ...cell.peek(), row };
      }
    }
  };
}

function shiftedRow(change: GridChange, row: number): number {
  if (row < 0) {
    return row;
  }
  switch (change.type) {
    case 'insert':
      return change.at <= row ? row + 1 : row;
    case 'remove':
      return change.at < row ? row - 1 : row;
    case 'move':
      if (change.from === row) {
        return change.to;
      }
      return (
        row - (change.from < row ? 1 : 0) + (change.to <= row - (change.from < row ? 1 : 0) ? 1 : 0)
      );
    default:
      return row;
  }
}
