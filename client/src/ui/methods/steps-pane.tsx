/** The explanation of a result, as an inspector would write it down, and what it rests on. */

import { memo } from 'react';
import type {
  LineStep,
  MethodDescribed,
  MethodResult,
  MethodSource,
  MethodStep,
  TableStep,
} from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { isComputed, valueText } from './result-facts.ts';
import { SymbolOf } from './symbol.tsx';

export interface StepsPaneProps {
  readonly description: MethodDescribed;
  readonly before: MethodResult | undefined;
  readonly after: MethodResult | undefined;
  /** The explanation is of the last case that could be computed, not of this one. */
  readonly ghost: boolean;
}

export const StepsPane = memo(function StepsPane(props: StepsPaneProps) {
  const { description, before, after, ghost } = props;
  const i18n = useI18n();
  const told = isComputed(before) && before.steps.length > 0 ? before : undefined;
  return (
    <section
      className="mb-pane mb-steps"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={i18n.gettext('Calculation, step by step')}
    >
      {told === undefined ? null : (
        <div data-ghost={ghost || undefined} aria-hidden={ghost || undefined}>
          <h3>
            {i18n.gettext('Calculation, step by step')}
            {after === undefined ? null : <small>{i18n.gettext('before')}</small>}
          </h3>
          <Steps steps={told.steps} />
          {isComputed(after) ? <After before={told.steps} after={after.steps} /> : null}
          <p className="mb-small">
            {i18n.gettext('Values are rounded for showing, never for computing.')}
          </p>
        </div>
      )}
      <About description={description} />
    </section>
  );
});

function After({
  before,
  after,
}: {
  readonly before: readonly MethodStep[];
  readonly after: readonly MethodStep[];
}) {
  const i18n = useI18n();
  const changed = changedSteps(before, after);
  return (
    <>
      <h3>{i18n.gettext('After')}</h3>
      <Steps steps={changed} />
      {changed.length === after.length ? null : (
        <p className="mb-small">
          {changed.length === 0
            ? i18n.gettext('All steps are the same.')
            : i18n.gettext('Steps not listed are the same.')}
        </p>
      )}
    </>
  );
}

/** What is computed otherwise after the measures, and what comes of it. */
const changedSteps = (
  before: readonly MethodStep[],
  after: readonly MethodStep[],
): readonly MethodStep[] => {
  const known = new Set(before.map((one) => JSON.stringify(one)));
  return after.filter((one) => !known.has(JSON.stringify(one)));
};

function Steps({ steps }: { readonly steps: readonly MethodStep[] }) {
  return (
    <div className="mb-steps-list">
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have their places
        <StepOf key={at} step={step} />
      ))}
    </div>
  );
}

function StepOf({ step }: { readonly step: MethodStep }) {
  if (step.kind === 'line') return <LineOf step={step} />;
  if (step.kind === 'table') return <TableOf step={step} />;
  return (
    <p className="mb-rule">
      {step.said}
      {step.law === '' ? null : <small>{step.law}</small>}
    </p>
  );
}

function LineOf({ step }: { readonly step: LineStep }) {
  const i18n = useI18n();
  const value = valueText(step.value, step.digits, i18n.locale, i18n);
  return (
    <div className="mb-line" data-total={step.total || undefined}>
      <b>
        <SymbolOf text={step.symbol} />
      </b>
      <span>{step.label}</span>
      <span className="mb-line-value">
        {value}
        {step.unit === '' ? null : <small> {step.unit}</small>}
      </span>
      {step.how === '' || step.how === value ? null : (
        <small className="mb-line-how">{step.how}</small>
      )}
    </div>
  );
}

/** Numbers stand right; only what is long is broken. */
const lookOf = (cell: unknown): string | undefined => {
  if (typeof cell === 'number') return 'end short';
  return String(cell).length < LONG ? 'short' : undefined;
};
const LONG = 18;

function TableOf({ step }: { readonly step: TableStep }) {
  const i18n = useI18n();
  const [row, column] = step.marked ?? [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no group of fields
    <div
      className="mb-step-table"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={step.title}
    >
      <table>
        <caption>{step.title}</caption>
        <thead>
          <tr>
            {step.heads.map((head, at) =>
              head === '' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have their places
                <td key={at} />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have their places
                <th key={at} scope="col" className={lookOf(head)}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {step.rows.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have their places
            <tr key={at}>
              {cells.map((cell, place) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have their places
                  key={place}
                  className={lookOf(cell)}
                  data-marked={(at === row && place === column) || undefined}
                >
                  {valueText(cell, step.digits[place] ?? undefined, i18n.locale, i18n)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const About = memo(function About({ description }: { readonly description: MethodDescribed }) {
  const i18n = useI18n();
  return (
    <>
      <h3>{i18n.gettext('Sources')}</h3>
      <ul className="mb-sources">
        {description.sources.map((one) => (
          <li key={one.title}>
            <b>{one.title}</b>
            {one.what === null ? null : <span>{one.what}</span>}
            <TagOf tag={one.tag} />
          </li>
        ))}
      </ul>
      {description.doubts.length === 0 ? null : (
        <>
          <h3>{i18n.gettext('To be checked in the edition you own')}</h3>
          <ul className="mb-doubts">
            {description.doubts.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
});

function TagOf({ tag }: { readonly tag: MethodSource['tag'] }) {
  const i18n = useI18n();
  const said = {
    verified: i18n.gettext('checked against the source'),
    recomputed: i18n.gettext('confirmed by computing it anew'),
    memory: i18n.gettext('to be checked in the edition you own'),
    practice: i18n.gettext('use among professionals'),
  }[tag];
  return (
    <span className={`mb-tag ${tag}`}>
      <Icon
        name={tag === 'memory' ? 'triangle-alert' : tag === 'practice' ? 'users' : 'check'}
        small
      />
      {said}
    </span>
  );
}
