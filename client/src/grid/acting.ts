/** What is done with a row that is not moving to it: choose, open below it, ask for its menu, add one. */

import type { Adding } from './adding.ts';
import type { BlockCache } from './blocks.ts';
import { type GridContext, leadOf } from './context.ts';
import type { Command, Motion } from './keyboard.ts';
import { isGroup } from './nodes.ts';
import type { Opener } from './opener.ts';
import { type Cell, choose, toggle } from './selection.ts';
import type { RowKey } from './source.ts';

/** Tick a row, or (`extend`) all from where one was; headers of groups are no rows to choose. */
export function toggleRows(
  context: GridContext,
  cache: BlockCache,
  row: number,
  extend: boolean,
): void {
  const { chosen, anchor } = context;
  const from = extend && anchor.peek().row >= 0 ? anchor.peek().row : row;
  const keys: RowKey[] = [];
  for (let at = Math.min(from, row); at <= Math.max(from, row); at++) {
    const key = keyAt(context, cache, at);
    if (key !== undefined && !isGroup(key)) {
      keys.push(key);
    }
  }
  const [only] = keys;
  if (extend) {
    chosen.value = choose(chosen.peek(), keys, true);
  } else if (only !== undefined) {
    chosen.value = toggle(chosen.peek(), only);
  }
}

/** Behind the last row the cache may still hold those that were there before; they are not shown. */
function keyAt({ count }: GridContext, cache: BlockCache, row: number): RowKey | undefined {
  const shown = row >= 0 && row < (count.peek()?.total ?? 0);
  return shown ? (cache.row(row)?.[0] as RowKey | undefined) : undefined;
}

/** What keys mean on the header of a group or a branch of a tree; answers whether one was used. */
export function outlineKey(
  context: GridContext,
  opener: Opener,
  command: Command,
  go: (row: number) => void,
): boolean {
  const { row, column } = context.active.peek();
  const node = opener.node(row);
  if (node === null) {
    return false;
  }
  const header = node.group !== null;
  switch (command.do) {
    case 'open-below':
    case 'close-below':
      return opener.turn(row, command.do === 'open-below', true);
    case 'type':
      return command.text === '*' && (header || node.open !== null) && opener.all(true);
    case 'enter':
    case 'toggle-row':
      return header && opener.turn(row, null, false);
    case 'move': {
      const lead = context.shape.peek() === 'tree' ? leadOf(context, context.view.peek()) : 1;
      const here = header || column === lead;
      return here && !command.extend && step(opener, command.to, row, go);
    }
    default:
      return false;
  }
}

/** → opens, ← closes, then ← goes to what the row is below. */
function step(opener: Opener, to: Motion, row: number, go: (row: number) => void): boolean {
  const open = opener.isOpen(row);
  if (to === 'right' && open === false) {
    return opener.turn(row, true, false);
  }
  if (to === 'left' && open === true) {
    return opener.turn(row, false, false);
  }
  const parent = to === 'left' ? opener.parent(row) : -1;
  if (parent >= 0) {
    go(parent);
  }
  return parent >= 0;
}

/** On the line after the last row a letter, Enter or Space begins a new record. */
export function begins(
  context: GridContext,
  line: Adding | null,
  command: Command,
  row: number,
): boolean {
  const { adding } = context.options;
  const count = context.count.peek();
  if (adding === undefined || line?.offered !== true || count === null || row < count.total) {
    return false;
  }
  if (command.do === 'type' || command.do === 'enter' || command.do === 'toggle-row') {
    const typed = command.do === 'type' ? command.text : '';
    if (line?.begin(typed) !== true) {
      adding.add(typed);
    }
    return true;
  }
  return command.do === 'edit';
}

/** Ask for the menu of a row, at the pointer or under its cell. */
export function rowMenu(
  context: GridContext,
  cache: BlockCache,
  { row }: Cell,
  anchor: HTMLElement | undefined,
  at: { readonly x: number; readonly y: number } | null,
): boolean {
  const { onMenu } = context.options;
  const key = keyAt(context, cache, row);
  if (onMenu === undefined || key === undefined || anchor === undefined) {
    return false;
  }
  const box = anchor.getBoundingClientRect();
  onMenu(key, { anchor, x: at?.x ?? box.left, y: at?.y ?? box.bottom });
  return true;
}
