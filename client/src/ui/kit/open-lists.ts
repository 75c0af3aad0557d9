/** What the frame around the screens knows of the lists inside them, without knowing any list. */

import { type Signal, signal } from '@preact/signals-core';
import type { View } from '../../core/view.ts';

interface OpenList {
  readonly source: string;
  /** Show a saved view of it; false: it has none of that name. */
  readonly showSaved: (id: string) => boolean;
  /** The cursor it shows. */
  readonly cursor: string;
  /** Run an action on the ticked rows, or on the one it stands on. */
  readonly act: (action: string) => Promise<void>;
  /** Tick these rows, and no others. */
  readonly tick: (keys: readonly (string | number)[]) => void;
}

const LISTS = new WeakMap<View, OpenList>();
const CHOSEN = new WeakMap<View, Signal<number>>();

export const tellList = (view: View, list: OpenList): void => {
  LISTS.set(view, list);
};

/** The list a screen is about. */
export const listIn = (view: View): OpenList | undefined => LISTS.get(view);

/** How many rows are ticked in a screen, in the list where that was changed last. */
export function chosenRows(view: View): Signal<number> {
  const known = CHOSEN.get(view) ?? signal(0);
  CHOSEN.set(view, known);
  return known;
}
