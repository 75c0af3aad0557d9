/** The login has ended: sign in again over the same screen, and go on where one was. */

import { type SubmitEvent, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { mustOf } from '../../core/auth.ts';
import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { AccessField, PasswordField } from './access-field.tsx';
import './access.css';
import { wrongCode } from './code-field.tsx';
import { SecondStep } from './login-form.tsx';
import { type Must, MustDo, mustTitle } from './must-screen.tsx';
import { sayTrouble, type Trouble, troubleOf, useWait } from './trouble.ts';

export function Relogin({ app }: { readonly app: WholeApp }) {
  const { phase } = useValue(app.client.line.standing);
  if (phase !== 'signed_out') return null;
  return (
    <ModalOverlay className="dialog-scrim" isOpen isKeyboardDismissDisabled>
      <Modal className="dialog">
        <Dialog className="dialog-inside" role="alertdialog">
          <Again app={app} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Again({ app }: { readonly app: WholeApp }) {
  const { client, i18n, user } = app;
  const [password, setPassword] = useState('');
  const [asks, setAsks] = useState(false);
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const [must, setMust] = useState<Must>();
  const left = useWait(trouble?.until ?? 0);
  const unsaved = [...client.session.views.peek().values()].filter((view) => view.dirty).length;
  const submit = async () => {
    setBusy(true);
    try {
      const state = await client.login(user.email, password, asks ? code : '');
      setMust(mustOf(state));
    } catch (error) {
      const found = troubleOf(error);
      if (found.code === 'second_factor') setAsks(true);
      else if (asks && found.code === 'invalid_fields') setWrong(wrongCode(i18n));
      else setTrouble(found);
    } finally {
      setBusy(false);
    }
  };
  const done = async () => {
    const { signedIn } = await client.auth.state();
    const next = signedIn && mustOf(signedIn);
    setMust(next);
    if (next === undefined) client.line.signedIn();
  };
  if (must !== undefined) {
    return (
      <>
        <Heading slot="title" level={2} className="dialog-title">
          {mustTitle(i18n, must)}
        </Heading>
        <MustDo
          key={must}
          say={i18n}
          must={must}
          hasSecondFactor={must === 'password'}
          onDone={() => done().catch(raise)}
        />
      </>
    );
  }
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && left === 0) submit().catch(raise);
  };
  return (
    <>
      <Heading slot="title" level={2} className="dialog-title">
        {i18n.gettext('Welcome back, {name}', { name: user.name })}
      </Heading>
      <p className="dialog-text">
        {unsaved === 0
          ? i18n.gettext('Your login has ended. Sign in and go on where you were.')
          : i18n.gettext('Your login has ended. What you typed is still here, below.')}
      </p>
      <form className="access-form" onSubmit={send}>
        {trouble === undefined ? null : (
          <Strip level="danger" urgent>
            {sayTrouble(i18n, trouble, left)}
          </Strip>
        )}
        <AccessField
          label={i18n.gettext('E-mail')}
          name="username"
          type="email"
          autoComplete="username"
          readOnly
          value={user.email}
          onChange={() => undefined}
        />
        {asks ? (
          <SecondStep
            say={i18n}
            value={code}
            error={wrong}
            onChange={(typed) => {
              setCode(typed);
              setWrong(undefined);
            }}
          />
        ) : (
          <PasswordField say={i18n} autoFocus value={password} onChange={setPassword} />
        )}
        <div className="dialog-buttons">
          <Button onPress={() => client.logout().catch(raise)}>{i18n.gettext('Log out')}</Button>
          <Button look="go" type="submit" isDisabled={left > 0}>
            {i18n.gettext('Sign in again')}
          </Button>
        </div>
      </form>
    </>
  );
}
