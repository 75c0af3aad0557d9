/** Signing in. */

import { type FormEvent, useState } from 'react';
import { Auth, type LoginState } from '../../core/auth.ts';
import { raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { AccessField, PasswordField } from './access-field.tsx';
import { AccessFrame } from './access-frame.tsx';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export interface LoginScreenProps {
  readonly say: Say;
  readonly onLanguage: (language: string) => void;
  readonly onIn: (state: LoginState) => void;
}

export function LoginScreen({ say, onLanguage, onIn }: LoginScreenProps) {
  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>{say.gettext('Sign in')}</h1>
      <p className="access-lead">{say.gettext('With the address of your firm.')}</p>
      <LoginForm say={say} onIn={onIn} />
    </AccessFrame>
  );
}

function LoginForm({ say, onIn }: Omit<LoginScreenProps, 'onLanguage'>) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const left = useWait(trouble?.until ?? 0);

  const submit = async () => {
    setBusy(true);
    try {
      onIn(await new Auth().login(email.trim(), password));
    } catch (error) {
      setTrouble(troubleOf(error));
      setBusy(false);
    }
  };
  const send = (event: FormEvent) => {
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
      <AccessField
        label={say.gettext('E-mail')}
        name="username"
        type="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={setEmail}
      />
      <PasswordField say={say} value={password} onChange={setPassword} />
      <Button look="go" type="submit" isDisabled={left > 0}>
        {busy ? say.gettext('Signing in…') : say.gettext('Sign in')}
      </Button>
    </form>
  );
}
