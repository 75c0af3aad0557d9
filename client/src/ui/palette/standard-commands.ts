/** The commands that are always there: the palette, the customer, the keys, the settings. */

import { askKeys } from '../keys/keys-help.tsx';
import type { App } from '../kit/app.tsx';
import { followKeys } from '../settings/keys.ts';
import { askSettings } from '../settings/settings.tsx';
import { openPalette } from './state.ts';

/** Offer them, and let them answer the person's own keys, until the answer is called. */
export function registerStandardCommands(app: App): () => void {
  const { i18n, commands, prefs } = app;
  const end = commands.register(
    {
      id: 'palette',
      label: i18n.gettext('Search or run a command'),
      icon: 'search',
      keys: ['$mod+KeyK'],
      run: () => openPalette(),
    },
    {
      id: 'switch_customer',
      label: i18n.gettext('Go to another customer'),
      icon: 'building-2',
      keys: ['$mod+KeyJ'],
      run: () => openPalette('@'),
    },
    {
      id: 'keys',
      label: i18n.gettext('Keys of this view'),
      icon: 'keyboard',
      keys: ['Shift+?'],
      run: () => askKeys(app),
    },
    {
      id: 'settings',
      label: i18n.gettext('Settings'),
      icon: 'settings',
      keys: ['$mod+Comma'],
      run: () => askSettings(app),
    },
    {
      id: 'password',
      label: i18n.gettext('Change the password'),
      icon: 'lock',
      run: () => askSettings(app, 'password'),
    },
  );
  const unfollow = followKeys(prefs, commands);
  return () => {
    unfollow();
    end();
  };
}
