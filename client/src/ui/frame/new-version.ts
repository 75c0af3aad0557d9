/** Whether the server is newer than this page; taking it keeps what is unsaved and loads the page. */

import { useMemo } from 'react';
import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { useValue } from '../kit/use-value.ts';

export interface NewVersion {
  take(): void;
}

export function useNewVersion({ client }: WholeApp): NewVersion | undefined {
  const outdated = useValue(client.line.outdated);
  return useMemo(() => {
    if (!outdated) return undefined;
    const take = async () => {
      await client.keepDrafts();
      location.reload();
    };
    return { take: () => take().catch(raise) };
  }, [outdated, client]);
}
