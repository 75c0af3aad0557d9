/** A figure from the side whose limbs stand as they were judged, each with its score. */

import { useId } from 'react';
import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Drawing, Frame } from './frame.tsx';
import type { BodyData, DrawnProps, LimbData, PartName } from './kinds.ts';
import { LevelShape, levelClass } from './level.tsx';
import { px, type Room, textWidth } from './measures.ts';
import { FRAME, type Posture, postureOf, type Spot } from './posture.ts';

export function Body({ before, after }: DrawnProps<BodyData>) {
  const i18n = useI18n();
  return (
    <Frame kind="body" title={before.title}>
      <Drawing draw={(room) => <Figure before={before} after={after} i18n={i18n} room={room} />} />
    </Frame>
  );
}

interface FigureProps extends DrawnProps<BodyData> {
  readonly i18n: I18n;
  readonly room: Room;
}

/** What stands behind the body is told on its left, what it reaches with on its right. */
const BEHIND: ReadonlySet<PartName> = new Set<PartName>(['neck', 'trunk', 'legs']);

function Figure({ before, after, i18n, room }: FigureProps) {
  const { em } = room;
  const mask = useId();
  const height = em * 22;
  const labels = before.limbs.map((limb) => labelOf(limb, after, i18n));
  const left = widest(labels, true, em);
  const right = widest(labels, false, em);
  const tall = (height - em) / (FRAME.bottom - FRAME.top);
  const free = room.width - left - right - em * 2;
  const scale = Math.min(tall, free / (FRAME.right - FRAME.left));
  const width = Math.min(room.width, left + right + em * 3 + (FRAME.right - FRAME.left) * scale);
  const origin: Spot = {
    x: left + em - FRAME.left * scale,
    y: height - FRAME.bottom * scale - em * 0.25,
  };
  const posture = postureOf(before);
  const on = (spot: Spot): Spot => ({
    x: origin.x + spot.x * scale,
    y: origin.y + spot.y * scale,
  });
  const notes = placed(labels, posture, on, { width, height, em });
  const turn = `translate(${px(origin.x)} ${px(origin.y)}) scale(${px(scale)})`;
  return (
    <svg
      role="img"
      aria-label={bodySaid(before, after, i18n)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <g transform={turn}>
        <line className="floor" x1="-60" x2="70" y1="6" y2="6" />
        <Seat at={posture.seat} />
        {posture.shapes.map((shape, at) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: limbs are always drawn in one order
            key={at}
            className={`limb ${classOf(shape.part, before)}`}
            d={shape.path}
          />
        ))}
        {after === null ? null : <Later body={after} mask={mask} />}
      </g>
      {notes.map((note) => (
        <g key={note.label.part} className="body-note">
          <path
            className="leader"
            d={`M${px(note.from.x)} ${px(note.from.y)}L${px(note.to.x)} ${px(note.to.y)}`}
          />
          <circle cx={px(note.to.x)} cy={px(note.to.y)} r="2.5" />
          <LevelShape level={note.label.level} x={note.glyph} y={note.y} size={em * 1.5} />
          <text className="name" x={note.text} y={px(note.y - em * 0.2)}>
            {note.label.name}
          </text>
          <text x={note.text} y={px(note.y + em * 1.05)}>
            {note.label.said}
          </text>
        </g>
      ))}
    </svg>
  );
}

const classOf = (part: PartName | undefined, body: BodyData): string => {
  const found = part === undefined ? undefined : body.limbs.find((one) => one.part === part);
  return found === undefined ? 'plain' : levelClass(found.level);
};

/** How one stands after the measures: one outline, without the seams between the limbs. */
function Later({ body, mask }: { readonly body: BodyData; readonly mask: string }) {
  const { shapes } = postureOf(body);
  return (
    <>
      <mask id={mask} maskUnits="userSpaceOnUse" x="-200" y="-300" width="500" height="400">
        <rect className="mask-shown" x="-200" y="-300" width="500" height="400" />
        {shapes.map((shape, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: limbs are always drawn in one order
          <path key={at} className="mask-hidden" d={shape.path} />
        ))}
      </mask>
      <g mask={`url(#${mask})`}>
        {shapes.map((shape, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: limbs are always drawn in one order
          <path key={at} className="limb later" d={shape.path} />
        ))}
      </g>
    </>
  );
}

function Seat({ at }: { readonly at: Spot | undefined }) {
  if (at === undefined) return null;
  return (
    <path
      className="seat"
      d={`M${at.x - 18} ${at.y}h46M${at.x + 4} ${at.y}V6M${at.x - 10} 6h28M${at.x - 17} ${at.y - 4}l-7 -40`}
    />
  );
}

interface Label {
  readonly part: PartName;
  readonly name: string;
  readonly said: string;
  readonly level: number;
}

function labelOf(limb: LimbData, after: BodyData | null, i18n: I18n): Label {
  const later = after?.limbs.find((one) => one.part === limb.part);
  const score = i18n.number(limb.score);
  const scores =
    later === undefined || later.score === limb.score
      ? score
      : `${score} → ${i18n.number(later.score)}`;
  const said = i18n.gettext('{score} of {most}', { score: scores, most: i18n.number(limb.most) });
  return { part: limb.part, name: limb.label, said, level: limb.level };
}

const wide = ({ name, said }: Label, em: number): number =>
  Math.max(textWidth(name, em, 1.05), textWidth(said, em));

/** The room of the labels of one side, with their shapes. */
const widest = (labels: readonly Label[], behind: boolean, em: number): number =>
  Math.max(
    0,
    ...labels.filter(({ part }) => BEHIND.has(part) === behind).map((label) => wide(label, em)),
  ) +
  em * 2.4;

interface Note {
  readonly label: Label;
  readonly y: number;
  readonly from: Spot;
  readonly to: Spot;
  readonly glyph: number;
  readonly text: number;
}

interface Space {
  readonly width: number;
  readonly height: number;
  readonly em: number;
}

/** Labels down both sides in the order of what they mean, none over another. */
function placed(
  labels: readonly Label[],
  posture: Posture,
  on: (spot: Spot) => Spot,
  { width, height, em }: Space,
): readonly Note[] {
  const sides = [true, false].map((left) => {
    const here = labels
      .filter((label) => BEHIND.has(label.part) === left)
      .map((label) => ({ label, to: on(posture.spots[label.part]) }))
      .sort((a, b) => a.to.y - b.to.y);
    const step = em * 3.4;
    let floor = em * 1.4;
    const ys = here.map(({ to }) => {
      floor = Math.max(floor, to.y - em * 0.4);
      const y = floor;
      floor += step;
      return y;
    });
    let ceiling = height - em * 1.6;
    for (let at = ys.length - 1; at >= 0; at -= 1) {
      ys[at] = Math.min(ys[at] ?? 0, ceiling);
      ceiling = (ys[at] ?? 0) - step;
    }
    return here.map(({ label, to }, at): Note => {
      const y = Math.round(ys[at] ?? 0);
      const column = width - widest(labels, false, em) + em * 0.8;
      return {
        label,
        y,
        to,
        from: { x: left ? em * 2.4 + wide(label, em) : column - em, y },
        glyph: left ? em * 0.8 : column,
        text: left ? em * 2 : column + em * 1.2,
      };
    });
  });
  return sides.flat();
}

function bodySaid(before: BodyData, after: BodyData | null, i18n: I18n): string {
  const limbs = before.limbs.map((limb) => {
    const { name, said } = labelOf(limb, after, i18n);
    return `${name} ${said}, ${i18n.gettext('level {level}', { level: limb.level })}`;
  });
  return `${before.title}: ${limbs.join('; ')}.`;
}
