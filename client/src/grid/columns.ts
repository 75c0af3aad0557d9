/**
 * Which columns, how wide, in which order: plain data that is kept per user. Widths are px at the
 * normal text size (16 px); the style sheet turns them into rem so that they grow with the text.
 */

import type { FieldDescription, SourceDescription } from '../core/contract.gen.ts';

export interface ColumnState {
  readonly name: string;
  readonly width: number;
  readonly hidden: boolean;
  readonly pinned: boolean;
}

export const NARROWEST = 40;
export const WIDEST = 800;

const WIDTHS: Readonly<Record<string, number>> = {
  boolean: 72,
  date: 104,
  datetime: 144,
  decimal: 96,
  integer: 72,
  time: 72,
};

/** The columns as nobody has touched them yet. */
export function freshColumns(source: SourceDescription): readonly ColumnState[] {
  return source.fields
    .filter(
      (field) =>
        field.name !== source.key &&
        !field.hidden &&
        field.type !== 'opaque' &&
        field.widget !== 'none',
    )
    .toSorted((one, other) => one.order - other.order)
    .map((field) => ({
      name: field.name,
      width: freshWidth(field, field.name === source.names_by),
      hidden: false,
      pinned: field.name === source.names_by,
    }));
}

/** What a user kept, fitted to what the source has now: gone columns go, new ones come last. */
export function restoreColumns(
  kept: readonly ColumnState[],
  source: SourceDescription,
): readonly ColumnState[] {
  const fresh = new Map(freshColumns(source).map((column) => [column.name, column]));
  const known = kept.filter((column) => fresh.delete(column.name));
  return [
    ...known.map((column) => ({ ...column, width: bounded(column.width) })),
    ...fresh.values(),
  ];
}

/** The columns one sees, the pinned ones first. */
export function shownColumns(columns: readonly ColumnState[]): readonly ColumnState[] {
  const shown = columns.filter((column) => !column.hidden);
  return [...shown.filter((one) => one.pinned), ...shown.filter((one) => !one.pinned)];
}

export function resizeColumn(
  columns: readonly ColumnState[],
  name: string,
  width: number,
): readonly ColumnState[] {
  return change(columns, name, { width: bounded(width) });
}

export function pinColumn(
  columns: readonly ColumnState[],
  name: string,
  pinned: boolean,
): readonly ColumnState[] {
  return change(columns, name, { pinned });
}

/** Hide or show; the last column one sees cannot be hidden. */
export function hideColumn(
  columns: readonly ColumnState[],
  name: string,
  hidden: boolean,
): readonly ColumnState[] {
  const others = columns.some((column) => !column.hidden && column.name !== name);
  return hidden && !others ? columns : change(columns, name, { hidden });
}

/** Put a column before or after the one it now stands beside on the screen. */
export function stepColumn(
  columns: readonly ColumnState[],
  name: string,
  step: -1 | 1,
): readonly ColumnState[] {
  const shown = shownColumns(columns);
  const at = shown.findIndex((column) => column.name === name);
  const beside = shown[at + step];
  return beside === undefined ? columns : placeColumn(columns, name, beside.name, step > 0);
}

/** Put a column beside another one; it is pinned if that one is. */
export function placeColumn(
  columns: readonly ColumnState[],
  name: string,
  beside: string,
  after: boolean,
): readonly ColumnState[] {
  const moving = columns.find((column) => column.name === name);
  const target = columns.find((column) => column.name === beside);
  if (moving === undefined || target === undefined || moving === target) {
    return columns;
  }
  const others = columns.filter((column) => column !== moving);
  const at = others.indexOf(target) + (after ? 1 : 0);
  return others.toSpliced(at, 0, { ...moving, pinned: target.pinned });
}

function change(
  columns: readonly ColumnState[],
  name: string,
  what: Partial<ColumnState>,
): readonly ColumnState[] {
  return columns.map((column) => (column.name === name ? { ...column, ...what } : column));
}

function bounded(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

function freshWidth(field: FieldDescription, names: boolean): number {
  const typed = WIDTHS[field.type];
  const headed = field.label.length * 7 + 28; // a header is never cut when it is first seen
  if (typed !== undefined) {
    return bounded(Math.max(typed, Math.min(headed, 160)));
  }
  if (field.choices !== null) {
    const longest = Math.max(...field.choices.map(([, label]) => label.length));
    return bounded(Math.max(headed, longest * 7 + 44)); // a glyph may stand before the word
  }
  const text = field.length ?? 40;
  return bounded(Math.max(headed, Math.min(text, names ? 34 : 24) * 7.5 + 16));
}
