/** What comes of a case: the figure and its band, before and after, pictures, notices and duties. */

import { memo, useMemo } from 'react';
import type { MethodDescribed, MethodFault, MethodHint, MethodResult } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import { changeOf, isMissing, shownNumber } from './form-model.ts';
import type { Results } from './live-results.ts';
import { LevelBadge } from './pictures/level.tsx';
import { Pictures } from './pictures/picture.tsx';
import { digitsOf, isComputed, mainOf, picturesOf, valueText } from './result-facts.ts';
import { type BothProps, Duties, Hints, Notices, Others } from './result-tables.tsx';
import { faultTextAt } from './said.ts';

export interface ResultPaneProps {
  readonly description: MethodDescribed;
  readonly results: Results;
  readonly comparing: boolean;
  /** The pictures of the last case that could be computed, while this one cannot. */
  readonly ghost: Results;
  readonly hints: readonly MethodHint[];
  readonly readOnly: boolean;
  readonly onGo: (column: 'before' | 'after', path: string) => void;
  readonly onTry: (hint: MethodHint) => void;
}

export function ResultPane(props: ResultPaneProps) {
  const { description, results, comparing, ghost, hints, readOnly, onGo, onTry } = props;
  const i18n = useI18n();
  const { before, after, trouble } = results;
  const drawn = isComputed(before) ? results : ghost;
  return (
    <section
      className="mb-pane mb-results"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={i18n.gettext('Result')}
    >
      <Figures description={description} before={before} after={after} comparing={comparing} />
      {trouble === undefined ? null : <Strip level="warn">{trouble}</Strip>}
      <div className="mb-outcome">
        <div className={drawn.before === undefined || drawn === results ? undefined : 'mb-over'}>
          <Refused description={description} result={before} column="before" onGo={onGo} />
          {comparing ? (
            <Refused description={description} result={after} column="after" onGo={onGo} />
          ) : null}
        </div>
        {before !== undefined && !isComputed(before) && drawn.before === undefined ? (
          <Bands description={description} />
        ) : null}
        <Drawn drawn={drawn} comparing={comparing} ghost={drawn !== results} ticks={false} />
      </div>
      <Notices before={before} after={comparing ? after : undefined} />
      <Hints hints={hints} readOnly={readOnly} onTry={onTry} />
      <Drawn drawn={drawn} comparing={comparing} ghost={drawn !== results} ticks />
      <Others description={description} before={before} after={comparing ? after : undefined} />
      <Duties before={before} after={comparing ? after : undefined} />
    </section>
  );
}

interface DrawnProps {
  readonly drawn: Results;
  readonly comparing: boolean;
  readonly ghost: boolean;
  /** The criteria; else all other pictures. */
  readonly ticks: boolean;
}

const Drawn = memo(function Drawn({ drawn, comparing, ghost, ticks }: DrawnProps) {
  const before = useMemo(() => picturesOf(drawn.before, ticks), [drawn.before, ticks]);
  const after = useMemo(
    () => (comparing && isComputed(drawn.after) ? picturesOf(drawn.after, ticks) : null),
    [drawn.after, comparing, ticks],
  );
  if (before.length === 0) return null;
  return (
    <div className="mb-pictures" data-ghost={ghost || undefined} aria-hidden={ghost || undefined}>
      <Pictures before={before} after={after} />
    </div>
  );
});

/** What the figure can come to, while there is none. */
const Bands = memo(function Bands({ description }: { readonly description: MethodDescribed }) {
  const i18n = useI18n();
  const [scale] = description.scales;
  if (scale === undefined) return null;
  const limit = (upto: number | null, below: number | null | undefined) => {
    const said = (value: number) => shownNumber(value, undefined, i18n.locale);
    const [to, over] = scale.closed === 'upper' ? ['≤', '>'] : ['<', '≥'];
    if (upto !== null) return `${to} ${said(upto)}`;
    return below === null || below === undefined ? '' : `${over} ${said(below)}`;
  };
  return (
    <table className="mb-values mb-bands">
      <caption>{scale.label}</caption>
      <thead className="for-readers">
        <tr>
          <th scope="col">{i18n.gettext('Value')}</th>
          <th scope="col">{i18n.gettext('Band')}</th>
          <th scope="col">{i18n.gettext('What follows')}</th>
        </tr>
      </thead>
      <tbody>
        {scale.bands.map((band, at) => (
          <tr key={band.code}>
            <td className="mb-limit">{limit(band.upto, scale.bands[at - 1]?.upto)}</td>
            <td>
              <LevelBadge level={band.level} word={band.word} />
            </td>
            <td className="mute">
              <span className="mb-clamp" title={band.consequence ?? undefined}>
                {band.consequence ?? ''}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

interface FiguresProps {
  readonly description: MethodDescribed;
  readonly before: MethodResult | undefined;
  readonly after: MethodResult | undefined;
  readonly comparing: boolean;
}

const Figures = memo(function Figures({ description, before, after, comparing }: FiguresProps) {
  const i18n = useI18n();
  const main = mainOf(description);
  const label = main?.label ?? i18n.gettext('Result');
  return (
    <div className="mb-figures" data-two={comparing || undefined}>
      <Figure
        description={description}
        result={before}
        label={comparing ? i18n.gettext('Before: {figure}', { figure: label }) : label}
      />
      {comparing ? (
        <>
          <Figure
            description={description}
            result={after}
            label={i18n.gettext('After the measures')}
          />
          <Change before={before} after={after} unit={main?.unit ?? ''} />
        </>
      ) : null}
    </div>
  );
});

function Change({ before, after, unit }: BothProps & { readonly unit: string }) {
  const i18n = useI18n();
  const change = changeOf(before?.score ?? null, after?.score ?? null, unit);
  const label =
    change !== undefined && change.by > 0 ? i18n.gettext('Increase') : i18n.gettext('Reduction');
  return (
    <div className="mb-figure" role="status" aria-label={label}>
      <span className="mb-figure-label">{label}</span>
      <span className="mb-figure-value">
        {change === undefined ? (
          '–'
        ) : (
          <>
            {change.by > 0 ? '+' : ''}
            {shownNumber(change.by, change.percent ? 0 : 1, i18n.locale)}
            {change.percent ? ' %' : <small> {unit}</small>}
          </>
        )}
      </span>
      <span className="mb-figure-note">{levelsSaid(before, after, i18n)}</span>
    </div>
  );
}

function levelsSaid(
  before: MethodResult | undefined,
  after: MethodResult | undefined,
  i18n: ReturnType<typeof useI18n>,
): string {
  const [one, other] = [before?.band, after?.band];
  if (!one || !other) return '';
  return one.code === other.code
    ? i18n.gettext('Same band')
    : i18n.gettext('from {before} to {after}', { before: one.word, after: other.word });
}

interface FigureProps {
  readonly description: MethodDescribed;
  readonly result: MethodResult | undefined;
  readonly label: string;
}

function Figure({ description, result, label }: FigureProps) {
  const i18n = useI18n();
  const main = mainOf(description);
  const value = main === undefined ? undefined : result?.values[main.key];
  const band = result?.band ?? null;
  const figure =
    main === undefined ? '' : valueText(value, digitsOf(description, main), i18n.locale, i18n);
  return (
    <div className="mb-figure" role="status" aria-label={label}>
      <span className="mb-figure-label" title={label}>
        {label}
      </span>
      <span className="mb-figure-line">
        {main === undefined ? null : (
          <span className="mb-figure-value">
            {figure}
            {main.unit === '' || figure === '–' ? null : <small> {main.unit}</small>}
          </span>
        )}
        <BandOf description={description} result={result} />
      </span>
      <span className="mb-figure-note" title={band?.consequence ?? undefined}>
        {band?.consequence ?? ''}
      </span>
    </div>
  );
}

function BandOf({ description, result }: Pick<FigureProps, 'description' | 'result'>) {
  const i18n = useI18n();
  const band = result?.band ?? null;
  if (band !== null) return <LevelBadge level={band.level} word={band.word} />;
  const rates = description.scales.length > 0 || mainOf(description) === undefined;
  if (!rates || isComputed(result)) return null;
  return <LevelBadge level={null} word={i18n.gettext('Unfinished')} />;
}

/** Why there is no result: what is missing, what is wrong, or which method to use instead. */
const Refused = memo(function Refused({
  description,
  result,
  column,
  onGo,
}: {
  readonly description: MethodDescribed;
  readonly result: MethodResult | undefined;
  readonly column: 'before' | 'after';
  readonly onGo: ResultPaneProps['onGo'];
}) {
  const i18n = useI18n();
  if (result === undefined || result.error === null) return null;
  const missing = result.faults.filter(isMissing);
  const wrong = result.faults.filter((one) => !isMissing(one));
  const applies = !result.error.startsWith('not_applicable');
  return (
    <div className="mb-refused" role="status">
      {wrong.slice(0, MOST_SAID).map((one) => (
        <Strip key={`${one.path} ${one.code}`} level={applies ? 'danger' : 'info'}>
          {one.path === '' ? (
            one.sentence
          ) : (
            <button type="button" className="link-button" onClick={() => onGo(column, one.path)}>
              {faultTextAt(one, description.inputs, i18n)}
            </button>
          )}
          {result.instead === null ? null : (
            <> {i18n.gettext('Use instead: {method}.', { method: result.instead })}</>
          )}
        </Strip>
      ))}
      {missing.length === 0 ? null : (
        <p className="mb-missing">
          {i18n.ngettext('{n} value is missing:', '{n} values are missing:', missing.length)}{' '}
          {missing.slice(0, MOST_MISSING).map((one, at) => (
            <span key={one.path}>
              {at === 0 ? '' : ', '}
              <button type="button" className="link-button" onClick={() => onGo(column, one.path)}>
                {labelOf(one, description)}
              </button>
            </span>
          ))}
          {missing.length > MOST_MISSING ? '…' : ''}
        </p>
      )}
    </div>
  );
});

const MOST_SAID = 4;
const MOST_MISSING = 10;

/** A sentence of the kit begins with the name of its field. */
const labelOf = (fault: MethodFault, { inputs }: MethodDescribed): string =>
  inputs.find((one) => one.key === fault.path)?.label ?? fault.sentence.split(':')[0] ?? fault.path;
