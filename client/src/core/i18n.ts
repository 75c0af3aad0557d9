/**
 * Words, numbers and dates in the reader's language.
 *
 * A catalogue is gettext's, as JSON: a message to its translation, a plural to all of its forms, and
 * under the empty message its headers. What is not translated is shown as it was written. Numbers and
 * dates that are typed are read by the same rules as they are shown; a number is never guessed.
 */

export type Catalogue = Readonly<Record<string, string | readonly string[]>>;
export type Params = Readonly<Record<string, string | number>>;

/** The categories of the Unicode rules, in the order of gettext's forms. */
const CATEGORIES: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];
const CONTEXT = '\u0004';
const YEARS_AHEAD = 20; // a year of two digits is at most so far in the future

const filled = (text: string, params: Params): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

const separators = (locale: string) => {
  const parts = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(-1234567.8);
  const of = (type: string, fallback: string) =>
    parts.find((part) => part.type === type)?.value ?? fallback;
  return { decimal: of('decimal', '.'), group: of('group', ','), minus: of('minusSign', '-') };
};

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class I18n {
  readonly locale: string;
  readonly #catalogue: Catalogue;
  readonly #rules: Intl.PluralRules;
  readonly #forms: readonly string[];
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #dates = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: string, catalogue: Catalogue = {}) {
    this.locale = locale;
    this.#catalogue = catalogue;
    this.#rules = new Intl.PluralRules(locale);
    const used = new Set<string>(this.#rules.resolvedOptions().pluralCategories);
    this.#forms = CATEGORIES.filter((category) => used.has(category));
  }

  gettext(message: string, params: Params = {}): string {
    const found = this.#catalogue[message];
    const text = typeof found === 'string' ? found : found?.[0];
    return filled(text || message, params);
  }

  /** The same words may mean different things: `pgettext('verb', 'Open')`. */
  pgettext(context: string, message: string, params: Params = {}): string {
    const found = this.#catalogue[context + CONTEXT + message];
    return filled((typeof found === 'string' && found) || message, params);
  }

  ngettext(one: string, many: string, n: number, params: Params = {}): string {
    const found = this.#catalogue[one];
    const all = { n: this.number(n), ...params };
    if (!Array.isArray(found)) return filled(n === 1 ? one : many, all);
    const form = this.#forms.indexOf(this.#rules.select(n));
    // gettext has two forms where Unicode has a third for millions: the last is for the rest
    return filled(found[Math.min(form, found.length - 1)] || many, all);
  }

  // -- shown

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return this.#number(options).format(value);
  }

  /** A decimal that came as text keeps all of its digits. */
  decimal(value: string, places: number): string {
    const options: Intl.NumberFormatOptions = {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      useGrouping: 'always', // as in lists: Italian would leave four digits alone
    };
    return this.#number(options).format(value as Intl.StringNumericLiteral);
  }

  /** A day as `2026-01-31`; it has no time zone. */
  date(value: string, options: Intl.DateTimeFormatOptions = NUMERIC): string {
    const at = new Date(`${value.slice(0, 10)}T00:00:00Z`);
    return Number.isNaN(at.getTime())
      ? value
      : this.#date({ ...options, timeZone: 'UTC' }).format(at);
  }

  /** A moment, in the reader's time. */
  moment(value: string, options: Intl.DateTimeFormatOptions = MOMENT): string {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : this.#date(options).format(at);
  }

  // -- typed

  /** Read a typed number into its plain form (`-1234.5`); undefined when it is none, or unclear. */
  parseNumber(text: string): string | undefined {
    const { decimal, group, minus } = separators(this.locale);
    const typed = text
      .trim()
      .replace(/[\u00a0\u202f]/g, ' ')
      .replace(minus, '-')
      .replace('−', '-');
    const groups = escaped(/\s/.test(group) ? ' ' : group);
    const whole = `\\d{1,3}(?:${groups}\\d{3})+|\\d*`;
    const found = new RegExp(`^(-?)(${whole})(?:${escaped(decimal)}(\\d*))?$`).exec(typed);
    if (found === null) return undefined;
    const [, sign = '', before = '', after = ''] = found;
    const digits = before.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
    if (digits === '' && after === '') return undefined;
    return `${sign}${digits || '0'}${after === '' ? '' : `.${after}`}`;
  }

  /** Read a typed day in the reader's order, or as `2026-01-31`; undefined when there is no such day. */
  parseDate(text: string, today = new Date()): string | undefined {
    const typed = text.trim();
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
    if (iso !== null) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const words = typed.split(/[\s,./-]+/).filter((part) => part !== '');
    const spelled = this.#spelled(words, today);
    if (spelled !== undefined) return spelled;
    if (words.length < 2 || words.length > 3) return undefined;
    if (!words.every((part) => /^\d{1,4}$/.test(part))) return undefined;
    const order = this.#order().filter((part) => words.length === 3 || part !== 'year');
    const of = Object.fromEntries(order.map((part, at) => [part, words[at] ?? '']));
    const year = of['year'] === undefined ? today.getFullYear() : fullYear(of['year'], today);
    return day(year, Number(of['month']), Number(of['day']));
  }

  /** `1 feb 2024`, `February 1, 2024`; without a year: this one. */
  #spelled(words: readonly string[], today: Date): string | undefined {
    const at = words.findIndex((word) => this.#monthNamed(word) !== undefined);
    const month = this.#monthNamed(words[at] ?? '');
    const [first = '', year, ...more] = words.filter((_word, place) => place !== at);
    if (month === undefined || at > 1 || more.length > 0) return undefined;
    if (!/^\d{1,2}[º°]?$/.test(first) || !/^(\d{2}|\d{4})?$/.test(year ?? '')) return undefined;
    const full = year === undefined ? today.getFullYear() : fullYear(year, today);
    return day(full, month, Number.parseInt(first, 10));
  }

  /** `feb`, `febbraio`: what only one month begins with. */
  #monthNamed(word: string): number | undefined {
    const typed = word.toLocaleLowerCase(this.locale);
    if (!/^\p{L}{3,}$/u.test(typed)) return undefined;
    const format = this.#date({ month: 'long', timeZone: 'UTC' });
    const found = MONTHS.filter((month) =>
      format
        .format(Date.UTC(2026, month - 1, 1))
        .toLocaleLowerCase(this.locale)
        .startsWith(typed),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  #order(): readonly string[] {
    return this.#date(NUMERIC)
      .formatToParts(new Date(0))
      .map((part) => part.type)
      .filter((type) => type === 'day' || type === 'month' || type === 'year');
  }

  #number(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return kept(this.#numbers, options, () => new Intl.NumberFormat(this.locale, options));
  }

  #date(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return kept(this.#dates, options, () => new Intl.DateTimeFormat(this.locale, options));
  }
}

const MONTHS: readonly number[] = Array.from({ length: 12 }, (_, at) => at + 1);
const NUMERIC: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric' };
const MOMENT: Intl.DateTimeFormatOptions = { ...NUMERIC, hour: '2-digit', minute: '2-digit' };

/** Formats are dear to make and cheap to keep. */
const kept = <T>(made: Map<string, T>, options: object, make: () => T): T => {
  const name = JSON.stringify(options);
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
};

const fullYear = (text: string, today: Date): number => {
  const year = Number(text);
  if (text.length > 2) return year;
  const century = Math.floor(today.getFullYear() / 100) * 100;
  return century + year > today.getFullYear() + YEARS_AHEAD ? century - 100 + year : century + year;
};

const day = (year: number, month: number, date: number): string | undefined => {
  const at = new Date(Date.UTC(year, month - 1, date));
  const real =
    at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return real && year >= 1000 ? at.toISOString().slice(0, 10) : undefined;
};
