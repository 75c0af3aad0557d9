/** The page is here and its server is not: say so, and go on trying. */

import { useEffect, useRef } from 'react';
import { raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { AccessFrame } from './access-frame.tsx';
import type { Say } from './say.ts';

const EVERY = 5_000;

export interface UnreachableProps {
  readonly say: Say;
  readonly onLanguage: (language: string) => void;
  readonly onTry: () => Promise<void>;
}

export function Unreachable({ say, onLanguage, onTry }: UnreachableProps) {
  const busy = useRef(false);
  const look = async () => {
    if (busy.current) return;
    busy.current = true;
    await onTry();
    busy.current = false;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: one clock for as long as this is shown
  useEffect(() => {
    const timer = setInterval(() => look().catch(raise), EVERY);
    return () => clearInterval(timer);
  }, []);
  return (
    <AccessFrame say={say} onLanguage={onLanguage}>
      <h1>{say.gettext('The server cannot be reached')}</h1>
      <p className="access-lead" role="status">
        {say.gettext('Check the network. It is tried again every few seconds.')}
      </p>
      <Button look="go" onPress={() => look().catch(raise)}>
        {say.gettext('Try again now')}
      </Button>
    </AccessFrame>
  );
}
