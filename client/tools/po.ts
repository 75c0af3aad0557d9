/**
 * gettext's catalogues, read and written: as much of the format as our own tools need.
 *
 * Translators' programs read and write the same files; what they add (comments, flags, entries that
 * are no longer used) is kept, so that a check can say so instead of losing it.
 */

export interface Entry {
  readonly context: string | undefined;
  readonly id: string;
  readonly plural: string | undefined;
  readonly strings: readonly string[];
  readonly notes: readonly string[]; // comment lines as they stand
  readonly obsolete: boolean;
}

const CONTEXT = '\u0004';
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

const unquoted = (text: string): string =>
  text.slice(1, -1).replace(/\\(.)/g, (_, mark: string) => ESCAPES[mark] ?? mark);

const quoted = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

/** What a message is kept under: the same words may stand in several contexts. */
export const keyOf = (message: Pick<Entry, 'context' | 'id'>): string =>
  message.context === undefined ? message.id : message.context + CONTEXT + message.id;

export const isFuzzy = (entry: Entry): boolean =>
  entry.notes.some((note) => note.startsWith('#,') && note.includes('fuzzy'));

/** Blank lines part entries; the first, under the empty message, is the header. */
export const readPo = (text: string): Entry[] =>
  text
    .split(/\r?\n\s*\r?\n/)
    .filter((block) => /^(#~\s*)?msgid/m.test(block))
    .map(readEntry);

const readEntry = (block: string): Entry => {
  const notes: string[] = [];
  const parts: Record<string, string> = {};
  let obsolete = false;
  let part = '';
  for (const whole of block.split(/\r?\n/)) {
    const old = /^#~\s*(?=["m])/.exec(whole);
    obsolete ||= old !== null;
    const line = whole.slice(old?.[0].length ?? 0).trim();
    if (line.startsWith('#')) notes.push(line);
    const said = /^(msg\w+(?:\[\d+\])?)?\s*(".*")$/.exec(line);
    if (said === null) continue;
    part = said[1] ?? part;
    parts[part] = (parts[part] ?? '') + unquoted(said[2] ?? '""');
  }
  const forms = Object.keys(parts).filter((name) => name.startsWith('msgstr'));
  return {
    context: parts['msgctxt'],
    id: parts['msgid'] ?? '',
    plural: parts['msgid_plural'],
    strings: forms.sort().map((name) => parts[name] ?? ''),
    notes,
    obsolete,
  };
};

const lines = (name: string, text: string): string[] =>
  text.includes('\n')
    ? [`${name} ""`, ...(text.match(/[^\n]*\n|[^\n]+/g) ?? []).map(quoted)]
    : [`${name} ${quoted(text)}`];

export const writePo = (entries: readonly Entry[]): string =>
  entries
    .map(({ context, id, plural, strings, notes }) =>
      [
        ...notes,
        ...(context === undefined ? [] : lines('msgctxt', context)),
        ...lines('msgid', id),
        ...(plural === undefined ? [] : lines('msgid_plural', plural)),
        ...(plural === undefined
          ? lines('msgstr', strings[0] ?? '')
          : strings.flatMap((form, at) => lines(`msgstr[${at}]`, form))),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');

export type Table = Record<string, string | readonly string[]>;

/** The catalogue as the client looks words up: only what is translated, and surely so. */
export const tableOf = (entries: readonly Entry[]): Table =>
  Object.fromEntries(
    entries
      .filter((entry) => entry.id !== '' && !entry.obsolete && !isFuzzy(entry))
      .filter(({ strings }) => strings.length > 0 && strings.every((form) => form !== ''))
      .map((entry) => [
        keyOf(entry),
        entry.plural === undefined ? (entry.strings[0] ?? '') : entry.strings,
      ]),
  );

const ACCENTED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'AÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQǪRŔSŠTŢUÛVṼWŴXẊYÝZŽ'].flatMap((letter, at, all) =>
    at % 2 === 0
      ? [
          [letter, all[at + 1] ?? letter],
          [letter.toLowerCase(), (all[at + 1] ?? letter).toLowerCase()],
        ]
      : [],
  ),
);
const LONGER = 0.35;

/** A word nobody can mistake for a translated one, as long as the longest of them: ⟦Šåvé one⟧. */
export const pseudo = (text: string): string => {
  const accented = text
    .split(/(\{\w+\})/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => ACCENTED[letter] ?? letter),
    )
    .join('');
  const more = Math.ceil(text.replace(/\{\w+\}/g, '').length * LONGER);
  return `⟦${accented}${'·'.repeat(more)}⟧`;
};

/** Every message in pseudo words, whether it is translated or not. */
export const pseudoOf = (entries: readonly Entry[]): Table =>
  Object.fromEntries(
    entries
      .filter(({ id, obsolete }) => id !== '' && !obsolete)
      .map((entry) => [
        keyOf(entry),
        entry.plural === undefined ? pseudo(entry.id) : [pseudo(entry.id), pseudo(entry.plural)],
      ]),
  );
