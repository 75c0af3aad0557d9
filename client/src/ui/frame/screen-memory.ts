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
const MEMORY = new Map<string, Remembered>();

/** Fields that can be written in, and rows of tables that are walked through. */
const NAMED = 'input, textarea, select, button, [role="gridcell"], [role="combobox"]';

const nameOf = (element: Element): string => {
  const id = element.id.replace(/\d+/g, '#');
  const label = element.getAttribute('aria-label') ?? '';
  const place = element.getAttribute('data-slot') ?? element.getAttribute('name') ?? '';
  return `${element.tagName} ${id} ${label} ${place.replace(/\d+/g, '#')}`;
};

function scrolledIn(panel: HTMLElement): readonly Scrolled[] {
  const seen = new Map<string, number>();
  const found: Scrolled[] = [];
  for (const element of panel.querySelectorAll<HTMLElement>('div, section, main')) {
    const name = element.className;
    const at = seen.get(name) ?? 0;
    seen.set(name, at + 1);
    const { scrollTop: top, scrollLeft: left } = element;
    if (top > 0 || left > 0) found.push({ name, at, top, left });
  }
  return found;
}

function focusedIn(panel: HTMLElement): Focused | undefined {
  const at = document.activeElement;
  if (at === null || at === panel || !panel.contains(at)) return undefined;
  const typed = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
  const [from, to] = typed ? [at.selectionStart, at.selectionEnd] : [null, null];
  return { name: nameOf(at), from, to };
}

/** Scroll one place as it was; false: it is not there yet, or not high enough yet. */
function scroll(panel: HTMLElement, { name, at, top, left }: Scrolled): boolean {
  const all = [...panel.querySelectorAll<HTMLElement>('div, section, main')];
  const element = all.filter((one) => one.className === name)[at];
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
  const go = () => {
    const now = performance.now();
    if (waiting !== undefined && focus(panel, waiting)) waiting = undefined;
    const there = scrolled.map((one) => scroll(panel, one)).every(Boolean);
    still = there ? (still ?? now) : undefined;
    const done = waiting === undefined && still !== undefined && now - still > STILL;
    if (!done && now < late) frame = requestAnimationFrame(go);
  };
  const stop = () => cancelAnimationFrame(frame);
  // whoever scrolls or presses by himself is not dragged back
  for (const kind of ['wheel', 'pointerdown', 'keydown']) {
    panel.addEventListener(kind, stop, { once: true, passive: true });
  }
  go();
  return stop;
}

/** Whether the focus of a screen is known: it goes back there, and nowhere else. */
export const remembersFocus = (address: string): boolean =>
  MEMORY.get(address)?.focused !== undefined;

export function useScreenMemory(
  box: RefObject<HTMLElement | null>,
  address: string,
  drawn: object | undefined,
): void {
  // the focus is gone from the document before anything of React's is told: follow it
  useEffect(() => {
    const panel = box.current;
    if (panel === null) return undefined;
    const hear = () => {
      const focused = focusedIn(panel);
      if (focused === undefined) return;
      const scrolled = MEMORY.get(address)?.scrolled ?? [];
      MEMORY.set(address, { scrolled, focused });
    };
    panel.addEventListener('focusin', hear);
    panel.addEventListener('input', hear);
    return () => {
      panel.removeEventListener('focusin', hear);
      panel.removeEventListener('input', hear);
    };
  }, [box, address]);
  useLayoutEffect(() => {
    const panel = box.current;
    if (panel === null || drawn === undefined) return undefined;
    const known = MEMORY.get(address);
    const stop = known === undefined ? () => undefined : restore(panel, known);
    return () => {
      stop();
      const focused = focusedIn(panel) ?? MEMORY.get(address)?.focused;
      MEMORY.delete(address);
      MEMORY.set(address, { scrolled: scrolledIn(panel), focused });
      for (const old of [...MEMORY.keys()].slice(0, -KEPT)) MEMORY.delete(old);
    };
  }, [box, address, drawn]);
}
