/** Signing in. */

import { useState } from 'react';
import type { LoginState } from '../../core/auth.ts';
import { AccessFrame } from './access-frame.tsx';
import { Forgot } from './forgot.tsx';
import { LoginForm } from './login-form.tsx';
import type { Say } from './say.ts';

export interface LoginScreenProps {
  readonly say: Say;
  readonly mails: boolean;
  /** Whose address is known already. */
  readonly email: string;
  readonly onLanguage: (language: string) => void;
  readonly onIn: (state: LoginState) => void;
}

export function LoginScreen({ say, mails, email: known, onLanguage, onIn }: LoginScreenProps) {
  const [at, go] = useState<'password' | 'code' | 'forgot'>('password');
  const [email, setEmail] = useState(known);
  const words = {
    password: [say.gettext('Sign in'), say.gettext('With the address of your firm.')],
    code: [say.gettext('One more step'), say.gettext('Your account asks for a code, too.')],
    forgot: [
      say.gettext('Forgot your password?'),
      say.gettext('Write the address you sign in with.'),
    ],
  } as const;
  const [title, lead] = words[at];
  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>{title}</h1>
      {at === 'forgot' && !mails ? null : <p className="access-lead">{lead}</p>}
      {at === 'forgot' ? (
        <Forgot say={say} email={email} mails={mails} onBack={() => go('password')} />
      ) : (
        <LoginForm
          say={say}
          email={email}
          onEmail={setEmail}
          onIn={onIn}
          onForgot={() => go('forgot')}
          onStep={go}
        />
      )}
    </AccessFrame>
  );
}
