/** People from the places they are at: one entry for each, whatever he has open. */

import type { PersonHere } from '../../core/services.ts';

export type Person = PersonHere;

/** Everybody once, who edits before who looks. */
export function persons(places: readonly PersonHere[]): readonly Person[] {
  const found = new Map<string, Person>();
  for (const place of places) {
    const known = found.get(place.user_id);
    if (known === undefined || (place.editing && !known.editing)) found.set(place.user_id, place);
  }
  return [...found.values()];
}

/** Those at one record. */
export const at = (
  places: readonly PersonHere[],
  source: string,
  key: string | number,
): readonly PersonHere[] => places.filter((one) => one.source === source && one.key === key);
