/** What one may do with a column: the same things by menu, by key and by mouse. */

import type { OpenRequest } from '../core/contract.gen.ts';
import { CLOSED, groupBy, MOST_GROUPED, OPEN } from './asking.ts';
import {
  freshColumns,
  hideColumn,
  pinColumn,
  resizeColumn,
  shownColumns,
  stepColumn,
} from './columns.ts';
import type { GridContext } from './context.ts';
import type { MenuItem } from './menu.ts';
import { directionOf, order } from './sorting.ts';

export const WIDTH_STEP = 16;

export function columnMenu(
  context: GridContext,
  name: string,
  fit: () => void,
): readonly MenuItem[] {
  return [
    ...sortItems(context, name),
    ...groupItems(context, name),
    'line',
    ...placeItems(context, name),
    'line',
    ...widthItems(context, name, fit),
  ];
}

/** Every column with its check mark. */
export function columnChooser(context: GridContext): readonly MenuItem[] {
  const { say, source } = context.options;
  const columns = context.columns.peek();
  const items: MenuItem[] = columns.map((column) => ({
    label: context.fields.get(column.name)?.label ?? column.name,
    checked: !column.hidden,
    run: () => {
      context.columns.value = hideColumn(context.columns.peek(), column.name, !column.hidden);
    },
  }));
  const reset = (): void => {
    context.columns.value = freshColumns(source.description);
  };
  return [...items, 'line', { label: say('columns_reset'), run: reset }];
}

function sortItems(context: GridContext, name: string): MenuItem[] {
  const { say } = context.options;
  const sort = context.sort.peek();
  const sortable = context.fields.get(name)?.sorts === true;
  const now = directionOf(sort, name);
  const set = (direction: 'asc' | 'desc' | null, add: boolean) => (): void => {
    context.sort.value = order(context.sort.peek(), name, direction, add);
  };
  const others = sort.some(([column]) => column !== name);
  return [
    { label: say('sort_asc'), run: set('asc', false), disabled: !sortable },
    { label: say('sort_desc'), run: set('desc', false), disabled: !sortable },
    ...(others && sortable
      ? [
          { label: say('sort_add_asc'), run: set('asc', true) },
          { label: say('sort_add_desc'), run: set('desc', true) },
        ]
      : []),
    ...(now === null ? [] : [{ label: say('sort_clear'), run: set(null, true) }]),
  ];
}

function groupItems(context: GridContext, name: string): MenuItem[] {
  const { say } = context.options;
  const group = context.group.peek();
  const grouped = group.includes(name);
  const can = context.nodeAt >= 0 && context.fields.get(name)?.sorts === true;
  if (!can) {
    return [];
  }
  const items: MenuItem[] = [
    'line',
    {
      label: say(grouped ? 'ungroup' : 'group_by'),
      disabled: !grouped && group.length >= MOST_GROUPED,
      run: () => groupBy(context, name, !grouped),
    },
  ];
  if (group.length > 0) {
    const set = (open: OpenRequest) => (): void => {
      context.open.value = open;
    };
    items.push({ label: say('open_all'), run: set(OPEN) });
    items.push({ label: say('close_all'), run: set(CLOSED) });
  }
  return items;
}

function placeItems(context: GridContext, name: string): MenuItem[] {
  const { say } = context.options;
  const columns = context.columns;
  const pinned = columns.peek().find((column) => column.name === name)?.pinned === true;
  const shown = shownColumns(columns.peek());
  const at = shown.findIndex((column) => column.name === name);
  return [
    {
      label: say(pinned ? 'unpin' : 'pin'),
      run: () => {
        columns.value = pinColumn(columns.peek(), name, !pinned);
      },
    },
    {
      label: say('hide'),
      disabled: shown.length < 2,
      run: () => {
        columns.value = hideColumn(columns.peek(), name, true);
      },
    },
    {
      label: say('move_left'),
      keys: 'Ctrl ⇧ ←',
      disabled: at <= 0,
      run: () => {
        columns.value = stepColumn(columns.peek(), name, -1);
      },
    },
    {
      label: say('move_right'),
      keys: 'Ctrl ⇧ →',
      disabled: at === shown.length - 1,
      run: () => {
        columns.value = stepColumn(columns.peek(), name, 1);
      },
    },
  ];
}

function widthItems(context: GridContext, name: string, fit: () => void): MenuItem[] {
  const { say } = context.options;
  return [
    { label: say('wider'), keys: '⇧ →', run: () => widen(context, name, WIDTH_STEP) },
    { label: say('narrower'), keys: '⇧ ←', run: () => widen(context, name, -WIDTH_STEP) },
    { label: say('fit'), run: fit },
  ];
}

export function widen(context: GridContext, name: string, by: number): void {
  const column = context.columns.peek().find((one) => one.name === name);
  if (column !== undefined) {
    context.columns.value = resizeColumn(context.columns.peek(), name, column.width + by);
  }
}
