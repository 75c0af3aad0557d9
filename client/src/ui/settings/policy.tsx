/** The studio's rules of signing in, and the mail that did not arrive: for administrators. */

import { useCallback, useEffect, useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { AccessPolicy } from '../../core/auth.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { explain } from '../app/explain.ts';
import { useApp } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import { momentOf } from './devices.ts';

const CHOICES = ['nobody', 'admins', 'staff', 'everybody'] as const;

const wordsOf = (i18n: I18n): Readonly<Record<(typeof CHOICES)[number], string>> => ({
  nobody: i18n.gettext('Nobody'),
  admins: i18n.gettext('Administrators'),
  staff: i18n.gettext("All the studio's staff"),
  everybody: i18n.gettext('Everybody'),
});

const whyOf = (i18n: I18n, error: string): string => {
  switch (error) {
    case 'refused':
      return i18n.gettext('the address does not exist');
    case 'late':
      return i18n.gettext('the mail server was away for too long');
    default:
      return i18n.gettext('it could not be sent');
  }
};

export function Policy() {
  const { client, i18n, notices } = useApp();
  const { auth } = client;
  const [policy, setPolicy] = useState<AccessPolicy>();
  const [trouble, setTrouble] = useState<string>();
  const told = useCallback(
    (error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
      else if (error.code !== 'reauthenticate') setTrouble(explain(i18n, error));
    },
    [i18n],
  );
  const look = useCallback(async () => setPolicy(await auth.policy()), [auth]);
  useEffect(() => {
    look().catch(told);
  }, [look, told]);
  const choose = async (chosen: string) => {
    setTrouble(undefined);
    await auth.setPolicy(chosen);
    await look();
    notices.tell({ level: 'ok', text: i18n.gettext('The rules of signing in are changed.') });
  };
  const words = wordsOf(i18n);
  return (
    <>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {policy === undefined ? null : (
        <>
          <RadioGroup
            className="settings-group"
            value={policy.second_factor}
            onChange={(chosen) => choose(chosen).catch(told)}
          >
            <Label>{i18n.gettext('Who has to use a second factor')}</Label>
            <div className="settings-choices">
              {CHOICES.map((choice) => (
                <RadioField key={choice} value={choice} className="settings-choice">
                  <RadioButton className="settings-button">{words[choice]}</RadioButton>
                </RadioField>
              ))}
            </div>
          </RadioGroup>
          <p className="faint">
            {i18n.gettext(
              'Who has none yet sets it up when they next sign in, before anything else.',
            )}
          </p>
          <Strip level={policy.mail ? 'ok' : 'info'}>
            {policy.mail
              ? i18n.gettext(
                  'A mail server is set: invitations and forgotten passwords go by mail.',
                )
              : i18n.gettext(
                  'No mail server is set: invitations and forgotten passwords go by links that you hand over.',
                )}
          </Strip>
          {policy.undelivered.length === 0 ? null : (
            <section
              className="settings-group"
              aria-label={i18n.gettext('Mail that did not arrive')}
            >
              <h3>{i18n.gettext('Mail that did not arrive')}</h3>
              <ul className="settings-logins">
                {policy.undelivered.map((one) => (
                  <li key={one.id}>
                    <div>
                      <strong>{one.recipient}</strong>
                      <span className="faint">
                        {one.subject} · {momentOf(i18n, one.at)} · {whyOf(i18n, one.error)}
                      </span>
                    </div>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </>
  );
}
