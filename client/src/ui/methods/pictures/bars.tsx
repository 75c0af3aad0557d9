/** Values side by side on one scale: filled before, outlined after, and one in red to mend first. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Frame } from './frame.tsx';
import type { BarData, BarsData, DrawnProps } from './kinds.ts';
import { LevelGlyph, levelClass } from './level.tsx';
import { marksOf } from './measures.ts';
import { numberSaid, shortSaid } from './said.ts';

export function Bars({ before, after }: DrawnProps<BarsData>) {
  const i18n = useI18n();
  const rows = rowsOf(before, after);
  const full = scaleOf(before, after);
  const mark = before.mark ?? null;
  const keyed = rows.every(({ key }) => SYMBOL.test(key));
  return (
    <Frame kind="bars" title={before.title} hint={hintOf(before)}>
      <table className={after === null ? 'bars' : 'bars two'}>
        <thead>
          <tr>
            {keyed ? <td className="bar-key" /> : null}
            <td className="bar-label" />
            <th scope="col" className="bar-value">
              {after === null ? i18n.gettext('Value') : i18n.gettext('Before')}
            </th>
            <td className="bar-track">
              <Marks full={full} i18n={i18n} />
            </td>
            {after === null ? null : (
              <th scope="col" className="bar-value">
                {i18n.gettext('After')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.before?.worst ? 'worst' : undefined}>
              {keyed ? <td className="bar-key">{row.key}</td> : null}
              <th scope="row" className="bar-label">
                {keyed ? withoutKey(row) : row.label}
              </th>
              <Value bar={row.before} digits={before.digits} i18n={i18n} />
              <td className="bar-track">
                <Track row={row} full={full} mark={mark} two={after !== null} />
              </td>
              {after === null ? null : <Value bar={row.after} digits={before.digits} i18n={i18n} />}
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

/** A symbol of the norm, not a name of the machine. */
const SYMBOL = /^\p{Lu}[\p{Lu}\p{Nd},]{0,5}$/u;

/** `C: upper limb` beside its key C. */
const withoutKey = ({ key, label }: Row): string =>
  label.startsWith(`${key}: `) ? label.slice(key.length + 2) : label;

interface Row {
  readonly key: string;
  readonly label: string;
  readonly before: BarData | undefined;
  readonly after: BarData | undefined;
}

function rowsOf(before: BarsData, after: BarsData | null): readonly Row[] {
  const later = new Map(after?.bars.map((bar) => [bar.key, bar]));
  const known = new Set(before.bars.map((bar) => bar.key));
  const rows: Row[] = before.bars.map((bar) => ({
    key: bar.key,
    label: bar.label,
    before: bar,
    after: later.get(bar.key),
  }));
  for (const bar of after?.bars ?? []) {
    if (!known.has(bar.key)) {
      rows.push({ key: bar.key, label: bar.label, before: undefined, after: bar });
    }
  }
  return rows;
}

function scaleOf(before: BarsData, after: BarsData | null): number {
  const values = [...before.bars, ...(after?.bars ?? [])].map((bar) => bar.value ?? 0);
  return Math.max(before.full, before.mark ?? 0, ...values) || 1;
}

const hintOf = ({ unit, hint }: BarsData): string =>
  [unit, hint].filter((one) => one !== undefined && one !== null && one !== '').join(' · ');

/** Nought, the middle and the end where these are round; else what is round. */
function marksUpTo(full: number): readonly number[] {
  if (Number(full.toPrecision(2)) !== full) return marksOf(0, full, 2);
  return Number.isInteger(full) && full > 1 && full % 2 === 1 ? [0, full] : [0, full / 2, full];
}

function Marks({ full, i18n }: { readonly full: number; readonly i18n: I18n }) {
  const marks = marksUpTo(full);
  return (
    <svg className="bar-marks" aria-hidden="true" width="100%" height="1.3em">
      {marks.map((mark) => (
        <text key={mark} x={share(mark, full)} y="1em" textAnchor={anchorOf(mark, full)}>
          {shortSaid(i18n, mark)}
        </text>
      ))}
    </svg>
  );
}

const anchorOf = (mark: number, full: number) => {
  if (mark === 0) return 'start';
  return mark > full * 0.97 ? 'end' : 'middle';
};

const share = (value: number, full: number): string =>
  `${Math.round(Math.min(1, Math.max(0, value / full)) * 10_000) / 100}%`;

interface ValueProps {
  readonly bar: BarData | undefined;
  readonly digits: number;
  readonly i18n: I18n;
}

function Value({ bar, digits, i18n }: ValueProps) {
  const level = bar?.level;
  return (
    <td className="bar-value">
      {level === undefined || level === null ? null : (
        <>
          <LevelGlyph level={level} />
          <span className="for-readers">{i18n.gettext('level {level}', { level })}, </span>
        </>
      )}
      {numberSaid(i18n, bar?.value, digits)}
      {bar?.worst ? (
        <span className="for-readers">, {i18n.gettext('to be mended first')}</span>
      ) : null}
    </td>
  );
}

interface TrackProps {
  readonly row: Row;
  readonly full: number;
  readonly mark: number | null;
  readonly two: boolean;
}

function Track({ row, full, mark, two }: TrackProps) {
  const { before, after } = row;
  const lines = marksUpTo(full).filter((at) => at > 0 && at !== mark);
  const height = two ? 0.6 : 0.9;
  return (
    <svg className="bar-lines" aria-hidden="true" width="100%" height="100%">
      {lines.map((at) => (
        <line key={at} x1={share(at, full)} x2={share(at, full)} y1="0" y2="100%" />
      ))}
      <svg aria-hidden="true" y="50%" overflow="visible">
        <rect
          className={`before ${levelOf(before)}`}
          y={two ? '-0.7em' : '-0.45em'}
          width={share(before?.value ?? 0, full)}
          height={`${height}em`}
        />
        {two ? (
          <rect
            className={`after ${levelOf(after)}`}
            y="0.1em"
            width={share(after?.value ?? 0, full)}
            height={`${height}em`}
          />
        ) : null}
      </svg>
      {mark === null ? null : (
        <line className="mark" x1={share(mark, full)} x2={share(mark, full)} y1="0" y2="100%" />
      )}
    </svg>
  );
}

const levelOf = (bar: BarData | undefined): string =>
  bar?.level === undefined || bar.level === null ? 'plain' : levelClass(bar.level);
