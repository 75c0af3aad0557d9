/** Choosing a password by a link: after forgetting one, or for the first time. */

import { type SubmitEvent, useEffect, useState } from 'react';
import { Auth, type ResetChoice } from '../../core/auth.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { AccessField, PasswordField } from './access-field.tsx';
import { AccessFrame } from './access-frame.tsx';
import { PasswordMeter } from './password-meter.tsx';
import { refusedPassword } from './password-rules.ts';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

const LINK = /^#reset=([\w-]{20,256})$/;

/** The token of a link, if this page was opened by one. */
export const tokenIn = (hash: string): string | undefined => LINK.exec(hash)?.[1];

export interface ChoosePasswordProps {
  readonly say: Say;
  readonly token: string;
  readonly onLanguage: (language: string) => void;
  /** Go on to signing in, with the address it is for. */
  readonly onDone: (email: string) => void;
}

export function ChoosePassword({ say, token, onLanguage, onDone }: ChoosePasswordProps) {
  const [choice, setChoice] = useState<ResetChoice | 'spent'>();
  const [done, setDone] = useState(false);
  useEffect(() => {
    const look = async () => {
      try {
        setChoice(await new Auth().resetChoice(token));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        setChoice('spent');
      }
    };
    look().catch(raise);
  }, [token]);
  if (choice === undefined) return null;
  if (choice === 'spent') {
    return (
      <AccessFrame say={say} onLanguage={onLanguage}>
        <h1>{say.gettext('This link opens nothing any more')}</h1>
        <p className="access-lead">
          {say.gettext('It was used already, or its time is over. Ask for another.')}
        </p>
        <Button look="go" onPress={() => onDone('')}>
          {say.gettext('Go to signing in')}
        </Button>
      </AccessFrame>
    );
  }
  if (done) {
    return (
      <AccessFrame say={say} onLanguage={onLanguage}>
        <h1>{say.gettext('The password is chosen')}</h1>
        <p className="access-lead">{say.gettext('Sign in with it now.')}</p>
        <Button look="go" onPress={() => onDone(choice.email)}>
          {say.gettext('Go to signing in')}
        </Button>
      </AccessFrame>
    );
  }
  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>
        {choice.kind === 'invitation'
          ? say.gettext('Welcome, {name}', { name: choice.name })
          : say.gettext('Choose a new password')}
      </h1>
      <p className="access-lead">
        {choice.kind === 'invitation'
          ? say.gettext('Choose the password you will sign in with.')
          : say.gettext('Whoever is signed in with the old one will be signed out.')}
      </p>
      <ChoiceForm
        say={say}
        token={token}
        choice={choice}
        onSpent={() => setChoice('spent')}
        onDone={() => setDone(true)}
      />
    </AccessFrame>
  );
}

interface ChoiceFormProps {
  readonly say: Say;
  readonly token: string;
  readonly choice: ResetChoice;
  readonly onSpent: () => void;
  readonly onDone: () => void;
}

function ChoiceForm({ say, token, choice, onSpent, onDone }: ChoiceFormProps) {
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const left = useWait(trouble?.until ?? 0);
  const choose = async () => {
    setBusy(true);
    try {
      await new Auth().chooseByLink(token, password);
      onDone();
    } catch (error) {
      const found = troubleOf(error);
      if (found.code === 'not_found') onSpent();
      else if (found.code === 'invalid_fields') setWrong(refusedPassword(say, reasonOf(error)));
      else setTrouble(found);
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && left === 0) choose().catch(raise);
  };
  return (
    <form className="access-form" onSubmit={send} noValidate>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {sayTrouble(say, trouble, left)}
        </Strip>
      )}
      <AccessField
        label={say.gettext('E-mail')}
        name="username"
        type="email"
        autoComplete="username"
        readOnly
        value={choice.email}
        onChange={() => undefined}
      />
      <PasswordField
        say={say}
        fresh
        autoFocus
        label={say.gettext('New password')}
        value={password}
        error={wrong}
        onChange={(typed) => {
          setPassword(typed);
          setWrong(undefined);
        }}
        hint={<PasswordMeter say={say} typed={password} about={[choice.email, choice.name]} />}
      />
      <Button look="go" type="submit" isDisabled={left > 0}>
        {busy ? say.gettext('Saving…') : say.gettext('Save the password')}
      </Button>
    </form>
  );
}

/** Why the server does not take a new password. */
export const reasonOf = (error: unknown): unknown => {
  const errors = error instanceof Failure ? error.fields['errors'] : undefined;
  return isRecord(errors) ? errors['password'] : undefined;
};
