/** The bands on a line, and where the case stands before and after. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Drawing, Frame } from './frame.tsx';
import { type Edge, type Placed, placed, zoneWord } from './gauge-places.ts';
import type { DrawnProps, GaugeData } from './kinds.ts';
import { LevelGlyph, levelClass } from './level.tsx';
import { apart, inside, px, type Room, textWidth } from './measures.ts';
import { numberSaid, shortSaid, withUnit, zoneOf } from './said.ts';

export function Gauge({ before, after }: DrawnProps<GaugeData>) {
  const i18n = useI18n();
  return (
    <Frame kind="gauge" title={before.title} hint={before.unit}>
      <Drawing draw={(room) => <Scale before={before} after={after} i18n={i18n} room={room} />} />
    </Frame>
  );
}

interface ScaleProps extends DrawnProps<GaugeData> {
  readonly i18n: I18n;
  readonly room: Room;
}

function Scale({ before, after, i18n, room }: ScaleProps) {
  const { width, em } = room;
  const micro = em * 0.92;
  const scale = placed(before, after, room);
  const top = em * 2.5;
  const bar = Math.round(em * 1.5);
  const height = Math.ceil(top + bar + em * 1.6);
  const pointers = pointersOf(before, after, scale, i18n, room);
  const left = scale.zones.filter((zone) => !zone.worded);
  const notch = (bar - micro) / 2;
  // a word is not crossed out
  const stem = (x: number) =>
    onWord(scale, x, micro)
      ? `M${px(x)} ${px(top - 1)}v${px(notch)}M${px(x)} ${px(top + bar + 1 - notch)}v${px(notch + 2)}`
      : `M${px(x)} ${px(top - 1)}V${px(top + bar + 3)}`;
  return (
    <>
      <svg
        role="img"
        aria-label={gaugeSaid(before, after, i18n)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {scale.zones.map((zone) => (
          <g key={zone.x} className={`zone ${levelClass(zone.level)}`}>
            <rect x={px(zone.x) + 0.5} y={px(top) + 0.5} width={px(zone.width)} height={bar} />
            <text
              x={px(zone.x + zone.width / 2)}
              y={px(top + bar / 2 + micro * 0.36)}
              className="zone-word"
            >
              {zone.worded ? zoneWord(zone) : zone.level}
            </text>
          </g>
        ))}
        {scale.edges.map((edge) => (
          <text key={edge.x} x={px(edge.x)} y={px(top + bar + em * 1.25)} className={edge.side}>
            {edgeSaid(edge, i18n)}
          </text>
        ))}
        {pointers.map((pointer) => (
          <g key={pointer.name} className={`pointer ${pointer.name}`}>
            <path className="stem" d={stem(pointer.x)} />
            <path
              className="head"
              d={`M${px(pointer.x)} ${px(top - 1)}l${px(-em * 0.45)} ${px(-em * 0.62)}h${px(em * 0.9)}z`}
            />
            <text x={px(pointer.label)} y={px(top - em * 0.95)}>
              {pointer.said}
            </text>
          </g>
        ))}
      </svg>
      {left.length === 0 ? null : (
        <ul className="picture-legend" aria-hidden="true">
          {left.map((zone) => (
            <li key={zone.x}>
              <LevelGlyph level={zone.level} /> {zone.word}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const onWord = ({ zones }: Placed, x: number, micro: number): boolean =>
  zones.some((zone) => {
    const word = zone.worded ? zoneWord(zone) : String(zone.level);
    const half = textWidth(word, micro, 0.92) / 2;
    return Math.abs(zone.x + zone.width / 2 - x) < half;
  });

interface Pointer {
  readonly name: 'before' | 'after';
  readonly x: number;
  readonly label: number;
  readonly said: string;
}

function pointersOf(
  before: GaugeData,
  after: GaugeData | null,
  scale: Placed,
  i18n: I18n,
  { width, em }: Room,
): readonly Pointer[] {
  const marks = [
    { name: 'before' as const, of: before, word: i18n.gettext('before') },
    ...(after === null ? [] : [{ name: 'after' as const, of: after, word: i18n.gettext('after') }]),
  ].flatMap(({ name, of, word }) => {
    if (of.value === null || of.value === undefined) return [];
    const number = numberSaid(i18n, of.value, of.digits);
    const said = after === null ? number : `${word} ${number}`;
    return [{ name, said, at: scale.at(of.value), width: textWidth(said, em, 1.06) }];
  });
  const [one, two] = marks;
  if (one === undefined) return [];
  if (two === undefined) {
    return [{ ...one, x: one.at, label: inside(one.at, one.width, width) }];
  }
  const [first, second] = apart(one, two, width, em * 0.8);
  return [
    { ...one, x: one.at, label: first },
    { ...two, x: two.at, label: second },
  ];
}

/** `1,5`; of whole numbers `≤ 3`, `4-8`, `≥ 9`. */
function edgeSaid({ from, to }: Edge, i18n: I18n): string {
  if (from === to && from !== null) return shortSaid(i18n, from);
  if (from === null) return `≤ ${shortSaid(i18n, to ?? 0)}`;
  if (to === null) return `≥ ${shortSaid(i18n, from)}`;
  return `${shortSaid(i18n, from)}-${shortSaid(i18n, to)}`;
}

/** Everything the drawing shows, as one hears it. */
function gaugeSaid(before: GaugeData, after: GaugeData | null, i18n: I18n): string {
  const value = (of: GaugeData) => {
    const zone = zoneOf(of.zones, of.value);
    const said = withUnit(numberSaid(i18n, of.value, of.digits), of.unit);
    return zone === undefined ? said : `${said}, ${zoneWord(zone)}`;
  };
  const bands = before.zones.map((zone, at) => {
    const word = zoneWord(zone);
    return at === before.zones.length - 1
      ? i18n.gettext('{word} above', { word })
      : i18n.gettext('{word} up to {edge}', { word, edge: shortSaid(i18n, zone.end) });
  });
  const cases =
    after === null
      ? value(before)
      : `${i18n.gettext('Before')} ${value(before)}; ${i18n.gettext('After')} ${value(after)}`;
  return `${before.title}: ${cases}. ${i18n.gettext('Bands')}: ${bands.join('; ')}.`;
}
