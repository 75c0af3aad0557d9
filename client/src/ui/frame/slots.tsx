/** Where services put their things into the frame. */

import type { WholeApp } from '../app/shell.ts';
import type { MenuEntry } from '../kit/menu.tsx';

const Nothing = () => null;

export const slots = {
  PeopleHere: Nothing,
  JobTray: Nothing,
  settingsEntries: (_app: WholeApp): readonly MenuEntry[] => [],
};
