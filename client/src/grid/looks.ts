/** The few ways a cell may look beside plain text: a code, the state of a thing, a level of risk. */

import { el, svg } from './dom.ts';

/** `calm` is as it should be: its word says it, and the eye goes to the others. */
export type Mark = 'calm' | 'draft' | 'plan' | 'run' | 'done' | 'check' | 'hold' | 'late';
export type Level = 0 | 1 | 2 | 3 | 4;

export type CellLook =
  | { readonly kind: 'code' | 'faint' }
  | { readonly kind: 'state'; readonly of: (value: unknown) => Mark }
  /** Small drawings, each of an edge and a shape on a board of 40; their text is for readers. */
  | {
      readonly kind: 'signs';
      readonly edge: string;
      readonly of: (value: unknown) => readonly string[];
    }
  /** Null: not rated yet. `word`: what of the text stands beside the glyph; unsaid, all of it. */
  | {
      readonly kind: 'level';
      readonly of: (value: unknown) => Level | null;
      readonly word?: (text: string) => string;
    };

export type Paint = (value: unknown, text: string) => void;

const SHAPES: Readonly<Record<Level, string>> = {
  0: 'M9 1.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z',
  1: 'M9 1a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
  2: 'M2.5 1.5h13a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1z',
  3: 'M9 1 17.6 16.6H.4z',
  4: 'M9-.4 18.4 9 9 18.4-.4 9z',
};

/** Make the inside of a cell; answers how to paint a value into it. */
export function dress(cell: HTMLElement, look: CellLook | null): Paint {
  const words = document.createTextNode('');
  if (look?.kind === 'level') {
    return dressLevel(cell, words, look);
  }
  if (look?.kind === 'state') {
    const mark = el('i', 'yg-mark');
    cell.append(mark, words);
    return (value, text) => {
      words.data = text;
      mark.dataset['mark'] = text === '' ? '' : look.of(value);
    };
  }
  if (look?.kind === 'signs') {
    return dressSigns(cell, words, look.edge, look.of);
  }
  cell.append(words);
  return (_value, text) => {
    words.data = text;
  };
}

function dressSigns(
  cell: HTMLElement,
  words: Text,
  edge: string,
  of: (value: unknown) => readonly string[],
): Paint {
  const signs = el('span', 'yg-signs');
  const said = el('span', 'yg-said');
  said.append(words);
  cell.append(signs, said);
  return (value, text) => {
    words.data = text;
    signs.title = text;
    signs.replaceChildren(
      ...of(value).map((shape) => {
        const sign = svg('svg', { viewBox: '0 0 40 40', 'aria-hidden': 'true' });
        sign.append(
          svg('path', { d: edge, class: 'yg-sign-edge' }),
          svg('path', { d: shape, class: 'yg-sign-shape', 'fill-rule': 'evenodd' }),
        );
        return sign;
      }),
    );
  };
}

function dressLevel(
  cell: HTMLElement,
  words: Text,
  { of, word }: Extract<CellLook, { kind: 'level' }>,
): Paint {
  const shape = svg('path', {});
  const digit = svg('text', { x: '9', y: '12.6' });
  const glyph = svg('svg', { viewBox: '0 0 18 18', 'aria-hidden': 'true', class: 'yg-level' });
  glyph.append(shape, digit);
  cell.append(glyph, words);
  return (value, text) => {
    words.data = word === undefined ? text : word(text);
    const level = text === '' ? null : of(value);
    cell.dataset['level'] = text === '' ? '' : String(level ?? 'x');
    shape.setAttribute('d', SHAPES[level ?? 0]);
    digit.textContent = level === null ? '?' : String(level);
    digit.setAttribute('y', level === 3 ? '14' : '12.6');
  };
}
