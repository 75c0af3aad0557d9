/** How many records are unsaved in everything that is open: those changed, to be made, to be deleted. */

import type { Client } from '../../core/client.ts';
import { useComputed } from '../kit/use-value.ts';

export const useUnsaved = (client: Client): number =>
  useComputed(
    () =>
      [...client.session.views.value.values()]
        .flatMap((view) => [...view.edits.values()])
        .reduce((sum, { dirtyKeys, created }) => {
          const made = created.value.filter((one) => one.dirty.value);
          return sum + dirtyKeys.value.length + made.length;
        }, 0),
    [client],
  );
