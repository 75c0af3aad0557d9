/**
 * Which language a person reads, and its words: fetched when they are needed, one language at a time.
 *
 * English is what the sources say, so it has no catalogue. `en-XA` is nobody's language: every word
 * of ours comes out ⟦àççéñţéð⟧ and longer, so what was not translated, or is cut, is seen at a glance.
 */

import type { Catalogue } from '../core/i18n.ts';

export const LOCALES = ['it', 'en'] as const;
export type Locale = (typeof LOCALES)[number] | 'en-XA';

const known = (tag: string): Locale | undefined => {
  if (/^(en-xa|x-pseudo)$/i.test(tag)) return 'en-XA';
  const language = tag.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === language);
};

/** The first language we speak among those a person asked for, best first; else Italian. */
export const chooseLocale = (...tags: readonly (string | null | undefined)[]): Locale =>
  tags.map((tag) => known(tag ?? '')).find((locale) => locale !== undefined) ?? 'it';

export const loadCatalogue = async (locale: string): Promise<Catalogue> => {
  const found = known(locale);
  if (found === 'it') return (await import('./it.po')).catalogue;
  if (found === 'en-XA') return (await import('./it.po?pseudo')).catalogue;
  return {};
};
