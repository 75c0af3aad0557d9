/** One view on the floor: in front, or kept as it was behind the others. */

import { type CSSProperties, useEffect, useRef } from 'react';
import type { View } from '../../core/view.ts';
import type { WholeApp } from '../app/shell.ts';
import type { Tab } from '../app/tab.ts';
import { factsOf } from '../app/view-facts.ts';
import { useComputed } from '../kit/use-value.ts';
import { ViewScreen } from '../parts/view-screen.tsx';
import { ListPlace } from './list-place.tsx';
import { firstIn } from './regions.ts';
import { useRest } from './resting.ts';
import { remembersFocus, useScreenMemory } from './screen-memory.ts';
import { ViewBoundary } from './view-boundary.tsx';

const FOCUS_WITHIN = 1_500; // what comes later than this must not take the focus away

const FIRST = '[data-first]';
const GRID = '[role="grid"], [role="treegrid"]';
const REACHED = '[tabindex="0"]';
const FIELD =
  'input:not([type="search"], [readonly], [disabled]), textarea:not([readonly], [disabled]), select';

/** Where one begins: a form at its first field, a list at its row. */
const fieldOf = (panel: HTMLElement) =>
  panel.querySelector<HTMLElement>(FIRST) ?? panel.querySelector<HTMLElement>(FIELD);

/** The rows of the first list, though those of its details may be there sooner. */
function rowOf(panel: HTMLElement): HTMLElement | null {
  const grids = [...panel.querySelectorAll<HTMLElement>(GRID)];
  const grid = grids.find((one) => one.checkVisibility()) ?? null;
  const row = grid?.matches(REACHED) ? grid : grid?.querySelector<HTMLElement>(REACHED);
  return panel.querySelector<HTMLElement>(FIRST) ?? row ?? null;
}

export interface TabPanelProps {
  readonly app: WholeApp;
  readonly tab: Tab;
  readonly front: boolean;
  readonly active: boolean;
  readonly drawn: boolean;
  readonly style: CSSProperties;
}

export const panelId = (key: number) => `panel-${key}`;
export const tabId = (key: number) => `tab-${key}`;

export function TabPanel({ app, tab, front, active, drawn, style }: TabPanelProps) {
  const { desk, i18n } = app;
  const box = useRef<HTMLDivElement>(null);
  const view = useShown(app, tab);
  const title = useComputed(
    () => (view === undefined ? tab.title : factsOf(view).title.value),
    [view, tab.title],
  );
  useScreenMemory(box, tab.address, drawn ? view : undefined);
  useFocus(box, active, view, tab.address);
  useRest(tab.view, front);
  useSettling(box, view);
  return (
    <div
      ref={box}
      id={panelId(tab.key)}
      className={front ? 'dock-panel' : 'dock-panel behind'}
      role="tabpanel"
      aria-labelledby={tabId(tab.key)}
      tabIndex={-1}
      inert={!front}
      style={style}
      onFocusCapture={() => {
        if (front && !active) desk.showTab(tab.key);
      }}
      onPointerDownCapture={() => {
        if (front && !active) desk.showTab(tab.key);
      }}
    >
      {view === undefined ? (
        <Opening words={i18n.gettext('Opening {name}…', { name: title })} />
      ) : drawn ? (
        <ViewBoundary app={app} name={title} key={numberOf(view)}>
          {front ? <ListPlace view={view} /> : null}
          <ViewScreen view={view} />
        </ViewBoundary>
      ) : null}
    </div>
  );
}

/**
 * The view of a tab; while the server is building it anew, the one before: whoever types there goes on
 * typing, and what he typed comes along.
 */
function useShown(app: WholeApp, tab: Tab): View | undefined {
  const { session } = app.client;
  const last = useRef<View>(undefined);
  const view = useComputed(() => {
    const before = tab.view === undefined ? last.current : tab.view.before.value;
    const stays = before !== undefined && before === last.current;
    if (stays && (tab.view !== undefined || session.left.value.includes(before))) return before;
    return tab.view;
  }, [session, tab.view]);
  last.current = view;
  return view;
}

/** A list of choices takes what was typed into it when it is left: so it is left first. */
function useSettling(box: React.RefObject<HTMLElement | null>, view: View | undefined): void {
  useEffect(() => {
    if (view === undefined) return undefined;
    const settle = () => {
      const at = document.activeElement;
      if (at instanceof HTMLElement && at.role === 'combobox' && box.current?.contains(at)) {
        at.blur();
      }
    };
    view.settling.add(settle);
    return () => {
      view.settling.delete(settle);
    };
  }, [box, view]);
}

/** Views are drawn one by one: one that takes the place of another is another drawing. */
const numbers = new WeakMap<View, number>();
let numbered = 0;
const numberOf = (view: View): number => {
  const known = numbers.get(view);
  if (known !== undefined) return known;
  numbered += 1;
  numbers.set(view, numbered);
  return numbered;
};

/** Said only when it takes long enough to be read. */
function Opening({ words }: { readonly words: string }) {
  return (
    <p className="dock-opening" role="status">
      {words}
    </p>
  );
}

/**
 * The focus goes where one works: a view that comes to the front takes it, at the place it had there.
 * Whoever walks along the tabs, or has a dialog open, keeps it.
 */
function useFocus(
  box: React.RefObject<HTMLDivElement | null>,
  active: boolean,
  view: View | undefined,
  address: string,
): void {
  const last = useRef<HTMLElement>(undefined);
  useEffect(() => {
    const panel = box.current;
    if (panel === null) return undefined;
    const hear = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && event.target !== panel) {
        last.current = event.target;
      }
    };
    panel.addEventListener('focusin', hear);
    return () => panel.removeEventListener('focusin', hear);
  }, [box]);
  useEffect(() => {
    const panel = box.current;
    if (!active || view === undefined || panel === null || isElsewhere(panel)) return undefined;
    const before = last.current;
    if (before?.isConnected === true && panel.contains(before)) {
      before.focus({ preventScroll: true });
      return undefined;
    }
    if (remembersFocus(address)) {
      panel.focus({ preventScroll: true });
      return undefined; // it goes back where it was
    }
    return focusWhenThere(panel, view.offer.view.type === 'Form' ? fieldOf : rowOf);
  }, [box, active, view, address]);
}

/** Somebody is at something that is to keep the focus. */
function isElsewhere(panel: HTMLElement): boolean {
  const at = document.activeElement;
  if (at === null || at === document.body || panel.contains(at)) return false;
  return (
    at.closest('[role="tablist"], [role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  );
}

function focusWhenThere(
  panel: HTMLElement,
  first: (panel: HTMLElement) => HTMLElement | null,
): () => void {
  panel.focus({ preventScroll: true });
  const enter = () => {
    if (document.activeElement !== panel) return stop();
    first(panel)?.focus({ preventScroll: true });
    if (document.activeElement !== panel) stop(); // what is not to be seen yet takes no focus
  };
  const watch = new MutationObserver(enter);
  const stop = () => watch.disconnect();
  watch.observe(panel, { childList: true, subtree: true, attributeFilter: ['tabindex', 'hidden'] });
  const timer = setTimeout(() => {
    if (document.activeElement === panel) firstIn(panel)?.focus({ preventScroll: true });
    stop();
  }, FOCUS_WITHIN);
  enter();
  return () => {
    clearTimeout(timer);
    stop();
  };
}
