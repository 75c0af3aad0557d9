/**
 * The client's words, found where they are said.
 *
 * The sources are read by a parser of the language. A lexer of JavaScript, as translation tools have,
 * takes the apostrophe of a sentence between tags for the start of a string and loses what follows.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';
import { type Entry, keyOf } from './po.ts';

export interface Message {
  readonly context: string | undefined;
  readonly id: string;
  readonly plural: string | undefined;
  readonly file: string;
}

/** Something that cannot be translated as it is written, and where. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly [part: string]: unknown;
}

const CALLS: Readonly<Record<string, readonly (keyof Entry)[]>> = {
  gettext: ['id'],
  pgettext: ['context', 'id'],
  ngettext: ['id', 'plural'],
};
/** What a browser or a screen reader says of these is said to a person. */
const SPOKEN = new Set([
  'alt',
  'title',
  'placeholder',
  'label',
  'description',
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
]);
/** Sources whose words nobody but developers reads. */
const UNSPOKEN = /\.test\.tsx?$|\.d\.ts$|\.gen\.ts$|(^|\/)(lab|gallery)\/|grid-lab\.ts$/;

const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && typeof (value as Syntax).type === 'string';

const childrenOf = (node: Syntax): Syntax[] => Object.values(node).flat().filter(isSyntax);

/** The words of an expression that is nothing but words; pieces may be added up. */
const wordsOf = (node: unknown): string | undefined => {
  if (!isSyntax(node)) return undefined;
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type === 'TemplateLiteral') {
    const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
    return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
  }
  if (node.type !== 'BinaryExpression' || node['operator'] !== '+') return undefined;
  const [left, right] = [wordsOf(node['left']), wordsOf(node['right'])];
  return left === undefined || right === undefined ? undefined : left + right;
};

const calledName = (node: Syntax): string => {
  const callee = node['callee'];
  if (!isSyntax(callee)) return '';
  const named = callee.type === 'MemberExpression' ? callee['property'] : callee;
  return isSyntax(named) && named.type === 'Identifier' ? String(named['name']) : '';
};

/** The name of the product, keys as keyboards have them, and signs written by their names. */
const SAME_EVERYWHERE = /\b(Ytefas|Ctrl|Alt|Shift|Esc|Enter|Tab|F\d{1,2})\b|&\w+;/g;

const hasLetters = (text: unknown): boolean =>
  /\p{L}{2}/u.test(String(text).replace(SAME_EVERYWHERE, ''));

/** Reads one source; what cannot be translated is told, not thrown. */
class Reading {
  readonly messages: Message[] = [];
  readonly faults: Fault[] = [];
  readonly #source: string;
  readonly #file: string;

  constructor(source: string, file: string) {
    this.#source = source;
    this.#file = file;
    this.#visit(parseSync(file, source).program as unknown as Syntax);
  }

  #visit(node: Syntax): void {
    if (node.type === 'CallExpression') this.#call(node);
    if (node.type === 'JSXText' && hasLetters(node['value'])) {
      this.#fault(node, `words between tags: ${String(node['value']).trim()}`);
    }
    if (node.type === 'JSXAttribute') this.#attribute(node);
    for (const child of childrenOf(node)) this.#visit(child);
  }

  #call(node: Syntax): void {
    const name = calledName(node);
    const parts = Object.hasOwn(CALLS, name) ? (CALLS[name] ?? []) : [];
    if (parts.length === 0) return;
    const given = node['arguments'] as readonly unknown[];
    const said = parts.map((part, at) => [part, wordsOf(given[at])] as const);
    const found: Partial<Record<keyof Entry, string | undefined>> = Object.fromEntries(said);
    if (said.some(([, words]) => words === undefined)) {
      this.#fault(node, `${name}() is given something that is no words: they would not be found`);
    } else {
      const { context, plural, id = '' } = found;
      this.messages.push({ context, plural, id, file: this.#file });
    }
  }

  #attribute(node: Syntax): void {
    const { name, value } = node as unknown as { name: Syntax; value: unknown };
    const words = wordsOf(value);
    if (SPOKEN.has(String(name['name'])) && words !== undefined && hasLetters(words)) {
      this.#fault(node, `words in ${String(name['name'])}: ${words}`);
    }
  }

  #fault(node: Syntax, what: string): void {
    const line = this.#source.slice(0, node.start).split('\n').length;
    this.faults.push({ file: this.#file, line, what });
  }
}

export const read = (source: string, file: string): Pick<Reading, 'messages' | 'faults'> =>
  new Reading(source, file);

/** All sources of a folder, in the order of their names; a message counts where it is met first. */
export const readAll = (folder: string): { messages: Message[]; faults: Fault[] } => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !UNSPOKEN.test(file))
    .sort();
  const readings = files.map((file) => {
    const path = join(folder, file);
    return read(readFileSync(path, 'utf8'), relative(folder, path));
  });
  const messages = new Map<string, Message>();
  for (const message of readings.flatMap((reading) => reading.messages)) {
    const known = messages.get(keyOf(message));
    if (known === undefined || known.plural === undefined) messages.set(keyOf(message), message);
  }
  return { messages: [...messages.values()], faults: readings.flatMap(({ faults }) => faults) };
};
