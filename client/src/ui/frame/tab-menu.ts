/** What can be done with a tab, by its menu: everything that can be done by dragging, too. */

import { raise } from '../../core/failure.ts';
import { homeAddress } from '../app/address.ts';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';
import type { Tab } from '../app/tab.ts';
import { spelled } from '../keys/spelled.ts';
import type { MenuEntry, MenuGroup } from '../kit/menu.tsx';
import { copyLink } from './copy-link.ts';

export function tabMenu(app: WholeApp, tab: Tab, group: docking.Group): readonly MenuGroup[] {
  const { i18n, desk, commands } = app;
  const closing = commands.find('tabs.close');
  const [keys] = closing === undefined ? [] : commands.keysOf(closing);
  const at = group.tabs.indexOf(tab.key);
  const last = group.tabs.length - 1;
  const home = tab.address === homeAddress;
  const move = (to: number) => () =>
    desk.arrange((dock) => docking.moveTab(dock, tab.key, group.id, to));
  const split = (edge: docking.Edge) => () =>
    desk.arrange((dock) => docking.splitTab(dock, tab.key, group.id, edge));
  const others = group.tabs.filter((key) => key !== tab.key);
  const entry = (
    id: string,
    label: string,
    run: () => void,
    more: Partial<MenuEntry> = {},
  ): MenuEntry => ({ id, label, run, ...more });
  return [
    {
      entries: [
        entry('close', i18n.gettext('Close'), () => desk.closeTab(tab.key).catch(raise), {
          icon: 'x',
          ...(keys !== undefined && { keys: spelled(keys, i18n) }),
          disabled: home,
        }),
        entry('others', i18n.gettext('Close others'), () => desk.closeTabs(others).catch(raise), {
          disabled: others.length === 0,
        }),
        entry(
          'right',
          i18n.gettext('Close those on the right'),
          () => desk.closeTabs(group.tabs.slice(at + 1)).catch(raise),
          { disabled: at === last },
        ),
      ],
    },
    {
      entries: [
        entry('split-right', i18n.gettext('Put on the right'), split('right'), {
          icon: 'split',
          disabled: last === 0,
        }),
        entry('split-below', i18n.gettext('Put below'), split('bottom'), { disabled: last === 0 }),
        entry('left', i18n.gettext('Move left'), move(at - 1), { disabled: at < 1 }),
        entry('onwards', i18n.gettext('Move right'), move(at + 1), { disabled: at === last }),
        ...elsewhere(app, tab, group),
      ],
    },
    {
      entries: [
        entry(
          'link',
          i18n.gettext('Copy the link'),
          () => copyLink(app, tab.address).catch(raise),
          {
            icon: 'link',
          },
        ),
      ],
    },
  ];
}

function elsewhere({ desk, i18n }: WholeApp, tab: Tab, group: docking.Group): MenuEntry[] {
  return docking
    .groupsOf(desk.dock.peek().root)
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => one.id !== group.id)
    .map(({ one, at }) => ({
      id: `pane-${one.id}`,
      label: i18n.gettext('Move to pane {n}', { n: at + 1 }),
      run: () => desk.arrange((dock) => docking.moveTab(dock, tab.key, one.id)),
    }));
}
