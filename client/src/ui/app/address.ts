/**
 * The address of a view: its intent as a short fragment, so that a link, a bookmark and the back button
 * mean the same screen for whoever may see it.
 *
 * `#/view/org.customers/0198…?controller=x&set.kind=office&opt.page=2`; the desktop is `#/`.
 */

import type { IntentWire } from '../../core/contract.gen.ts';

type Scalar = string | number | boolean | null;
type Key = string | number;

const HOME = '#/';

/** Text that would be read as something else is quoted; everything else says itself. */
const spoken = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  return isPlainText(value) ? value : JSON.stringify(value);
};

const isPlainText = (text: string): boolean => {
  if (/^["[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
};

const heard = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** A query keeps what is legible legible: only what would end or split it is escaped. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/%(3A|2F|2C|20|40)/g, (whole, code: string) =>
    code === '20' ? '+' : code === '2C' ? whole : decodeURIComponent(`%${code}`),
  );

const unescaped = (text: string): string => decodeURIComponent(text.replace(/\+/g, ' '));

export function formatAddress(intent: IntentWire): string {
  const { operation, content, controller, categories = [], options = {} } = intent;
  const path = [operation];
  if (content) {
    path.push(content.source);
    const ids = content.ids ?? [];
    if (ids.length > 0) path.push(ids.map((id) => encodeURIComponent(spoken(id))).join(','));
  }
  const query = new Map<string, string>();
  if (controller) query.set('controller', controller);
  if (categories.length > 0) query.set('categories', categories.join(' '));
  for (const [name, value] of sorted(content?.values)) query.set(`set.${name}`, spoken(value));
  for (const [name, value] of sorted(options)) query.set(`opt.${name}`, spoken(value));
  const asked = [...query].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&');
  return `${HOME}${path.join('/')}${asked === '' ? '' : `?${asked}`}`;
}

/** The address of what everybody sees first. */
export const homeAddress = HOME;

export type Place = { readonly home: true } | { readonly home: false; readonly intent: IntentWire };

/** Read a fragment; undefined when it is no address of ours. */
export function parseAddress(fragment: string): Place | undefined {
  if (fragment === '' || fragment === '#' || fragment === HOME) return { home: true };
  if (!fragment.startsWith(HOME)) return undefined;
  const [path = '', asked = ''] = split(fragment.slice(HOME.length));
  try {
    return { home: false, intent: intentOf(path, asked) };
  } catch {
    return undefined; // broken by whoever cut or retyped it
  }
}

const split = (text: string): readonly [string, string] => {
  const at = text.indexOf('?');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
};

function intentOf(path: string, asked: string): IntentWire {
  const [operation = '', source, ids] = path.split('/');
  if (!/^[a-z_]+$/.test(operation)) throw new Error('no operation');
  const values: Record<string, Scalar> = {};
  const options: Record<string, unknown> = {};
  let controller: string | undefined;
  let categories: readonly string[] = [];
  for (const part of asked.split('&').filter((one) => one !== '')) {
    const at = part.indexOf('=');
    const name = unescaped(part.slice(0, at));
    const value = unescaped(part.slice(at + 1));
    if (name === 'controller') controller = value;
    else if (name === 'categories') categories = value.split(' ');
    else if (name.startsWith('set.')) values[name.slice(4)] = heard(value) as Scalar;
    else if (name.startsWith('opt.')) options[name.slice(4)] = heard(value);
  }
  const content = source ? contentOf(source, ids, values) : null;
  return { operation, content, controller: controller ?? null, categories, options };
}

function contentOf(source: string, ids: string | undefined, values: Record<string, Scalar>) {
  const keys = ids ? ids.split(',').map((id) => heard(decodeURIComponent(id)) as Key) : [];
  return {
    source,
    ...(keys.length > 0 && { ids: keys }),
    ...(Object.keys(values).length > 0 && { values }),
  };
}

const sorted = (values: Readonly<Record<string, unknown>> = {}): readonly [string, unknown][] =>
  Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1));
