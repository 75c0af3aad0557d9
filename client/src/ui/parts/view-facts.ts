/** What a view says of itself, read safely: its parts are data of a server that may be newer. */

import type { ActionDescription, ActionFlags, FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { isRecord } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { Part } from './registry.ts';

export const asPart = (value: unknown): Part | undefined =>
  isRecord(value) && typeof value['kind'] === 'string' ? (value as Part) : undefined;

export const partsOf = (described: { readonly parts?: unknown }): readonly Part[] =>
  (Array.isArray(described.parts) ? described.parts : []).flatMap((one) => asPart(one) ?? []);

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The label of a part; a server that forgot to choose a language gave all of them. */
export function labelOf(part: { readonly label?: unknown }, language: string): string | undefined {
  const { label } = part;
  if (!isRecord(label)) return textOf(label);
  return textOf(label[language.slice(0, 2)]) ?? textOf(Object.values(label)[0]);
}

export const namesOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** The cursor a part shows, if it names one the view has. */
export const cursorOf = (view: View, part: Part): Cursor | undefined =>
  typeof part['cursor'] === 'string' ? view.cursors.get(part['cursor']) : undefined;

/** The first cursor shown by a part or inside it. */
export function firstCursor(view: View, part: Part): Cursor | undefined {
  const own = cursorOf(view, part);
  if (own !== undefined) return own;
  for (const inner of partsOf(part)) {
    const found = firstCursor(view, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const NAMING = ['cursor', 'outer', 'inner', 'homes'];

/** All cursors that a part and those inside it show. */
export const cursorsOf = (view: View, part: Part): readonly Cursor[] => [
  ...NAMING.flatMap((fact) => view.cursors.get(textOf(part[fact]) ?? '') ?? []),
  ...partsOf(part).flatMap((inner) => cursorsOf(view, inner)),
];

/** Whether an action can be meant for many rows: it shows what would come of it before it is done. */
export const isOfMany = (view: View, action: string): boolean =>
  view.offer.actions.some(
    ({ id, categories = [] }) => id === action && categories.includes('many'),
  );

/** Whether an action is asked for more than one row. */
export const isSeveral = (options: Readonly<Record<string, unknown>>): boolean =>
  options['every'] === true || (Array.isArray(options['keys']) && options['keys'].length > 1);

export const isGrid = (part: Part): boolean => part.kind === 'grid' || part.kind === 'tree';

/** The first list inside a part, to be counted. */
export function firstListed(view: View, part: Part): Cursor | undefined {
  if (isGrid(part)) return cursorOf(view, part);
  for (const inner of part.kind === 'form' ? [] : partsOf(part)) {
    const found = firstListed(view, inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where the first grid of some parts stands: the one with the bar above it. */
export function firstGridPath(parts: readonly Part[], path = ''): string | undefined {
  for (const [at, part] of parts.entries()) {
    const here = path === '' ? String(at) : `${path}/${at}`;
    if (isGrid(part)) return here;
    const inner = part.kind === 'form' ? undefined : firstGridPath(partsOf(part), here);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const FILLING: readonly string[] = [
  'split',
  'tabs',
  'form',
  'nested',
  'chart',
  'preset',
  'differences',
  'audit-event',
  'seen-by',
  'seers',
  'methodBench',
];

/** Parts that take the height that is left; the others are as high as what they show. */
export const fills = (part: Part): boolean =>
  isGrid(part) || FILLING.includes(part.kind) || partsOf(part).some(fills);

export const fieldOf = (cursor: Cursor, name: string): FieldDescription | undefined =>
  cursor.described.source.fields.find((field) => field.name === name);

/** Offered actions of some categories; of none: all but those of the session. */
export function actionsOf(view: View, categories: readonly string[]): readonly ActionDescription[] {
  return view.offer.actions.filter((action) => {
    const own = action.categories ?? [];
    return categories.length > 0
      ? own.some((one) => categories.includes(one))
      : !own.includes('session');
  });
}

export const flagsOf = (
  flags: Readonly<Record<string, ActionFlags>>,
  action: ActionDescription,
): ActionFlags => flags[action.id] ?? { enabled: action.enabled, visible: action.visible };

/**
 * The cursor whose rows an action is about: the one its id names (`open_site`), else that of the first
 * list, which is what the screen is about.
 */
export function subjectOf(view: View, action: ActionDescription): string | undefined {
  if (action.cursor !== undefined) return action.cursor;
  const named = [...view.cursors.keys()].find((name) => action.id.endsWith(`_${name}`));
  if (named !== undefined) return named;
  return firstGridCursor(partsOf(view.offer.view)) ?? [...view.cursors.keys()][0];
}

function firstGridCursor(parts: readonly Part[]): string | undefined {
  for (const part of parts) {
    const found = isGrid(part) ? textOf(part['cursor']) : firstGridCursor(partsOf(part));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The action that makes a new row of a cursor. */
export const addingAction = (view: View, cursor: string): ActionDescription | undefined =>
  view.offer.actions.find((one) => /^new($|_)/.test(one.id) && subjectOf(view, one) === cursor);

/** The action that Enter on a row means: the one the part names, else the one with that key. */
export function openingAction(view: View, part: Part): ActionDescription | undefined {
  const named = textOf(part['open']);
  if (named !== undefined) return view.offer.actions.find((one) => one.id === named);
  return view.offer.actions.find((one) => one.keys === 'Enter');
}
