/** The bell: everything that was told since the page was opened, so that no toast is lost. */

import './notices.css';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import type { Notice } from './notices.ts';
import { NOTICE_ICON } from './toasts.tsx';

export function NoticeLog() {
  const { notices, i18n } = useApp();
  const log = useValue(notices.log);
  const unread = useValue(notices.unread);
  const name =
    unread === 0
      ? i18n.gettext('Notices')
      : i18n.ngettext('Notices, {n} new', 'Notices, {n} new', unread);
  return (
    <DialogTrigger onOpenChange={() => notices.read()}>
      <IconButton icon="bell" label={name}>
        {unread === 0 ? null : <span className="tool-count">{i18n.number(unread)}</span>}
      </IconButton>
      <Popover className="floating" placement="bottom end" offset={4}>
        <Dialog className="notice-log" aria-label={i18n.gettext('Notices')}>
          <h2 className="drawer-head">{i18n.gettext('Notices')}</h2>
          {log.length === 0 ? (
            <p className="drawer-empty">
              {i18n.gettext('Nothing yet. What is told in passing can be found here.')}
            </p>
          ) : (
            <ul className="drawer-list">
              {log.map((notice) => (
                <Line key={notice.id} notice={notice} />
              ))}
            </ul>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Line({ notice }: { readonly notice: Notice }) {
  const { i18n } = useApp();
  const { level, text, detail, incident, action, at } = notice;
  const moment = new Date(at);
  return (
    <li className={`notice-line ${level}`}>
      <Icon name={NOTICE_ICON[level]} />
      <span>{text}</span>
      <time dateTime={moment.toISOString()}>
        {moment.toLocaleTimeString(i18n.locale, { hour: '2-digit', minute: '2-digit' })}
      </time>
      {detail === undefined ? null : <span className="more">{detail}</span>}
      {incident === undefined ? null : (
        <span className="more">{i18n.gettext('Code {incident}', { incident })}</span>
      )}
      {action === undefined ? null : (
        <span className="more">
          <Button look="quiet" onPress={() => action.run()}>
            {action.label}
          </Button>
        </span>
      )}
    </li>
  );
}
