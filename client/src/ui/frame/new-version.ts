/** Whether the server is newer than this page; taking it keeps what is unsaved and loads the page. */

import { useMemo } from 'react';
import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { useValue } from '../kit/use-value.ts';

export interface NewVersion {
  take(): void;
}

export function useNewVersion(app: WholeApp): NewVersion | undefined {
  const { client, update } = app;
  const outdated = useValue(client.line.outdated);
  const available = useValue(update.available);
  return useMemo(
    () => (outdated || available ? { take: () => app.reload().catch(raise) } : undefined),
    [outdated, available, app],
  );
}
