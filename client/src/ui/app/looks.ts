/**
 * Theme, density and language of this machine: kept where the first script of the page finds them, so
 * that nothing flashes, and put on the document. After signing in they follow the person's preferences.
 */

import { computed, effect } from '@preact/signals-core';
import { isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';

const PLACE = 'ytefas.looks'; // read by public/early.js, too

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['system', 'compact', 'normal', 'touch'] as const;
export type Density = (typeof DENSITIES)[number];

export interface Looks {
  readonly theme: Theme;
  readonly density: Density;
  /** Chosen here; none: the person's own, or the browser's. */
  readonly language?: string;
}

const among =
  <T extends string>(all: readonly T[]) =>
  (value: unknown): value is T =>
    all.includes(value as T);

export const isTheme = among(THEMES);
export const isDensity = among(DENSITIES);

export function readLooks(): Looks {
  let found: unknown;
  try {
    found = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
  } catch {
    // a forbidden or broken storage: as the system looks
  }
  const { theme, density, language } = isRecord(found) ? found : {};
  return {
    theme: isTheme(theme) ? theme : 'system',
    density: isDensity(density) ? density : 'system',
    ...(typeof language === 'string' && { language }),
  };
}

export function keepLooks(looks: Looks): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(looks));
  } catch {
    // they last as long as the page
  }
  applyLooks(looks);
}

const COARSE = '(pointer: coarse)';

export function applyLooks({ theme, density }: Looks): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  const own = matchMedia(COARSE).matches ? 'touch' : 'normal';
  dataset['density'] = density === 'system' ? own : density;
}

/** Let the looks follow a person's preferences. */
export function followLooks(prefs: Prefs): () => void {
  const before = readLooks();
  const theme = prefs.of<Theme>('theme', before.theme, isTheme);
  const density = prefs.of<Density>('density', before.density, isDensity);
  const looks = computed(() => ({ theme: theme.value, density: density.value }));
  return effect(() => keepLooks({ ...readLooks(), ...looks.value }));
}
