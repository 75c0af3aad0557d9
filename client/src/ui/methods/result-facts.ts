/** What a result is read by: whether there is one, its figure, and how values are written. */

import type { I18n } from '../../core/i18n.ts';
import type {
  MethodDescribed,
  MethodPicture,
  MethodResult,
  MethodShown,
} from '../../core/methods.ts';
import { shownNumber } from './form-model.ts';

export const isComputed = (result: MethodResult | undefined): result is MethodResult =>
  result !== undefined && result.error === null;

export const mainOf = (description: MethodDescribed): MethodShown | undefined =>
  description.results.find((one) => one.main);

/** Digits that a figure is shown with: those of its scale, where the method says none. */
export const digitsOf = (description: MethodDescribed, shown: MethodShown): number | undefined =>
  shown.digits ?? description.scales.find((one) => one.measure === shown.key)?.digits;

/**
 * The pictures of a result: its criteria, or all others. Those that only say the duties are left out,
 * for these stand in a table.
 */
export function picturesOf(
  result: MethodResult | undefined,
  criteria: boolean,
): readonly MethodPicture[] {
  const duties = new Set(result?.duties.map((one) => one.label));
  return (result?.pictures ?? []).filter((one) =>
    one.kind === 'ticks'
      ? criteria && !one.ticks.every(({ label }) => duties.has(label))
      : !criteria,
  );
}

export function valueText(
  value: unknown,
  digits: number | undefined,
  locale: string,
  i18n: I18n,
): string {
  if (typeof value === 'number') return shownNumber(value, digits, locale);
  if (typeof value === 'boolean') return value ? i18n.gettext('yes') : i18n.gettext('no');
  if (Array.isArray(value)) {
    return value.map((one) => valueText(one, digits, locale, i18n)).join('; ');
  }
  return value === null || value === undefined ? '–' : String(value);
}
