/** Why signing in did not work, as a sentence; and how long to wait, if that is the reason. */

import { useEffect, useState } from 'react';
import { Failure } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';

export interface Trouble {
  readonly code: string;
  readonly reason: string;
  /** When the next try is let in, by this machine's clock. */
  readonly until: number;
}

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Failure)) throw error;
  const { code, fields } = error;
  const wait = Number(fields['retry_after'] ?? 0);
  const reason = typeof fields['reason'] === 'string' ? fields['reason'] : '';
  return { code, reason, until: wait > 0 ? Date.now() + wait * 1000 : 0 };
}

/** Seconds left to wait, counting down. */
export function useWait(until: number): number {
  const [now, setNow] = useState(Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    if (until === 0) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}

export function sayTrouble(i18n: I18n, trouble: Trouble, left: number): string {
  switch (trouble.code) {
    case 'not_authenticated':
    case 'invalid_fields':
      return i18n.gettext('E-mail or password are not right. Check them and try again.');
    case 'rate_limited':
      return left > 0
        ? i18n.gettext('Too many tries. Try again in {time}.', { time: spell(left) })
        : i18n.gettext('Now you can try again.');
    case 'denied':
      return trouble.reason === 'insecure_transport'
        ? i18n.gettext('This address is not safe for passwords. Open it with https.')
        : i18n.gettext('The server does not let you in. Ask an administrator.');
    case 'unavailable':
      return i18n.gettext('The server cannot be reached. Check the network and try again.');
    default:
      return i18n.gettext('Signing in did not work. Try again in a moment.');
  }
}

const spell = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
