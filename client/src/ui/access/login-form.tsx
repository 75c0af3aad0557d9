/** The two steps of signing in: the password, and the code where the account asks for one. */

import { type SubmitEvent, useState } from 'react';
import { Auth, type LoginState } from '../../core/auth.ts';
import { raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { AccessField, PasswordField } from './access-field.tsx';
import { CodeField, wrongCode } from './code-field.tsx';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export interface LoginFormProps {
  readonly say: Say;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onIn: (state: LoginState) => void;
  readonly onForgot: () => void;
  /** Told which step is shown, for what stands around it. */
  readonly onStep: (step: 'password' | 'code') => void;
}

export function LoginForm({ say, email, onEmail, onIn, onForgot, onStep }: LoginFormProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asks, setAsks] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const left = useWait(trouble?.until ?? 0);
  const step = (asked: boolean) => {
    setAsks(asked);
    setCode('');
    setWrong(undefined);
    setTrouble(undefined);
    onStep(asked ? 'code' : 'password');
  };

  const submit = async () => {
    setBusy(true);
    try {
      onIn(await new Auth().login(email.trim(), password, asks ? code : ''));
    } catch (error) {
      setBusy(false);
      refused(troubleOf(error));
    }
  };
  const refused = (found: Trouble) => {
    if (found.code === 'second_factor') step(true);
    else if (asks && found.code === 'invalid_fields') setWrong(wrongCode(say));
    else {
      if (found.code === 'not_authenticated') step(false);
      setTrouble(found);
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || left > 0) return;
    submit().catch(raise);
  };

  return (
    <form className="access-form" onSubmit={send}>
      {trouble === undefined ? null : (
        <Strip level={trouble.code === 'rate_limited' && left === 0 ? 'info' : 'danger'} urgent>
          {sayTrouble(say, trouble, left)}
        </Strip>
      )}
      {asks ? (
        <SecondStep
          say={say}
          value={code}
          error={wrong}
          onChange={(typed) => {
            setCode(typed);
            setWrong(undefined);
          }}
        />
      ) : (
        <>
          <AccessField
            label={say.gettext('E-mail')}
            name="username"
            type="email"
            autoComplete="username"
            autoFocus={email === ''}
            value={email}
            onChange={onEmail}
          />
          <PasswordField
            say={say}
            autoFocus={email !== ''}
            value={password}
            onChange={setPassword}
          />
        </>
      )}
      <Button look="go" type="submit" isDisabled={left > 0}>
        {busy ? say.gettext('Signing in…') : say.gettext('Sign in')}
      </Button>
      {asks ? (
        <button type="button" className="access-link" onClick={() => step(false)}>
          {say.gettext('Back to the password')}
        </button>
      ) : (
        <button type="button" className="access-link" onClick={onForgot}>
          {say.gettext('Forgot your password?')}
        </button>
      )}
    </form>
  );
}

interface SecondStepProps {
  readonly say: Say;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A code of the app, or, with the phone lost, one of those that were kept. */
export function SecondStep({ say, value, error, onChange }: SecondStepProps) {
  const [lost, setLost] = useState(false);
  return (
    <>
      <CodeField
        key={lost ? 'recovery' : 'app'}
        say={say}
        autoFocus
        recovery={lost}
        value={value}
        error={error}
        onChange={onChange}
      />
      <button
        type="button"
        className="access-link"
        onClick={() => {
          setLost(!lost);
          onChange('');
        }}
      >
        {lost ? say.gettext('Use the authenticator app') : say.gettext('Use a recovery code')}
      </button>
    </>
  );
}
