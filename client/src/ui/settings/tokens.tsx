/** Keys for other programs: made, shown this once, revoked. */

import { type SubmitEvent, useCallback, useEffect, useState } from 'react';
import type { OwnToken } from '../../core/auth.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import { AccessField } from '../access/access-field.tsx';
import { explain } from '../app/explain.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { momentOf } from './devices.ts';

const DAYS = ['30', '90', '366'] as const;

function saidOf(i18n: App['i18n'], token: OwnToken): string {
  const what = token.reads_only ? i18n.gettext('Reads only') : i18n.gettext('Reads and writes');
  const used =
    token.last_used_at === null
      ? i18n.gettext('never used')
      : i18n.gettext('last used {moment}', { moment: momentOf(i18n, token.last_used_at) });
  const ends =
    token.expires_at === null
      ? ''
      : ` · ${i18n.gettext('ends {moment}', { moment: momentOf(i18n, token.expires_at) })}`;
  return `${what} · ${used}${ends}`;
}

interface NewTokenProps {
  readonly onMade: (token: string) => void;
  readonly run: (work: () => Promise<void>) => void;
}

function NewToken({ onMade, run }: NewTokenProps) {
  const { client, i18n } = useApp();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'read' | 'write'>('read');
  const [days, setDays] = useState<string>(DAYS[1]);
  const [wrong, setWrong] = useState<string>();
  const make = async () => {
    try {
      onMade(await client.auth.makeToken(name, scope, days));
      setName('');
    } catch (error) {
      const errors = error instanceof Failure ? error.fields['errors'] : undefined;
      if (!isRecord(errors)) throw error;
      setWrong(
        errors['name'] === 'too_many'
          ? i18n.gettext('You have as many keys as one may have: revoke one first.')
          : i18n.gettext('Give it a name.'),
      );
    }
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    run(make);
  };
  return (
    <form className="access-form" onSubmit={send} noValidate>
      <AccessField
        label={i18n.gettext('What the key is for')}
        name="token-name"
        value={name}
        autoComplete="off"
        error={wrong}
        onChange={(typed) => {
          setName(typed);
          setWrong(undefined);
        }}
      />
      <label className="settings-pick">
        {i18n.gettext('What it may do')}
        <select
          value={scope}
          onChange={(event) => setScope(event.target.value === 'write' ? 'write' : 'read')}
        >
          <option value="read">{i18n.gettext('Reads only')}</option>
          <option value="write">{i18n.gettext('Reads and writes')}</option>
        </select>
      </label>
      <label className="settings-pick">
        {i18n.gettext('How long it is good for')}
        <select value={days} onChange={(event) => setDays(event.target.value)}>
          <option value="30">{i18n.gettext('30 days')}</option>
          <option value="90">{i18n.gettext('90 days')}</option>
          <option value="366">{i18n.gettext('A year')}</option>
        </select>
      </label>
      <Button look="go" type="submit">
        {i18n.gettext('Make a key')}
      </Button>
    </form>
  );
}

function Shown({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { i18n } = useApp();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(token);
    setCopied(true);
  };
  return (
    <section className="settings-token" aria-label={i18n.gettext('The new key')}>
      <Strip level="warn">
        {i18n.gettext('Copy it now: it is not shown again, and nobody can find it out.')}
      </Strip>
      <code>{token}</code>
      <div className="settings-ways">
        <Button look="go" onPress={() => copy().catch(raise)}>
          {copied ? i18n.gettext('Copied') : i18n.gettext('Copy')}
        </Button>
        <Button onPress={onDone}>{i18n.gettext('Done')}</Button>
      </div>
    </section>
  );
}

export function OwnTokens() {
  const { client, i18n } = useApp();
  const { auth } = client;
  const [tokens, setTokens] = useState<readonly OwnToken[]>([]);
  const [made, setMade] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const look = useCallback(async () => setTokens(await auth.tokens()), [auth]);
  const run = (work: () => Promise<void>) => {
    setTrouble(undefined);
    const done = async () => {
      await work();
      await look();
    };
    done().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
      else if (error.code !== 'reauthenticate') setTrouble(explain(i18n, error));
    });
  };
  useEffect(() => {
    look().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [look]);
  return (
    <>
      <p className="faint">
        {i18n.gettext(
          'A key lets another program work in your name, with your rights and no more. It cannot do what asks for your password.',
        )}
      </p>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {tokens.length === 0 ? null : (
        <ul className="settings-logins" aria-label={i18n.gettext('Keys for programs')}>
          {tokens.map((one) => (
            <li key={one.id}>
              <div>
                <strong>{one.name}</strong>
                <span className="faint">{saidOf(i18n, one)}</span>
              </div>
              <Button
                aria-label={i18n.gettext('Revoke {name}', { name: one.name })}
                onPress={() => run(() => auth.endToken(one.id))}
              >
                {i18n.gettext('Revoke')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made === undefined ? (
        <NewToken onMade={setMade} run={run} />
      ) : (
        <Shown token={made} onDone={() => setMade(undefined)} />
      )}
    </>
  );
}
