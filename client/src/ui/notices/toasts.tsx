/**
 * What was told in passing, bottom right: at most three, at least six seconds, longer for longer
 * sentences, and not at all while somebody points at them or is in them.
 */

import './notices.css';
import { useEffect, useRef, useState } from 'react';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { useLift } from './lift.ts';
import type { Notice, NoticeLevel } from './notices.ts';

const AT_MOST = 3;
const SHORTEST = 6_000;
const PER_LETTER = 60;

export const NOTICE_ICON: Readonly<Record<NoticeLevel, string>> = {
  info: 'info',
  ok: 'check',
  warn: 'triangle-alert',
  danger: 'circle-alert',
};

export function Toasts() {
  const { notices, i18n } = useApp();
  const shown = useValue(notices.shown);
  const [held, setHeld] = useState(false);
  const stack = useRef<HTMLElement>(null);
  const before = useRef<HTMLElement>(null);
  useLift(stack, Math.min(shown.length, AT_MOST));
  // what had the focus is gone without telling: go on with the next one, or where one came from
  useEffect(() => {
    if (!held || document.activeElement !== document.body) return;
    const from = before.current?.isConnected === true ? before.current : frontPanel();
    const next = shown.length > 0 ? stack.current?.querySelector('button') : from;
    next?.focus();
    if (shown.length === 0) setHeld(false);
  }, [shown, held]);
  return (
    <section
      ref={stack}
      className="toasts"
      aria-label={i18n.gettext('Notices')}
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        const inside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (relatedTarget instanceof HTMLElement && !inside) before.current = relatedTarget;
        setHeld(true);
      }}
      onBlur={() => setHeld(false)}
    >
      {shown.slice(0, AT_MOST).map((notice) => (
        <Toast key={notice.id} notice={notice} held={held} />
      ))}
    </section>
  );
}

const frontPanel = () => document.querySelector<HTMLElement>('.dock-panel:not([inert])');

function Toast({ notice, held }: { readonly notice: Notice; readonly held: boolean }) {
  const { notices, i18n } = useApp();
  const { id, level, text, detail, action } = notice;
  const long = SHORTEST + (text.length + (detail?.length ?? 0)) * PER_LETTER;
  const left = useRef(long);
  useEffect(() => {
    if (held) return;
    const since = Date.now();
    const timer = setTimeout(() => notices.hide(id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1_500, left.current - (Date.now() - since));
    };
  }, [held, id, notices]);
  return (
    <div className={`toast ${level}`}>
      <Icon name={NOTICE_ICON[level]} />
      <div className="toast-words">
        <p>{text}</p>
        {detail === undefined ? null : <p className="mute">{detail}</p>}
      </div>
      {action === undefined ? null : (
        <Button
          look="quiet"
          onPress={() => {
            notices.hide(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton
        icon="x"
        small
        label={i18n.gettext('Close this notice')}
        onPress={() => notices.hide(id)}
      />
    </div>
  );
}
