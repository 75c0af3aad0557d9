/** The lines of the palette as plain data, and how typed letters are found in them. */

export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  /** Beside it, fainter: a code, a town. */
  readonly detail?: string;
  readonly keys?: string;
  /** Whose data it is; drawn as its hue. */
  readonly customer?: string;
  readonly run: () => void;
}

export interface EntryGroup {
  readonly label: string;
  /** Belongs to the view in front: it comes first. */
  readonly here?: boolean;
  readonly entries: readonly Entry[];
}

export type Scope = 'all' | 'commands' | 'records';

export function scopeOf(typed: string): { readonly scope: Scope; readonly text: string } {
  const scope = typed.startsWith('>') ? 'commands' : typed.startsWith('@') ? 'records' : 'all';
  return { scope, text: (scope === 'all' ? typed : typed.slice(1)).trim() };
}

export interface Piece {
  readonly at: number;
  readonly text: string;
  readonly hit: boolean;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/** Lines in their order; `steady`: the first one stays, whatever is still being looked for. */
export interface Arranged {
  readonly groups: readonly EntryGroup[];
  readonly steady: boolean;
}

/**
 * What is called as one types comes first, then what the view in front does, then what was found:
 * the place one asks for by its name is not under records that have the word somewhere.
 */
export function arranged(
  commands: readonly EntryGroup[],
  records: readonly EntryGroup[],
  text: string,
): Arranged {
  const start = plain(text);
  const named = ({ label }: Entry) => start !== '' && plain(label).startsWith(start);
  const own = commands.map((group) => ({
    ...group,
    entries: group.entries.toSorted((one, other) => Number(named(other)) - Number(named(one))),
  }));
  const called = own.filter((group) => group.entries.some(named));
  const others = own.filter((group) => !called.includes(group));
  const here = others.filter((group) => group.here === true);
  const rest = others.filter((group) => group.here !== true);
  const filled = (groups: readonly EntryGroup[]) => groups.filter((one) => one.entries.length > 0);
  return {
    groups: filled([...called, ...here, ...records, ...rest]),
    steady: filled([...called, ...here]).length > 0,
  };
}

/** What was typed for one kind: `people: rossi` asks for rossi among people. */
export function wordsIn(typed: string, kind: string): string {
  const at = typed.indexOf(':');
  const named = plain(typed.slice(0, Math.max(at, 0)).trim());
  return named !== '' && plain(kind).startsWith(named) ? typed.slice(at + 1).trim() : typed;
}

/** Split a label into what was typed, at the beginning of its words, and the rest. */
export function marked(label: string, words: string): readonly Piece[] {
  const typed = plain(words)
    .split(/\s+/)
    .filter((word) => word !== '')
    .toSorted((one, other) => other.length - one.length);
  const pieces: Piece[] = [];
  for (const found of label.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    const [word] = found;
    const hit = typed.find((start) => plain(word).startsWith(start));
    // a letter with its accent may be written as two: count letters, not what they are made of
    const long = hit === undefined ? 0 : hit.length;
    if (long > 0) pieces.push({ at: found.index, text: word.slice(0, long), hit: true });
    if (long < word.length) {
      pieces.push({ at: found.index + long, text: word.slice(long), hit: false });
    }
  }
  return pieces;
}
