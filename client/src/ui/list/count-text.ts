/** The count above a list, in words that say how sure it is. */

import type { I18n } from '../../core/i18n.ts';
import type { Layers } from '../../grid/opener.ts';
import type { ListModel } from './list-model.ts';
import { narrows } from './list-state.ts';

/** How many rows, and how sure that is; while something narrows them, of how many. */
export function countText(list: ListModel, i18n: I18n): string {
  if (list.source.failure.value !== null) return '';
  const count = list.source.count.value;
  if (count === null) return i18n.gettext('counting…');
  const n = list.locale.integer(count.total);
  const all = list.all.value;
  const narrowed = narrows(list.state.value);
  // groups and branches are lines, too: how many there are says nothing of the rows
  if (list.layered.value) {
    const layers = list.grid.opener.layers.value;
    if (layers !== null && count.total > 0) return layersText(list, i18n, layers, count.total);
    return narrowed || all === null
      ? i18n.ngettext('{n} row or group', '{n} rows and groups', count.total, { n })
      : i18n.ngettext('{n} row, grouped', '{n} rows, grouped', all.total, {
          n: list.locale.integer(all.total),
        });
  }
  const noun = nounOf(list.source.description, count.total);
  switch (count.exactness) {
    case 'at_least':
      return `${i18n.gettext('at least {n}', { n })} ${noun}`;
    case 'estimated':
      return `${i18n.gettext('about {n}', { n })} ${noun}`;
    case 'exact':
      return narrowed && all !== null && all.exactness === 'exact'
        ? i18n.gettext('{n} of {all}', { n, all: list.locale.integer(all.total) })
        : `${n} ${noun}`;
  }
}

/** “89 pericoli in 13 gruppi”; of a tree with closed branches, how many of its rows one sees. */
function layersText(
  list: ListModel,
  i18n: I18n,
  { records, groups }: Layers,
  seen: number,
): string {
  const said = (n: number): string => list.locale.integer(n);
  const rows = `${said(records)} ${nounOf(list.source.description, records)}`;
  if (groups > 0) {
    return i18n.ngettext('{rows} in {n} group', '{rows} in {n} groups', groups, {
      rows,
      n: said(groups),
    });
  }
  return seen < records
    ? i18n.gettext('{n} of {all}', { n: said(seen), all: said(records) })
    : rows;
}

/** What is counted, inside a sentence: “40 clienti”, but “3 DVR”. */
export function nounOf(
  { label, plural }: { readonly label: string; readonly plural: string },
  n: number,
): string {
  const noun = n === 1 ? label : plural;
  return /^\p{Lu}\p{Ll}/u.test(noun) ? noun[0]?.toLocaleLowerCase() + noun.slice(1) : noun;
}
