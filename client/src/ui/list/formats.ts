/** How values read, made once per language and column: formats of `Intl` are dear to make. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import type { I18n } from '../../core/i18n.ts';
import { type CellFormat, GridLocale } from '../../grid/locale.ts';

const LOCALES = new WeakMap<I18n, GridLocale>();
const FORMATS = new WeakMap<GridLocale, WeakMap<FieldDescription, CellFormat>>();

export function localeOf(i18n: I18n): GridLocale {
  const known = LOCALES.get(i18n);
  if (known !== undefined) return known;
  const words = { yes: i18n.gettext('Yes'), no: i18n.gettext('No') };
  const made = new GridLocale(i18n.locale, words);
  LOCALES.set(i18n, made);
  return made;
}

export function formatOf(locale: GridLocale, field: FieldDescription): CellFormat {
  const formats = FORMATS.get(locale) ?? new WeakMap<FieldDescription, CellFormat>();
  FORMATS.set(locale, formats);
  const known = formats.get(field);
  if (known !== undefined) return known;
  const made = locale.format(field);
  formats.set(field, made);
  return made;
}
