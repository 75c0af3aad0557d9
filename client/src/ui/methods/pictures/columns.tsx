/** Values over named places, such as octave bands, and the limit where there is one. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Drawing, Frame } from './frame.tsx';
import type { ColumnsData, DrawnProps } from './kinds.ts';
import { marksOf, px, type Room, textWidth } from './measures.ts';
import { numberSaid, shortSaid, withUnit } from './said.ts';

export function Columns({ before, after }: DrawnProps<ColumnsData>) {
  const i18n = useI18n();
  const groups = groupsOf(before, after, i18n);
  return (
    <Frame kind="columns" title={before.title} hint={before.unit}>
      <Drawing draw={(room) => <Plot of={before} groups={groups} i18n={i18n} room={room} />} />
      {groups.length < 2 ? null : (
        <ul className="picture-legend" aria-hidden="true">
          {groups.map((group) => (
            <li key={group.name}>
              <svg className="column-sample" viewBox="0 0 12 12" aria-hidden="true">
                <rect className={group.look} x="1" y="1" width="10" height="10" />
              </svg>
              {group.name}
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}

interface Group {
  readonly name: string;
  readonly look: string;
  readonly values: readonly (number | null)[];
}

function groupsOf(before: ColumnsData, after: ColumnsData | null, i18n: I18n): readonly Group[] {
  const named = (name: string, when: string) =>
    before.series.length < 2 && after !== null ? when : `${name}, ${when.toLocaleLowerCase()}`;
  return before.series.flatMap((series, at): Group[] => {
    const tone = `tone-${Math.min(5, at * 2 + 1)}`;
    if (after === null)
      return [{ name: series.name, look: `before ${tone}`, values: series.values }];
    const later = after.series.find((one) => one.name === series.name);
    return [
      {
        name: named(series.name, i18n.gettext('Before')),
        look: `before ${tone}`,
        values: series.values,
      },
      {
        name: named(series.name, i18n.gettext('After')),
        look: `after ${tone}`,
        values: later?.values ?? [],
      },
    ];
  });
}

interface PlotProps {
  readonly of: ColumnsData;
  readonly groups: readonly Group[];
  readonly i18n: I18n;
  readonly room: Room;
}

function Plot({ of, groups, i18n, room }: PlotProps) {
  const { width, em } = room;
  const mark = of.mark ?? null;
  const values = groups.flatMap((group) => group.values).map((value) => value ?? 0);
  const most = Math.max(mark ?? 0, ...values, 0) || 1;
  const ups = marksUp(most);
  const high = ups.at(-1) ?? most;
  const left = Math.max(...ups.map((up) => textWidth(shortSaid(i18n, up), em))) + em * 0.8;
  const markSaid = mark === null ? '' : numberSaid(i18n, mark, of.digits);
  const right = width - (mark === null ? 0.5 : textWidth(markSaid, em, 1.06) + em * 0.5);
  const slot = (right - left) / Math.max(1, of.places.length);
  const rows = of.places.some((place) => textWidth(place, em) > slot - em * 0.4) ? 2 : 1;
  const height = Math.round(em * 15 + rows * em * 1.3);
  const top = Math.round(em * 1.2);
  const bottom = Math.round(height - rows * em * 1.3 - em * 0.5) + 0.5;
  const y = (value: number) => bottom - ((bottom - top) * Math.min(value, high)) / high;
  const column = Math.min((slot * 0.78) / groups.length, em * 3.6);
  const wordy = groups.length === 1 && fits(values, of.digits, slot, em, i18n);
  return (
    <svg
      role="img"
      aria-label={columnsSaid(of, groups, i18n)}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {ups.map((up) => (
        <g key={up} className="grid">
          <line x1={px(left)} x2={px(right)} y1={px(y(up))} y2={px(y(up))} />
          <text x={px(left - em * 0.5)} y={px(y(up) + em * 0.36)} className="end">
            {shortSaid(i18n, up)}
          </text>
        </g>
      ))}
      {of.places.map((place, at) => {
        const middle = left + slot * (at + 0.5);
        return (
          <g key={place}>
            {groups.map((group, which) => {
              const value = group.values[at];
              if (value === null || value === undefined) return null;
              const x = middle + (which - groups.length / 2) * column;
              const level = y(Math.max(0, value));
              return (
                <g key={group.name} className="column">
                  <rect
                    className={group.look}
                    x={px(x) + 0.75}
                    y={px(level)}
                    width={px(Math.max(1, column - 1.5))}
                    height={px(bottom - level)}
                  />
                </g>
              );
            })}
            <text
              className="middle place"
              x={px(middle)}
              y={px(bottom + em * 1.25 + (rows === 2 && at % 2 === 1 ? em * 1.3 : 0))}
            >
              {shortened(place, slot * rows - em * 0.4, em)}
            </text>
          </g>
        );
      })}
      <line className="axis" x1={px(left)} x2={px(right)} y1={bottom} y2={bottom} />
      {mark === null ? null : (
        <g className="limit">
          <line x1={px(left)} x2={px(right)} y1={px(y(mark))} y2={px(y(mark))} />
          <text x={width} y={px(y(mark) + em * 0.36)} className="end">
            {markSaid}
          </text>
        </g>
      )}
      {/* over the limit: a value near it is not struck out by its line */}
      {wordy
        ? groups[0]?.values.map((value, at) =>
            value === null ? null : (
              <text
                key={of.places[at]}
                className="middle value"
                x={px(left + slot * (at + 0.5))}
                y={px(y(Math.max(0, value)) - em * 0.35)}
              >
                {numberSaid(i18n, value, of.digits)}
              </text>
            ),
          )
        : null}
    </svg>
  );
}

/** Marks from nought to the first one that is not below the highest. */
function marksUp(most: number): readonly number[] {
  const marks = marksOf(0, most, 5);
  const step = (marks[1] ?? most) - (marks[0] ?? 0);
  const last = marks.at(-1) ?? most;
  return last >= most ? marks : [...marks, Number((last + step).toPrecision(12))];
}

const fits = (
  values: readonly number[],
  digits: number,
  slot: number,
  em: number,
  i18n: I18n,
): boolean => values.every((value) => textWidth(numberSaid(i18n, value, digits), em) < slot - 2);

function shortened(text: string, room: number, em: number): string {
  if (textWidth(text, em) <= room) return text;
  let cut = text;
  while (cut.length > 1 && textWidth(`${cut}…`, em) > room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

function columnsSaid(of: ColumnsData, groups: readonly Group[], i18n: I18n): string {
  const rows = groups.map((group) => {
    const values = of.places.map(
      (place, at) => `${place} ${numberSaid(i18n, group.values[at], of.digits)}`,
    );
    return `${group.name}: ${values.join(', ')}`;
  });
  const limit =
    of.mark === undefined || of.mark === null
      ? ''
      : ` ${i18n.gettext('Limit {value}', { value: withUnit(numberSaid(i18n, of.mark, of.digits), of.unit) })}.`;
  return `${withUnit(of.title, of.unit)}. ${rows.join('; ')}.${limit}`;
}
