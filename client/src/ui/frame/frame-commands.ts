/** What the frame can do, as commands: keys that Chromium leaves to a page, and words for the palette. */

import { computed } from '@preact/signals-core';
import type { Command } from '../../core/commands.ts';
import { homeAddress } from '../app/address.ts';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';
import { factsOf } from '../app/view-facts.ts';
import { askKeys } from '../keys/keys-help.tsx';
import { openPalette } from '../palette/state.ts';
import { askSettings } from '../settings/ask-settings.ts';
import { DENSITIES, type Density, THEMES, type Theme } from '../settings/looks.ts';
import { copyLink } from './copy-link.ts';
import type { NavShown } from './nav-shown.ts';
import { focusRegion } from './regions.ts';

const NINTH = 8;

export function frameCommands(app: WholeApp, nav: NavShown): readonly Command[] {
  return [...general(app, nav), ...tabs(app), ...panes(app), ...looks(app)];
}

function general(app: WholeApp, nav: NavShown): readonly Command[] {
  const { i18n } = app;
  const group = i18n.gettext('Everywhere');
  return [
    {
      id: 'palette',
      label: i18n.gettext('Search or run a command'),
      group,
      keys: ['$mod+KeyK'],
      whileTyping: true,
      run: () => openPalette(),
    },
    {
      id: 'customers.switch',
      label: i18n.gettext('Go to a customer'),
      group,
      keys: ['$mod+KeyJ'],
      whileTyping: true,
      run: () => openPalette('@'),
    },
    {
      id: 'keys',
      label: i18n.gettext('Keys of this view'),
      group,
      keys: ['?', 'Shift+?', 'F1'],
      run: () => askKeys(app),
    },
    {
      id: 'nav.toggle',
      label: i18n.gettext('Show or narrow the navigation'),
      group,
      keys: ['$mod+KeyB'],
      run: () => nav.toggle(),
    },
    {
      id: 'regions.next',
      label: i18n.gettext('Go to the next area of the window'),
      group,
      keys: ['F6'],
      whileTyping: true,
      run: () => focusRegion(1),
    },
    {
      id: 'regions.previous',
      label: i18n.gettext('Go to the previous area of the window'),
      group,
      keys: ['Shift+F6'],
      whileTyping: true,
      run: () => focusRegion(-1),
    },
    {
      id: 'link.copy',
      label: i18n.gettext('Copy the link to this view'),
      group,
      keys: ['Alt+KeyL'],
      run: () => copyLink(app),
    },
    {
      id: 'line.retry',
      label: i18n.gettext('Try to connect now'),
      group,
      visible: computed(() => app.client.line.standing.value.phase === 'waiting'),
      run: () => app.client.line.retryNow(),
    },
    { id: 'logout', label: i18n.gettext('Log out'), group, run: () => app.logout() },
  ];
}

function tabs(app: WholeApp): readonly Command[] {
  const { i18n, desk } = app;
  const group = i18n.gettext('Tabs');
  const keys = () => docking.tabsOf(desk.dock.peek());
  const go = (by: number) => {
    const all = keys();
    const at = all.indexOf(desk.frontTab.peek()?.key ?? -1);
    const to = all[(at + by + all.length) % all.length];
    if (to !== undefined) desk.showTab(to);
  };
  const closable = computed(
    () => desk.frontTab.value !== undefined && desk.frontTab.value.address !== homeAddress,
  );
  const several = computed(() => desk.tabs.value.size > 1);
  const numbered = Array.from({ length: NINTH + 1 }, (_, at): Command => {
    const key = computed(() => docking.tabsOf(desk.dock.value)[at]);
    return {
      id: `tabs.go.${at + 1}`,
      label: i18n.gettext('Go to tab {n}', { n: at + 1 }),
      group,
      keys: [`Alt+Digit${at + 1}`],
      whileTyping: true,
      visible: computed(() => key.value !== undefined),
      run: () => {
        if (key.peek() !== undefined) desk.showTab(key.peek() ?? 0);
      },
    };
  });
  return [
    {
      id: 'tabs.next',
      label: i18n.gettext('Next tab'),
      group,
      keys: ['Alt+Shift+PageDown'],
      whileTyping: true,
      enabled: several,
      run: () => go(1),
    },
    {
      id: 'tabs.previous',
      label: i18n.gettext('Previous tab'),
      group,
      keys: ['Alt+Shift+PageUp'],
      whileTyping: true,
      enabled: several,
      run: () => go(-1),
    },
    {
      id: 'tabs.close',
      label: i18n.gettext('Close this tab'),
      group,
      keys: ['Alt+KeyW'], // Ctrl+W is the browser's, and closes everything
      whileTyping: true,
      enabled: closable,
      run: () => desk.closeTab(desk.frontTab.peek()?.key ?? -1),
    },
    {
      id: 'tabs.close.others',
      label: i18n.gettext('Close the other tabs'),
      group,
      enabled: several,
      run: () => desk.closeTabs(keys().filter((key) => key !== desk.frontTab.peek()?.key)),
    },
    ...numbered,
  ];
}

function panes(app: WholeApp): readonly Command[] {
  const { i18n, desk } = app;
  const group = i18n.gettext('Tabs');
  const split = computed(() => docking.groupsOf(desk.dock.value.root).length > 1);
  const splittable = computed(() => docking.activeGroup(desk.dock.value).tabs.length > 1);
  const divide = (edge: docking.Edge) => () =>
    desk.arrange((dock) => {
      const group = docking.activeGroup(dock);
      return group.front === undefined ? dock : docking.splitTab(dock, group.front, group.id, edge);
    });
  return [
    {
      id: 'panes.right',
      label: i18n.gettext('Put this tab on the right'),
      group,
      keys: ['Alt+KeyR'],
      whileTyping: true,
      enabled: splittable,
      run: divide('right'),
    },
    {
      id: 'panes.below',
      label: i18n.gettext('Put this tab below'),
      group,
      keys: ['Alt+KeyB'],
      whileTyping: true,
      enabled: splittable,
      run: divide('bottom'),
    },
    {
      id: 'panes.other',
      label: i18n.gettext('Move this tab to the other pane'),
      group,
      enabled: split,
      run: () =>
        desk.arrange((dock) => {
          const groups = docking.groupsOf(dock.root);
          const here = docking.activeGroup(dock);
          const next = groups[(groups.indexOf(here) + 1) % groups.length];
          return next === undefined || here.front === undefined
            ? dock
            : docking.moveTab(dock, here.front, next.id);
        }),
    },
    {
      id: 'panes.next',
      label: i18n.gettext('Go to the next pane'),
      group,
      keys: ['Alt+KeyP'],
      whileTyping: true,
      enabled: split,
      run: () => {
        const groups = docking.groupsOf(desk.dock.peek().root);
        const here = docking.activeGroup(desk.dock.peek());
        const front = groups[(groups.indexOf(here) + 1) % groups.length]?.front;
        if (front !== undefined) desk.showTab(front);
      },
    },
    {
      id: 'panes.join',
      label: i18n.gettext('All tabs in one pane'),
      group,
      enabled: split,
      run: () => desk.arrange(docking.joinAll),
    },
  ];
}

function looks(app: WholeApp): readonly Command[] {
  const { i18n, prefs, desk } = app;
  const group = i18n.gettext('Appearance');
  const keep = (name: string, value: unknown) => () => prefs.set(name, value);
  const themes: Readonly<Record<Theme, string>> = {
    system: i18n.gettext('Theme as the system'),
    light: i18n.gettext('Light theme'),
    dark: i18n.gettext('Dark theme'),
    contrast: i18n.gettext('High contrast'),
  };
  const densities: Readonly<Record<Density, string>> = {
    auto: i18n.gettext('Density as the device'),
    compact: i18n.gettext('Compact rows'),
    normal: i18n.gettext('Normal rows'),
    touch: i18n.gettext('Rows for fingers'),
  };
  return [
    {
      id: 'settings',
      label: i18n.gettext('Settings'),
      icon: 'settings',
      group,
      keys: ['$mod+Comma'],
      run: () => askSettings(app),
    },
    {
      id: 'password',
      label: i18n.gettext('Change password'),
      icon: 'lock',
      group,
      run: () => askSettings(app, 'password'),
    },
    ...THEMES.map((theme) => ({
      id: `theme.${theme}`,
      label: themes[theme],
      group,
      run: keep('theme', theme),
    })),
    ...DENSITIES.map((density) => ({
      id: `density.${density}`,
      label: densities[density],
      group,
      run: keep('density', density),
    })),
    {
      id: 'view.save.all',
      label: i18n.gettext('Save everything in this view'),
      group: i18n.gettext('Everywhere'),
      visible: computed(() => {
        const view = desk.current.value;
        return view !== undefined && factsOf(view).dirty.value;
      }),
      run: () => desk.current.peek()?.saveAll(),
    },
  ];
}
