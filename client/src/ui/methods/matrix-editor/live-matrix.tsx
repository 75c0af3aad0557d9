/**
 * A matrix as it stands: every cell with its score and its level, the first axis upwards, the second
 * to the right. Arrows move; the cell one is on is said in words, with what its band asks for.
 */

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { MatrixSlice } from '../../../core/methods.ts';
import { useI18n } from '../../kit/app.tsx';
import { numberText } from '../form-model.ts';
import { LevelBadge, LevelGlyph, levelClass } from '../pictures/level.tsx';
import { shortSaid } from '../pictures/said.ts';
import {
  axisSaid,
  bandOf,
  type Definition,
  type MatrixAxis,
  type MatrixBand,
  type MatrixStep,
  saidIn,
} from './matrix-model.ts';

const DENSE = 7;

interface LiveMatrixProps {
  readonly definition: Definition;
  readonly slices: readonly MatrixSlice[];
}

interface At {
  readonly y: number;
  readonly x: number;
}

/** The step of a key among the cells. */
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export function LiveMatrix({ definition, slices }: LiveMatrixProps) {
  const i18n = useI18n();
  const [chosen, setChosen] = useState(0);
  const [at, setAt] = useState<At>();
  const table = useRef<HTMLTableElement>(null);
  const group = useId();
  const [first, second, third] = definition.axes;
  const place = Math.min(chosen, Math.max(0, slices.length - 1));
  const cells = slices[place]?.cells ?? [];
  if (first === undefined || second === undefined) {
    return <p className="faint">{i18n.gettext('Two axes make a matrix: name their steps.')}</p>;
  }
  const rows = first.steps.map((_, up) => first.steps.length - 1 - up);
  const move = (event: KeyboardEvent) => {
    const [up, right] = MOVES[event.key] ?? [];
    if (up === undefined || right === undefined) return;
    event.preventDefault();
    const y = Math.min(first.steps.length - 1, Math.max(0, (at?.y ?? 0) + up));
    const x = Math.min(second.steps.length - 1, Math.max(0, (at?.x ?? 0) + right));
    table.current?.querySelector<HTMLElement>(`[data-cell="${y} ${x}"]`)?.focus();
  };
  const begun = at !== undefined && at.y < first.steps.length && at.x < second.steps.length;
  const focusable = begun ? at : { y: 0, x: 0 };
  const said = (y: number, x: number): string => {
    const cell = cells[y]?.[x];
    const band = bandOf(definition, cell?.score ?? null);
    const score = cell?.score ?? null;
    const steps = [stepSaid(first, y, i18n.locale), stepSaid(second, x, i18n.locale)];
    if (third !== undefined) steps.push(stepSaid(third, place, i18n.locale));
    const result = [
      score === null ? i18n.gettext('no score') : shortSaid(i18n, score),
      band === undefined ? i18n.gettext('in no band') : saidIn(band, i18n.locale),
    ];
    return `${steps.join(', ')}: ${result.join(', ')}`;
  };
  return (
    <div className="me-live">
      {third === undefined ? null : (
        <fieldset className="me-slices">
          <legend>{axisSaid(third, i18n.locale)}</legend>
          <span className="segments">
            {third.steps.map((step, of) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own
              <label key={of} className="segment">
                <input
                  type="radio"
                  name={group}
                  checked={of === place}
                  onChange={() => setChosen(of)}
                />
                <span title={saidIn(step, i18n.locale)}>{numberText(step.value, i18n.locale)}</span>
              </label>
            ))}
          </span>
        </fieldset>
      )}
      <table
        ref={table}
        className={second.steps.length >= DENSE ? 'matrix me-matrix dense' : 'matrix me-matrix'}
        onKeyDown={move}
      >
        <caption className="for-readers">{i18n.gettext('The matrix as it stands')}</caption>
        <colgroup>
          <col className="matrix-names" />
        </colgroup>
        <tbody>
          {rows.map((y) => (
            <tr key={y}>
              <Head step={first.steps[y]} scope="row" />
              {second.steps.map((_, x) => {
                const cell = cells[y]?.[x];
                const score = cell?.score ?? null;
                const level = cell?.level ?? null;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <td key={x} className={levelClass(level)}>
                    <button
                      type="button"
                      className="me-cell"
                      data-cell={`${y} ${x}`}
                      tabIndex={y === focusable.y && x === focusable.x ? 0 : -1}
                      aria-label={said(y, x)}
                      onFocus={() => setAt({ y, x })}
                      onPointerEnter={() => setAt({ y, x })}
                    >
                      <span className="matrix-score">
                        {score === null ? '–' : shortSaid(i18n, score)}
                      </span>
                      <LevelGlyph level={level} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td className="matrix-axes">
              <span>{axisSaid(first, i18n.locale)}&nbsp;↑</span>
              <span>{axisSaid(second, i18n.locale)}&nbsp;→</span>
            </td>
            {second.steps.map((step, x) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <Head key={x} step={step} scope="col" />
            ))}
          </tr>
        </tfoot>
      </table>
      <p className="me-said mute">
        {begun
          ? said(at.y, at.x)
          : i18n.gettext('Point at a cell, or move with the arrows: what it means is said here.')}
      </p>
    </div>
  );
}

const stepSaid = (axis: MatrixAxis, at: number, locale: string): string => {
  const step = axis.steps[at];
  const name = axis.key.length === 1 ? axis.key.toUpperCase() : saidIn(axis, locale);
  if (step === undefined) return name;
  return `${name} ${numberText(step.value, locale)} ${short(saidIn(step, locale))}`.trim();
};

const short = (name: string): string => name.split(/[:;(]/)[0]?.trim() ?? name;

function Head({
  step,
  scope,
}: {
  readonly step: MatrixStep | undefined;
  readonly scope: 'row' | 'col';
}) {
  const { locale } = useI18n();
  const name = step === undefined ? '' : saidIn(step, locale);
  return (
    <th scope={scope} title={name}>
      <b>{numberText(step?.value, locale)}</b> <span className="matrix-name">{short(name)}</span>
    </th>
  );
}

/** The bands in words: from where to where, how urgent, what they ask for and by when. */
export function BandsTable({ bands }: { readonly bands: readonly MatrixBand[] }) {
  const i18n = useI18n();
  const { locale } = i18n;
  return (
    <table className="me-bands-read">
      <caption className="for-readers">{i18n.gettext('Bands')}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Level')}</th>
          <th scope="col" className="end">
            {i18n.gettext('Score')}
          </th>
          <th scope="col">{i18n.gettext('What it asks for')}</th>
          <th scope="col" className="end">
            {i18n.gettext('Days to act')}
          </th>
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => (
          <tr key={band.code}>
            <td>
              <LevelBadge level={band.level} word={saidIn(band, locale)} />
            </td>
            <td className="end">
              {band.min === band.max
                ? numberText(band.min, locale)
                : `${numberText(band.min, locale)}-${numberText(band.max, locale)}`}
            </td>
            <td>{(locale.startsWith('en') && band.asks_en) || band.asks_it || '·'}</td>
            <td className="end">
              {band.term_days === null ? '·' : numberText(band.term_days, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
