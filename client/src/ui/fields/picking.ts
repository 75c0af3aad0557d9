/** Which views wait for a record that is being chosen or made elsewhere: it goes back to them. */

import type { View } from '../../core/view.ts';

const waiting = new Map<View, number>();

export const isPicking = (view: View | undefined): boolean =>
  view !== undefined && (waiting.get(view) ?? 0) > 0;

/** Wait for a record; until it has come the view is said to pick. */
export const picking = async <T>(view: View, pick: Promise<T>): Promise<T> => {
  waiting.set(view, (waiting.get(view) ?? 0) + 1);
  try {
    return await pick;
  } finally {
    const left = (waiting.get(view) ?? 1) - 1;
    if (left > 0) waiting.set(view, left);
    else waiting.delete(view);
  }
};
