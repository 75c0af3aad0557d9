/** Applying a preset, or copying a part of a firm: choose, look at what would be made, make it. */

import '../imports/imports.css';
import './making.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Failure, isRecord } from '../../core/failure.ts';
import type { MakingDone, MakingPlan, MakingRequest } from '../../core/making.ts';
import { uuid7 } from '../../core/uuid.ts';
import { useApp } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import type { PartProps } from '../parts/registry.ts';
import { CopyChoices } from './copy-choices.tsx';
import { DoneStep } from './done-step.tsx';
import { type Chosen, choicesOf, NOTHING_CHOSEN } from './plan-model.ts';
import { PlanStep } from './plan-step.tsx';
import { PresetChoices } from './preset-choices.tsx';

const NONE: Readonly<Record<string, string>> = {};

export function MakingView({ view }: PartProps) {
  const { i18n, services } = useApp();
  const { content } = view.offer.intent;
  const isCopy = content?.source !== 'lib.presets';
  const [request, setRequest] = useState<MakingRequest>();
  const [plan, setPlan] = useState<MakingPlan>();
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const [done, setDone] = useState<MakingDone>();
  const [trouble, setTrouble] = useState<string>();
  const [wrong, setWrong] = useState(NONE);
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const key = useRef(uuid7());

  const lay = useCallback(
    async (asked: MakingRequest) => {
      turn.current += 1;
      const mine = turn.current;
      setBusy(true);
      setTrouble(undefined);
      const [found, fault] = await services.making.lay(asked).then(
        (laid) => [laid, undefined] as const,
        (error: unknown) => [undefined, troubleOf(error)] as const,
      );
      if (turn.current !== mine) return; // something newer was asked meanwhile
      setPlan(found);
      setTrouble(fault);
      setBusy(false);
    },
    [services],
  );
  useEffect(() => {
    setPlan(undefined);
    setChosen(NOTHING_CHOSEN);
    setWrong(NONE);
    if (request !== undefined) void lay(request);
  }, [request, lay]);

  const refused = async (error: Failure, asked: MakingRequest) => {
    key.current = uuid7();
    if (error.code === 'stale') {
      await lay(asked);
      setTrouble(i18n.gettext('Something has changed meanwhile: look again, then confirm.'));
      return;
    }
    const beside = error.fields['sentences'];
    const said = isRecord(beside) ? Object.entries(beside) : [];
    setWrong(Object.fromEntries(said.map(([at, sentence]) => [at, `${sentence}`])));
    setTrouble(error.message);
  };
  const go = async () => {
    if (plan === undefined || request === undefined) return;
    setBusy(true);
    setTrouble(undefined);
    setWrong(NONE);
    try {
      const choices = choicesOf(chosen);
      setDone(await services.making.carryOut(request, choices, plan.mark, key.current));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      await refused(error, request);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="making">
      <header className="import-head">
        <h2>
          {isCopy ? i18n.gettext('Copy with what it holds') : i18n.gettext('Apply a sector preset')}
        </h2>
        {plan === undefined ? null : (
          <span className="import-customer">
            {plan.title} → {plan.customer_name}
          </span>
        )}
      </header>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {done === undefined ? (
        <section
          className="making-body"
          aria-label={i18n.gettext('What will be made')}
          aria-busy={busy}
        >
          {isCopy ? (
            <CopyChoices view={view} onRequest={setRequest} />
          ) : (
            <PresetChoices view={view} onRequest={setRequest} />
          )}
          {plan === undefined ? (
            <p className="making-wait" role="status">
              {busy ? i18n.gettext('Looking at what would be made…') : ''}
            </p>
          ) : (
            <PlanStep
              {...{ plan, chosen, wrong, busy, isCopy }}
              onChange={setChosen}
              onGo={() => void go()}
            />
          )}
        </section>
      ) : (
        <section className="making-body" aria-label={i18n.gettext('Result')}>
          <DoneStep view={view} done={done} customer={request?.customer ?? ''} isCopy={isCopy} />
        </section>
      )}
    </div>
  );
}

const troubleOf = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  throw error;
};
