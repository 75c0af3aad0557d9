/** Which fields stand under which heading: as the server says, else by the section of each field. */

import type { View } from '../../core/view.ts';
import type { FieldFacts } from '../fields/facts.ts';
import type { Part } from '../parts/registry.ts';
import { namesOf, partsOf, textOf } from '../parts/view-facts.ts';

/** A heading of a form and what stands under it. */
export type FormSection = FieldSection | RowsSection | OtherSection;

export interface FieldSection {
  readonly kind: 'fields';
  readonly id: string;
  readonly label: string;
  readonly fields: readonly string[];
}

export interface RowsSection {
  readonly kind: 'rows';
  readonly id: string;
  readonly label: string;
  readonly part: Part;
  readonly cursor: string;
  readonly path: string;
}

export interface OtherSection {
  readonly kind: 'part';
  readonly id: string;
  readonly label: string;
  readonly part: Part;
  readonly path: string;
}

/** Kept by the server: who changed it when, and how often. */
export const KEPT_BY_SERVER: readonly string[] = [
  'row_version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'archived_at',
  'archived_by',
];

/** Never typed by anybody and of no use to look at here. */
const MACHINERY = new Set(['id', 'customer_id', ...KEPT_BY_SERVER]);

/** Where nobody has said what stands where, whose a record is can be found nowhere else. */
const isMachinery = (field: FieldFacts, all: readonly FieldFacts[]): boolean =>
  MACHINERY.has(field.name) &&
  !(field.name === 'customer_id' && field.reference !== null && !all.some((one) => one.section));

const isShown = (field: FieldFacts): boolean =>
  !field.hidden && field.type !== 'opaque' && field.widget !== 'none';

export const shownFields = (all: readonly FieldFacts[], asked: readonly string[]) =>
  asked.length > 0
    ? asked.flatMap((name) => all.find((field) => field.name === name) ?? [])
    : all
        .filter((field) => isShown(field) && !isMachinery(field, all))
        .toSorted((one, other) => one.order - other.order);

const bySection = (fields: readonly FieldFacts[], rest: string, path: string): FieldSection[] => {
  const found = new Map<string, string[]>();
  const sectioned = fields.some((field) => field.section);
  for (const field of fields) {
    // what is worked out for lists says here what other fields say
    if (isMachinery(field, fields) || (sectioned && !field.section && field.readonly)) continue;
    const heading = field.section ?? rest;
    found.set(heading, [...(found.get(heading) ?? []), field.name]);
  }
  return [...found].map(([label, names], at) => ({
    kind: 'fields' as const,
    id: `${path}_${at}`, // not what a part of the form at this place is called
    label,
    fields: names,
  }));
};

/** The sections of a form part; `rest`: the heading of what has none. */
export const formSections = (view: View, part: Part, path: string, rest: string): FormSection[] => {
  const cursor = textOf(part['cursor']) ?? '';
  const all = (view.cursors.get(cursor)?.described.source.fields ?? []) as readonly FieldFacts[];
  const inner = partsOf(part);
  const drawn = inner.flatMap((one, at) => sectionOf(view, one, `${path}/${at}`, all));
  const placed = new Set(drawn.flatMap((one) => (one.kind === 'fields' ? one.fields : [])));
  const asked = namesOf(part['fields']);
  if (asked.length === 0 && placed.size > 0) return drawn;
  const left = shownFields(all, asked).filter((field) => !placed.has(field.name));
  return [...bySection(left, part.label ?? rest, path), ...drawn];
};

const sectionOf = (
  view: View,
  part: Part,
  path: string,
  all: readonly FieldFacts[],
): FormSection[] => {
  const label = part.label ?? '';
  const fields = namesOf(part['fields']).filter((name) => all.some((one) => one.name === name));
  if (part.kind === 'section' && fields.length > 0) {
    const inner = partsOf(part).flatMap((one, at) => sectionOf(view, one, `${path}/${at}`, all));
    return [{ kind: 'fields', id: path, label, fields }, ...inner];
  }
  const cursor = textOf(part['cursor']);
  if (part.kind === 'rows' && cursor !== undefined && view.cursors.has(cursor)) {
    const plural = view.cursors.get(cursor)?.described.source.plural ?? '';
    return [{ kind: 'rows', id: path, label: part.label ?? plural, part, cursor, path }];
  }
  return [{ kind: 'part', id: path, label, part, path }];
};
