/** How much room a drawing has, how wide words are in it, and where the marks of an axis go. */

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Room {
  readonly width: number;
  /** The size of its text, in pixels: it follows the density and the browser's text size. */
  readonly em: number;
}

const UNMEASURED: Room = { width: 640, em: 12 };

/** The room of an element, known before anything is painted, and again when it is another. */
export function useRoom(): readonly [RefObject<HTMLDivElement | null>, Room] {
  const place = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(UNMEASURED);
  useLayoutEffect(() => {
    const there = place.current;
    if (there === null) return;
    const read = () => {
      const width = Math.floor(there.clientWidth) || UNMEASURED.width;
      const em = Number.parseFloat(getComputedStyle(there).fontSize) || UNMEASURED.em;
      setRoom((known) => (known.width === width && known.em === em ? known : { width, em }));
    };
    read();
    const watcher = new ResizeObserver(read);
    watcher.observe(there);
    const letter = there.querySelector('.picture-em'); // the density may change without the width
    if (letter !== null) watcher.observe(letter);
    return () => watcher.disconnect();
  }, []);
  return [place, room];
}

const NARROW = /[iljI.,:;|!'’·]/;
const SLIM = /[ftr()\-–/ ]/;
const BROAD = /[mwMW%]/;
const UPPER = /\p{Lu}/u;

const UNITS = new Map<string, number>(); // letters come again at every key that is pressed

/** About how wide a text is, in pixels, rather too wide than too narrow. */
export function textWidth(text: string, em: number, weight = 1): number {
  let units = 0;
  for (const letter of text) {
    let own = UNITS.get(letter);
    if (own === undefined) {
      own = unitsOf(letter);
      UNITS.set(letter, own);
    }
    units += own;
  }
  return units * em * weight;
}

function unitsOf(letter: string): number {
  if (NARROW.test(letter)) return 0.32;
  if (SLIM.test(letter)) return 0.4;
  if (BROAD.test(letter)) return 0.9;
  return UPPER.test(letter) ? 0.68 : 0.59;
}

export interface Label {
  readonly at: number;
  readonly width: number;
}

/** Put two labels beside each other over the places they mean, so that neither covers the other. */
export function apart(first: Label, second: Label, room: number, gap: number): [number, number] {
  const [left, right] = first.at <= second.at ? [first, second] : [second, first];
  const least = (left.width + right.width) / 2 + gap;
  let a = inside(left.at, left.width, room);
  let b = inside(right.at, right.width, room);
  if (b - a < least) {
    const middle = (a + b) / 2;
    a = inside(middle - least / 2, left.width, room);
    b = Math.min(Math.max(middle + least / 2, a + least), room - right.width / 2);
    a = Math.min(a, b - least);
  }
  return left === first ? [a, b] : [b, a];
}

/** The middle of a label that stays within the room. */
export const inside = (at: number, width: number, room: number): number =>
  width >= room ? room / 2 : Math.min(Math.max(at, width / 2), room - width / 2);

/** Round marks on an axis: about `wanted` of them, both ends included where they are round. */
export function marksOf(low: number, high: number, wanted: number): readonly number[] {
  const span = high - low;
  if (!(span > 0) || wanted < 1) return [low];
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step =
    [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= raw * 0.999) ?? raw;
  const marks: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) {
    marks.push(Number((at * step).toPrecision(12)));
  }
  return marks;
}

/** As a coordinate in a drawing: a hundredth of a pixel is enough for everybody. */
export const px = (value: number): number => Math.round(value * 100) / 100;
