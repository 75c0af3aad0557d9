/**
 * Where the tabs stand: groups of tabs, side by side or above each other, as plain data.
 *
 * Every change makes a new arrangement; nothing here knows what a tab shows. Places are told as parts of
 * the whole, so a panel is never moved in the document and keeps its scroll, its focus and its state.
 */

export interface Group {
  readonly kind: 'group';
  readonly id: number;
  readonly tabs: readonly number[];
  readonly front: number | undefined;
}

export interface Split {
  readonly kind: 'split';
  readonly id: number;
  readonly across: 'x' | 'y';
  readonly parts: readonly Box[];
  /** How much of it each part has; they add up to 1. */
  readonly sizes: readonly number[];
}

export type Box = Group | Split;

export interface Dock {
  readonly root: Box;
  /** The group one works in. */
  readonly active: number;
  readonly made: number;
}

export type Edge = 'left' | 'right' | 'top' | 'bottom';

const LEAST = 0.12; // of a split: narrower than this nothing can be read

export const emptyDock: Dock = {
  root: { kind: 'group', id: 1, tabs: [], front: undefined },
  active: 1,
  made: 1,
};

export function groupsOf(box: Box): readonly Group[] {
  return box.kind === 'group' ? [box] : box.parts.flatMap(groupsOf);
}

export const groupOf = (dock: Dock, id: number): Group | undefined =>
  groupsOf(dock.root).find((group) => group.id === id);

export const groupWith = (dock: Dock, tab: number): Group | undefined =>
  groupsOf(dock.root).find((group) => group.tabs.includes(tab));

export const activeGroup = (dock: Dock): Group =>
  groupOf(dock, dock.active) ?? (groupsOf(dock.root)[0] as Group);

export const tabsOf = (dock: Dock): readonly number[] =>
  groupsOf(dock.root).flatMap((group) => group.tabs);

// -- changes

function mapGroups(box: Box, change: (group: Group) => Box): Box {
  if (box.kind === 'group') return change(box);
  return { ...box, parts: box.parts.map((part) => mapGroups(part, change)) };
}

const withGroup = (dock: Dock, id: number, change: (group: Group) => Group): Dock => ({
  ...dock,
  root: mapGroups(dock.root, (group) => (group.id === id ? change(group) : group)),
});

/** Put a tab in front, and work in its group. */
export function showTab(dock: Dock, tab: number): Dock {
  const group = groupWith(dock, tab);
  if (group === undefined) return dock;
  const shown = withGroup(dock, group.id, (one) => ({ ...one, front: tab }));
  return { ...shown, active: group.id };
}

/** Add a tab to a group, at a place or at its end; it is not brought to the front by this. */
export function addTab(dock: Dock, tab: number, into = dock.active, at?: number): Dock {
  const target = groupOf(dock, into) ?? activeGroup(dock);
  return withGroup(dock, target.id, (group) => {
    const tabs = group.tabs.toSpliced(at ?? group.tabs.length, 0, tab);
    return { ...group, tabs, front: group.front ?? tab };
  });
}

/** Take a tab away; what comes to the front is `next` if it is beside it, else its neighbour. */
export function removeTab(dock: Dock, tab: number, next?: number): Dock {
  const group = groupWith(dock, tab);
  if (group === undefined) return dock;
  const at = group.tabs.indexOf(tab);
  const tabs = group.tabs.toSpliced(at, 1);
  const beside = next !== undefined && tabs.includes(next) ? next : (tabs[at] ?? tabs[at - 1]);
  const front = group.front === tab ? beside : group.front;
  return tidied(withGroup(dock, group.id, (one) => ({ ...one, tabs, front })));
}

/** Move a tab to another group, or within its own. */
export function moveTab(dock: Dock, tab: number, into: number, at?: number): Dock {
  const from = groupWith(dock, tab);
  if (from === undefined || groupOf(dock, into) === undefined) return dock;
  const without = withGroup(dock, from.id, (group) => taken(group, tab));
  return tidied(showTab(addTab(without, tab, into, at), tab));
}

const taken = (group: Group, tab: number): Group => {
  const at = group.tabs.indexOf(tab);
  const tabs = group.tabs.toSpliced(at, 1);
  return { ...group, tabs, front: group.front === tab ? (tabs[at] ?? tabs[at - 1]) : group.front };
};

/** Give a tab a group of its own on one side of a group; the last tab of a group cannot leave it so. */
export function splitTab(dock: Dock, tab: number, beside: number, edge: Edge): Dock {
  const from = groupWith(dock, tab);
  if (from === undefined || (from.id === beside && from.tabs.length < 2)) return dock;
  const id = dock.made + 1;
  const made: Group = { kind: 'group', id, tabs: [tab], front: tab };
  const across = edge === 'left' || edge === 'right' ? 'x' : 'y';
  const first = edge === 'left' || edge === 'top';
  const without = withGroup(dock, from.id, (group) => taken(group, tab));
  const root = mapGroups(without.root, (group) =>
    group.id === beside
      ? {
          kind: 'split',
          id: id + 1,
          across,
          parts: first ? [made, group] : [group, made],
          sizes: [0.5, 0.5],
        }
      : group,
  );
  return tidied({ root, active: id, made: id + 1 });
}

/** Move the border after a part of a split to a share of the two it separates. */
export function resizeSplit(dock: Dock, id: number, at: number, share: number): Dock {
  const change = (box: Box): Box => {
    if (box.kind === 'group') return box;
    if (box.id !== id) return { ...box, parts: box.parts.map(change) };
    const both = (box.sizes[at] ?? 0) + (box.sizes[at + 1] ?? 0);
    const least = Math.min(LEAST, both / 2);
    const first = Math.min(Math.max(share, least), both - least);
    return { ...box, sizes: box.sizes.with(at, first).with(at + 1, both - first) };
  };
  return { ...dock, root: change(dock.root) };
}

/** Everything in one group again. */
export function joinAll(dock: Dock): Dock {
  const front = activeGroup(dock).front;
  const root: Group = { kind: 'group', id: dock.made + 1, tabs: tabsOf(dock), front };
  return { root, active: root.id, made: root.id };
}

/** Without empty groups, and with splits in the same direction laid into each other. */
function tidied(dock: Dock): Dock {
  const tidy = (box: Box): Box | undefined => {
    if (box.kind === 'group') return box.tabs.length > 0 ? box : undefined;
    const parts: Box[] = [];
    const sizes: number[] = [];
    box.parts.forEach((part, at) => {
      const kept = tidy(part);
      const size = box.sizes[at] ?? 0;
      if (kept === undefined) return;
      if (kept.kind === 'split' && kept.across === box.across) {
        parts.push(...kept.parts);
        sizes.push(...kept.sizes.map((own) => own * size));
      } else {
        parts.push(kept);
        sizes.push(size);
      }
    });
    if (parts.length < 2) return parts[0];
    const all = sizes.reduce((sum, size) => sum + size, 0);
    return { ...box, parts, sizes: sizes.map((size) => size / all) };
  };
  const root = tidy(dock.root) ?? { kind: 'group', id: dock.active, tabs: [], front: undefined };
  const groups = groupsOf(root);
  const active = groups.some((group) => group.id === dock.active)
    ? dock.active
    : (groups[0] as Group).id;
  return { ...dock, root, active };
}

// -- seen

/** Parts of the whole, from 0 to 1. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Border {
  readonly split: number;
  /** It stands after this part. */
  readonly at: number;
  readonly across: 'x' | 'y';
  readonly rect: Rect;
  /** The two parts it separates, together, and the share of the first. */
  readonly both: Rect;
  readonly sum: number;
  readonly share: number;
}

export interface Placed {
  readonly groups: readonly { readonly group: Group; readonly rect: Rect }[];
  readonly borders: readonly Border[];
}

const WHOLE: Rect = { x: 0, y: 0, width: 1, height: 1 };

export function placed(box: Box, rect: Rect = WHOLE): Placed {
  if (box.kind === 'group') return { groups: [{ group: box, rect }], borders: [] };
  const along = box.across === 'x' ? rect.width : rect.height;
  const groups: Placed['groups'][number][] = [];
  const borders: Border[] = [];
  let from = 0;
  box.parts.forEach((part, at) => {
    const size = box.sizes[at] ?? 0;
    const own = slice(rect, box.across, from * along, size * along);
    const inside = placed(part, own);
    groups.push(...inside.groups);
    borders.push(...inside.borders);
    const next = box.sizes[at + 1];
    if (next !== undefined) {
      borders.push({
        split: box.id,
        at,
        across: box.across,
        rect: slice(rect, box.across, (from + size) * along, 0),
        both: slice(rect, box.across, from * along, (size + next) * along),
        sum: size + next,
        share: size,
      });
    }
    from += size;
  });
  return { groups, borders };
}

const slice = (rect: Rect, across: 'x' | 'y', from: number, length: number): Rect =>
  across === 'x'
    ? { ...rect, x: rect.x + from, width: length }
    : { ...rect, y: rect.y + from, height: length };
