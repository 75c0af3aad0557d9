/** Numbers and levels in words, as pictures write them. */

import type { I18n } from '../../../core/i18n.ts';
import type { Zone } from './kinds.ts';

/** A number with its digits; nothing is said as a dash. */
export function numberSaid(i18n: I18n, value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const said = i18n.number(value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return minus(Number(value.toFixed(digits)) === 0 ? said.replace(/^[-−]/, '') : said);
}

/** A number of an axis or an edge: no more digits than it has. */
export const shortSaid = (i18n: I18n, value: number): string =>
  minus(i18n.number(value, { maximumFractionDigits: 4 }));

/** With its unit, which never goes to another line. */
export const withUnit = (said: string, unit: string | undefined): string =>
  unit === undefined || unit === '' ? said : `${said}\u00a0${unit}`;

export const percentSaid = (i18n: I18n, share: number): string =>
  `${i18n.number(share * 100, { maximumFractionDigits: share < 0.0995 ? 1 : 0 })}\u00a0%`;

const minus = (said: string): string => said.replace(/^-/, '−');

/** The zone a value is in; on an edge it is not ours to say. */
export function zoneOf(zones: readonly Zone[], value: number | null | undefined): Zone | undefined {
  if (value === null || value === undefined) return undefined;
  const at = zones.findIndex((zone) => value < zone.end);
  const zone = zones[at < 0 ? zones.length - 1 : at];
  return zone !== undefined && at > 0 && value === zone.begin ? undefined : zone;
}
