/** Two axes and where the case stands: likelihood upwards, harm to the right. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Frame } from './frame.tsx';
import type { AxisData, CellData, DrawnProps, MatrixData } from './kinds.ts';
import { LevelGlyph, levelClass } from './level.tsx';
import { shortSaid } from './said.ts';
import { useLevelWords } from './words.ts';

/** From so many columns on a cell has room for its number and its shape, not more. */
const DENSE = 7;

export function Matrix({ before, after }: DrawnProps<MatrixData>) {
  const i18n = useI18n();
  // other inputs may have changed the cells, too: then one cannot be laid over the other
  if (after !== null && !alike(before, after)) {
    return (
      <Frame kind="matrix" title={before.title}>
        <div className="matrix-pair">
          <section aria-label={i18n.gettext('Before')}>
            <p>{i18n.gettext('Before')}</p>
            <Cells before={before} after={null} mark={i18n.gettext('Before')} />
          </section>
          <section aria-label={i18n.gettext('After')}>
            <p>
              {after.title === before.title
                ? i18n.gettext('After')
                : `${i18n.gettext('After')}: ${after.title}`}
            </p>
            <Cells before={after} after={null} mark={i18n.gettext('After')} />
          </section>
        </div>
      </Frame>
    );
  }
  return (
    <Frame kind="matrix" title={before.title}>
      <Cells before={before} after={after} />
    </Frame>
  );
}

const alike = (one: MatrixData, other: MatrixData): boolean =>
  one.cells.length === other.cells.length &&
  one.cells.every((row, y) =>
    row.every(({ score, level }, x) => {
      const there = other.cells[y]?.[x];
      return there?.score === score && there.level === level;
    }),
  );

interface CellsProps extends DrawnProps<MatrixData> {
  /** What the cell where the case stands is called. */
  readonly mark?: string;
}

function Cells({ before, after, mark }: CellsProps) {
  const i18n = useI18n();
  const words = useLevelWords();
  const { x, y } = before;
  const dense = x.values.length >= DENSE;
  const said: Said = {
    i18n,
    before,
    after,
    mark: mark ?? (after === null ? i18n.gettext('Current') : i18n.gettext('Before')),
    level: (level) => words.get(level) ?? i18n.gettext('level {level}', { level }),
  };
  return (
    <table className={dense ? 'matrix dense' : 'matrix'}>
      <caption className="for-readers">{captionOf(said)}</caption>
      <colgroup>
        <col className="matrix-names" />
      </colgroup>
      <tbody>
        {y.values.map((_value, up) => {
          const row = y.values.length - 1 - up;
          return (
            <tr key={y.values[row]}>
              <AxisHead axis={y} at={row} scope="row" i18n={i18n} />
              {(before.cells[row] ?? []).map((cell, column) => (
                <MatrixCell key={x.values[column]} cell={cell} at={[column, row]} said={said} />
              ))}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <td className="matrix-axes">
            <span>{axisName(y)}&nbsp;↑</span>
            <span>{axisName(x)}&nbsp;→</span>
          </td>
          {x.values.map((value, at) => (
            <AxisHead key={value} axis={x} at={at} scope="col" i18n={i18n} />
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

interface Said {
  readonly i18n: I18n;
  readonly before: MatrixData;
  readonly after: MatrixData | null;
  readonly mark: string;
  readonly level: (level: number) => string;
}

const axisName = (axis: AxisData): string =>
  axis.key.length === 1 ? `${axis.key.toUpperCase()} ${axis.label}` : axis.label;

/** The name of a step until its colon: what comes after it explains, and is said by the form. */
const shortName = (name: string): string => name.split(/[:;(]/)[0]?.trim() ?? name;

interface AxisHeadProps {
  readonly axis: AxisData;
  readonly at: number;
  readonly scope: 'row' | 'col';
  readonly i18n: I18n;
}

function AxisHead({ axis, at, scope, i18n }: AxisHeadProps) {
  const name = axis.names[at] ?? '';
  const value = shortSaid(i18n, axis.values[at] ?? at + 1);
  return (
    <th scope={scope} title={name}>
      <b>{value}</b>{' '}
      {name === value ? null : <span className="matrix-name">{shortName(name)}</span>}
    </th>
  );
}

interface MatrixCellProps {
  readonly cell: CellData;
  readonly at: readonly [number, number];
  readonly said: Said;
}

function MatrixCell({ cell, at, said }: MatrixCellProps) {
  const { i18n, before, after } = said;
  const isBefore = stands(before, at);
  const isAfter = after !== null && stands(after, at);
  const state = `${isBefore ? ' now' : ''}${isAfter ? ' then' : ''}`;
  return (
    <td
      className={`${levelClass(cell.level)}${state}`}
      aria-current={isBefore ? 'true' : undefined}
    >
      <span className="matrix-score">{shortSaid(i18n, cell.score)}</span>
      <LevelGlyph level={cell.level} />
      <span className="for-readers">, {said.level(cell.level)}</span>
      <span className="matrix-mark">{markOf(isBefore, isAfter, said)}</span>
    </td>
  );
}

const stands = (of: MatrixData, [x, y]: readonly [number, number]): boolean =>
  of.at?.[0] === x && of.at[1] === y;

function markOf(isBefore: boolean, isAfter: boolean, { i18n, mark }: Said): string {
  if (isBefore && isAfter) return i18n.gettext('Before and after');
  if (isBefore) return mark;
  return isAfter ? i18n.gettext('After') : '';
}

/** Where it stands, before the table is read cell by cell. */
function captionOf(said: Said): string {
  const { i18n, before, after } = said;
  const place = (of: MatrixData): string => {
    const [x, y] = of.at ?? [];
    const cell = x === undefined || y === undefined ? undefined : of.cells[y]?.[x];
    if (cell === undefined || x === undefined || y === undefined) return '–';
    const steps = [step(of.y, y, i18n), step(of.x, x, i18n)].join(', ');
    return `${steps}: ${shortSaid(i18n, cell.score)}, ${said.level(cell.level)}`;
  };
  const cases =
    after === null
      ? place(before)
      : `${i18n.gettext('Before')} ${place(before)}; ${i18n.gettext('After')} ${place(after)}`;
  return `${before.title}. ${cases}.`;
}

const step = (axis: AxisData, at: number, i18n: I18n): string =>
  `${axis.label} ${shortSaid(i18n, axis.values[at] ?? at + 1)} ${axis.names[at] ?? ''}`;
