/** What of a plan is made, as it is chosen: parts left out, and with them whatever needs them. */

import type { MakingChoices, MakingLink, MakingPlan, MakingRow } from '../../core/making.ts';

export interface Chosen {
  readonly leave: ReadonlySet<string>;
  readonly names: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly anew: Readonly<Record<string, boolean>>;
}

export const NOTHING_CHOSEN: Chosen = { leave: new Set(), names: {}, codes: {}, anew: {} };

export type Fate = 'made' | 'there' | 'left' | 'dropped' | 'denied';

export interface Line {
  readonly row: MakingRow;
  readonly level: number;
}

/** The rows as a tree is read: what is inside something stands below it. */
export function linesOf(plan: MakingPlan): readonly Line[] {
  const inner = new Map<string | null, MakingRow[]>();
  for (const row of plan.rows) inner.set(row.inside, [...(inner.get(row.inside) ?? []), row]);
  const lines: Line[] = [];
  const walk = (at: string | null, level: number) => {
    for (const row of inner.get(at) ?? []) {
      lines.push({ row, level });
      walk(row.key, level + 1);
    }
  };
  walk(null, 1);
  return lines;
}

const isAnew = (row: MakingRow, chosen: Chosen): boolean =>
  row.again && (chosen.anew[row.key] ?? row.anew);

/** What becomes of every row; those a row needs stand before it. */
export function fatesOf(plan: MakingPlan, chosen: Chosen): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  const rows = new Map(plan.rows.map((row) => [row.key, row]));
  const isKept = (key: string) => ['made', 'there'].includes(settle(key));
  const settle = (key: string): Fate => {
    const known = fates.get(key);
    if (known !== undefined) return known;
    fates.set(key, 'dropped'); // a circle is not made
    const row = rows.get(key);
    const fate = row === undefined ? 'dropped' : fateOf(row);
    fates.set(key, fate);
    return fate;
  };
  const fateOf = (row: MakingRow): Fate => {
    if (chosen.leave.has(row.key)) return 'left';
    if (!row.needs.every(isKept)) return 'dropped';
    if (row.one_of.length > 0 && !row.one_of.some(isKept)) return 'dropped';
    const inThere = row.needs.every((key) => settle(key) === 'there');
    if (row.there !== null && inThere && !isAnew(row, chosen)) return 'there';
    return row.denied ? 'denied' : 'made';
  };
  for (const row of plan.rows) settle(row.key);
  return fates;
}

/** The links that are made between what is made or there. */
function linksMade(
  plan: MakingPlan,
  chosen: Chosen,
  fates: ReadonlyMap<string, Fate>,
): readonly MakingLink[] {
  const kept = (key: string) => fates.get(key) === 'made' || fates.get(key) === 'there';
  return plan.links.filter((link) => {
    const wanted = link.needs.every((key) => !fates.has(key) || kept(key));
    const holder = link.one_of.length === 0 || link.one_of.some(kept);
    const there = link.there && link.needs.every((key) => fates.get(key) !== 'made');
    return wanted && holder && !there && !link.denied && !chosen.leave.has(link.key);
  });
}

export interface Count {
  readonly kind: string;
  readonly label: string;
  readonly made: number;
  readonly all: number;
}

/** How many of each kind, in the order in which the kinds come; links after what they link. */
export function countsOf(
  plan: MakingPlan,
  chosen: Chosen,
  fates: ReadonlyMap<string, Fate>,
): { readonly rows: readonly Count[]; readonly links: readonly Count[] } {
  const rows = plan.rows.map(({ key, kind, plural }) => ({ key, kind, label: plural }));
  const made = new Set(linksMade(plan, chosen, fates).map((link) => link.key));
  return {
    rows: counted(rows, (key) => fates.get(key) === 'made'),
    links: counted(plan.links, (key) => made.has(key)),
  };
}

interface Kinded {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
}

function counted(all: readonly Kinded[], isMade: (key: string) => boolean): readonly Count[] {
  const kinds = new Map<string, Count>();
  for (const { key, kind, label } of all) {
    const before = kinds.get(kind) ?? { kind, label, made: 0, all: 0 };
    kinds.set(kind, {
      ...before,
      made: before.made + (isMade(key) ? 1 : 0),
      all: before.all + 1,
    });
  }
  return [...kinds.values()];
}

const ofKind = (plan: MakingPlan, kind: string): readonly string[] =>
  [...plan.rows, ...plan.links].filter((one) => one.kind === kind).map((one) => one.key);

/** Whether a kind is left out as a whole. */
export const isLeftOut = (plan: MakingPlan, chosen: Chosen, kind: string): boolean =>
  ofKind(plan, kind).every((key) => chosen.leave.has(key));

export function withKind(plan: MakingPlan, chosen: Chosen, kind: string, wanted: boolean): Chosen {
  const leave = new Set(chosen.leave);
  for (const key of ofKind(plan, kind)) {
    if (wanted) leave.delete(key);
    else leave.add(key);
  }
  return { ...chosen, leave };
}

/** Left out or taken in again; what a row that is taken in needs is taken in with it. */
export function withRow(plan: MakingPlan, chosen: Chosen, key: string, wanted: boolean): Chosen {
  const leave = new Set(chosen.leave);
  const rows = new Map(plan.rows.map((row) => [row.key, row]));
  const take = (at: string) => {
    leave.delete(at);
    for (const need of rows.get(at)?.needs ?? []) if (leave.has(need)) take(need);
  };
  if (wanted) take(key);
  else leave.add(key);
  return { ...chosen, leave };
}

export const choicesOf = (chosen: Chosen): MakingChoices => ({
  leave: [...chosen.leave],
  names: { ...chosen.names },
  codes: { ...chosen.codes },
  anew: { ...chosen.anew },
});
