import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { Commands } from '../../core/commands.ts';
import type { View } from '../../core/view.ts';
import { homeAddress } from '../app/address.ts';
import type { WholeApp } from '../app/shell.ts';
import { offerPlaces } from './place-commands.ts';

test('the places of the desktop are commands wherever one is, and gone with it', async () => {
  const home = {
    offer: {
      label: 'Desktop',
      actions: [
        { id: 'open_sites', label: 'Sites', categories: ['open'] },
        { id: 'open_users', label: 'Users', categories: ['open'] },
        { id: 'logout', label: 'Log out', categories: [] },
      ],
    },
    flags: signal({ open_users: { visible: false, enabled: true } }),
  } as unknown as View;
  const tabs = signal(new Map([[1, { key: 1, address: homeAddress, view: home }]]));
  const current = signal<View | undefined>({} as View);
  const commands = new Commands();
  const go = vi.fn(() => Promise.resolve());
  const app = { commands, desk: { tabs, current }, opened: { go } } as unknown as WholeApp;
  const end = offerPlaces(app);
  const offered = () => commands.visible.value.map(({ label }) => label);
  expect(offered()).toEqual(['Sites']);
  await commands.run('place-open_sites');
  expect(go).toHaveBeenCalledExactlyOnceWith(home, 'open_sites');
  current.value = home;
  expect(offered()).toEqual([]);
  current.value = undefined;
  end();
  expect(offered()).toEqual([]);
});
