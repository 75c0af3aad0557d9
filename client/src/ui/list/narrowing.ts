/** What narrows a list now, each to be taken away by itself: said above the list, and where no row is. */

import type { GridState, Narrowing } from '../../grid/context.ts';
import { type Chip, chipsOf } from './chips.ts';
import { formatOf } from './formats.ts';
import type { ListModel } from './list-model.ts';

/** The chips of an arrangement. */
export function narrowedBy(list: ListModel, state: GridState): readonly Chip[] {
  const { i18n } = list.app;
  return chipsOf(state, list.fields, {
    say: list.say,
    format: (field) => formatOf(list.locale, field),
    search: i18n.gettext('Words'),
    where: i18n.gettext('Filter'),
  });
}

export const narrowings = (list: ListModel, state: GridState): readonly Narrowing[] =>
  narrowedBy(list, state).map(({ id, label, value }) => ({
    label,
    value,
    drop: () => {
      const now = narrowedBy(list, list.state.peek()).find((chip) => chip.id === id);
      if (now !== undefined) list.arrange(now.without);
      // the pressed button is gone with what it took away
      requestAnimationFrame(() => list.grid.focus());
    },
  }));
