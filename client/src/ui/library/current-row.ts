/** The row one stands on in a cursor, as parts of the catalogue read it. */

import { useEffect } from 'react';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { Row } from '../../core/rows.ts';
import { useComputed } from '../kit/use-value.ts';

export interface CurrentRow {
  readonly key: string | number;
  readonly row: Row;
}

/** The current row; undefined while there is none, or it is not known yet. */
export function useCurrentRow(cursor: Cursor | undefined): CurrentRow | undefined {
  return useComputed(() => {
    if (cursor === undefined) return undefined;
    cursor.layout.value;
    const key = cursor.current.value;
    const row = key === null ? undefined : cursor.row(key).value;
    return key === null || row === undefined ? undefined : { key, row };
  }, [cursor]);
}

/** Ask for the first rows of a cursor, which nobody else on the screen shows. */
export function useShown(cursor: Cursor | undefined, size: number): void {
  useEffect(() => {
    cursor?.show(0, size).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor, size]);
}
