/** What stands below the pictures of a result: notices, what to change, other values, duties. */

import { memo } from 'react';
import type { MethodDescribed, MethodHint, MethodResult } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { LevelBadge } from './pictures/level.tsx';
import { digitsOf, isComputed, valueText } from './result-facts.ts';

export const Notices = memo(function Notices({
  before,
  after,
}: {
  readonly before: MethodResult | undefined;
  readonly after: MethodResult | undefined;
}) {
  const i18n = useI18n();
  const [one, other] = [before?.notices ?? [], after?.notices ?? []];
  const all = [...new Set([...one, ...other])];
  if (all.length === 0) return null;
  return (
    <ul className="mb-notices" aria-label={i18n.gettext('Notices')}>
      {all.map((said) => (
        <li key={said}>
          <Icon name="triangle-alert" small />
          <span>
            {after === undefined || (one.includes(said) && other.includes(said)) ? null : (
              <b>{one.includes(said) ? i18n.gettext('Before') : i18n.gettext('After')}: </b>
            )}
            {said}
          </span>
        </li>
      ))}
    </ul>
  );
});

interface HintsProps {
  readonly hints: readonly MethodHint[];
  readonly readOnly: boolean;
  readonly onTry: (hint: MethodHint) => void;
}

export const Hints = memo(function Hints({ hints, readOnly, onTry }: HintsProps) {
  const i18n = useI18n();
  if (hints.length === 0) return null;
  return (
    <section className="mb-hints" aria-label={i18n.gettext('What to change')}>
      <h3>
        <Icon name="lightbulb" />
        {i18n.gettext('What to change')}
        <small>{i18n.gettext('one value at a time, the others as they are')}</small>
      </h3>
      <ul>
        {hints.slice(0, MOST_HINTS).map((hint) => (
          <li key={`${hint.path} ${String(hint.to)}`}>
            <span>{hint.sentence}</span>
            <LevelBadge level={hint.level} word={hint.word} />
            {readOnly ? null : (
              <Button
                look="quiet"
                onPress={() => onTry(hint)}
                aria-label={i18n.gettext('Try it after: {hint}', { hint: hint.sentence })}
              >
                {i18n.gettext('Try it after')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
});

const MOST_HINTS = 5;

export interface BothProps {
  readonly before: MethodResult | undefined;
  readonly after: MethodResult | undefined;
}

/** Values of the result beside its one figure. */
export const Others = memo(function Others({
  description,
  before,
  after,
}: BothProps & { readonly description: MethodDescribed }) {
  const i18n = useI18n();
  const shown = description.results.filter(
    (one) => !one.main && [before, after].some((result) => isTold(result?.values[one.key])),
  );
  if (shown.length === 0 || !(isComputed(before) || isComputed(after))) return null;
  return (
    <table className="mb-values" aria-label={i18n.gettext('Other values')}>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Other values')}</th>
          <th scope="col" className="end">
            {after === undefined ? i18n.gettext('Value') : i18n.gettext('Before')}
          </th>
          {after === undefined ? null : (
            <th scope="col" className="end">
              {i18n.gettext('After')}
            </th>
          )}
          <th scope="col">
            <span className="for-readers">{i18n.gettext('Unit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.label}</th>
            <td className="end">
              {valueText(before?.values[one.key], digitsOf(description, one), i18n.locale, i18n)}
            </td>
            {after === undefined ? null : (
              <td className="end">
                {valueText(after.values[one.key], digitsOf(description, one), i18n.locale, i18n)}
              </td>
            )}
            <td className="faint">{one.unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});

const isTold = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

export const Duties = memo(function Duties({ before, after }: BothProps) {
  const i18n = useI18n();
  const of = after ?? before;
  const all = (before?.duties.length ?? 0) > 0 ? before?.duties : of?.duties;
  if (all === undefined || all.length === 0) return null;
  const due = (result: MethodResult | undefined, key: string) =>
    result?.duties.find((one) => one.key === key)?.due;
  return (
    <table className="mb-values mb-duties" aria-label={i18n.gettext('Duties')}>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Duties')}</th>
          <th scope="col">{after === undefined ? '' : i18n.gettext('Before')}</th>
          {after === undefined ? null : <th scope="col">{i18n.gettext('After')}</th>}
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <tr key={one.key}>
            <th scope="row">
              {one.label} <small>{one.law}</small>
            </th>
            <Due due={due(before, one.key)} />
            {after === undefined ? null : <Due due={due(after, one.key)} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function Due({ due }: { readonly due: boolean | undefined }) {
  const i18n = useI18n();
  if (due === undefined) return <td className="faint">–</td>;
  return (
    <td>
      <span className={due ? 'mb-due' : 'mb-due not'}>
        <Icon name={due ? 'circle-alert' : 'minus'} small />
        {due ? i18n.gettext('Applies') : i18n.gettext('Does not apply')}
      </span>
    </td>
  );
}
