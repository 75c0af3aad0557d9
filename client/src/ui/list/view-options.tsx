/** How the rows are shown: grouped by which columns, how high. */

import { useApp } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { useValue } from '../kit/use-value.ts';
import { type Density, densityOf } from '../settings/looks.ts';
import type { ListModel } from './list-model.ts';

const MOST = 3;
const AWAY = 'archived_at'; // filtered by it, a list shows what it leaves out otherwise

export function ViewOptions({ list }: { readonly list: ListModel }) {
  const { i18n, prefs } = useApp();
  const group = useValue(list.grid.group);
  const density = useValue(densityOf(prefs));
  const columns = useValue(list.grid.columns.all);
  const groupable = columns.filter(({ name }) => {
    const field = list.fields.get(name);
    return field?.sorts === true && (!field.hidden || group.includes(name));
  });
  const grouping: readonly MenuEntry[] = [
    ...group.flatMap((name) => groupable.find((one) => one.name === name) ?? []),
    ...groupable.filter(({ name, hidden }) => !group.includes(name) && !hidden),
  ].map(({ name, label }) => ({
    id: `group-${name}`,
    label,
    checked: group.includes(name),
    run: () => {
      list.grid.group.value = group.includes(name)
        ? group.filter((one) => one !== name)
        : [...group, name].slice(-MOST);
    },
  }));
  const opening: readonly MenuEntry[] =
    group.length === 0 && list.part.kind !== 'tree'
      ? []
      : [
          {
            id: 'open-all',
            label: i18n.gettext('Open all'),
            icon: 'chevron-down',
            run: () => list.grid.openAll(true),
          },
          {
            id: 'close-all',
            label: i18n.gettext('Close all'),
            icon: 'chevron-right',
            run: () => list.grid.openAll(false),
          },
        ];
  const filters = useValue(list.grid.filters);
  const away = filters.some(({ column }) => column === AWAY);
  const archived: readonly MenuEntry[] = list.fields.has(AWAY)
    ? [
        {
          id: 'archived',
          label: i18n.gettext('Archived ones'),
          icon: 'archive',
          checked: away,
          run: () => {
            const others = filters.filter(({ column }) => column !== AWAY);
            list.grid.filters.value = away
              ? others
              : [...others, { column: AWAY, operator: 'notnull', value: null }];
          },
        },
      ]
    : [];
  const densities: readonly (readonly [Density, string])[] = [
    ['compact', i18n.gettext('Compact rows')],
    ['normal', i18n.gettext('Normal rows')],
    ['touch', i18n.gettext('Rows for touch')],
    ['auto', i18n.gettext('As the screen wants')],
  ];
  return (
    <Menu
      label={i18n.gettext('Rows')}
      trigger={<IconButton icon="sliders" label={i18n.gettext('Groups and row height')} />}
      groups={[
        { entries: [...opening, ...archived] },
        { label: i18n.gettext('Group by'), entries: grouping },
        {
          label: i18n.gettext('Row height'),
          one: true,
          entries: densities.map(([value, label]) => ({
            id: value,
            label,
            checked: density === value,
            run: () => prefs.set('density', value),
          })),
        },
      ]}
    />
  );
}
