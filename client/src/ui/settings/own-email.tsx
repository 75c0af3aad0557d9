/** The address a person signs in by. */

import { type SubmitEvent, useState } from 'react';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { AccessField } from '../access/access-field.tsx';
import { explain } from '../app/explain.ts';
import type { User } from '../app/signed-in.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';

export function OwnEmail({ user }: { readonly user: User }) {
  const { client, i18n, notices } = useApp();
  const [email, setEmail] = useState(user.email);
  const [wrong, setWrong] = useState<string>();
  const change = async () => {
    try {
      await client.auth.changeEmail(email.trim());
      notices.tell({
        level: 'ok',
        text: i18n.gettext('From now on you sign in with {email}.', { email: email.trim() }),
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'reauthenticate') return;
      const errors = error.fields['errors'];
      if (!isRecord(errors)) setWrong(explain(i18n, error));
      else if (errors['email'] === 'taken')
        setWrong(i18n.gettext('Somebody else has this address.'));
      else setWrong(i18n.gettext('Write a whole address, as name@firm.it.'));
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    change().catch(raise);
  };
  return (
    <form className="access-form" onSubmit={send} noValidate>
      <AccessField
        label={i18n.gettext('E-mail you sign in with')}
        name="email"
        type="email"
        autoComplete="email"
        value={email}
        error={wrong}
        onChange={(typed) => {
          setEmail(typed);
          setWrong(undefined);
        }}
      />
      <Button type="submit" isDisabled={email.trim() === user.email}>
        {i18n.gettext('Change the address')}
      </Button>
    </form>
  );
}
