/** The order of the rows: several columns, first the one that counts most. */

export type Direction = 'asc' | 'desc';
export type Order = readonly [column: string, direction: Direction];

export const MOST_ORDERS = 8; // as many as the server takes

export function directionOf(sort: readonly Order[], column: string): Direction | null {
  return sort.find(([name]) => name === column)?.[1] ?? null;
}

/** A click on a header: up, down, none. With `add` the other columns stay. */
export function turn(sort: readonly Order[], column: string, add: boolean): readonly Order[] {
  const now = directionOf(sort, column);
  const next: Direction | null = now === null ? 'asc' : now === 'asc' ? 'desc' : null;
  return order(sort, column, next, add);
}

/** Sort by a column in a direction, or (null) no longer by it; its rank stays when it has one. */
export function order(
  sort: readonly Order[],
  column: string,
  direction: Direction | null,
  add: boolean,
): readonly Order[] {
  const others = sort.filter(([name]) => name !== column);
  if (direction === null) {
    return add ? others : [];
  }
  if (!add) {
    return [[column, direction]];
  }
  const at = sort.findIndex(([name]) => name === column);
  if (at < 0) {
    return [...sort, [column, direction] as const].slice(0, MOST_ORDERS);
  }
  return sort.map((one) => (one[0] === column ? ([column, direction] as const) : one));
}
