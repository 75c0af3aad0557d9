/**
 * What is missing of a record, counted from the data: a line each that goes where it can be put
 * right, the gravest first, and below them what is in order.
 */

import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import './checks.css';
import { FallbackPart } from './fallback.tsx';
import type { Part, PartProps } from './registry.ts';
import { cursorOf, fieldOf, labelOf, partsOf, textOf } from './view-facts.ts';

const FULL = 1000; // as many keys as one value holds

interface Check {
  readonly name: string;
  readonly label: string;
  /** What is said when nothing is missing. */
  readonly fine: string;
  readonly grave: boolean;
  readonly count: number;
  /** It is about the record itself: there is nothing to count. */
  readonly whole: boolean;
}

export function ChecksPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  return cursor === undefined ? <FallbackPart {...props} /> : <Checks {...props} cursor={cursor} />;
}

function Checks({ view, part, cursor }: PartProps & { readonly cursor: Cursor }) {
  const { i18n } = useApp();
  const [all, setAll] = useState(false);
  useEffect(() => {
    cursor.show(0, 1).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  const checks = useComputed(() => checksOf(cursor, partsOf(part)), [cursor, part]);
  const label = labelOf(part, i18n.locale) ?? i18n.gettext('To be completed');
  if (checks === undefined) return <ul className="checks" aria-busy="true" aria-label={label} />;
  const open = checks.filter((check) => check.count > 0);
  const done = checks.filter((check) => check.count === 0);
  return (
    <section className="checks" aria-label={label}>
      <h3 className="checks-head">
        {label} <small>{i18n.number(open.length)}</small>
      </h3>
      {open.length === 0 ? (
        <p className="checks-fine">
          <Icon name="check" /> {i18n.gettext('Nothing is missing.')}
        </p>
      ) : (
        <ul className="checks-list">
          {open.map((check) => (
            <CheckLine key={check.name} view={view} check={check} action={textOf(part['open'])} />
          ))}
        </ul>
      )}
      {done.length === 0 ? null : (
        <>
          <AriaButton className="checks-more" aria-expanded={all} onPress={() => setAll(!all)}>
            <Icon name={all ? 'chevron-down' : 'chevron-right'} small />
            {i18n.gettext('In order')} <small>{i18n.number(done.length)}</small>
          </AriaButton>
          {all ? (
            <ul className="checks-list done" aria-label={i18n.gettext('In order')}>
              {done.map((check) => (
                <li key={check.name} className="checks-line">
                  <Icon name="check" small />
                  <span className="checks-label">{check.fine}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </section>
  );
}

interface LineProps {
  readonly view: View;
  readonly check: Check;
  readonly action: string | undefined;
}

function CheckLine({ view, check, action }: LineProps) {
  const { i18n, desk } = useApp();
  const go = () => {
    if (action !== undefined) desk.run(view, action, { check: check.name }).catch(raise);
  };
  const count = check.count >= FULL ? `${i18n.number(FULL)}+` : i18n.number(check.count);
  return (
    <li className={check.grave ? 'grave' : undefined}>
      <AriaButton className="checks-line" onPress={go}>
        <Icon name={check.grave ? 'circle-alert' : 'triangle-alert'} small />
        <span className="checks-label">{check.label}</span>
        {check.whole ? null : <span className="checks-count">{count}</span>}
        <Icon name="chevron-right" small />
      </AriaButton>
    </li>
  );
}

function checksOf(cursor: Cursor, declared: readonly Part[]): readonly Check[] | undefined {
  cursor.layout.value;
  const key = cursor.current.value;
  const row = key === null ? undefined : cursor.row(key).value;
  if (row === undefined) return undefined;
  const checks = declared.flatMap((one): Check[] => {
    const name = textOf(one['field']) ?? '';
    const field = fieldOf(cursor, name);
    const keys = cursor.value(row, name);
    if (field === undefined || !Array.isArray(keys)) return [];
    const whole = keys.length === 1 && keys[0] === key;
    return [
      {
        name,
        label: field.label,
        fine: one.label ?? field.label,
        grave: one['grave'] === true,
        count: keys.length,
        whole,
      },
    ];
  });
  return [...checks].sort((one, other) => Number(other.grave) - Number(one.grave));
}
