/** What is being done for a screen, and what went wrong with it, in words. */

import { useCallback, useState } from 'react';
import { Failure } from '../../core/failure.ts';

export type Doing = (work: () => Promise<unknown>) => void;

export function useDoing(): {
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly doing: Doing;
  readonly clear: () => void;
} {
  const [running, setRunning] = useState(0);
  const [trouble, setTrouble] = useState<string>();
  const doing = useCallback<Doing>((work) => {
    setRunning((one) => one + 1);
    setTrouble(undefined);
    work()
      .catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        setTrouble(error.message);
      })
      .finally(() => setRunning((one) => one - 1));
  }, []);
  const clear = useCallback(() => setTrouble(undefined), []);
  return { busy: running > 0, trouble, doing, clear };
}
