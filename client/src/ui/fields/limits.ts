/** Exposure limits as data: an agent in each row, its limits as text with a point, their unit. */

import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';

export interface Limit {
  readonly agent?: string;
  readonly eight_hours?: string;
  readonly short_term?: string;
  readonly unit?: string;
  readonly source?: string;
}

export const UNITS: readonly (readonly [string, string])[] = [
  ['mg/m3', 'mg/m³'],
  ['ppm', 'ppm'],
  ['ug/m3', 'µg/m³'],
  ['f/cm3', 'f/cm³'],
];

export const limitsOf = (value: unknown): readonly Limit[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** A limit as it is read here: with the reader's comma, and no grouping to be taken for one. */
export const limitText = (value: string | undefined, i18n: I18n): string =>
  value === undefined ? '' : value.replace('.', i18n.decimal('0.5', 1).charAt(1));

/** As typed: with a comma or a point, without spaces; what is no number stays as it was typed. */
export const readLimit = (text: string, i18n: I18n): string => {
  const typed = text.trim();
  if (/^\d+\.\d+$/.test(typed)) return typed; // limits are small: a point is no grouping here
  return i18n.parseNumber(typed) ?? typed;
};

export const limitsText = (value: unknown, i18n: I18n): string =>
  limitsOf(value)
    .map((one) => {
      const unit = UNITS.find(([key]) => key === one.unit)?.[1] ?? one.unit ?? '';
      const said = [
        one.eight_hours === undefined
          ? ''
          : `${i18n.gettext('8 hours')} ${limitText(one.eight_hours, i18n)} ${unit}`,
        one.short_term === undefined
          ? ''
          : `${i18n.gettext('short-term')} ${limitText(one.short_term, i18n)} ${unit}`,
      ].filter((part) => part !== '');
      const source = one.source === undefined ? '' : ` (${one.source})`;
      return `${one.agent ?? '—'}: ${said.join(', ')}${source}`;
    })
    .join('\n');
