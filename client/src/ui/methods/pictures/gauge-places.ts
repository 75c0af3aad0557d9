/**
 * Where the bands of a gauge go, and values on them.
 *
 * Each band is as wide as its word needs and else in proportion; the edges stay where they are while
 * a value moves, even one far beyond them.
 */

import type { GaugeData, Zone } from './kinds.ts';
import { type Room, textWidth } from './measures.ts';

/** How much longer than all before it the last band may be drawn. */
const OPEN_END = 0.4;

export interface PlacedZone extends Zone {
  readonly x: number;
  readonly width: number;
  /** There is room for its word. */
  readonly worded: boolean;
}

export interface Edge {
  readonly x: number;
  readonly side: 'begin' | 'middle';
  /** An edge of a band, or what a band of whole numbers goes from and to. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface Placed {
  readonly zones: readonly PlacedZone[];
  readonly edges: readonly Edge[];
  readonly at: (value: number) => number;
}

export function placed(before: GaugeData, after: GaugeData | null, { width, em }: Room): Placed {
  const micro = em * 0.92;
  const inner = width - 1;
  const whole = isWhole(before) && (after === null || isWhole(after));
  const wanted = before.zones.map((zone) => textWidth(zoneWord(zone), micro, 0.92) + micro);
  const bare = before.zones.map((zone) =>
    Math.max(micro * 2.2, textWidth(String(zone.begin), em) + em * 0.6),
  );
  const fits = wordsThatFit(wanted, inner, bare);
  const least = before.zones.map((_zone, at) =>
    Math.max(bare[at] ?? 0, fits[at] ? (wanted[at] ?? 0) : 0),
  );
  const widths = spread(spansOf(before.zones, whole), least, inner);
  let x = 0;
  const zones = before.zones.map((zone, at) => {
    const begin = x;
    x += widths[at] ?? 0;
    return { ...zone, x: begin, width: widths[at] ?? 0, worded: fits[at] ?? false };
  });
  const last = Math.max(...[before, after].map((one) => one?.zones.at(-1)?.end ?? 0));
  return {
    zones,
    edges: whole ? rangesOf(zones) : edgesOf(zones, em),
    at: (value) => (whole ? stepOf(zones, value) : placeOf(zones, last, value)),
  };
}

/** A band by its level and its word; the level is not said twice. */
export const zoneWord = ({ level, word }: Zone): string =>
  new RegExp(`\\b${level}\\b`).test(word) ? word : `${level} ${word}`;

/** Scores that are whole numbers have no places between them: each has its own. */
const isWhole = ({ digits, zones, value }: GaugeData): boolean =>
  digits === 0 &&
  [value ?? 0, ...zones.map((zone) => zone.begin)].every((one) => Number.isInteger(one));

/** Which words can stand in the bar, the widest giving way first. */
function wordsThatFit(wanted: readonly number[], room: number, bare: readonly number[]): boolean[] {
  const fits = wanted.map(() => true);
  const taken = () => wanted.reduce((sum, one, at) => sum + (fits[at] ? one : (bare[at] ?? 0)), 0);
  while (taken() > room && fits.some(Boolean)) {
    const widest = Math.max(...wanted.filter((_one, at) => fits[at]));
    fits[wanted.findIndex((one, at) => fits[at] && one === widest)] = false;
  }
  return fits;
}

function spansOf(zones: readonly Zone[], whole: boolean): readonly number[] {
  const spans = zones.map((zone, at) =>
    Math.max(0, zone.end - zone.begin + (whole && at === 0 ? 1 : 0)),
  );
  if (spans.length < 2) return spans;
  const known = spans.slice(0, -1).reduce((sum, one) => sum + one, 0);
  return [...spans.slice(0, -1), Math.min(spans.at(-1) ?? 0, known * OPEN_END)];
}

/** Share the room by the spans, but give each at least what it needs. */
function spread(spans: readonly number[], least: readonly number[], room: number): number[] {
  const widths = spans.map(() => 0);
  const open = new Set(spans.keys());
  for (;;) {
    const left = room - [...widths.keys()].reduce((sum, at) => sum + (widths[at] ?? 0), 0);
    const whole = [...open].reduce((sum, at) => sum + (spans[at] ?? 0), 0);
    const share = (at: number) =>
      whole > 0 ? (left * (spans[at] ?? 0)) / whole : left / Math.max(1, open.size);
    const tight = [...open].filter((at) => share(at) < (least[at] ?? 0));
    if (tight.length === 0 || tight.length === open.size) {
      for (const at of open) widths[at] = -share(at);
      return widths.map(Math.abs);
    }
    for (const at of tight) {
      widths[at] = least[at] ?? 0;
      open.delete(at);
    }
  }
}

function edgesOf(zones: readonly PlacedZone[], em: number): readonly Edge[] {
  return zones.flatMap((zone, at): Edge[] => {
    if (at > 0 && zone.x <= em) return [];
    return [{ x: zone.x, side: at === 0 ? 'begin' : 'middle', from: zone.begin, to: zone.begin }];
  });
}

/** From and to of each band of whole numbers; the first and the last may go on. */
function rangesOf(zones: readonly PlacedZone[]): readonly Edge[] {
  return zones.map((zone, at) => {
    const single = at === 0 && zone.begin === zone.end;
    return {
      x: zone.x + zone.width / 2,
      side: 'middle',
      from: at === 0 && !single ? null : zone.begin + (at === 0 ? 0 : 1),
      to: at === zones.length - 1 ? null : zone.end,
    };
  });
}

/** The middle of the place that a whole number has in its band. */
function stepOf(zones: readonly PlacedZone[], value: number): number {
  for (const [at, zone] of zones.entries()) {
    if (value > zone.end && at < zones.length - 1) continue;
    const first = at === 0 ? zone.begin : zone.begin + 1;
    const steps = Math.max(1, zone.end - first + 1);
    const step = Math.min(steps - 1, Math.max(0, value - first));
    return zone.x + (zone.width * (step + 0.5)) / steps;
  }
  return 0.5;
}

function placeOf(zones: readonly PlacedZone[], last: number, value: number): number {
  const first = zones[0];
  if (first === undefined || value <= first.begin) return 0.5;
  for (const [at, zone] of zones.entries()) {
    const end = at === zones.length - 1 ? last : zone.end;
    if (value <= end) return zone.x + (zone.width * (value - zone.begin)) / (end - zone.begin || 1);
  }
  const end = zones.at(-1);
  return end === undefined ? 0.5 : end.x + end.width;
}
