/**
 * What a person types into a field, read into the value that travels; what is unclear stays as typed.
 * Numbers are read as text, so no digit is lost; dates in the reader's order, or as a distance.
 */

import type { I18n } from '../../core/i18n.ts';
import type { FieldFacts, Unread } from './facts.ts';

const DAY = 86_400_000;

export type Reader = (text: string, field: FieldFacts, i18n: I18n, now?: Date) => unknown;

const unread = (text: string): Unread => ({ unread: text });

/** A number without its grouping may be written with the point of programs, when it can mean nothing else. */
const plainNumber = (text: string, i18n: I18n): string | undefined => {
  const typed = text.replace(/^\s*€\s*|\s*€\s*$/g, '');
  const found = i18n.parseNumber(typed);
  if (found === undefined) return undefined;
  return /^-?0+(\.0*)?$/.test(found) ? found.replace('-', '') : found;
};

export const readInteger: Reader = (text, _field, i18n) => {
  const number = plainNumber(text, i18n);
  if (number === undefined || !/^-?\d+$/.test(number)) return unread(text);
  const value = Number(number);
  return Number.isSafeInteger(value) ? value : unread(text);
};

export const readDecimal: Reader = (text, field, i18n) => {
  const number = plainNumber(text, i18n);
  if (number === undefined) return unread(text);
  const places = number.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return field.decimals !== null && places > field.decimals
    ? unread(text)
    : padded(number, field.decimals);
};

/** As the server writes it, so that the same amount is the same text. */
const padded = (number: string, decimals: number | null): string => {
  if (decimals === null) return number;
  if (decimals === 0) return number.split('.')[0] ?? number;
  const [whole = '0', part = ''] = number.split('.');
  return `${whole}.${part.padEnd(decimals, '0').slice(0, decimals)}`;
};

const iso = (at: Date): string => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** Today, in the reader's time. */
export const todayOf = (now: Date = new Date()): string => iso(now);

export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** `oggi`, `today`, `+14`, `-3`, `+2s` (weeks), `+1m` (months), `+1a` (years). */
const relativeDay = (text: string, now: Date): string | undefined => {
  const typed = text.trim().toLocaleLowerCase();
  if (['oggi', 'today', 'o', 't'].includes(typed)) return iso(now);
  if (['ieri', 'yesterday'].includes(typed)) return shifted(iso(now), -1);
  if (['domani', 'tomorrow'].includes(typed)) return shifted(iso(now), 1);
  const found = /^([+-])\s*(\d{1,4})\s*([a-z]?)$/.exec(typed);
  if (found === null) return undefined;
  const [, sign, count, unit] = found;
  const steps = Number(count) * (sign === '-' ? -1 : 1);
  if (unit === '' || unit === 'g' || unit === 'd') return shifted(iso(now), steps);
  if (unit === 's' || unit === 'w') return shifted(iso(now), steps * 7);
  if (unit === 'm') return monthsOn(now, steps);
  return unit === 'a' || unit === 'y' ? monthsOn(now, steps * 12) : undefined;
};

/** The same day of another month, or the last one it has. */
const monthsOn = (now: Date, months: number): string => {
  const last = new Date(now.getFullYear(), now.getMonth() + months + 1, 0).getDate();
  return iso(new Date(now.getFullYear(), now.getMonth() + months, Math.min(now.getDate(), last)));
};

/** `12032019` and `120319` are what one types without looking. */
const punctuated = (text: string): string => {
  const found = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text.trim());
  return found === null ? text : found.slice(1).join('/');
};

export const readDate: Reader = (text, _field, i18n, now = new Date()) =>
  relativeDay(text, now) ?? i18n.parseDate(punctuated(text), now) ?? unread(text);

/** `830`, `8.30`, `8:30`, `8`, `08:30`. */
export const readTime: Reader = (text) => {
  const typed = text.trim();
  const found = /^(\d{1,2})(?:[:.,h ](\d{2}))?$/.exec(typed) ?? /^(\d{1,2})(\d{2})$/.exec(typed);
  if (found === null) return unread(text);
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour > 23 || minute > 59) return unread(text);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00`;
};

/** A day and a time in the reader's clock; it travels as the instant it means. */
export const readMoment: Reader = (text, field, i18n, now = new Date()) => {
  const typed = text.trim().replace(/,\s*/, ' ');
  if (/^(adesso|ora|now)$/i.test(typed)) {
    return new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString();
  }
  const cut = typed.lastIndexOf(' ');
  const [dayText, timeText] = cut < 0 ? [typed, '00:00'] : [typed.slice(0, cut), typed.slice(cut)];
  const day = readDate(dayText, field, i18n, now);
  const time = readTime(timeText, field, i18n, now);
  if (typeof day !== 'string' || typeof time !== 'string') return unread(text);
  const at = new Date(`${day}T${time}`);
  return Number.isNaN(at.getTime()) ? unread(text) : at.toISOString();
};

const READERS: Readonly<Record<string, Reader>> = {
  integer: readInteger,
  decimal: readDecimal,
  date: readDate,
  time: readTime,
  datetime: readMoment,
};

/** Read the text of a field of one line. Nothing typed is no value. */
export const readText: Reader = (text, field, i18n, now) => {
  if (text.trim() === '') return field.type === 'text' && !field.nullable ? '' : null;
  return (READERS[field.type] ?? ((typed) => typed))(text, field, i18n, now);
};
