/** What becomes of a field of many records, as it is sent. */

import { type FieldFacts, isUnread } from '../fields/facts.ts';
import type { RecordForm } from '../form/form-model.ts';
import { KEPT_BY_SERVER } from '../form/layout.ts';

export type How = 'set' | 'clear' | 'add' | 'remove';

export interface Change {
  readonly name: string;
  readonly how: How;
}

const SINGLE: ReadonlySet<string> = new Set(['document', 'json']);

/** A field that can be the same for many: what people write, and no two records must differ in. */
export const isBulkField = (field: FieldFacts): boolean =>
  !field.readonly &&
  !field.hidden &&
  !KEPT_BY_SERVER.includes(field.name) &&
  (!SINGLE.has(field.type) || field.widget === 'address');

const isList = (field: FieldFacts): boolean => field.type === 'texts';

export const howsOf = (field: FieldFacts): readonly How[] => [
  ...(isList(field) ? (['add', 'remove'] as const) : []),
  'set',
  ...(field.required ? [] : (['clear'] as const)),
];

type Wire = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** {field: {set | add | remove: value}}; an empty list comes and goes with nothing. */
export function changesOf(form: RecordForm, chosen: readonly Change[]): Wire {
  const found = chosen.flatMap((one) => {
    const slot = form.slots.get(one.name);
    const asked = slot === undefined ? undefined : askedOf(slot.field, one.how, slot.value.value);
    return asked === undefined ? [] : [[one.name, asked] as const];
  });
  return Object.fromEntries(found);
}

/** What is asked of one field; undefined: nothing yet. */
function askedOf(field: FieldFacts, how: How, value: unknown): Wire[string] | undefined {
  if (how === 'clear') return { set: isList(field) ? [] : null };
  if (isUnread(value) || value === null || value === undefined || value === '') return undefined;
  if (how === 'set') return { set: value };
  return Array.isArray(value) && value.length > 0 ? { [how]: value } : undefined;
}
