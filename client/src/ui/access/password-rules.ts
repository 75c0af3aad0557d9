/**
 * What a password must be, said while it is typed. The server's rule is the one that counts: it also
 * knows the passwords that leaked, which are too many to be sent to a page.
 */

import type { I18n } from '../../core/i18n.ts';

export const SHORTEST = 12;
const GOOD = 16;
const BEST = 22;
const FEWEST_SIGNS = 5;
const LEAST_OWN = 4;
const SEQUENTIAL = 0.7;
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', 'qwertzuiop', 'azertyuiop'];
const FILLING = /(19|20)\d\d|[\s!-/:-@[-`{-~]/g;

export type Weakness = 'short' | 'repeated' | 'sequence' | 'personal';

export interface Strength {
  /** From nothing to four. */
  readonly steps: 0 | 1 | 2 | 3 | 4;
  readonly weakness?: Weakness;
}

export function strengthOf(typed: string, about: readonly string[] = []): Strength {
  const length = [...typed].length;
  if (length === 0) return { steps: 0 };
  const weakness = weaknessOf(typed, length, about);
  if (weakness !== undefined) return { steps: 1, weakness };
  if (length < GOOD) return { steps: 2 };
  return { steps: length < BEST ? 3 : 4 };
}

function weaknessOf(typed: string, length: number, about: readonly string[]): Weakness | undefined {
  const lower = typed.toLowerCase();
  if (length < SHORTEST) return 'short';
  if (isRepeated(lower)) return 'repeated';
  if (isSequence(lower)) return 'sequence';
  return isPersonal(lower, about) ? 'personal' : undefined;
}

function isRepeated(lower: string): boolean {
  if (new Set(lower).size < FEWEST_SIGNS) return true;
  for (let size = 1; size <= 6 && size < lower.length / 2; size += 1) {
    const unit = lower.slice(0, size);
    if (unit.repeat(Math.ceil(lower.length / size)).startsWith(lower)) return true;
  }
  return false;
}

function isSequence(lower: string): boolean {
  let steps = 0;
  for (let at = 1; at < lower.length; at += 1) {
    const pair = lower.slice(at - 1, at + 1);
    const back = [...pair].reverse().join('');
    const apart = Math.abs(lower.charCodeAt(at) - lower.charCodeAt(at - 1));
    if (apart === 1 || ROWS.some((row) => row.includes(pair) || row.includes(back))) steps += 1;
  }
  return steps >= SEQUENTIAL * (lower.length - 1);
}

function isPersonal(lower: string, about: readonly string[]): boolean {
  const names = ['ytefas', ...about]
    .flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((one) => one.length >= 3)
    .sort((one, other) => other.length - one.length);
  const left = names.reduce((text, name) => text.replaceAll(name, ' '), lower);
  return left.replaceAll(FILLING, '').length < LEAST_OWN;
}

export function aboutPassword(i18n: I18n, typed: string, about: readonly string[] = []): string {
  const length = [...typed].length;
  const needed = i18n.gettext('At least {n} characters. A sentence does very well.', {
    n: SHORTEST,
  });
  const { weakness } = strengthOf(typed, about);
  if (length === 0) return needed;
  switch (weakness) {
    case 'short':
      return i18n.ngettext(
        '{n} character, {least} are needed. A sentence does very well.',
        '{n} characters, {least} are needed. A sentence does very well.',
        length,
        { least: SHORTEST },
      );
    case 'repeated':
      return i18n.gettext('The same few signs over and over. Write a sentence of your own.');
    case 'sequence':
      return i18n.gettext('A row of letters, digits or keys. Write a sentence of your own.');
    case 'personal':
      return i18n.gettext('Little more than names that others know. Write a sentence of your own.');
    default:
      return i18n.ngettext('{n} character: long enough.', '{n} characters: long enough.', length);
  }
}

/** The server's reason against a new password, as a sentence. */
export function refusedPassword(i18n: I18n, reason: unknown): string {
  switch (reason) {
    case 'too_short':
      return i18n.gettext('At least {n} characters. A sentence does very well.', { n: SHORTEST });
    case 'breached':
      return i18n.gettext(
        'It is among the passwords that are tried first, or nearly. Write a sentence of your own.',
      );
    case 'repeated':
      return i18n.gettext('The same few signs over and over. Write a sentence of your own.');
    case 'sequence':
      return i18n.gettext('A row of letters, digits or keys. Write a sentence of your own.');
    case 'personal':
    case 'is_the_email':
      return i18n.gettext('Little more than names that others know. Write a sentence of your own.');
    default:
      return i18n.gettext('The server does not take this. Change it.');
  }
}
