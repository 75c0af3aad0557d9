/** A value as its reader writes it: in fields, lists of changes, conflicts and read-only forms. */

import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { type FieldFacts, isUnread } from './facts.ts';
import { limitsText } from './limits.ts';

const minus = (text: string): string => (text.startsWith('-') ? `−${text.slice(1)}` : text);

const decimal = (value: unknown, field: FieldFacts, i18n: I18n): string => {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const written = text.split('.')[1] ?? '';
  const unit = unitOf(field);
  // money has its cents; a measure is as fine as it was taken
  const fixed = unit === null || unit === '€' ? (field.decimals ?? written.length) : undefined;
  return minus(i18n.decimal(text, fixed ?? written.replace(/0+$/, '').length));
};

/** `Via Roma, 1 · 38068 Rovereto (TN)`; a country is said when it is another one. */
export const addressText = (value: unknown): string => {
  if (!isRecord(value)) return '';
  const part = (name: string) => (typeof value[name] === 'string' ? value[name].trim() : '');
  const town = part('city') === '' ? part('town') : part('city');
  const place = [part('postcode'), town].filter((one) => one !== '').join(' ');
  const province = part('province') === '' ? '' : `(${part('province')})`;
  const country = ['', 'IT'].includes(part('country')) ? '' : part('country');
  return [part('street'), [place, province].filter((one) => one !== '').join(' '), country]
    .filter((one) => one !== '')
    .join(', ');
};

/** Structured data nobody knows more about, as words. */
const plainText = (value: unknown): string =>
  isRecord(value)
    ? Object.entries(value)
        .map(([name, part]) => `${name}: ${isRecord(part) ? JSON.stringify(part) : String(part)}`)
        .join(', ')
    : JSON.stringify(value);

export const unitOf = (field: FieldFacts): string | null =>
  field.widget === 'money' ? (field.unit ?? '€') : field.unit;

const byType = (value: unknown, field: FieldFacts, i18n: I18n): string => {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' ? minus(i18n.number(value)) : String(value);
    case 'decimal':
      return decimal(value, field, i18n);
    case 'boolean':
      return value === true ? i18n.gettext('Yes') : i18n.gettext('No');
    case 'date':
      return i18n.date(String(value));
    case 'time':
      return String(value).slice(0, 5);
    case 'datetime':
      return i18n.moment(String(value), MOMENT);
    case 'texts':
    case 'keys':
      return Array.isArray(value) ? value.join(', ') : String(value);
    case 'json':
      if (field.widget === 'oel') return limitsText(value, i18n);
      return field.widget === 'address' ? addressText(value) : plainText(value);
    default:
      return String(value);
  }
};

const MOMENT: Intl.DateTimeFormatOptions = {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
};

/** The value as it is typed and read; empty when there is none. */
export const valueText = (value: unknown, field: FieldFacts, i18n: I18n): string => {
  if (isUnread(value)) return value.unread;
  if (value === null || value === undefined) return '';
  // several codes stand for themselves; one of a few is told by its words
  const chosen = Array.isArray(value)
    ? undefined
    : field.choices?.find(([key]) => key === String(value));
  return chosen === undefined ? byType(value, field, i18n) : chosen[1];
};

/** The same where nothing may stand for itself: in a sentence or a list. */
export const toldText = (value: unknown, field: FieldFacts, i18n: I18n): string => {
  const text = valueText(value, field, i18n);
  return text === '' ? i18n.gettext('empty') : text;
};
