/** What a login has to do before anything else: set up the second factor, or choose a new password. */

import { type SubmitEvent, useMemo, useState } from 'react';
import { Auth } from '../../core/auth.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { PasswordField } from './access-field.tsx';
import { AccessFrame } from './access-frame.tsx';
import { Enrol } from './enrol.tsx';
import { PasswordMeter } from './password-meter.tsx';
import { refusedPassword } from './password-rules.ts';
import { ProveForm } from './prove.tsx';
import type { Say } from './say.ts';
import { sayTrouble, troubleOf } from './trouble.ts';

export type Must = 'enrol' | 'password';

export interface MustScreenProps {
  readonly say: Say;
  readonly must: Must;
  readonly hasSecondFactor: boolean;
  readonly onLanguage: (language: string) => void;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}

export function MustScreen(props: MustScreenProps) {
  const { say, must, onLanguage, onLeave } = props;
  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>{mustTitle(say, must)}</h1>
      <MustDo {...props} />
      <button type="button" className="access-link" onClick={onLeave}>
        {say.gettext('Log out')}
      </button>
    </AccessFrame>
  );
}

export const mustTitle = (say: Say, must: Must): string =>
  must === 'enrol' ? say.gettext('Set up the second factor') : say.gettext('Choose a new password');

type MustDoProps = Pick<MustScreenProps, 'say' | 'must' | 'hasSecondFactor' | 'onDone'>;

/** Why it is asked for, and the doing of it, wherever that is shown. */
export function MustDo({ say, must, hasSecondFactor, onDone }: MustDoProps) {
  const [proving, setProving] = useState<(proved: boolean) => void>();
  const auth = useMemo(() => {
    const own = new Auth();
    own.reprove = () =>
      new Promise((answer) => {
        setProving(() => (proved: boolean) => {
          setProving(undefined);
          answer(proved);
        });
      });
    return own;
  }, []);
  return (
    <>
      <p className="access-lead">
        {must === 'enrol'
          ? say.gettext('Your studio asks for a code beside the password. It takes a minute.')
          : say.gettext('An administrator asks for it: choose one that only you know.')}
      </p>
      {proving === undefined ? null : (
        <ProveForm say={say} auth={auth} hasSecondFactor={hasSecondFactor} answer={proving} />
      )}
      <div hidden={proving !== undefined}>
        {must === 'enrol' ? (
          <Enrol say={say} auth={auth} onDone={onDone} />
        ) : (
          <NewPassword say={say} auth={auth} onDone={onDone} />
        )}
      </div>
    </>
  );
}

interface NewPasswordProps {
  readonly say: Say;
  readonly auth: Auth;
  readonly onDone: () => void;
}

function NewPassword({ say, auth, onDone }: NewPasswordProps) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<{ readonly current?: string; readonly next?: string }>({});
  const [trouble, setTrouble] = useState<string>();
  const change = async () => {
    try {
      await auth.changePassword(current, next);
      onDone();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const errors = isRecord(error.fields['errors']) ? error.fields['errors'] : {};
      if ('current' in errors) setWrong({ current: say.gettext('This is not right.') });
      else if ('password' in errors) setWrong({ next: refusedPassword(say, errors['password']) });
      else setTrouble(sayTrouble(say, troubleOf(error), 0));
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    change().catch(raise);
  };
  return (
    <form className="access-form" onSubmit={send}>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      <PasswordField
        say={say}
        label={say.gettext('Current password')}
        autoFocus
        value={current}
        error={wrong.current}
        onChange={(typed) => {
          setCurrent(typed);
          setWrong({});
        }}
      />
      <PasswordField
        say={say}
        fresh
        label={say.gettext('New password')}
        value={next}
        error={wrong.next}
        onChange={(typed) => {
          setNext(typed);
          setWrong({});
        }}
        hint={<PasswordMeter say={say} typed={next} />}
      />
      <Button look="go" type="submit">
        {say.gettext('Change the password')}
      </Button>
    </form>
  );
}
