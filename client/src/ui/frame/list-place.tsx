/** Tells colleagues which row of a list one is at; a form tells of itself, down to the field. */

import type { Cursor } from '../../core/cursor.ts';
import type { View } from '../../core/view.ts';
import { useValue } from '../kit/use-value.ts';
import { usePlace } from '../people/people-here.tsx';

export function ListPlace({ view }: { readonly view: View }) {
  const [first] = view.cursors.values();
  const list = !['Form', 'Desktop'].includes(view.offer.view.type);
  return first !== undefined && list ? <RowPlace view={view} cursor={first} /> : null;
}

function RowPlace({ view, cursor }: { readonly view: View; readonly cursor: Cursor }) {
  const key = useValue(cursor.current);
  usePlace(view, cursor.described.source.name, key ?? undefined, false);
  return null;
}
