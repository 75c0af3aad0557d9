/** Going through a drawing by the arrow keys: to what is nearest in that direction. Pure. */

export interface Spot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Way = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const ASIDE = 2.5; // being beside the way counts so much more than being far along it

/** The place in `spots` of the nearest one; undefined: there is nothing in that direction. */
export function nearest(spots: readonly Spot[], from: number, way: Way): number | undefined {
  const here = spots[from];
  if (here === undefined) return undefined;
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, there] of spots.entries()) {
    if (at === from) continue;
    const cost = costOf(here, there, way);
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

function costOf(here: Spot, there: Spot, way: Way): number {
  const upright = way === 'ArrowUp' || way === 'ArrowDown';
  const forward = way === 'ArrowDown' || way === 'ArrowRight';
  const [start, end] = upright ? (['top', 'bottom'] as const) : (['left', 'right'] as const);
  const [low, high] = upright ? (['left', 'right'] as const) : (['top', 'bottom'] as const);
  const slack = 1; // what touches is beyond it
  const along = forward ? there[start] - here[end] : here[start] - there[end];
  if (along < -slack) return Number.POSITIVE_INFINITY;
  const apart = Math.max(0, there[low] - here[high], here[low] - there[high]);
  const middle = Math.abs(there[low] + there[high] - here[low] - here[high]) / 2;
  return Math.max(0, along) + apart * ASIDE + middle * 0.05;
}
