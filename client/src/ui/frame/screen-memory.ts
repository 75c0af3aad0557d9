/**
 * What one had on a screen, kept while the page lives: how far it was scrolled, and where the focus was.
 *
 * A screen that is drawn anew (opened again, back after the server was built anew) takes it up. Fields are
 * known again by their own names, for the numbers in their ids are of the drawing.
 */

import { type RefObject, useEffect, useLayoutEffect } from 'react';

interface Scrolled {
  readonly name: string;
  readonly at: number;
  readonly top: number;
  readonly left: number;
}

interface Focused {
  readonly name: string;
  readonly from: number | null;
  readonly to: number | null;
}

interface Remembered {
  readonly scrolled: readonly Scrolled[];
  readonly focused: Focused | undefined;
}

const KEPT = 60;
const PATIENCE = 4_000; // rows and fields come when the server has answered
const STILL = 600;
const SETTLED = 120;
const OWN = ['wheel', 'pointerdown', 'keydown'];
/** On a panel where the focus goes back to what had it: nothing else takes it meanwhile. */
const RETURNING = 'data-returning';
const MEMORY = new Map<string, Remembered>();

/** Fields that can be written in, and rows of tables that are walked through. */
const NAMED = 'input, textarea, select, button, [role="gridcell"], [role="combobox"]';

const nameOf = (element: Element): string => {
  const id = element.id.replace(/\d+/g, '#');
  const label = element.getAttribute('aria-label') ?? '';
  const place = element.getAttribute('data-slot') ?? element.getAttribute('name') ?? '';
  return `${element.tagName} ${id} ${label} ${place.replace(/\d+/g, '#')}`;
};

/** A place that scrolls, known by what it is and how many of its kind stand before it. */
function placeOf(panel: HTMLElement, element: HTMLElement): Omit<Scrolled, 'top' | 'left'> {
  return { name: element.className, at: alike(panel, element.className).indexOf(element) };
}

const alike = (panel: HTMLElement, name: string): readonly HTMLElement[] =>
  [...panel.querySelectorAll<HTMLElement>('div, section, main')].filter(
    (one) => one.className === name,
  );

function focusedIn(panel: HTMLElement): Focused | undefined {
  const at = document.activeElement;
  if (at === null || at === panel || !panel.contains(at)) return undefined;
  // a cell of a grid has no name of its own: the grid knows which one was walked to
  if (at.closest('[role="grid"], [role="treegrid"]') !== null && !at.hasAttribute('data-slot')) {
    return undefined;
  }
  const typed = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
  const [from, to] = typed ? [at.selectionStart, at.selectionEnd] : [null, null];
  return { name: nameOf(at), from, to };
}

/** Scroll one place as it was; false: it is not there yet, or not high enough yet. */
function scroll(panel: HTMLElement, { name, at, top, left }: Scrolled): boolean {
  const element = alike(panel, name)[at];
  if (element === undefined) return false;
  element.scrollTo({ top, left, behavior: 'instant' });
  return Math.abs(element.scrollTop - top) < 2;
}

function focus(panel: HTMLElement, { name, from, to }: Focused): boolean {
  const at = document.activeElement;
  // somebody has gone on meanwhile
  if (at !== null && at !== document.body && at !== panel) return true;
  const found = [...panel.querySelectorAll<HTMLElement>(NAMED)].find((one) => nameOf(one) === name);
  if (found === undefined) return false;
  found.focus({ preventScroll: true });
  const typed = found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement;
  if (typed && from !== null && to !== null) found.setSelectionRange(from, to);
  return true;
}

function restore(panel: HTMLElement, { scrolled, focused }: Remembered): () => void {
  const late = performance.now() + PATIENCE;
  /** When all of it began to stand where it did: rows that come go back to the top at first. */
  let still: number | undefined;
  let waiting = focused;
  let frame = 0;
  const enter = () => {
    if (waiting !== undefined && focus(panel, waiting)) waiting = undefined;
    panel.toggleAttribute(RETURNING, waiting !== undefined);
    if (waiting === undefined) drawing.disconnect();
  };
  // a field is entered as soon as it stands, before the next key is heard
  const drawing = new MutationObserver(enter);
  drawing.observe(panel, { childList: true, subtree: true });
  const go = () => {
    const now = performance.now();
    enter();
    const there = scrolled.map((one) => scroll(panel, one)).every(Boolean);
    still = there ? (still ?? now) : undefined;
    const done = waiting === undefined && still !== undefined && now - still > STILL;
    if (done || now >= late) stop();
    else frame = requestAnimationFrame(go);
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    drawing.disconnect();
    panel.removeAttribute(RETURNING);
    for (const kind of OWN) panel.removeEventListener(kind, leave);
  };
  // whoever scrolls or presses by himself is not dragged back; who only goes on typing is
  const leave = (event: Event) => {
    if (event.type !== 'keydown' || event.target !== panel) stop();
  };
  for (const kind of OWN) panel.addEventListener(kind, leave, { passive: true });
  go();
  return stop;
}

/** Whether the focus of a screen is known: it goes back there, and nowhere else. */
export const remembersFocus = (address: string): boolean =>
  MEMORY.get(address)?.focused !== undefined;

function remember(address: string, change: (before: Remembered) => Remembered): void {
  const before = MEMORY.get(address) ?? { scrolled: [], focused: undefined };
  MEMORY.delete(address); // the one changed last is forgotten last
  MEMORY.set(address, change(before));
  for (const old of [...MEMORY.keys()].slice(0, -KEPT)) MEMORY.delete(old);
}

/** Whatever is drawn in the panel may be gone before anybody asks: it is followed while it is there. */
function follow(panel: HTMLElement, address: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const scrolling = new Set<HTMLElement>();
  const write = () => {
    for (const element of scrolling) {
      if (!panel.contains(element)) continue;
      const place = placeOf(panel, element);
      const now = { ...place, top: element.scrollTop, left: element.scrollLeft };
      const others = ({ name, at }: Scrolled) => name !== place.name || at !== place.at;
      remember(address, (before) => ({
        ...before,
        scrolled: [...before.scrolled.filter(others), now],
      }));
    }
    scrolling.clear();
  };
  const scrolled = (event: Event) => {
    if (!(event.target instanceof HTMLElement)) return;
    scrolling.add(event.target);
    clearTimeout(timer);
    timer = setTimeout(write, SETTLED);
  };
  const focused = () => {
    if (document.activeElement === panel) return; // on its way to something in it
    const found = focusedIn(panel);
    remember(address, (before) => ({ ...before, focused: found }));
  };
  panel.addEventListener('scroll', scrolled, { capture: true, passive: true });
  panel.addEventListener('focusin', focused);
  for (const kind of ['input', 'keyup', 'pointerup']) panel.addEventListener(kind, focused);
  return () => {
    clearTimeout(timer);
    panel.removeEventListener('scroll', scrolled, { capture: true });
    panel.removeEventListener('focusin', focused);
    for (const kind of ['input', 'keyup', 'pointerup']) panel.removeEventListener(kind, focused);
  };
}

export function useScreenMemory(
  box: RefObject<HTMLElement | null>,
  address: string,
  drawn: object | undefined,
): void {
  useEffect(() => {
    const panel = box.current;
    return panel === null ? undefined : follow(panel, address);
  }, [box, address]);
  useLayoutEffect(() => {
    const [panel, known] = [box.current, MEMORY.get(address)];
    if (panel === null || drawn === undefined || known === undefined) return undefined;
    return restore(panel, known);
  }, [box, address, drawn]);
}
