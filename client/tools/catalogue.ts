/** What a catalogue must be to be shipped, and how it is brought to what the sources say. */

import type { Message } from './messages.ts';
import { type Entry, isFuzzy, keyOf } from './po.ts';

const placeholders = (text: string): string =>
  [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');

/** Forms of a plural, as the header counts them. */
const formsOf = (entries: readonly Entry[]): number => {
  const header = entries.find(({ id }) => id === '')?.strings[0] ?? '';
  return Number(/nplurals=(\d+)/.exec(header)?.[1] ?? '0');
};

/** The catalogue with every message of the sources, in their order, and no other. */
export const merged = (entries: readonly Entry[], messages: readonly Message[]): Entry[] => {
  const known = new Map(
    entries.filter(({ obsolete }) => !obsolete).map((one) => [keyOf(one), one]),
  );
  const forms = formsOf(entries);
  const header = known.get('');
  const body = messages.map((message): Entry => {
    const { context, id, plural, file } = message;
    const old = known.get(keyOf(message));
    const same = old !== undefined && (old.plural === undefined) === (plural === undefined);
    const empty = Array.from({ length: plural === undefined ? 1 : forms }, () => '');
    const notes = (old?.notes ?? []).filter((note) => !note.startsWith('#:'));
    return {
      context,
      id,
      plural,
      strings: same ? old.strings : empty,
      notes: [...notes, `#: ${file}`],
      obsolete: false,
    };
  });
  return header === undefined ? body : [header, ...body];
};

/** Everything that is wrong with a catalogue, as sentences; none when it may be shipped. */
export const faultsOf = (entries: readonly Entry[], messages: readonly Message[]): string[] => {
  const known = new Map(
    entries.filter(({ obsolete }) => !obsolete).map((one) => [keyOf(one), one]),
  );
  const used = new Set(messages.map(keyOf));
  const forms = formsOf(entries);
  return [
    ...messages
      .filter((message) => !known.has(keyOf(message)))
      .map(({ id, file }) => `not in the catalogue: ${id} (${file})`),
    ...entries
      .filter((entry) => entry.id !== '')
      .flatMap((entry) => {
        if (entry.obsolete || !used.has(keyOf(entry))) return [`no longer said: ${entry.id}`];
        return isFuzzy(entry) ? [`unsure (fuzzy): ${entry.id}`] : faultsOfEntry(entry, forms);
      }),
  ];
};

const faultsOfEntry = ({ id, plural, strings }: Entry, forms: number): string[] => {
  const wanted = plural === undefined ? 1 : forms;
  if (strings.length !== wanted || strings.some((text) => text === '')) {
    return [`not translated: ${id}`];
  }
  // of a plural each form may leave out the number, and nothing else
  const expected = placeholders(id + (plural ?? ''));
  const differs = (text: string) =>
    plural === undefined
      ? placeholders(text) !== expected
      : placeholders(`${text}{n}`) !== placeholders(`${expected}{n}`);
  return strings.some(differs) ? [`other placeholders than the source: ${id}`] : [];
};
