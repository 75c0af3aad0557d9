/** Setting up the second factor: the key as a picture or in letters, a code to confirm, the codes kept. */

import { type SubmitEvent, useEffect, useState } from 'react';
import type { Auth, Enrolment } from '../../core/auth.ts';
import { Failure, raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { CodeField, wrongCode } from './code-field.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import type { Say } from './say.ts';
import { sayTrouble, troubleOf } from './trouble.ts';

export interface EnrolProps {
  readonly say: Say;
  readonly auth: Auth;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

export function Enrol({ say, auth, onDone, onCancel }: EnrolProps) {
  const [made, setMade] = useState<Enrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: one key for as long as this is shown
  useEffect(() => {
    const refused = (error: unknown) => {
      if (error instanceof Failure && error.code === 'reauthenticate') onCancel?.();
      else setTrouble(sayTrouble(say, troubleOf(error), 0));
    };
    auth.beginSecondFactor().then(setMade).catch(refused).catch(raise);
  }, []);

  const confirm = async () => {
    setBusy(true);
    try {
      setCodes(await auth.confirmSecondFactor(code));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'invalid_fields') setWrong(wrongCode(say));
      else setTrouble(sayTrouble(say, troubleOf(error), 0));
    } finally {
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && code.trim() !== '') confirm().catch(raise);
  };

  if (codes !== undefined) return <RecoveryCodes say={say} codes={codes} onDone={onDone} />;
  return (
    <div className="enrol">
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {made === undefined ? null : (
        <>
          <div className="enrol-key">
            <QrCode say={say} qr={made.qr} />
            <div>
              <p>{say.gettext('Scan this with an authenticator app on your phone.')}</p>
              <p className="faint">
                {say.gettext('No camera? Type this key into the app, as based on time:')}
              </p>
              <code className="enrol-secret">{made.secret.match(/.{1,4}/g)?.join(' ')}</code>
            </div>
          </div>
          <form className="access-form" onSubmit={send}>
            <CodeField
              say={say}
              autoFocus
              value={code}
              error={wrong}
              onChange={(typed) => {
                setCode(typed);
                setWrong(undefined);
              }}
            />
            <div className="enrol-buttons">
              {onCancel === undefined ? null : (
                <Button onPress={onCancel}>{say.gettext('Cancel')}</Button>
              )}
              <Button look="go" type="submit">
                {busy ? say.gettext('Confirming…') : say.gettext('Confirm')}
              </Button>
            </div>
          </form>
        </>
      )}
    </div>
  );
}
