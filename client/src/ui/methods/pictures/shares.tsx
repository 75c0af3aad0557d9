/** Who contributes how much to the whole: one bar in parts, and the table behind it. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Drawing, Frame } from './frame.tsx';
import type { DrawnProps, SharesData } from './kinds.ts';
import { px, type Room, textWidth } from './measures.ts';
import { numberSaid, percentSaid } from './said.ts';

/** So many greys can be told from each other. */
const TONES = 5;

export function Shares({ before, after }: DrawnProps<SharesData>) {
  const i18n = useI18n();
  const parts = partsOf(before, after);
  return (
    <Frame kind="shares" title={before.title} hint={after === null ? null : before.unit}>
      <Drawing
        draw={(room) => (
          <Stacks parts={parts} two={after !== null} title={before.title} i18n={i18n} room={room} />
        )}
      />
      <PartsTable parts={parts} of={before} two={after !== null} i18n={i18n} />
    </Frame>
  );
}

interface Part {
  /** What joins the bar and the table: its own number, if all have one. */
  readonly number: string;
  readonly label: string;
  /** 1 is the largest. */
  readonly tone: number;
  readonly before: Amount | undefined;
  readonly after: Amount | undefined;
}

interface Amount {
  readonly share: number;
  readonly value?: number | null;
}

function partsOf(before: SharesData, after: SharesData | null): readonly Part[] {
  const later = [...(after?.parts ?? [])];
  const found: Omit<Part, 'tone' | 'number'>[] = before.parts.map((part) => {
    const at = later.findIndex((one) => one.label === part.label);
    const [same] = at < 0 ? [] : later.splice(at, 1);
    return { label: part.label, before: part, after: same };
  });
  for (const part of later) found.push({ label: part.label, before: undefined, after: part });
  const size = (part: Omit<Part, 'tone' | 'number'>) => (part.before ?? part.after)?.share ?? 0;
  const ranked = [...found].sort((a, b) => size(b) - size(a));
  const numbered = found.every(({ label }) => /^\d{1,3}$/.test(label));
  return found.map((part, at) => ({
    ...part,
    number: numbered ? part.label : String(at + 1),
    tone: Math.min(TONES, ranked.indexOf(part) + 1),
  }));
}

interface StacksProps {
  readonly parts: readonly Part[];
  readonly two: boolean;
  readonly title: string;
  readonly i18n: I18n;
  readonly room: Room;
}

function Stacks({ parts, two, title, i18n, room }: StacksProps) {
  const { width, em } = room;
  const bar = Math.round(em * 2);
  const step = bar + Math.round(em * 0.75);
  const names = [i18n.gettext('Before'), i18n.gettext('After')];
  const lead = two ? Math.max(...names.map((name) => textWidth(name, em))) + em : 0;
  const height = two ? step + bar + 1 : bar + 1;
  const stack = (when: 'before' | 'after', y: number) => (
    <Stack {...{ parts, when, i18n, em }} box={{ x: lead, y, width: width - lead, height: bar }} />
  );
  return (
    <svg
      role="img"
      aria-label={`${title}: ${parts.map((part) => partSaid(part, two, i18n)).join('; ')}.`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {two ? (
        <>
          <text x="0" y={bar / 2 + em * 0.36}>
            {names[0]}
          </text>
          <text x="0" y={step + bar / 2 + em * 0.36}>
            {names[1]}
          </text>
          {stack('after', step)}
        </>
      ) : null}
      {stack('before', 0)}
    </svg>
  );
}

interface StackProps {
  readonly i18n: I18n;
  readonly em: number;
  readonly parts: readonly Part[];
  readonly when: 'before' | 'after';
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

function Stack({ parts, when, box, i18n, em }: StackProps) {
  let x = box.x;
  return parts.map((part) => {
    const share = Math.max(0, part[when]?.share ?? 0);
    const wide = share * box.width;
    const begin = x;
    x += wide;
    if (wide < 0.5) return null;
    const said = insideOf(part, percentSaid(i18n, share), wide, em);
    return (
      <g key={part.number} className={`share ${when} tone-${part.tone}`}>
        <rect x={px(begin) + 0.5} y={box.y + 0.5} width={px(wide)} height={box.height} />
        <text x={px(begin + wide / 2)} y={box.y + box.height / 2 + em * 0.36}>
          {said}
        </text>
      </g>
    );
  });
}

/** The longest of what may stand in a part and fits. */
function insideOf(part: Part, share: string, room: number, em: number): string {
  const name = part.number === part.label ? part.label : `${part.number} ${part.label}`;
  const wanted = [`${name}, ${share}`, `${part.number}: ${share}`, share];
  const fits = (text: string) => textWidth(text, em) + em * 0.8 <= room;
  return [...wanted, part.number].find(fits) ?? '';
}

function partSaid(part: Part, two: boolean, i18n: I18n): string {
  const share = (amount: Amount | undefined) =>
    amount === undefined ? '–' : percentSaid(i18n, amount.share);
  return two
    ? `${part.label}: ${i18n.gettext('Before')} ${share(part.before)}, ${i18n.gettext('After')} ${share(part.after)}`
    : `${part.label}: ${share(part.before)}`;
}

interface PartsTableProps {
  readonly parts: readonly Part[];
  readonly of: SharesData;
  readonly two: boolean;
  readonly i18n: I18n;
}

function PartsTable({ parts, of, two, i18n }: PartsTableProps) {
  const valued = parts.some((part) => (part.before ?? part.after)?.value !== undefined);
  const value = (amount: Amount | undefined) => numberSaid(i18n, amount?.value, of.digits);
  const share = (amount: Amount | undefined) =>
    amount === undefined ? '–' : percentSaid(i18n, amount.share);
  const unit = of.unit === undefined || of.unit === '' ? i18n.gettext('Value') : of.unit;
  return (
    <table className="picture-table">
      <thead>
        <tr>
          <td />
          <td />
          {two ? (
            <>
              <th scope="colgroup" colSpan={valued ? 2 : 1}>
                {i18n.gettext('Before')}
              </th>
              <th scope="colgroup" colSpan={valued ? 2 : 1}>
                {i18n.gettext('After')}
              </th>
            </>
          ) : (
            <>
              <th scope="col">{i18n.gettext('Share')}</th>
              {valued ? <th scope="col">{unit}</th> : null}
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.number}>
            <td className={`share-number tone-${part.tone}`} aria-hidden="true">
              <span>{part.number}</span>
            </td>
            <th scope="row">{part.label}</th>
            <td>{share(part.before)}</td>
            {valued ? <td>{value(part.before)}</td> : null}
            {two ? <td>{share(part.after)}</td> : null}
            {two && valued ? <td>{value(part.after)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
