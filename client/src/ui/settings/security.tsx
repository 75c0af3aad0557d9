/** How a person signs in: the password, the second factor, the address, and where they are signed in. */

import { type SubmitEvent, useCallback, useEffect, useState } from 'react';
import type { OwnLogins, SecondFactor } from '../../core/auth.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { PasswordField } from '../access/access-field.tsx';
import { Enrol } from '../access/enrol.tsx';
import { PasswordMeter } from '../access/password-meter.tsx';
import { refusedPassword } from '../access/password-rules.ts';
import { RecoveryCodes } from '../access/recovery-codes.tsx';
import { explain } from '../app/explain.ts';
import type { User } from '../app/signed-in.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { deviceOf, momentOf } from './devices.ts';

/** Tell what went wrong, but not that somebody thought better of it. */
function useTrouble(): [string | undefined, (work: () => Promise<void>) => void] {
  const { i18n } = useApp();
  const [trouble, setTrouble] = useState<string>();
  const run = (work: () => Promise<void>) => {
    setTrouble(undefined);
    work().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
      else if (error.code !== 'reauthenticate') setTrouble(explain(i18n, error));
    });
  };
  return [trouble, run];
}

function Trouble({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <Strip level="danger" urgent>
      {text}
    </Strip>
  );
}

export function OwnPassword({ user }: { readonly user: User }) {
  const { client, i18n, notices } = useApp();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<{ readonly current?: string; readonly next?: string }>({});
  const [trouble, run] = useTrouble();
  const change = async () => {
    try {
      await client.auth.changePassword(current, next);
    } catch (error) {
      const errors = error instanceof Failure ? error.fields['errors'] : undefined;
      if (!isRecord(errors)) throw error;
      if ('current' in errors) setWrong({ current: i18n.gettext('This is not right.') });
      else setWrong({ next: refusedPassword(i18n, errors['password']) });
      return;
    }
    setCurrent('');
    setNext('');
    notices.tell({
      level: 'ok',
      text: i18n.gettext('The password is changed. You are signed out everywhere else.'),
    });
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    run(change);
  };
  return (
    <form className="access-form" onSubmit={send} noValidate>
      <Trouble text={trouble} />
      <PasswordField
        say={i18n}
        label={i18n.gettext('Current password')}
        value={current}
        error={wrong.current}
        onChange={(typed) => {
          setCurrent(typed);
          setWrong({});
        }}
      />
      <PasswordField
        say={i18n}
        fresh
        label={i18n.gettext('New password')}
        value={next}
        error={wrong.next}
        onChange={(typed) => {
          setNext(typed);
          setWrong({});
        }}
        hint={
          <PasswordMeter say={i18n} typed={next} about={[user.email, user.name, user.surname]} />
        }
      />
      <Button look="go" type="submit">
        {i18n.gettext('Change the password')}
      </Button>
    </form>
  );
}

export function OwnSecondFactor() {
  const { client, i18n, notices } = useApp();
  const { auth } = client;
  const [state, setState] = useState<SecondFactor>();
  const [at, go] = useState<'shown' | 'enrol'>('shown');
  const [codes, setCodes] = useState<readonly string[]>();
  const [trouble, run] = useTrouble();
  const look = useCallback(async () => setState(await auth.secondFactor()), [auth]);
  useEffect(() => {
    look().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [look]);
  const done = () => {
    setCodes(undefined);
    go('shown');
    run(look);
  };
  if (codes !== undefined) return <RecoveryCodes say={i18n} codes={codes} onDone={done} />;
  if (at === 'enrol') {
    return <Enrol say={i18n} auth={auth} onDone={done} onCancel={() => go('shown')} />;
  }
  if (state === undefined) return <Trouble text={trouble} />;
  if (!state.active) {
    return (
      <>
        <Trouble text={trouble} />
        <p>
          {i18n.gettext(
            'With a second factor, who knows your password still cannot get in: signing in also takes a code from an app on your phone.',
          )}
        </p>
        <Button look="go" onPress={() => go('enrol')}>
          {i18n.gettext('Set up the second factor')}
        </Button>
      </>
    );
  }
  const renew = async () => setCodes(await auth.renewRecoveryCodes());
  const end = async () => {
    await auth.endSecondFactor();
    await look();
    notices.tell({ level: 'ok', text: i18n.gettext('The second factor is off.') });
  };
  return (
    <>
      <Trouble text={trouble} />
      <Strip level="ok">
        {i18n.gettext('On since {moment}.', { moment: momentOf(i18n, state.since ?? '') })}
      </Strip>
      <p className={state.codes_left < 3 ? 'settings-few' : undefined}>
        {i18n.ngettext(
          '{n} recovery code is left.',
          '{n} recovery codes are left.',
          state.codes_left,
        )}
      </p>
      <div className="settings-ways">
        <Button onPress={() => run(renew)}>{i18n.gettext('New recovery codes')}</Button>
        <Button onPress={() => go('enrol')}>{i18n.gettext('Use another phone')}</Button>
        <Button look="stop" isDisabled={state.required} onPress={() => run(end)}>
          {i18n.gettext('Take it off')}
        </Button>
      </div>
      {state.required ? (
        <p className="faint">
          {i18n.gettext('Your studio asks for it: it can be replaced, not taken off.')}
        </p>
      ) : null}
    </>
  );
}

export function OwnLoginsList() {
  const { client, i18n } = useApp();
  const { auth } = client;
  const [open, setOpen] = useState<OwnLogins>();
  const [trouble, run] = useTrouble();
  const look = useCallback(async () => setOpen(await auth.logins()), [auth]);
  useEffect(() => {
    look().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [look]);
  const others = (open?.logins ?? []).filter((one) => one.id !== open?.current);
  const end = (work: () => Promise<void>) => () =>
    run(async () => {
      await work();
      await look();
    });
  return (
    <>
      <Trouble text={trouble} />
      <ul className="settings-logins" aria-label={i18n.gettext('Where you are signed in')}>
        {(open?.logins ?? []).map((one) => (
          <li key={one.id}>
            <div>
              <strong>{deviceOf(i18n, one.agent)}</strong>
              <span className="faint">
                {one.id === open?.current
                  ? i18n.gettext('This one')
                  : i18n.gettext('Last seen {moment}', { moment: momentOf(i18n, one.seen_at) })}
                {one.ip === null ? '' : ` · ${one.ip}`}
              </span>
            </div>
            {one.id === open?.current ? null : (
              <Button
                aria-label={i18n.gettext('Sign out {device}', {
                  device: deviceOf(i18n, one.agent),
                })}
                onPress={end(() => auth.endLogin(one.id))}
              >
                {i18n.gettext('Sign out')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length < 2 ? null : (
        <Button onPress={end(() => auth.endOtherLogins())}>
          {i18n.gettext('Sign out everywhere else')}
        </Button>
      )}
    </>
  );
}
