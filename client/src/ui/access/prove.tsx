/** Proving again who one is, before something dangerous is done; what was asked goes on afterwards. */

import { type SubmitEvent, useState } from 'react';
import type { Auth } from '../../core/auth.ts';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Dialogs } from '../dialogs/dialogs.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import './access.css';
import { AccessField, PasswordField } from './access-field.tsx';
import { wrongCode } from './code-field.tsx';
import { SecondStep } from './login-form.tsx';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export interface Proving {
  readonly dialogs: Dialogs;
  readonly i18n: I18n;
  readonly auth: Auth;
  readonly email: string;
}

/** Ask in a small dialog over whatever is shown; false: the person thought better of it. */
export async function askProof({ dialogs, i18n, auth, email }: Proving): Promise<boolean> {
  const has = await auth.secondFactor().then(
    (state) => state.active,
    () => false,
  );
  return await dialogs.ask(
    i18n.gettext('Confirm that it is you'),
    (answer: (proved: boolean) => void) => (
      <ProveForm say={i18n} auth={auth} email={email} hasSecondFactor={has} answer={answer} />
    ),
    false,
    { text: i18n.gettext('What you are about to do asks for it. Then it goes on by itself.') },
  );
}

export interface ProveFormProps {
  readonly say: Say;
  readonly auth: Auth;
  readonly email?: string;
  readonly hasSecondFactor: boolean;
  readonly answer: (proved: boolean) => void;
}

export function ProveForm({ say, auth, email, hasSecondFactor, answer }: ProveFormProps) {
  const [byCode, setByCode] = useState(false);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const left = useWait(trouble?.until ?? 0);
  const change = (value: string) => {
    setTyped(value);
    setWrong(undefined);
  };
  const prove = async () => {
    setBusy(true);
    try {
      await auth.prove(byCode ? { code: typed } : { password: typed });
      answer(true);
    } catch (error) {
      const found = troubleOf(error);
      setBusy(false);
      if (found.code !== 'invalid_fields') setTrouble(found);
      else setWrong(byCode ? wrongCode(say) : say.gettext('This is not right.'));
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && left === 0 && typed !== '') prove().catch(raise);
  };
  return (
    <form className="access-form" onSubmit={send} noValidate>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {sayTrouble(say, trouble, left)}
        </Strip>
      )}
      {email === undefined || byCode ? null : (
        <AccessField
          label={say.gettext('E-mail')}
          name="username"
          type="email"
          autoComplete="username"
          readOnly
          value={email}
          onChange={() => undefined}
        />
      )}
      {byCode ? (
        <SecondStep say={say} value={typed} error={wrong} onChange={change} />
      ) : (
        <PasswordField say={say} autoFocus value={typed} error={wrong} onChange={change} />
      )}
      {hasSecondFactor ? (
        <button
          type="button"
          className="access-link"
          onClick={() => {
            setByCode(!byCode);
            change('');
          }}
        >
          {byCode ? say.gettext('Use the password') : say.gettext('Use a code instead')}
        </button>
      ) : null}
      <div className="dialog-buttons">
        <Button onPress={() => answer(false)}>{say.gettext('Cancel')}</Button>
        <Button look="go" type="submit" isDisabled={left > 0}>
          {say.gettext('Confirm')}
        </Button>
      </div>
    </form>
  );
}
