/** A line across a pane that says what, why and what next: information, a warning, a failure. */

import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type StripLevel = 'info' | 'ok' | 'warn' | 'danger';

const ICON: Readonly<Record<StripLevel, string>> = {
  info: 'info',
  ok: 'check',
  warn: 'triangle-alert',
  danger: 'circle-alert',
};

export interface StripProps {
  readonly level: StripLevel;
  readonly icon?: string;
  /** Said at once by a screen reader; for what has just happened. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
  /** At its end: what can be done. */
  readonly actions?: ReactNode;
}

export function Strip({ level, icon, urgent = false, children, actions }: StripProps) {
  return (
    <div className={`strip ${level}`} role={urgent ? 'alert' : 'status'}>
      <Icon name={icon ?? ICON[level]} />
      <div className="strip-words">{children}</div>
      {actions === undefined ? null : <div className="strip-actions">{actions}</div>}
    </div>
  );
}
