/** A line on two axes, what its stretches mean, and where the case stands on it. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Drawing, Frame } from './frame.tsx';
import { zoneWord } from './gauge-places.ts';
import type { CurveData, DrawnProps, PointData, RulerData, Zone } from './kinds.ts';
import { LevelGlyph, levelClass } from './level.tsx';
import { marksOf, px, type Room, textWidth } from './measures.ts';
import { shortSaid, withUnit } from './said.ts';

export function Curve({ before, after }: DrawnProps<CurveData>) {
  const i18n = useI18n();
  const names = before.names ?? [];
  return (
    <Frame kind="curve" title={before.title}>
      <Drawing
        draw={(room) => (
          <Plot before={reaching(before, after)} after={after} i18n={i18n} room={room} />
        )}
      />
      <ZoneLegend zones={before.zones ?? []} />
      {names.length < 2 ? null : (
        <ul className="picture-legend" aria-hidden="true">
          {names.map((name, at) => (
            <li key={name}>
              <svg className="curve-sample" viewBox="0 0 24 4" aria-hidden="true">
                <line className={at === 0 ? 'line' : 'line second'} x1="0" x2="24" y1="2" y2="2" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

/** The first case on axes that are long enough for both. */
function reaching(before: CurveData, after: CurveData | null): CurveData {
  if (after === null) return before;
  const longer = (one: RulerData, other: RulerData): RulerData => ({
    ...one,
    low: Math.min(one.low, other.low),
    high: Math.max(one.high, other.high),
  });
  return { ...before, x: longer(before.x, after.x), y: longer(before.y, after.y) };
}

/** What the levels of the zones are called, where their stretch is too narrow for a word. */
function ZoneLegend({ zones }: { readonly zones: readonly Zone[] }) {
  const known = new Map(zones.map((zone) => [`${zone.level} ${zone.word}`, zone]));
  if (known.size < 2) return null;
  return (
    <ul className="picture-legend" aria-hidden="true">
      {[...known.values()]
        .sort((a, b) => a.level - b.level || a.word.localeCompare(b.word))
        .map((zone) => (
          <li key={zone.word}>
            <LevelGlyph level={zone.level} /> {zone.word}
          </li>
        ))}
    </ul>
  );
}

interface PlotProps extends DrawnProps<CurveData> {
  readonly i18n: I18n;
  readonly room: Room;
}

interface Axes {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function Plot({ before, after, i18n, room }: PlotProps) {
  const { width, em } = room;
  const height = Math.round(Math.min(Math.max(width * 0.5, em * 17), em * 25));
  const ups = marksOf(before.y.low, before.y.high, 5);
  const axes = axesOf(before, ups, i18n, { width, em }, height);
  const acrosses = marksAcross(before.x, axes, i18n, em);
  return (
    <svg
      role="img"
      aria-label={curveSaid(before, after, i18n)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      <Zones zones={before.zones ?? []} ruler={before.x} axes={axes} em={em} />
      {ups.map((up) => (
        <g key={up} className="grid">
          <line x1={axes.left} x2={axes.right} y1={px(axes.y(up))} y2={px(axes.y(up))} />
          <text x={axes.left - em * 0.5} y={px(axes.y(up) + em * 0.36)} className="end">
            {shortSaid(i18n, up)}
          </text>
        </g>
      ))}
      {acrosses.map((across) => (
        <g key={across} className="grid">
          <line
            x1={px(axes.x(across))}
            x2={px(axes.x(across))}
            y1={axes.top}
            y2={axes.bottom + 4}
          />
          <text x={px(axes.x(across))} y={axes.bottom + em * 1.4} className="middle">
            {shortSaid(i18n, across)}
          </text>
        </g>
      ))}
      <path className="axis" d={`M${axes.left} ${axes.top}V${axes.bottom}H${axes.right}`} />
      <text className="axis-name" x={axes.left - em * 0.5} y={em * 0.95}>
        {axisSaid(before.y)}
      </text>
      <text className="axis-name end" x={axes.right} y={height - em * 0.35}>
        {axisSaid(before.x)}
      </text>
      {before.second === undefined || before.second.length < 2 ? null : (
        <path className="line second" d={lineOf(before.second, axes)} />
      )}
      <path className="line" d={lineOf(before.line, axes)} />
      {after === null || sameLine(before, after) ? null : (
        <path className="line later" d={lineOf(after.line, axes)} />
      )}
      <Points before={before} after={after} axes={axes} i18n={i18n} em={em} />
    </svg>
  );
}

function axesOf(
  { x, y, zones }: CurveData,
  ups: readonly number[],
  i18n: I18n,
  { width, em }: Room,
  height: number,
): Axes {
  const widest = Math.max(...ups.map((up) => textWidth(shortSaid(i18n, up), em)));
  const left = Math.round(widest + em) + 0.5;
  const right = width - Math.round(em) - 0.5;
  const zoned = (zones ?? []).length > 0;
  const top = Math.round(em * (zoned ? 3.2 : 1.7)) + 0.5;
  const bottom = Math.round(height - em * 3.2) + 0.5;
  const along = (ruler: RulerData, value: number) =>
    Math.min(1, Math.max(0, (value - ruler.low) / (ruler.high - ruler.low || 1)));
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => left + (right - left) * along(x, value),
    y: (value) => bottom - (bottom - top) * along(y, value),
  };
}

/** As many marks as have room for their numbers. */
function marksAcross(ruler: RulerData, axes: Axes, i18n: I18n, em: number): readonly number[] {
  for (const wanted of [10, 8, 6, 5, 4, 3]) {
    const marks = marksOf(ruler.low, ruler.high, wanted);
    const widest = Math.max(...marks.map((mark) => textWidth(shortSaid(i18n, mark), em)));
    const slot = (axes.right - axes.left) / Math.max(1, marks.length - 1);
    if (widest + em * 0.8 <= slot) return marks;
  }
  return [ruler.low, ruler.high];
}

const axisSaid = ({ label, unit }: RulerData): string =>
  unit === undefined || unit === '' ? label : `${label} (${unit})`;

const lineOf = (points: readonly PointData[], axes: Axes): string =>
  points
    .map(([x = 0, y = 0], at) => `${at === 0 ? 'M' : 'L'}${px(axes.x(x))} ${px(axes.y(y))}`)
    .join('');

const sameLine = (one: CurveData, other: CurveData): boolean =>
  one.line.length === other.line.length &&
  one.line.every(([x, y], at) => other.line[at]?.[0] === x && other.line[at]?.[1] === y);

interface ZonesProps {
  readonly zones: readonly Zone[];
  readonly ruler: RulerData;
  readonly axes: Axes;
  readonly em: number;
}

function Zones({ zones, ruler, axes, em }: ZonesProps) {
  const strip = em * 1.45;
  return zones
    .filter((zone) => zone.end > ruler.low && zone.begin < ruler.high)
    .map((zone) => {
      const x = axes.x(zone.begin);
      const width = axes.x(zone.end) - x;
      const word = [zoneWord(zone), String(zone.level)].find(
        (text) => textWidth(text, em * 0.92, 0.92) + em * 0.4 <= width,
      );
      return (
        <g key={zone.begin} className={`curve-zone ${levelClass(zone.level)}`}>
          <rect
            className="ground"
            x={px(x)}
            y={axes.top}
            width={px(width)}
            height={axes.bottom - axes.top}
          />
          <rect className="strip" x={px(x)} y={axes.top - strip} width={px(width)} height={strip} />
          <text className="zone-word" x={px(x + width / 2)} y={px(axes.top - strip * 0.28)}>
            {word}
          </text>
        </g>
      );
    });
}

interface PointsProps extends DrawnProps<CurveData> {
  readonly axes: Axes;
  readonly i18n: I18n;
  readonly em: number;
}

function Points({ before, after, axes, i18n, em }: PointsProps) {
  const cases = [
    { name: 'before', of: before, word: i18n.gettext('before') },
    ...(after === null ? [] : [{ name: 'after', of: after, word: i18n.gettext('after') }]),
  ];
  const lines = [before.line, before.second ?? [], after?.line ?? []].flat();
  const taken: Box[] = lines.map(([x = 0, y = 0]) => ({ x: axes.x(x), y: axes.y(y), w: 0, h: 0 }));
  return cases.map(({ name, of, word }) => {
    const [x, y] = of.at ?? [];
    if (x === undefined || y === undefined) return null;
    const cx = axes.x(x);
    const cy = axes.y(y);
    const numbers = pointSaid(of, x, y, i18n);
    const said = after === null ? numbers : `${word} ${numbers}`;
    const box = freeBox(cx, cy, textWidth(said, em, 1.06), taken, axes, em);
    taken.push({ ...box, weight: 50 }, { x: cx - em / 2, y: cy - em / 2, w: em, h: em, weight: 5 });
    return (
      <g key={name} className={`point ${name}`}>
        <path className="drop" d={`M${px(cx)} ${axes.bottom}V${px(cy)}H${axes.left}`} />
        <circle cx={px(cx)} cy={px(cy)} r={em * 0.42} />
        <text x={px(box.x)} y={px(box.y + em)}>
          {said}
        </text>
      </g>
    );
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** How bad it is to cover it. */
  readonly weight?: number;
}

const overlap = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;

/** The place beside a point where a label covers least of what is drawn. */
function freeBox(
  cx: number,
  cy: number,
  wide: number,
  taken: readonly Box[],
  axes: Axes,
  em: number,
): Box {
  const h = em * 1.3;
  const gap = em * 0.7;
  const places = [
    { x: cx + gap, y: cy - h - em * 0.2 },
    { x: cx + gap, y: cy + em * 0.2 },
    { x: cx - gap - wide, y: cy - h - em * 0.2 },
    { x: cx - gap - wide, y: cy + em * 0.2 },
    { x: cx - wide / 2, y: cy - h - em },
    { x: cx - wide / 2, y: cy + em },
    { x: cx - wide / 2, y: cy - 2 * h - em },
    { x: cx - wide / 2, y: cy + h + em },
  ].map(({ x, y }) => ({
    x: Math.min(Math.max(x, axes.left + em * 0.3), axes.right - wide),
    y,
    w: wide,
    h,
  }));
  const cost = (box: Box): number => {
    const out =
      box.x < axes.left ||
      box.x + box.w > axes.right ||
      box.y < axes.top ||
      box.y + h > axes.bottom;
    const covered = taken.filter((one) => overlap(box, one));
    return covered.reduce((sum, one) => sum + (one.weight ?? 1), out ? 30 : 0);
  };
  const costs = places.map(cost);
  return places[costs.indexOf(Math.min(...costs))] ?? { x: cx, y: cy, w: wide, h };
}

/** Two digits are enough to find a place on an axis. */
const pointSaid = (of: CurveData, x: number, y: number, i18n: I18n): string =>
  [
    withUnit(shortSaid(i18n, Number(x.toFixed(2))), of.x.unit),
    withUnit(shortSaid(i18n, Number(y.toFixed(1))), of.y.unit),
  ].join(' · ');

function curveSaid(before: CurveData, after: CurveData | null, i18n: I18n): string {
  const place = (of: CurveData): string => {
    const [x, y] = of.at ?? [];
    if (x === undefined || y === undefined) return '–';
    return `${of.x.label} ${withUnit(shortSaid(i18n, Number(x.toFixed(2))), of.x.unit)}, ${of.y.label} ${withUnit(shortSaid(i18n, Number(y.toFixed(1))), of.y.unit)}`;
  };
  const cases =
    after === null
      ? place(before)
      : `${i18n.gettext('Before')} ${place(before)}; ${i18n.gettext('After')} ${place(after)}`;
  const zones = (before.zones ?? []).map(
    (zone) =>
      `${shortSaid(i18n, zone.begin)}…${shortSaid(i18n, zone.end)} ${zone.level} ${zone.word}`,
  );
  const bands = zones.length === 0 ? '' : ` ${i18n.gettext('Bands')}: ${zones.join('; ')}.`;
  return `${before.title}: ${cases}.${bands}`;
}
