/** What every part of the screen may use: one object, made once when the page starts. */

import type { ReadonlySignal } from '@preact/signals-core';
import { createContext, type ReactNode, useContext } from 'react';
import type { Client } from '../../core/client.ts';
import type { Commands } from '../../core/commands.ts';
import type { IntentWire } from '../../core/contract.gen.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Prefs } from '../../core/prefs.ts';
import type { Services } from '../../core/services.ts';
import type { View } from '../../core/view.ts';
import type { Dialogs } from '../dialogs/dialogs.ts';
import type { Notices } from '../notices/notices.ts';

/** The open views and the one in front. */
export interface Desk {
  /** The views with a tab, in the order of their tabs. */
  readonly views: ReadonlySignal<readonly View[]>;
  /** The view one works in; undefined before the first has come. */
  readonly current: ReadonlySignal<View | undefined>;
  /** Ask the server for a screen; from a view, so that it knows where it came from. */
  open(intent: IntentWire, from?: View): Promise<void>;
  /** The same, and wait for what comes out of it; null when it was cancelled. */
  pick(intent: IntentWire, from: View): Promise<readonly (string | number)[] | null>;
  /** Run an action of a view: asks for its confirmation, tells what went wrong. */
  run(view: View, action: string, options?: Readonly<Record<string, unknown>>): Promise<unknown>;
  show(view: View): void;
  close(view: View): Promise<void>;
  /** The address of a view, for a link. */
  address(intent: IntentWire): string;
}

export interface App {
  readonly client: Client;
  readonly services: Services;
  readonly commands: Commands;
  readonly prefs: Prefs;
  readonly i18n: I18n;
  readonly notices: Notices;
  readonly dialogs: Dialogs;
  readonly desk: Desk;
}

const AppContext = createContext<App | undefined>(undefined);

export function AppProvider({
  app,
  children,
}: {
  readonly app: App;
  readonly children: ReactNode;
}) {
  return <AppContext value={app}>{children}</AppContext>;
}

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('there is no app around this component');
  return app;
}

export const useI18n = (): I18n => useApp().i18n;
