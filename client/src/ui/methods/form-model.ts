/**
 * The form of a method, without a screen: values and the texts people type, what is shown, where a
 * fault belongs, what differs between two scenarios. What cannot be read stays as it was typed: the
 * method itself says what is wrong with it.
 */

import { isRecord } from '../../core/failure.ts';
import type { MethodFault, MethodInput } from '../../core/methods.ts';

export type Values = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];
export type NumberFacts = Extract<MethodInput, { kind: 'number' }>;

// -- numbers and texts

const GROUPED = { ',': /^[1-9]\d{0,2}(,\d{3})+$/, '.': /^[1-9]\d{0,2}(\.\d{3})+$/ } as const;

/** Formats are dear to make and cheap to keep. */
const FORMATS = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const found = FORMATS.get(name) ?? new Intl.NumberFormat(locale, options);
  FORMATS.set(name, found);
  return found;
}

const decimalOf = (locale: string): ',' | '.' =>
  formatOf(locale).format(1.5).includes(',') ? ',' : '.';

/** Digits with a point, of what somebody typed or a sheet had; undefined: no number, or unclear. */
function plainDigits(typed: string, locale: string): string | undefined {
  const own = decimalOf(locale);
  const other = own === ',' ? '.' : ',';
  const [points, commas] = [typed.includes('.'), typed.includes(',')];
  if (points && commas) {
    const last = typed.lastIndexOf('.') > typed.lastIndexOf(',') ? '.' : ',';
    const group = last === '.' ? ',' : '.';
    const [whole = '', rest, more] = typed.split(last);
    if (more !== undefined || rest === undefined || !GROUPED[group].test(whole)) return undefined;
    return `${whole.replaceAll(group, '')}.${rest}`;
  }
  if (GROUPED[other].test(typed)) return typed.replaceAll(other, '');
  return typed.replace(',', '.');
}

/** A number as it is typed here: none is null, what is unclear stays a text. */
export function readNumber(text: string, locale: string): number | string | null {
  const typed = text.replace(/[\s\u00a0\u202f']/g, '').replace('−', '-');
  if (typed === '') return null;
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/.exec(typed) ?? [];
  const digits = plainDigits(rest, locale) ?? '';
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(digits)) return text;
  const value = Number(`${sign}${digits}`);
  return Number.isFinite(value) ? value : text;
}

export function numberText(value: unknown, locale: string): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-6 || size >= 1e15)
      ? String(value)
      : Number(value.toPrecision(12)).toString();
  return decimalOf(locale) === ',' ? text.replace('.', ',') : text;
}

/** A list of numbers: between semicolons, blanks or lines; a comma with a blank parts them, too. */
export function readNumbers(text: string, locale: string): readonly (number | string)[] | null {
  const parts = text.split(/[;\n\t]+|,\s+|\s+/).filter((one) => one !== '');
  if (parts.length === 0) return null;
  return parts.flatMap((one) => readNumber(one, locale) ?? []);
}

export const numbersText = (value: unknown, locale: string): string =>
  Array.isArray(value)
    ? value.map((one) => numberText(one, locale)).join('; ')
    : numberText(value, locale);

export function readCodes(text: string): readonly string[] | null {
  const codes = text
    .split(/[;,\n\t]+/)
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .filter((one) => one !== '');
  return codes.length === 0 ? null : codes;
}

/** The unit of a number, which another input may decide on. */
export function unitOf(input: MethodInput, values: Values, above: Values = values): string {
  if (input.kind !== 'number') return '';
  if (input.unit_by === null) return input.unit;
  const deciding = values[input.unit_by.key] ?? above[input.unit_by.key];
  return input.unit_by.units[String(deciding)] ?? input.unit;
}

/** One step of the arrow keys from where the number stands, within its bounds. */
export function stepped(input: NumberFacts, value: unknown, way: 1 | -1): number {
  const step = input.step ?? (input.integer ? 1 : stepOf(input));
  const now = typeof value === 'number' ? value : Math.max(input.low, 0) - way * step;
  const next = Number((now + way * step).toFixed(9));
  return Math.min(input.high, Math.max(input.low, next));
}

const stepOf = ({ high }: NumberFacts): number => (high <= 2 ? 0.01 : high <= 20 ? 0.1 : 1);

// -- what is there

/** What a form begins with. */
export function defaultsOf(inputs: readonly MethodInput[]): Values {
  const begun: Record<string, unknown> = {};
  for (const input of inputs) {
    const value = defaultOf(input);
    if (value !== null && value !== undefined) begun[input.key] = value;
  }
  return begun;
}

function defaultOf(input: MethodInput): unknown {
  if (input.default !== null && input.default !== undefined) return input.default;
  if (input.kind === 'flag') return input.required ? false : null;
  if (input.kind === 'group') return defaultsOf(input.of);
  if (input.kind === 'rows' && input.required) {
    return Array.from({ length: Math.max(1, Math.min(input.least, 3)) }, () =>
      defaultsOf(input.of),
    );
  }
  return null;
}

/** Whether an input is asked for, by the value of another one. */
export function isAsked(input: MethodInput, all: readonly MethodInput[], values: Values): boolean {
  if (input.when === null) return true;
  const { key, values: wanted } = input.when;
  const deciding = all.find((one) => one.key === key);
  const value = values[key] ?? deciding?.default ?? null;
  return (wanted as readonly unknown[]).includes(value);
}

/** What a method is asked: without what is empty or does not apply. */
export function asked(inputs: readonly MethodInput[], values: Values): Values {
  const sent: Record<string, unknown> = {};
  for (const input of inputs) {
    const value = values[input.key];
    if (isEmpty(value) || !isAsked(input, inputs, values)) continue;
    sent[input.key] = askedOne(input, value);
  }
  // what nobody declared is the method's to refuse
  for (const [key, value] of Object.entries(values)) {
    if (!(isEmpty(value) || inputs.some((one) => one.key === key))) sent[key] = value;
  }
  return sent;
}

function askedOne(input: MethodInput, value: unknown): unknown {
  if (input.kind === 'group' && isRecord(value)) return asked(input.of, value);
  if (input.kind === 'rows' && Array.isArray(value)) {
    return value.map((one: unknown) => (isRecord(one) ? asked(input.of, one) : one));
  }
  return value;
}

export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.every((one) => one === null || one === undefined));

// -- by path

export function valueAt(values: unknown, path: Path): unknown {
  let found: unknown = values;
  for (const step of path) {
    if (Array.isArray(found)) found = found[Number(step)];
    else if (isRecord(found)) found = found[String(step)];
    else return undefined;
  }
  return found;
}

/** The same values with another one at a place. */
export function withValue(values: Values, path: Path, value: unknown): Values {
  return put(values, path, value) as Values;
}

function put(there: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(there) ? [...there] : [];
    while (list.length < step) list.push(null);
    list[step] = put(list[step], rest, value);
    return list;
  }
  const object: Record<string, unknown> = isRecord(there) ? { ...there } : {};
  object[step] = put(object[step], rest, value);
  return object;
}

export const pathText = (path: Path): string =>
  path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');

export const pathOf = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([whole, index]) =>
    index === undefined ? whole : Number(index),
  );

// -- faults

/** What is said beside a field: of itself and of the entries of its list. */
export function faultsAt(
  faults: readonly MethodFault[],
  path: string,
  list = false,
): readonly MethodFault[] {
  return faults.filter((one) => one.path === path || (list && one.path.startsWith(`${path}[`)));
}

/** Faults that no field of the form can say. */
export function faultsElsewhere(
  faults: readonly MethodFault[],
  inputs: readonly MethodInput[],
  values: Values,
): readonly MethodFault[] {
  return faults.filter(({ path }) => {
    const [key] = pathOf(path);
    const input = inputs.find((one) => one.key === key);
    return input === undefined || !isAsked(input, inputs, values);
  });
}

export const isMissing = (fault: MethodFault): boolean => fault.code === 'missing';

// -- two scenarios

export const copied = (values: Values): Values => structuredClone(values) as Values;

export const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  (isEmpty(one) && isEmpty(other)) ||
  JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isRecord(value)) return value ?? null;
  const entries = Object.entries(value).filter(([, one]) => !isEmpty(one));
  return entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, one]) => [key, ordered(one)]);
};

// -- figures

export const shownNumber = (value: number, digits: number | undefined, locale: string): string => {
  const options =
    digits === undefined
      ? { maximumSignificantDigits: 6, useGrouping: false }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = formatOf(locale, options).format(value);
  return text.replace('-', '−').replace(/^−(0([.,]0*)?)$/, '$1');
};

/** How far a figure went down: in percent, or as a difference where percents mean nothing. */
export function changeOf(
  before: number | null,
  after: number | null,
  unit: string,
): { readonly by: number; readonly percent: boolean } | undefined {
  if (before === null || after === null) return undefined;
  if (/dB|°C/.test(unit) || before <= 0 || after < 0) return { by: after - before, percent: false };
  return { by: (after / before - 1) * 100, percent: true };
}
