/** Numbers and dates the way a person writes and reads them, by `Intl` and nothing else. */

import type { FieldDescription } from '../core/contract.gen.ts';

/** How a column's values read. */
export interface CellFormat {
  readonly text: (value: unknown) => string;
  readonly end: boolean; // aligned at the end, as numbers are
}

const MEMORY = 2000;

export class GridLocale {
  private readonly group: string;
  private readonly point: string;
  private readonly dateOrder: readonly ('day' | 'month' | 'year')[];
  private readonly whole: Intl.NumberFormat;

  readonly tag: string;
  private readonly words: { readonly yes: string; readonly no: string };

  constructor(tag: string, words: { readonly yes: string; readonly no: string }) {
    this.tag = tag;
    this.words = words;
    this.whole = new Intl.NumberFormat(tag, { useGrouping: 'always' });
    const parts = this.whole.formatToParts(-12345.6);
    this.group = parts.find((part) => part.type === 'group')?.value ?? '';
    this.point = parts.find((part) => part.type === 'decimal')?.value ?? '.';
    this.dateOrder = new Intl.DateTimeFormat(tag)
      .formatToParts(new Date(0))
      .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type] : []));
  }

  integer(value: number): string {
    return this.whole.format(value);
  }

  /** The formatter of a column; the same value is formatted once. */
  format(field: FieldDescription): CellFormat {
    const end = field.type === 'integer' || field.type === 'decimal';
    const write = this.writer(field);
    const memory = new Map<unknown, string>();
    const text = (value: unknown): string => {
      if (value === null || value === undefined) {
        return '';
      }
      const known = memory.get(value);
      if (known !== undefined) {
        return known;
      }
      const made = write(value);
      if (memory.size > MEMORY) {
        memory.clear();
      }
      memory.set(value, made);
      return made;
    };
    return { text, end };
  }

  /** `1.234,5` as it is typed in Italy → `1234.5`; null: not a number. */
  readNumber(text: string): string | null {
    const plain = text
      .replaceAll('−', '-')
      .replaceAll(/[\s\u00a0\u202f]/g, '')
      .replaceAll(this.group, '')
      .replace(this.point, '.');
    return /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(plain) ? plain.replace(/^\+/, '') : null;
  }

  /** A day, a month (`5/2026`) or a year → first and last day, ISO; null: not a date. */
  readDate(text: string): readonly [string, string] | null {
    const numbers = text.split(/[^0-9]+/).filter((part) => part !== '');
    if (!/^[\d\s./-]+$/.test(text)) {
      return null;
    }
    const [one = '', two = '', three = ''] = numbers;
    if (numbers.length === 1 && one.length === 4) {
      return span(Number(one), 1, Number(one), 12);
    }
    if (numbers.length === 2) {
      const [month, year] = one.length === 4 ? [two, one] : [one, two];
      return year.length === 4
        ? span(Number(year), Number(month), Number(year), Number(month))
        : null;
    }
    if (numbers.length !== 3) {
      return null;
    }
    const order = one.length === 4 ? (['year', 'month', 'day'] as const) : this.dateOrder;
    const part = (name: 'day' | 'month' | 'year'): number =>
      Number([one, two, three][order.indexOf(name)]);
    const year = part('year') < 100 ? part('year') + 2000 : part('year');
    const day = iso(year, part('month'), part('day'));
    return day === null ? null : [day, day];
  }

  /** How a date is to be typed: `gg/mm/aaaa`. */
  get datePattern(): string {
    return new Intl.DateTimeFormat(this.tag, {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    }).format(new Date(Date.UTC(2026, 10, 20, 12)));
  }

  private writer(field: FieldDescription): (value: unknown) => string {
    if (field.choices !== null) {
      const labels = new Map(field.choices);
      return (value) => labels.get(String(value)) ?? String(value);
    }
    switch (field.type) {
      case 'integer':
        return (value) => minus(this.whole.format(Number(value)));
      case 'decimal': {
        const digits = field.decimals ?? 2;
        const numbers = new Intl.NumberFormat(this.tag, {
          useGrouping: 'always', // one way in a column: Italian would leave four digits alone
          minimumFractionDigits: field.unit === null ? digits : 0, // a measure is as fine as it was
          maximumFractionDigits: digits,
        });
        return (value) => minus(numbers.format(Number(value)));
      }
      case 'boolean':
        return (value) => (value === true ? this.words.yes : this.words.no);
      case 'date':
      case 'datetime':
        return this.dateWriter(field.type);
      case 'texts':
      case 'keys':
        return (value) => (Array.isArray(value) ? value.join(', ') : String(value));
      case 'json':
        return (value) => JSON.stringify(value);
      default:
        return String;
    }
  }

  private dateWriter(type: 'date' | 'datetime'): (value: unknown) => string {
    const day = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
    const dates =
      type === 'date'
        ? new Intl.DateTimeFormat(this.tag, { ...day, timeZone: 'UTC' })
        : new Intl.DateTimeFormat(this.tag, { ...day, hour: '2-digit', minute: '2-digit' });
    return (value) => {
      const at = new Date(String(value));
      return Number.isNaN(at.getTime()) ? String(value) : dates.format(at);
    };
  }
}

function minus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}

function iso(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real =
    at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.toISOString().slice(0, 10) : null;
}

function span(
  year: number,
  month: number,
  lastYear: number,
  lastMonth: number,
): readonly [string, string] | null {
  const first = iso(year, month, 1);
  const last = new Date(Date.UTC(lastYear, lastMonth, 0)).toISOString().slice(0, 10);
  return first === null ? null : [first, last];
}
