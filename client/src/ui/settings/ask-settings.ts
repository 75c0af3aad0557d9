/** Opens the settings; they are fetched when somebody wants them. */

import { raise } from '../../core/failure.ts';
import type { User } from '../app/signed-in.ts';
import type { App } from '../kit/app.tsx';
import type { SettingsTab } from './settings.tsx';

export async function askSettings(
  app: App & { readonly user: User },
  tab: SettingsTab = 'looks',
): Promise<void> {
  const { i18n, notices } = app;
  try {
    const { openSettings } = await import('./settings.tsx');
    await openSettings(app, tab);
  } catch (error) {
    const text = i18n.gettext('The settings cannot be shown just now. Everything else works.');
    notices.tell({ level: 'danger', text });
    raise(error);
  }
}
