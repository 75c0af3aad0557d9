/** Codes with words (hazard statements, pictograms): reading what is typed, finding, and ordering. */

export type Coded = readonly (readonly [code: string, words: string])[];

export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const bare = (code: string): string => code.replace(/^[a-z]+0*/i, '').toLowerCase();

/** Take typed text apart: separated by anything, joined by plus; `H 225` is one code. */
const parted = (text: string): readonly string[] =>
  text
    .replace(/\s*\+\s*/g, '+')
    .replace(/\b(EUH|GHS|H)\s+(?=\d)/gi, '$1')
    .split(/[\s,;/]+/)
    .filter((one) => one !== '');

/** The code that is meant: as it stands, in other letters, or by its number alone. */
function meant(typed: string, choices: Coded): string {
  const exact = choices.find(([code]) => code === typed);
  if (exact !== undefined) return exact[0];
  const alike = choices.filter(([code]) => code.toLowerCase() === typed.toLowerCase());
  const numbered =
    alike.length > 0 ? alike : choices.filter(([code]) => bare(code) === bare(typed));
  const [found] = numbered;
  if (found !== undefined && numbered.length === 1) return found[0];
  return /^[a-z]/i.test(typed) ? `${typed.charAt(0).toUpperCase()}${typed.slice(1)}` : typed;
}

/** Every code of a text, those nobody knows as they were typed: the server says what is wrong. */
export function readCodes(text: string, choices: Coded): readonly string[] {
  const whole = parted(text).map((one) => {
    const joined = one.split('+').map((part) => meant(part, choices));
    return [...new Set(joined)].sort().join('+');
  });
  return [...new Set(whole)];
}

export const isKnown = (code: string, choices: Coded): boolean =>
  choices.some(([one]) => one === code);

/** By number, what is joined after what it begins with, as the server keeps them. */
export function ordered(codes: readonly string[]): readonly string[] {
  const number = (code: string) => Number(/\d+/.exec(code)?.[0] ?? 1000);
  const joined = (code: string) => code.split('+').length;
  return [...new Set(codes)].sort(
    (one, other) =>
      number(one) - number(other) ||
      joined(one) - joined(other) ||
      (one < other ? -1 : Number(one > other)),
  );
}

/** What fits a typed text: by the code, by its number, or by a word of what it says. */
export function fitting(text: string, choices: Coded): Coded {
  const sought = plain(text.trim());
  if (sought === '') return choices;
  const number = /^\d/.test(sought) ? sought.replace(/^0+/, '') : undefined;
  const byCode = choices.filter(([code]) =>
    number === undefined
      ? code.toLowerCase().startsWith(sought.replace(/\s+/g, ''))
      : bare(code).startsWith(number),
  );
  if (byCode.length > 0) return byCode;
  const words = sought.split(/\s+/);
  return choices.filter(([, said]) => {
    const told = plain(said).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => told.some((one) => one.startsWith(word)));
  });
}
