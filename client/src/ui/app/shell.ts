/** What the frame itself remembers and everybody may turn: the nav, and who is signed in. */

import type { ReadonlySignal } from '@preact/signals-core';
import type { Update } from '../../core/update.ts';
import type { Opened } from '../frame/opened.ts';
import type { RecentCustomers } from '../frame/recent-customers.ts';
import type { App } from '../kit/app.tsx';
import type { DeskModel } from './desk.ts';
import type { User } from './signed-in.ts';

/** The app as its frame knows it: the desk with its tabs, and the person. */
export interface WholeApp extends App {
  readonly desk: DeskModel;
  readonly user: User;
  readonly opened: Opened;
  readonly customers: RecentCustomers;
  /** Milliseconds there and back, as last measured; undefined while nobody answers. */
  readonly latency: ReadonlySignal<number | undefined>;
  /** Ask about what is unsaved, end the session and the login. */
  logout(): Promise<void>;
  readonly update: Update;
  /** What is unsaved was kept: the browser need not ask. */
  leaving: boolean;
  /** Begin the page anew; what is unsaved is kept and shown again. */
  reload(): Promise<void>;
  dispose(): void;
}
