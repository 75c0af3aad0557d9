/** What a method says of itself, asked once. */

import { useEffect, useState } from 'react';
import { Failure } from '../../core/failure.ts';
import type { MethodDescribed } from '../../core/methods.ts';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';

export interface Described {
  readonly description: MethodDescribed | undefined;
  readonly trouble: string | undefined;
}

export function useDescription(method: string, version: number | null): Described {
  const { services } = useApp();
  const news = useValue(services.methods.news);
  const [told, setTold] = useState<MethodDescribed>();
  const [trouble, setTrouble] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is another answer
  useEffect(() => {
    let wanted = true;
    setTrouble(undefined);
    if (method === '') return undefined;
    services.methods.describe(method, version).then(
      (one) => {
        if (wanted) setTold(one);
      },
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        if (wanted) setTrouble(error.message);
      },
    );
    return () => {
      wanted = false;
    };
  }, [services, method, version, news]);
  const fits = told?.id === method && (version === null || told.version === version);
  return { description: fits ? told : undefined, trouble };
}
