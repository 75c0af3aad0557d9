/** The preview: what of each kind, what cannot follow, the tree, and making it. */

import { useMemo } from 'react';
import type { MakingPlan } from '../../core/making.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import {
  type Chosen,
  type Count,
  countsOf,
  fatesOf,
  isLeftOut,
  linesOf,
  withKind,
} from './plan-model.ts';
import { PlanTable } from './plan-table.tsx';

export interface PlanStepProps {
  readonly plan: MakingPlan;
  readonly chosen: Chosen;
  readonly wrong: Readonly<Record<string, string>>;
  readonly busy: boolean;
  readonly isCopy: boolean;
  readonly onChange: (chosen: Chosen) => void;
  readonly onGo: () => void;
}

export function PlanStep({ plan, chosen, wrong, busy, isCopy, onChange, onGo }: PlanStepProps) {
  const { i18n } = useApp();
  const lines = useMemo(() => linesOf(plan), [plan]);
  const fates = useMemo(() => fatesOf(plan, chosen), [plan, chosen]);
  const counts = countsOf(plan, chosen, fates);
  const sum = (all: readonly Count[]) => all.reduce((before, one) => before + one.made, 0);
  const made = sum(counts.rows);
  const links = sum(counts.links);
  const there = [...fates.values()].filter((one) => one === 'there').length;
  const left = Object.values(plan.left).reduce((before, one) => before + one, 0);
  return (
    <>
      <fieldset className="making-kinds">
        <legend>{i18n.gettext('What to take')}</legend>
        {[...counts.rows, ...counts.links].map((one) => (
          <label key={one.kind}>
            <input
              type="checkbox"
              checked={!isLeftOut(plan, chosen, one.kind)}
              onChange={(event) => onChange(withKind(plan, chosen, one.kind, event.target.checked))}
            />
            <span>{one.label}</span>
            <small>
              {i18n.gettext('{n} of {all}', { n: String(one.made), all: String(one.all) })}
            </small>
          </label>
        ))}
      </fieldset>
      <div className="making-scroll">
        <PlanTable {...{ plan, lines, fates, chosen, wrong, onChange }} />
      </div>
      <footer className="making-foot">
        <p role="status">
          {[
            i18n.ngettext('{n} record will be made', '{n} records will be made', made),
            i18n.ngettext('{n} link', '{n} links', links),
            ...(there > 0
              ? [i18n.ngettext('{n} is there already', '{n} are there already', there)]
              : []),
          ].join(' · ')}
        </p>
        {isCopy ? (
          <small>
            {i18n.gettext('People, appointments, checks and serial numbers are never copied.')}{' '}
            {left === 0
              ? ''
              : i18n.ngettext(
                  '{n} reference cannot follow.',
                  '{n} references cannot follow.',
                  left,
                )}
          </small>
        ) : null}
        <Button look="go" isDisabled={busy || made + links === 0} onPress={onGo}>
          {isCopy ? i18n.gettext('Make the copy') : i18n.gettext('Apply the preset')}
        </Button>
      </footer>
    </>
  );
}
