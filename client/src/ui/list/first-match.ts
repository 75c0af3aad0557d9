/** The first row that answers what was asked last: whoever is quicker than the answer waits for it. */

import type { RowKey } from '../../grid/source.ts';
import type { ListModel } from './list-model.ts';

const WAIT = 5000;

export async function firstMatch(list: ListModel): Promise<RowKey | undefined> {
  const until = performance.now() + WAIT;
  do {
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (list.source.count.peek() === null && performance.now() < until);
  if (list.source.count.peek() === null) return undefined;
  const key = list.cursor.at(0)?.[0];
  return typeof key === 'string' || typeof key === 'number' ? key : undefined;
}
