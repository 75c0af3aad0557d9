/** What a password must be, said while it is typed. The server's rule is the one that counts. */

import type { I18n } from '../../core/i18n.ts';

export const SHORTEST = 12;

export function aboutPassword(i18n: I18n, typed: string): string {
  const length = [...typed].length;
  const needed = i18n.gettext('At least {n} characters. A sentence does very well.', {
    n: SHORTEST,
  });
  if (length === 0) return needed;
  if (length < SHORTEST) {
    return i18n.ngettext(
      '{n} character, {least} are needed. A sentence does very well.',
      '{n} characters, {least} are needed. A sentence does very well.',
      length,
      { least: SHORTEST },
    );
  }
  return i18n.ngettext('{n} character: long enough.', '{n} characters: long enough.', length);
}
