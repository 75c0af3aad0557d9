/**
 * The searched words are marked where they stand in the rows. The marks lie over the text (CSS
 * highlights), so the grid's own elements stay as they are and painting costs nothing more.
 */

import { effect } from '@preact/signals-core';
import type { ListModel } from './list-model.ts';

const NAME = 'list-words';
const ranges = new Map<ListModel, readonly Range[]>();

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Where the words begin inside a text, and how long they are. */
export function hits(text: string, words: string): readonly (readonly [number, number])[] {
  const typed = plain(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found: [number, number][] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = plain(match[0]);
    const long = Math.max(0, ...typed.map((one) => (word.startsWith(one) ? one.length : 0)));
    if (long > 0) found.push([match.index, Math.min(long, match[0].length)]);
  }
  return found;
}

function publish(): void {
  const all = [...ranges.values()].flat();
  if (all.length === 0) CSS.highlights.delete(NAME);
  else CSS.highlights.set(NAME, new Highlight(...all));
}

/** Mark the words of a list from now on, until the answer is called. */
export function highlightWords(list: ListModel): () => void {
  if (!('highlights' in CSS)) return () => undefined;
  const body = list.grid.element.querySelector('.yg-body');
  if (body === null) return () => undefined;
  let frame = 0;
  const mark = () => {
    frame = 0;
    ranges.set(list, list.grid.words.peek() === '' ? [] : rangesIn(body, list.grid.words.peek()));
    publish();
  };
  const soon = () => {
    if (frame === 0) frame = requestAnimationFrame(mark);
  };
  const observer = new MutationObserver(soon);
  const end = effect(() => {
    observer.disconnect();
    if (list.grid.words.value !== '') {
      observer.observe(body, { subtree: true, characterData: true, childList: true });
    }
    soon();
  });
  return () => {
    end();
    observer.disconnect();
    cancelAnimationFrame(frame);
    ranges.delete(list);
    publish();
  };
}

function rangesIn(body: Element, words: string): readonly Range[] {
  const found: Range[] = [];
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    for (const [at, long] of hits(text.nodeValue ?? '', words)) {
      const range = new Range();
      range.setStart(text, at);
      range.setEnd(text, at + long);
      found.push(range);
    }
  }
  return found;
}
