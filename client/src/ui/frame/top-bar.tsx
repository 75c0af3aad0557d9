/** The bar above everything: whose data, search, and the person's own things. */

import { Button as AriaButton } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { fullName, initialsOf } from '../app/signed-in.ts';
import { askKeys } from '../keys/keys-help.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { Avatar } from '../kit/avatar.tsx';
import { IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { useValue } from '../kit/use-value.ts';
import { NoticeLog } from '../notices/notice-log.tsx';
import { openPalette } from '../palette/state.ts';
import { PeopleHere } from '../people/people-here.tsx';
import { askSettings } from '../settings/ask-settings.ts';
import { densityWords, themeWords } from '../settings/look-words.ts';
import { DENSITIES, densityOf, THEMES, themeOf } from '../settings/looks.ts';
import { JobTray } from '../tray/job-tray.tsx';
import { CustomerPlate } from './customer-plate.tsx';
import { Mark } from './mark.tsx';
import type { NavShown } from './nav-shown.ts';

export interface TopBarProps {
  readonly app: WholeApp;
  readonly nav: NavShown;
}

export function TopBar({ app, nav }: TopBarProps) {
  const { i18n } = app;
  return (
    <header className="top-bar">
      <div className="top-mark">
        <IconButton
          icon="panel-left"
          label={i18n.gettext('Navigation')}
          keys={useKeys('nav.toggle')}
          onPress={() => nav.toggle()}
          aria-expanded={nav.shown === 'wide' || nav.shown === 'drawer'}
        />
        <h1>
          <Mark />
        </h1>
      </div>
      <CustomerPlate app={app} />
      <span className="top-space" />
      <AriaButton className="top-search" onPress={() => openPalette()}>
        <Icon name="search" small />
        <span className="cut">{i18n.gettext('Search or run a command')}</span>
        <span className="top-search-keys" aria-hidden="true">
          <kbd>{useKeys('palette')}</kbd>
        </span>
      </AriaButton>
      <PeopleHere />
      <JobTray />
      <NoticeLog />
      <IconButton
        icon="circle-help"
        label={i18n.gettext('Help and keys')}
        keys={useKeys('keys')}
        onPress={() => {
          askKeys(app).catch(raise);
        }}
      />
      <MeMenu app={app} />
    </header>
  );
}

function MeMenu({ app }: { readonly app: WholeApp }) {
  const { i18n, prefs, user, commands } = app;
  const theme = useValue(themeOf(prefs));
  const density = useValue(densityOf(prefs));
  const name = fullName(user);
  const choice = <T extends string>(
    prefix: string,
    values: readonly T[],
    words: Readonly<Record<T, string>>,
    now: T,
  ): readonly MenuEntry[] =>
    values.map((value) => ({
      id: `${prefix}.${value}`,
      label: words[value],
      checked: value === now,
      run: () => {
        commands.run(`${prefix}.${value}`).catch(raise);
      },
    }));
  const language = (tag: string, label: string): MenuEntry => ({
    id: `language.${tag}`,
    label,
    checked: i18n.locale.startsWith(tag),
    run: () => prefs.set('language', tag),
  });
  return (
    <Menu
      label={name}
      trigger={
        <AriaButton className="tool">
          <span aria-hidden="true">
            <Avatar initials={initialsOf(user)} name={name} />
          </span>
          <span className="for-readers">{i18n.gettext('{name}, your menu', { name })}</span>
        </AriaButton>
      }
      groups={[
        { label: `${name} · ${user.email}`, entries: settingsEntries(app) },
        {
          label: i18n.gettext('Theme'),
          one: true,
          entries: choice('theme', THEMES, themeWords(i18n), theme),
        },
        {
          label: i18n.gettext('Density'),
          one: true,
          entries: choice('density', DENSITIES, densityWords(i18n), density),
        },
        {
          label: i18n.gettext('Language'),
          one: true,
          entries: [language('it', 'Italiano'), language('en', 'English')],
        },
        {
          entries: [
            {
              id: 'logout',
              label: i18n.gettext('Log out'),
              icon: 'log-out',
              run: () => {
                app.logout().catch(raise);
              },
            },
          ],
        },
      ]}
    />
  );
}

function settingsEntries(app: WholeApp): readonly MenuEntry[] {
  const { i18n } = app;
  const ask = (tab: 'looks' | 'keys' | 'password') => () => {
    askSettings(app, tab).catch(raise);
  };
  return [
    { id: 'settings', label: i18n.gettext('Settings'), icon: 'settings', run: ask('looks') },
    { id: 'keys', label: i18n.gettext('My keys'), icon: 'keyboard', run: ask('keys') },
    { id: 'password', label: i18n.gettext('Change password'), icon: 'lock', run: ask('password') },
  ];
}
