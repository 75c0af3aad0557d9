/**
 * Theme, density and language of this machine: kept where the first script of the page finds them, so
 * that nothing flashes, and put on the document. After signing in they follow the person's preferences.
 */

import { computed, effect } from '@preact/signals-core';
import { isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';
import {
  DENSITIES,
  type Density,
  densityOf,
  dress,
  THEMES,
  type Theme,
  themeOf,
} from '../settings/looks.ts';

const PLACE = 'ytefas.looks'; // read by public/early.js, too

export interface Looks {
  readonly theme: Theme;
  readonly density: Density;
  /** Chosen here; none: the person's own, or the browser's. */
  readonly language?: string;
}

const among = <T extends string>(all: readonly T[], value: unknown, other: T): T =>
  all.find((one) => one === value) ?? other;

export function readLooks(): Looks {
  let found: unknown;
  try {
    found = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
  } catch {
    // a forbidden or broken storage: as the system looks
  }
  const { theme, density, language } = isRecord(found) ? found : {};
  return {
    theme: among(THEMES, theme, 'system'),
    density: among(DENSITIES, density, 'auto'),
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

export function applyLooks({ theme, density }: Looks): void {
  dress(document.documentElement, theme, density);
}

/** Let the looks follow a person's preferences. */
export function followLooks(prefs: Prefs): () => void {
  const system = watchSystem();
  const theme = themeOf(prefs);
  const density = densityOf(prefs);
  const looks = computed(() => ({ theme: theme.value, density: density.value }));
  const end = effect(() => keepLooks({ ...readLooks(), ...looks.value }));
  return () => {
    end();
    system();
  };
}

const SYSTEM = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(pointer: coarse)'];

/** What the system prefers may change while the page is open. */
function watchSystem(): () => void {
  const media = SYSTEM.map((query) => matchMedia(query));
  const hear = () => applyLooks(readLooks());
  for (const one of media) one.addEventListener('change', hear);
  return () => {
    for (const one of media) one.removeEventListener('change', hear);
  };
}
