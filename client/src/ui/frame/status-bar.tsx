/** The line at the foot: link, who does what, what is chosen and unsaved. */

import { Button as AriaButton } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { LinePhase } from '../../core/line.ts';
import type { WholeApp } from '../app/shell.ts';
import { askKeys } from '../keys/keys-help.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';

export function StatusBar({ app }: { readonly app: WholeApp }) {
  const { client, i18n, desk } = app;
  const { phase } = useValue(client.line.standing);
  const latency = useValue(app.latency);
  const slow = useValue(client.line.slow);
  const unsaved = useComputed(() => {
    const views = [...client.session.views.value.values()];
    return views.reduce((sum, view) => {
      const own = [...view.edits.values()];
      const made = own.flatMap((edits) => edits.created.value).filter((one) => one.dirty.value);
      return sum + own.reduce((n, edits) => n + edits.dirtyKeys.value.length, 0) + made.length;
    }, 0);
  }, [client]);
  const updated = useValue(desk.current);
  return (
    <footer className="status-bar" aria-label={i18n.gettext('Status')}>
      <span className={phase === 'online' ? 'status-link' : 'status-link off'}>
        <i />
        {linkWords(i18n, phase)}
        {latency === undefined || phase !== 'online' ? null : (
          <span className="faint">{i18n.gettext('{n} ms', { n: latency })}</span>
        )}
      </span>
      <span className="status-now" role="status">
        {slow ? i18n.gettext('The server is slow to answer…') : null}
      </span>
      <span className="top-space" />
      {updated === undefined ? null : <span id="status-view" />}
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
        <kbd aria-hidden="true">?</kbd>
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
