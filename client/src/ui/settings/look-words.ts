/** What themes, densities and languages are called where they are chosen. */

import type { I18n } from '../../core/i18n.ts';
import type { Density, Language, Theme } from './looks.ts';

export const themeWords = (i18n: I18n): Readonly<Record<Theme, string>> => ({
  system: i18n.gettext('As the system'),
  light: i18n.gettext('Light'),
  dark: i18n.gettext('Dark'),
  contrast: i18n.gettext('High contrast'),
});

export const densityWords = (i18n: I18n): Readonly<Record<Density, string>> => ({
  auto: i18n.gettext('As the screen'),
  compact: i18n.gettext('Compact'),
  normal: i18n.gettext('Normal'),
  touch: i18n.gettext('Touch'),
});

export const languageWords = (i18n: I18n): Readonly<Record<Language, string>> => ({
  auto: i18n.gettext('As the browser'),
  it: 'Italiano',
  en: 'English',
});
