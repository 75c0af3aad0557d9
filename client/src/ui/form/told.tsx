/** Values in sentences and lists, and what a field said before it was changed. */

import { RelationName } from '../fields/relation-name.tsx';
import { toldText } from '../fields/say.ts';
import { useI18n } from '../kit/app.tsx';
import type { FieldSlot } from './form-model.ts';

export const baseOf = (slot: FieldSlot): unknown =>
  slot.conflict.peek()?.base ?? slot.record.draft()?.base?.[slot.field.name] ?? null;

/** A value in a sentence: links by the name of their record. */
export function Told({ slot, value }: { readonly slot: FieldSlot; readonly value: unknown }) {
  const i18n = useI18n();
  const { field } = slot;
  const isLink = field.reference !== null && field.type === 'key' && typeof value === 'string';
  return isLink ? (
    <RelationName source={field.reference ?? ''} value={value} />
  ) : (
    toldText(value, field, i18n)
  );
}
