/**
 * What a drawing of roles shows: who stands on top, beside, below and in each home, which of those in
 * one role are a team, and what has to be there and is not. Pure: rows in, places out.
 */

export type PlaceName = 'top' | 'left' | 'right' | 'line' | 'team';
export type Weight = 'required' | 'check';

/** Somebody in a role. */
export interface Holder {
  readonly key: string | number;
  readonly role: string;
  readonly name: string;
  readonly facts: readonly string[];
  readonly home: string | undefined;
  readonly inner: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The columns that say that whoever is on top does something himself. */
  readonly flags: readonly string[];
}

export interface Home {
  readonly key: string;
  readonly name: string;
  /** Nobody has to be there: people only live or visit there. */
  readonly exempt: boolean;
}

/** Somebody in one of `roles` has to be there. */
export interface Need {
  readonly roles: readonly string[];
  readonly per: 'all' | 'home';
  readonly weight: Weight;
  readonly flag: string;
  readonly why: string;
}

export interface Person {
  readonly kind: 'person';
  readonly id: string;
  readonly holder: Holder;
  /** Said instead of the role: whoever is on top does this himself. */
  readonly also: string;
}

export interface Vacancy {
  readonly kind: 'vacancy';
  readonly id: string;
  readonly role: string;
  readonly home: string | undefined;
  readonly weight: Weight;
  readonly why: string;
}

export interface Team {
  readonly kind: 'team';
  readonly id: string;
  readonly role: string;
  readonly members: readonly Person[];
}

export type Box = Person | Vacancy | Team;

export interface HomeBoxes {
  readonly id: string;
  /** None: what is of no home, or of one that is not shown. */
  readonly home: Home | undefined;
  readonly line: readonly Box[];
  readonly team: readonly Box[];
}

export interface Chart {
  readonly top: readonly Box[];
  readonly left: readonly Box[];
  readonly right: readonly Box[];
  readonly line: readonly Box[];
  readonly homes: readonly HomeBoxes[];
  readonly people: number;
  readonly missing: readonly Vacancy[];
}

export interface ChartInput {
  readonly holders: readonly Holder[];
  readonly homes: readonly Home[];
  readonly places: Readonly<Record<string, PlaceName>>;
  /** The roles in the order they are drawn in. */
  readonly order: readonly string[];
  readonly needs: readonly Need[];
}

/** So many in one role are drawn as cards; more are a team, one line each. */
const MOST_CARDS = 3;

export function chartOf({ holders, homes, places, order, needs }: ChartInput): Chart {
  const placed = (holder: Holder): PlaceName => places[holder.role] ?? 'team';
  const known = new Set(homes.map(({ key }) => key));
  const only = homes.length === 1 ? homes[0]?.key : undefined;
  const homeOf = (holder: Holder): string | undefined => {
    if (holder.home !== undefined && known.has(holder.home)) return holder.home;
    return placed(holder) === 'team' ? only : undefined;
  };
  const wanted = (place: PlaceName, vacancies: readonly Vacancy[]) =>
    vacancies.filter((one) => (places[one.role] ?? 'team') === place);
  const missing = missingOf(holders, homes, needs);
  const general = missing.filter((one) => one.home === undefined);
  const boxes = (
    of: readonly Holder[],
    vacancies: readonly Vacancy[],
    where: string,
    most = MOST_CARDS,
  ): readonly Box[] =>
    order.flatMap((role): readonly Box[] => {
      const people = of.filter((one) => one.role === role).map((one) => personOf(one));
      const empty = vacancies.filter((one) => one.role === role);
      if (people.length > most) {
        return [{ kind: 'team', id: `${where}/${role}`, role, members: people }, ...empty];
      }
      return [...people, ...empty];
    });
  const at = (place: PlaceName) => holders.filter((one) => placed(one) === place);
  const here = (place: PlaceName, home: string | undefined) =>
    at(place).filter((one) => homeOf(one) === home);
  const columns = homes.map((home) => {
    const vacancies = missing.filter((one) => one.home === home.key);
    return {
      id: home.key,
      home,
      line: boxes(here('line', home.key), wanted('line', vacancies), home.key),
      team: boxes(here('team', home.key), wanted('team', vacancies), home.key, 0),
    };
  });
  const rest = boxes(here('team', undefined), wanted('team', general), 'rest', 0);
  const others = rest.length === 0 ? [] : [{ id: 'rest', home: undefined, line: [], team: rest }];
  return {
    top: boxes(at('top'), wanted('top', general), 'top'),
    left: [
      ...boxes(at('left'), wanted('left', general), 'left'),
      ...selves(holders, needs, 'left', places),
    ],
    right: [
      ...boxes(at('right'), wanted('right', general), 'right'),
      ...selves(holders, needs, 'right', places),
    ],
    line: boxes(here('line', undefined), wanted('line', general), 'line'),
    homes: [...columns, ...others],
    people: holders.length,
    missing,
  };
}

const personOf = (holder: Holder, also = ''): Person => ({
  kind: 'person',
  id: also === '' ? String(holder.key) : `${holder.key}/${also}`,
  holder,
  also,
});

/** Whoever is on top and does what a need asks for stands there, too. */
function selves(
  holders: readonly Holder[],
  needs: readonly Need[],
  place: PlaceName,
  places: Readonly<Record<string, PlaceName>>,
): readonly Person[] {
  return needs.flatMap((need) => {
    const [role] = need.roles;
    if (need.flag === '' || role === undefined || places[role] !== place) return [];
    const own = holders.filter((one) => one.flags.includes(need.flag));
    return own.map((one) => personOf(one, role));
  });
}

function missingOf(
  holders: readonly Holder[],
  homes: readonly Home[],
  needs: readonly Need[],
): readonly Vacancy[] {
  const isMet = (need: Need, home: string | undefined): boolean =>
    holders.some((one) =>
      need.roles.includes(one.role)
        ? home === undefined || one.home === undefined || one.home === home
        : need.flag !== '' && one.flags.includes(need.flag),
    );
  return needs.flatMap((need) => {
    const [role] = need.roles;
    if (role === undefined) return [];
    const where = need.per === 'all' ? [undefined] : homes.filter((one) => !one.exempt);
    return where
      .map((home) => home?.key)
      .filter((home) => !isMet(need, home))
      .map((home) => ({
        kind: 'vacancy' as const,
        id: `empty/${role}/${home ?? ''}`,
        role,
        home,
        weight: need.weight,
        why: need.why,
      }));
  });
}

/** How homes stand in rows: as many beside each other as make the whole neither long nor high. */
export function rowsOfHomes<T>(homes: readonly T[]): readonly (readonly T[])[] {
  const across = homes.length <= 3 ? homes.length : Math.ceil(Math.sqrt(homes.length));
  const rows: T[][] = [];
  for (let at = 0; at < homes.length; at += across) rows.push(homes.slice(at, at + across));
  return rows;
}

const TALLEST = 24; // lines; what is higher stands in more columns
const CARD = 2.2; // lines

/** Stand boxes in as many columns as their height asks for, each in the shortest one. */
export function columnsOfBoxes(boxes: readonly Box[]): readonly (readonly Box[])[] {
  const high = (box: Box): number => (box.kind === 'team' ? 1.2 + box.members.length : CARD);
  const all = boxes.reduce((sum, box) => sum + high(box), 0);
  const columns = Array.from({ length: Math.ceil(all / TALLEST) }, () => ({
    boxes: [] as Box[],
    height: 0,
  }));
  for (const box of boxes) {
    const [shortest] = columns.toSorted((one, other) => one.height - other.height);
    if (shortest === undefined) continue;
    shortest.boxes.push(box);
    shortest.height += high(box);
  }
  return columns.map((column) => column.boxes).filter((column) => column.length > 0);
}
