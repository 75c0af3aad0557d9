/**
 * How a body stands: its limbs as rounded shapes, from the angles they were judged by. Facing right,
 * the floor at nought, upwards is negative, as tall as two hundred.
 */

import type { BodyData, LimbData, PartName } from './kinds.ts';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Shape {
  /** Undefined: not judged. */
  readonly part: PartName | undefined;
  readonly path: string;
}

export interface Posture {
  readonly shapes: readonly Shape[];
  /** Where a leader line meets a part. */
  readonly spots: Readonly<Record<PartName, Spot>>;
  readonly head: Spot;
  /** Where one sits, or undefined. */
  readonly seat: Spot | undefined;
}

/** What is needed by any posture, so that the figure keeps its size while it moves. */
export const FRAME = { left: -62, right: 124, top: -226, bottom: 8 } as const;

const HEAD = 12.5;
const RIGHT_ANGLE = 90;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** So far from a spot, so many degrees forward from straight down. */
const down = (from: Spot, length: number, degrees: number): Spot => ({
  x: from.x + length * Math.sin(radians(degrees)),
  y: from.y + length * Math.cos(radians(degrees)),
});
/** Likewise from straight up. */
const up = (from: Spot, length: number, degrees: number): Spot => ({
  x: from.x + length * Math.sin(radians(degrees)),
  y: from.y - length * Math.cos(radians(degrees)),
});
const between = (a: Spot, b: Spot, at = 0.5): Spot => ({
  x: a.x + (b.x - a.x) * at,
  y: a.y + (b.y - a.y) * at,
});

const round = (value: number): number => Math.round(value * 10) / 10;

/** A limb: round at both ends, thinner towards the second. */
function limb(from: Spot, to: Spot, wide: number, thin: number): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const lean = Math.asin(Math.max(-1, Math.min(1, (wide - thin) / length)));
  const along = Math.atan2(to.y - from.y, to.x - from.x);
  const side = (spot: Spot, radius: number, turn: number) => {
    const angle = along + turn * (Math.PI / 2 - lean);
    return `${round(spot.x + radius * Math.cos(angle))} ${round(spot.y + radius * Math.sin(angle))}`;
  };
  return [
    `M${side(from, wide, 1)}`,
    `L${side(to, thin, 1)}`,
    `A${thin} ${thin} 0 0 0 ${side(to, thin, -1)}`,
    `L${side(from, wide, -1)}`,
    `A${wide} ${wide} 0 1 0 ${side(from, wide, 1)}z`,
  ].join('');
}

function headAt(at: Spot, lean: number): string {
  const turned = (y: number) => {
    const angle = radians(lean);
    return `${round(at.x - y * Math.sin(angle))} ${round(at.y + y * Math.cos(angle))}`;
  };
  const arc = `A${HEAD - 1.5} ${HEAD + 1} ${round(lean)} 0 1`;
  return `M${turned(-HEAD - 1)}${arc} ${turned(HEAD + 1)}${arc} ${turned(-HEAD - 1)}z`;
}

/** Stand a body as its limbs say; what is not judged hangs as it does at rest. */
export function postureOf({ limbs, seated = false }: Pick<BodyData, 'limbs' | 'seated'>): Posture {
  const angle = (part: PartName, rest: number): number =>
    limbs.find((one: LimbData) => one.part === part)?.angle ?? rest;
  const knee = Math.min(120, Math.max(0, angle('legs', 0)));
  const thigh = seated ? RIGHT_ANGLE - 4 : knee / 2;
  const shin = seated ? -4 : -knee / 2;
  const height = 48 * Math.cos(radians(thigh)) + 46 * Math.cos(radians(shin)) + 4;
  const hip: Spot = { x: seated ? -24 : -6, y: -height };
  const kneeAt = down(hip, 48, thigh);
  const ankle = down(kneeAt, 46, shin);
  const toe: Spot = { x: ankle.x + 15, y: ankle.y + 1.5 };
  const farKnee = down(hip, 48, thigh - (seated ? 5 : 7));
  const farAnkle = down(farKnee, 46, shin - 5);

  const lean = angle('trunk', 0);
  const shoulders = up(hip, 56, lean);
  const bow = lean + angle('neck', 0);
  const nape = up(shoulders, 8, lean);
  const skull = up(nape, 9, bow);
  const head = up(skull, HEAD - 1.5, bow);

  const shoulder = up(hip, 50, lean);
  const raised = angle('upper_arm', 5) - lean;
  const elbow = down(shoulder, 35, raised);
  const bent = raised + angle('lower_arm', 20);
  const wrist = down(elbow, 30, bent);
  const hand = down(wrist, 12, bent + angle('wrist', 0));

  return {
    shapes: [
      { part: undefined, path: limb(hip, farKnee, 8.5, 6.5) },
      { part: undefined, path: limb(farKnee, farAnkle, 6, 4.5) },
      { part: 'legs', path: limb(ankle, toe, 4.5, 3.2) },
      { part: 'legs', path: limb(kneeAt, ankle, 6.5, 4.6) },
      { part: 'legs', path: limb(hip, kneeAt, 9.5, 7) },
      { part: 'neck', path: limb(shoulders, skull, 5.5, 5) },
      { part: 'trunk', path: limb(shoulder, hip, 12.5, 10.5) },
      { part: undefined, path: headAt(head, bow) },
      { part: 'wrist', path: limb(wrist, hand, 4.4, 3.6) },
      { part: 'lower_arm', path: limb(elbow, wrist, 5.4, 4.2) },
      { part: 'upper_arm', path: limb(shoulder, elbow, 6.8, 5.4) },
    ],
    spots: {
      neck: between(shoulders, skull, 0.7),
      trunk: between(hip, shoulder, 0.5),
      upper_arm: between(shoulder, elbow, 0.55),
      lower_arm: between(elbow, wrist),
      wrist: between(wrist, hand, 0.6),
      legs: between(kneeAt, ankle, 0.3),
    },
    head,
    seat: seated ? { x: hip.x - 2, y: hip.y + 11 } : undefined,
  };
}
