/**
 * The arrangement of the tabs across reloads: in this tab's own storage first, then with the person's
 * preferences, from where a new session begins as the last one was left.
 */

import { computed, effect } from '@preact/signals-core';
import { isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';
import { homeAddress } from './address.ts';
import type { DeskModel } from './desk.ts';
import { emptyDock, groupsOf, showTab } from './dock.ts';
import type { KeptDesk } from './tab.ts';

const PLACE = 'ytefas.desk';
const PREF = 'desk';
const WAIT = 800;

const isKept = (value: unknown): value is KeptDesk => {
  if (!isRecord(value) || !Array.isArray(value['tabs']) || !isRecord(value['dock'])) return false;
  const { root, active, made } = value['dock'];
  const keys = new Set(
    value['tabs'].map((tab: unknown) => (isRecord(tab) ? tab['key'] : undefined)),
  );
  if (!isBox(root) || typeof active !== 'number' || typeof made !== 'number') return false;
  return groupsOf(root as KeptDesk['dock']['root']).every((group) =>
    group.tabs.every((key) => keys.has(key)),
  );
};

const isBox = (value: unknown): boolean => {
  if (!isRecord(value)) return false;
  if (value['kind'] === 'group') return Array.isArray(value['tabs']);
  return value['kind'] === 'split' && Array.isArray(value['parts']) && value['parts'].every(isBox);
};

export function readDesk(
  prefs: Prefs,
  { resumes, linked }: { readonly resumes: boolean; readonly linked: boolean },
): KeptDesk | undefined {
  if (resumes || keptOnce()) {
    const found = stored();
    if (isKept(found)) return found;
  }
  const found = prefs.get(PREF);
  // a link opens a page of its own; whoever just signs in finds the desktop before what was open
  if (linked || !isKept(found)) return undefined;
  const home = found.tabs.find((tab) => tab.address === homeAddress);
  return home === undefined ? undefined : { ...found, dock: showTab(found.dock, home.key) };
}

const ONCE = 'ytefas.desk.once';

/** The page is loaded again on purpose: it shows the same tabs, though in a new session. */
export function keepDeskOnce(): void {
  sessionStorage.setItem(ONCE, 'yes');
}

const keptOnce = (): boolean => {
  const found = sessionStorage.getItem(ONCE) !== null;
  sessionStorage.removeItem(ONCE);
  return found;
};

const stored = (): unknown => {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
  } catch {
    return undefined;
  }
};

/** Forget how this tab was arranged: its titles are somebody's data. */
export function forgetDesk(): void {
  sessionStorage.removeItem(PLACE);
  sessionStorage.removeItem(ONCE);
}

export function keepDesk(desk: DeskModel, prefs: Prefs): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const kept = computed(() => JSON.stringify(desk.kept()));
  const end = effect(() => {
    const text = kept.value;
    if (desk.dock.peek() === emptyDock) return;
    try {
      sessionStorage.setItem(PLACE, text);
    } catch {
      // a browser that stores nothing begins with the desktop
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (JSON.stringify(prefs.get(PREF)) === text) return;
      prefs.set(PREF, JSON.parse(text));
    }, WAIT);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}
