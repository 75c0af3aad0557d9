/** Whether two pictures of a kind have one scale: only then is one laid over the other. */

import type { PictureData, RulerData, Zone } from './kinds.ts';

export function onOneScale(one: PictureData, other: PictureData): boolean {
  if (one.kind === 'gauge' && other.kind === 'gauge') {
    return one.unit === other.unit && sameZones(one.zones, other.zones);
  }
  if (one.kind === 'curve' && other.kind === 'curve') {
    return sameRuler(one.x, other.x) && sameRuler(one.y, other.y);
  }
  if (one.kind === 'columns' && other.kind === 'columns') {
    return one.unit === other.unit && one.places.join('\n') === other.places.join('\n');
  }
  return !(one.kind === 'bars' && other.kind === 'bars') || one.unit === other.unit;
}

/** The last band may end farther away: it is as long as its value asks for. */
const sameZones = (one: readonly Zone[], other: readonly Zone[]): boolean =>
  one.length === other.length &&
  one.every((zone, at) => {
    const there = other[at];
    return there?.begin === zone.begin && there.level === zone.level && there.word === zone.word;
  });

/** One of them may be so many times as long as both need. */
const MOST = 8;

/** An axis may reach farther for one of them; what it measures must be the same. */
function sameRuler(one: RulerData, other: RulerData): boolean {
  const least = Math.min(one.high - one.low, other.high - other.low);
  const both = Math.max(one.high, other.high) - Math.min(one.low, other.low);
  return one.unit === other.unit && one.label === other.label && both <= least * MOST;
}
