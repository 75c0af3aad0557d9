/** What hangs on the record a part of a screen is about. */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import { useEffect, useMemo, useState } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { RecordPapers } from '../../core/papers.ts';
import type { Key } from '../../core/rows.ts';
import { explain } from '../app/explain.ts';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';

const NOTHING = signal<RecordPapers | undefined>(undefined);

export function usePapers(source: string, key: Key | undefined): RecordPapers | undefined {
  const { services } = useApp();
  const [state, setState] = useState<ReadonlySignal<RecordPapers | undefined>>(NOTHING);
  useEffect(() => {
    if (key === undefined) {
      setState(NOTHING);
      return;
    }
    const [known, end] = services.papers.look(source, String(key));
    setState(known);
    return end;
  }, [services, source, key]);
  return useValue(state);
}

/** Do something to what hangs there; what goes wrong is told. */
export function useDoing(): (work: Promise<unknown>) => void {
  const { notices, i18n } = useApp();
  return useMemo(
    () => (work) => {
      work.catch((error: unknown) => {
        if (!(error instanceof Failure)) raise(error);
        else notices.tell({ level: 'danger', text: explain(i18n, error) });
      });
    },
    [notices, i18n],
  );
}
