/** How the program looks to one person: theme, density, language. Names and values of the preferences. */

import type { ReadonlySignal } from '@preact/signals-core';
import type { Prefs } from '../../core/prefs.ts';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
/** `auto`: touch on a screen that is touched, else normal. */
export type Density = 'auto' | 'compact' | 'normal' | 'touch';
export type Language = 'auto' | 'it' | 'en';

export const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];
export const DENSITIES: readonly Density[] = ['auto', 'compact', 'normal', 'touch'];
export const LANGUAGES: readonly Language[] = ['auto', 'it', 'en'];

const oneOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): value is T =>
    values.some((one) => one === value);

export const themeOf = (prefs: Prefs): ReadonlySignal<Theme> =>
  prefs.of('theme', 'system', oneOf(THEMES));
export const densityOf = (prefs: Prefs): ReadonlySignal<Density> =>
  prefs.of('density', 'auto', oneOf(DENSITIES));
export const languageOf = (prefs: Prefs): ReadonlySignal<Language> =>
  prefs.of('language', 'auto', oneOf(LANGUAGES));

const asks = (query: string): boolean => globalThis.matchMedia?.(query).matches ?? false;

/** What `system` and `auto` mean on this machine now. */
export function shownTheme(theme: Theme): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme;
  if (asks('(prefers-contrast: more)')) return 'contrast';
  return asks('(prefers-color-scheme: dark)') ? 'dark' : 'light';
}

export function shownDensity(density: Density): Exclude<Density, 'auto'> {
  if (density !== 'auto') return density;
  return asks('(pointer: coarse)') ? 'touch' : 'normal';
}

/** The language of the browser, as far as we speak it; Italian is where we are at home. */
export function shownLanguage(language: Language): Exclude<Language, 'auto'> {
  if (language !== 'auto') return language;
  const wanted = globalThis.navigator?.languages ?? [];
  const known = wanted.map((one) => one.slice(0, 2)).find((one) => one === 'it' || one === 'en');
  return known === 'en' ? 'en' : 'it';
}

/** Dress the page. */
export function dress(page: HTMLElement, theme: Theme, density: Density): void {
  page.dataset['theme'] = shownTheme(theme);
  page.dataset['density'] = shownDensity(density);
}
