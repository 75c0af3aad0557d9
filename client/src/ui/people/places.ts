/** Where this page says its person is: each view its place, told together, and again after a change. */

import type { Place, PresenceService } from '../../core/services.ts';

const places = new Map<string, Place>();
let telling: ReturnType<typeof setTimeout> | undefined;

const SOON = 50; // moving with the arrows through a list is one change

function tell(presence: Pick<PresenceService, 'here'>): void {
  if (telling !== undefined) return;
  telling = setTimeout(() => {
    telling = undefined;
    // without a connection nobody is told: the service says it again when it is back
    presence.here([...places.values()]).catch(() => undefined);
  }, SOON);
}

/** Say a place; it ends when the answer is called. */
export function declare(presence: Pick<PresenceService, 'here'>, place: Place): () => void {
  places.set(place.view, place);
  tell(presence);
  return () => {
    if (places.get(place.view) !== place) return;
    places.delete(place.view);
    tell(presence);
  };
}
