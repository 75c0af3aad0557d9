/** Strips across the whole window: no connection, no desktop, a new version. */

import { effect, signal } from '@preact/signals-core';
import { useEffect, useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { LineStanding } from '../../core/line.ts';
import type { WholeApp } from '../app/shell.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { useNewVersion } from './new-version.ts';
import { useUnsaved } from './unsaved.ts';

const SHOW_AFTER = 1_200; // a line that comes back at once is not worth a strip

export function Banner({ app }: { readonly app: WholeApp }) {
  return (
    <div className="frame-banner">
      <LineStrip app={app} />
      <ProblemStrip app={app} />
      <VersionStrip app={app} />
    </div>
  );
}

function LineStrip({ app }: { readonly app: WholeApp }) {
  const { client, i18n, notices } = app;
  const standing = useValue(client.line.standing);
  const down = isDown(standing);
  const since = standing.downSince;
  const now = useClock(down);
  const shown = down && since !== undefined && now - since >= SHOW_AFTER;
  const [known, setKnown] = useState(false); // once it was there: what never was cannot be lost
  useEffect(
    () =>
      client.line.standing.subscribe(({ phase }) => {
        if (phase === 'online') setKnown(true);
      }),
    [client],
  );
  useEffect(() => {
    if (!(shown && known)) return undefined;
    const was = signal(true);
    return effect(() => {
      if (client.line.standing.value.phase !== 'online' || !was.peek()) return;
      was.value = false;
      notices.tell({ level: 'ok', text: i18n.gettext('Back online. Everything is up to date.') });
    });
  }, [shown, known, client, notices, i18n]);
  const unsaved = useUnsaved(client);
  if (!shown) return null;
  const left = standing.retryAt === undefined ? 0 : Math.ceil((standing.retryAt - now) / 1000);
  const time = i18n.moment(new Date(since).toISOString(), { timeStyle: 'short' });
  return (
    <Strip
      level="warn"
      icon="wifi-off"
      urgent
      actions={
        <>
          <span className="banner-wait" aria-hidden="true">
            {standing.phase === 'waiting' && left > 0
              ? i18n.ngettext('Next try in {n} s', 'Next try in {n} s', left)
              : i18n.gettext('Trying…')}
          </span>
          <Button onPress={() => client.line.retryNow()}>{i18n.gettext('Try again now')}</Button>
        </>
      }
    >
      <b>
        {!known
          ? i18n.gettext('The server takes its time to answer.')
          : i18n.gettext('Connection lost at {time}.', { time })}
      </b>{' '}
      {!known
        ? null
        : unsaved === 0
          ? i18n.gettext('Keep working: nothing is lost.')
          : i18n.ngettext(
              'Keep working: {n} unsaved record stays here and can be saved when it is back.',
              'Keep working: {n} unsaved records stay here and can be saved when it is back.',
              unsaved,
            )}
    </Strip>
  );
}

const isDown = ({ phase }: LineStanding): boolean => phase === 'connecting' || phase === 'waiting';

/** The time, each half second while somebody looks at it. */
function useClock(running: boolean): number {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    set(Date.now());
    if (!running) return undefined;
    const timer = setInterval(() => set(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** The session began and shows nothing: say so, and offer a way on. */
function ProblemStrip({ app }: { readonly app: WholeApp }) {
  const { client, i18n } = app;
  const problem = useValue(client.session.problem);
  if (problem === undefined) return null;
  const incident = typeof problem['incident'] === 'string' ? problem['incident'] : undefined;
  return (
    <Strip
      level="danger"
      urgent
      actions={
        <>
          <Button onPress={() => location.reload()}>{i18n.gettext('Load the page again')}</Button>
          <Button look="quiet" onPress={() => client.logout().catch(raise)}>
            {i18n.gettext('Log out')}
          </Button>
        </>
      }
    >
      <b>{i18n.gettext('Your desktop could not be opened.')}</b>{' '}
      {i18n.gettext('Load the page again; if it happens again, tell whoever helps you.')}
      {incident === undefined ? null : <span className="code"> {incident}</span>}
    </Strip>
  );
}

function VersionStrip({ app }: { readonly app: WholeApp }) {
  const { i18n } = app;
  const fresh = useNewVersion(app);
  const [later, postpone] = useState(false);
  if (fresh === undefined || later) return null;
  return (
    <Strip
      level="info"
      icon="refresh"
      actions={
        <>
          <Button onPress={() => fresh.take()}>{i18n.gettext('Update')}</Button>
          <IconButton icon="x" label={i18n.gettext('Later')} onPress={() => postpone(true)} />
        </>
      }
    >
      <b>{i18n.gettext('A new version is ready.')}</b>{' '}
      {i18n.gettext('It is taken when you like; what is unsaved is kept.')}
    </Strip>
  );
}
