/** Whether the chains of the audit hold: verified a little at a time, as soon as it is looked at. */

import './oversight.css';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import type { PartProps } from '../parts/registry.ts';
import { labelOf, textOf } from '../parts/view-facts.ts';
import { recordsOf, type Told, wordsOf } from './ask.ts';

export function ChainPart({ view, part }: PartProps) {
  const { i18n } = useApp();
  const ask = textOf(part['ask']) ?? '';
  const offered = view.offer.actions.some((one) => one.id === ask);
  const [told, setTold] = useState<Told>();
  const [busy, setBusy] = useState(false);
  const gone = useRef(false);
  const verify = useCallback(
    async (anew: boolean) => {
      setBusy(true);
      const next = async (from: boolean): Promise<void> => {
        const answer = await view.run(ask, { anew: from }, false);
        if (gone.current || !answer.ok || !isRecord(answer.result)) return;
        setTold(answer.result);
        if (answer.result['complete'] !== true) await next(false);
      };
      try {
        await next(anew);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
      if (!gone.current) setBusy(false);
    },
    [view, ask],
  );
  useEffect(() => {
    gone.current = false;
    if (offered) verify(false).catch(raise);
    return () => {
      gone.current = true;
    };
  }, [offered, verify]);
  if (!offered) return null; // chains are of customers: whoever sees all may verify them
  const broken = recordsOf(told?.['broken']);
  return (
    <section
      className={broken.length > 0 ? 'chain broken' : 'chain'}
      aria-label={labelOf(part, i18n.locale) ?? i18n.gettext('Integrity of the audit')}
    >
      <Icon name={broken.length > 0 ? 'circle-alert' : busy ? 'loader' : 'shield-check'} small />
      <span role="status">{saidOf(told, busy, i18n)}</span>
      <Button look="quiet" isDisabled={busy} onPress={() => verify(true).catch(raise)}>
        {i18n.gettext('Verify all of it again')}
      </Button>
    </section>
  );
}

function saidOf(
  told: Told | undefined,
  busy: boolean,
  i18n: ReturnType<typeof useApp>['i18n'],
): string {
  if (told === undefined) return i18n.gettext('Verifying the chain…');
  const number = (name: string) => (typeof told[name] === 'number' ? i18n.number(told[name]) : '0');
  const broken = recordsOf(told['broken']);
  const [first] = broken;
  if (first !== undefined) {
    const position = typeof first['position'] === 'number' ? i18n.number(first['position']) : '?';
    return i18n.gettext(
      'The chain is BROKEN at event {position}: somebody changed the audit outside the program.',
      { position },
    );
  }
  if (busy || told['complete'] !== true) {
    return i18n.gettext('Verifying the chain: {events} of {total} events.', {
      events: number('events'),
      total: number('total'),
    });
  }
  const at = new Intl.DateTimeFormat(i18n.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(wordsOf(told['at'])));
  return i18n.gettext('Chain intact up to {at}: {events} events verified.', {
    events: number('events'),
    at,
  });
}
