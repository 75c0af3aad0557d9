/** What stands on the desk, and who is asked about it. */

import type { ActionDescription, ContextOpened, ViewNotice } from '../../core/contract.gen.ts';
import type { View } from '../../core/view.ts';
import type { Dock } from './dock.ts';
import { plainTitle } from './view-facts.ts';

/** What the desk asks of, and tells to, the person. */
export interface DeskVoice {
  choose(options: ContextOpened['choose'] & object): Promise<string>;
  confirm(
    asked: { title: string; text?: string; action: string; destructive: boolean },
    view: View,
    action: ActionDescription,
    options: Readonly<Record<string, unknown>>,
  ): Promise<boolean>;
  failed(error: unknown): void;
  noticed(view: View, notice: ViewNotice): void;
  /** Asked before an action runs: what hears its answer. */
  running?(
    view: View,
    action: ActionDescription,
    options: Readonly<Record<string, unknown>>,
  ): (result: unknown) => void;
}

export interface Tab {
  readonly key: number;
  readonly address: string;
  /** The number of the view it shows, or showed. */
  readonly id: number;
  readonly title: string;
  readonly icon: string;
  readonly view: View | undefined;
}

export interface KeptDesk {
  readonly tabs: readonly Omit<Tab, 'view'>[];
  readonly dock: Dock;
}

/** A link that led nowhere: said where the screen would have been. */
export interface LostLink {
  readonly address: string;
  readonly error: unknown;
}

/** A tab as its view says it is. */
export const described = (view: View, address: string): Omit<Tab, 'key'> => ({
  address,
  id: view.id,
  title: plainTitle(view),
  icon: view.offer.icon,
  view,
});

/** The question, and what there is to know before one answers. */
export const parted = (asked: string): { readonly title: string; readonly text?: string } => {
  const [, title, text] = /^([^?]*\?)\s+(.+)$/s.exec(asked) ?? [];
  return title === undefined || text === undefined ? { title: asked } : { title, text };
};
