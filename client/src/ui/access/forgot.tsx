/** A forgotten password: whoever asks is told the same, so that nobody learns who has an account. */

import { type SubmitEvent, useState } from 'react';
import { Auth } from '../../core/auth.ts';
import { raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { AccessField } from './access-field.tsx';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export interface ForgotProps {
  readonly say: Say;
  readonly email: string;
  /** Without a mail server only an administrator can help. */
  readonly mails: boolean;
  readonly onBack: () => void;
}

export function Forgot({ say, email: known, mails, onBack }: ForgotProps) {
  const [email, setEmail] = useState(known);
  const [sent, setSent] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const left = useWait(trouble?.until ?? 0);
  const ask = async () => {
    try {
      await new Auth().askReset(email.trim());
      setSent(true);
    } catch (error) {
      const found = troubleOf(error);
      if (found.code !== 'invalid_fields') setTrouble(found);
      else setWrong(say.gettext('Write a whole address, as name@firm.it.'));
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (left === 0) ask().catch(raise);
  };
  const back = <Button onPress={onBack}>{say.gettext('Back to signing in')}</Button>;
  if (!mails) {
    return (
      <div className="access-form">
        <p className="access-text">
          {say.gettext(
            'This server sends no mail. Ask an administrator of your studio for a link to choose a new password.',
          )}
        </p>
        {back}
      </div>
    );
  }
  if (sent) {
    return (
      <div className="access-form">
        <Strip level="ok" urgent>
          {say.gettext(
            'If {email} has an account here, a link is on its way. It opens for an hour.',
            {
              email: email.trim(),
            },
          )}
        </Strip>
        <p className="access-text">
          {say.gettext('Nothing there? Look among the unwanted mail, then ask again.')}
        </p>
        {back}
      </div>
    );
  }
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
        autoFocus
        value={email}
        error={wrong}
        onChange={(typed) => {
          setEmail(typed);
          setWrong(undefined);
        }}
      />
      <Button look="go" type="submit" isDisabled={left > 0}>
        {say.gettext('Send me a link')}
      </Button>
      <Button look="quiet" onPress={onBack}>
        {say.gettext('Back to signing in')}
      </Button>
    </form>
  );
}
