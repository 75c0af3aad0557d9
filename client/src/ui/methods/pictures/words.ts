/** What the levels of a result are called: pictures without bands of their own say it as the gauge. */

import { createContext, useContext } from 'react';
import type { PictureData } from './kinds.ts';

export type LevelWords = ReadonlyMap<number, string>;

const NONE: LevelWords = new Map();

export const LevelWordsContext = createContext<LevelWords>(NONE);

export const useLevelWords = (): LevelWords => useContext(LevelWordsContext);

/** The words of the first picture that has bands; a level with several words has none. */
export function levelWords(pictures: readonly PictureData[]): LevelWords {
  const gauge = pictures.find((one) => one.kind === 'gauge');
  if (gauge?.kind !== 'gauge') return NONE;
  const found = new Map<number, Set<string>>();
  for (const { level, word } of gauge.zones) {
    found.set(level, (found.get(level) ?? new Set()).add(word));
  }
  return new Map(
    [...found].flatMap(([level, [word = '', ...others]]) =>
      others.length === 0 ? [[level, word.toLocaleLowerCase()]] : [],
    ),
  );
}
