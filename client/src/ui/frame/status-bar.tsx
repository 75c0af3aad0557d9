/** The line at the foot: link, who does what, what is chosen and unsaved. */

import { Button as AriaButton } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { LinePhase } from '../../core/line.ts';
import type { WholeApp } from '../app/shell.ts';
import { askKeys } from '../keys/keys-help.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { chosenRows } from '../kit/open-lists.ts';
import { useComputed, useValue } from '../kit/use-value.ts';
import { customersOf } from './recent-customers.ts';
import { useUnsaved } from './unsaved.ts';

export function StatusBar({ app }: { readonly app: WholeApp }) {
  const { client, i18n } = app;
  const { phase } = useValue(client.line.standing);
  const latency = useValue(app.latency);
  const slow = useValue(client.line.slow);
  const unsaved = useUnsaved(client);
  return (
    <footer className="status-bar">
      <span className={phase === 'online' ? 'status-link' : 'status-link off'}>
        <i />
        {linkWords(i18n, phase)}
        {latency === undefined || phase !== 'online' ? null : (
          <span className="faint">{i18n.gettext('{n} ms', { n: latency })}</span>
        )}
      </span>
      <Colleague app={app} />
      <span className="status-now" role="status">
        {slow ? i18n.gettext('The server is slow to answer…') : null}
      </span>
      <span className="top-space" />
      <Chosen app={app} />
      <Running app={app} />
      {unsaved === 0 ? null : (
        <span className="status-unsaved">
          <i />
          {i18n.ngettext('{n} unsaved record', '{n} unsaved records', unsaved)}
        </span>
      )}
      <AriaButton
        className="status-keys"
        onPress={() => {
          askKeys(app).catch(raise);
        }}
      >
        <span aria-hidden="true">
          <kbd>?</kbd>
        </span>
        {i18n.gettext('keys of this view')}
      </AriaButton>
    </footer>
  );
}

function linkWords(i18n: I18n, phase: LinePhase): string {
  switch (phase) {
    case 'online':
      return i18n.gettext('Online');
    case 'signed_out':
      return i18n.gettext('Signed out');
    case 'off':
      return i18n.gettext('Offline');
    case 'connecting':
    case 'waiting':
      return i18n.gettext('Connecting…');
    default:
      return phase;
  }
}

/** What the colleague who moved last is looking at. */
function Colleague({ app }: { readonly app: WholeApp }) {
  const { i18n, services } = app;
  const people = useValue(services.presence.people);
  const customers = useValue(customersOf(app));
  const last = people.toSorted((one, other) => (one.since < other.since ? 1 : -1))[0];
  if (last === undefined) return null;
  const where = customers.find(({ id }) => id === last.customer_id)?.code;
  return (
    <span className="status-person">
      <Avatar small initials={last.initials} name={last.name} who={last.who} />
      {where === undefined
        ? i18n.gettext('{name} is here', { name: last.name })
        : last.editing
          ? i18n.gettext('{name} is changing {code}', { name: last.name, code: where })
          : i18n.gettext('{name} looks at {code}', { name: last.name, code: where })}
    </span>
  );
}

/** How many rows are ticked in the screen in front. */
function Chosen({ app }: { readonly app: WholeApp }) {
  const { desk, i18n } = app;
  const n = useComputed(() => {
    const view = desk.current.value;
    return view === undefined ? 0 : chosenRows(view).value;
  }, [desk]);
  return n === 0 ? null : (
    <span className="status-chosen" role="status">
      {i18n.ngettext('{n} row selected', '{n} rows selected', n, { n: i18n.number(n) })}
    </span>
  );
}

/** The job that is under way, with how far it is. */
function Running({ app }: { readonly app: WholeApp }) {
  const jobs = useValue(app.services.jobs.list);
  const job = jobs.find(({ state }) => state === 'running');
  if (job === undefined) return null;
  const part = job.total ? job.done / job.total : undefined;
  return (
    <span className="status-job">
      {job.label}
      {part === undefined ? null : (
        <>
          <span className="status-meter" aria-hidden="true">
            <i style={{ width: `${part * 100}%` }} />
          </span>
          {app.i18n.number(part, { style: 'percent' })}
        </>
      )}
    </span>
  );
}
