/** Ticks of rows that an action took away: nobody sees them any more, so nothing may be done with them. */

import { isRecord } from '../../core/failure.ts';
import { choose, type RowSelection } from '../../grid/selection.ts';
import type { RowKey } from '../../grid/source.ts';

const isKey = (key: unknown): key is RowKey => typeof key === 'string' || typeof key === 'number';

/** `answer`: what the action said that it did. */
export function withoutGone(answer: unknown, rows: RowSelection): RowSelection {
  const gone = isRecord(answer) ? (answer['deleted'] ?? answer['archived']) : undefined;
  if (rows.all || !Array.isArray(gone)) return rows;
  return choose(rows, gone.filter(isKey), false);
}
