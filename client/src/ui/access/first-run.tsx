/** The first start: whoever holds the setup token makes the first administrator, and is in. */

import { type SubmitEvent, useRef, useState } from 'react';
import { Auth, type LoginState } from '../../core/auth.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { AccessField, PasswordField } from './access-field.tsx';
import { AccessFrame } from './access-frame.tsx';
import { PasswordMeter } from './password-meter.tsx';
import { aboutPassword, refusedPassword, SHORTEST } from './password-rules.ts';
import type { Say } from './say.ts';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export interface FirstRunProps {
  readonly say: Say;
  readonly onLanguage: (language: string) => void;
  readonly onIn: (state: LoginState) => void;
}

type Name = 'setup_token' | 'name' | 'surname' | 'email' | 'password';
type Form = Readonly<Record<Name, string>>;
type Wrong = Partial<Readonly<Record<Name, string>>>;

/** What a password manager knows them by. */
const FIELD_OF: Readonly<Record<string, string>> = { email: 'username', password: 'new-password' };
const EMPTY: Form = { setup_token: '', name: '', surname: '', email: '', password: '' };

function wrongIn(say: Say, form: Form): Wrong {
  const found: Record<string, string> = {};
  if (form.setup_token.trim() === '') {
    found['setup_token'] = say.gettext('Paste the token the server printed.');
  }
  for (const name of ['name', 'surname'] as const) {
    if (form[name].trim() === '') found[name] = say.gettext('Write it as it is to be printed.');
  }
  if (!/^\S+@\S+\.\S+$/.test(form.email.trim())) {
    found['email'] = say.gettext('Write a whole address, as name@firm.it.');
  }
  if ([...form.password].length < SHORTEST) found['password'] = aboutPassword(say, form.password);
  return found;
}

/** The server's reasons, by field, in our words. */
function refused(say: Say, error: Failure): Wrong {
  if (error.code === 'denied' || error.code === 'not_authenticated') {
    return { setup_token: say.gettext('This token is not right. Copy it from the server again.') };
  }
  const fields = isRecord(error.fields['errors']) ? error.fields['errors'] : {};
  const known = Object.keys(fields).filter((name) => name in EMPTY);
  return Object.fromEntries(
    known.map((name) => [
      name,
      name === 'password'
        ? refusedPassword(say, fields[name])
        : say.gettext('The server does not take this. Change it.'),
    ]),
  );
}

export function FirstRun({ say, onLanguage, onIn }: FirstRunProps) {
  const [form, setForm] = useState<Form>(EMPTY);
  const [wrong, setWrong] = useState<Wrong>({});
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const left = useWait(trouble?.until ?? 0);
  const box = useRef<HTMLFormElement>(null);
  /** Go to the first field something is wrong with; false: there is none. */
  const focusFirst = (found: Wrong): boolean => {
    const first = Object.keys(found)[0];
    if (first === undefined) return false;
    const field = box.current?.elements.namedItem(FIELD_OF[first] ?? first);
    if (field instanceof HTMLElement) field.focus();
    return true;
  };
  const change = (name: Name) => (value: string) => {
    setForm({ ...form, [name]: value });
    setWrong({ ...wrong, [name]: undefined });
  };

  const make = async () => {
    setBusy(true);
    const auth = new Auth();
    const email = form.email.trim();
    try {
      await auth.createFirstAdmin({
        ...form,
        setup_token: form.setup_token.trim(),
        email,
        locale: say.locale.startsWith('en') ? 'en' : 'it',
      });
      onIn(await auth.login(email, form.password));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const found = refused(say, error);
      setWrong(found);
      focusFirst(found);
      setTrouble(Object.keys(found).length === 0 ? troubleOf(error) : undefined);
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy || left > 0) return;
    const found = wrongIn(say, form);
    setWrong(found);
    if (!focusFirst(found)) make().catch(raise);
  };

  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>{say.gettext('First start')}</h1>
      <p className="access-lead">
        {say.gettext(
          'Make the first administrator, then you work. Everything can be changed later.',
        )}
      </p>
      <form ref={box} className="access-form wide" onSubmit={send} noValidate>
        {trouble === undefined ? null : (
          <Strip level="danger" urgent>
            {sayTrouble(say, trouble, left)}
          </Strip>
        )}
        <AccessField
          label={say.gettext('Setup token')}
          name="setup_token"
          autoComplete="off"
          autoFocus
          value={form.setup_token}
          onChange={change('setup_token')}
          error={wrong.setup_token}
          hint={say.gettext('The server printed it when it started, and says it nowhere else.')}
        />
        <div className="access-two">
          <AccessField
            label={say.gettext('Name')}
            name="name"
            autoComplete="given-name"
            value={form.name}
            onChange={change('name')}
            error={wrong.name}
          />
          <AccessField
            label={say.gettext('Surname')}
            name="surname"
            autoComplete="family-name"
            value={form.surname}
            onChange={change('surname')}
            error={wrong.surname}
          />
        </div>
        <AccessField
          label={say.gettext('E-mail')}
          name="username"
          type="email"
          autoComplete="username"
          value={form.email}
          onChange={change('email')}
          error={wrong.email}
        />
        <PasswordField
          say={say}
          fresh
          value={form.password}
          onChange={change('password')}
          error={wrong.password}
          hint={
            <PasswordMeter
              say={say}
              typed={form.password}
              about={[form.email, form.name, form.surname]}
            />
          }
        />
        <Button look="go" type="submit" isDisabled={left > 0}>
          {busy ? say.gettext('Making the administrator…') : say.gettext('Make it and sign in')}
        </Button>
      </form>
    </AccessFrame>
  );
}
