import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import type { Prefs } from '../../core/prefs.ts';
import type { View } from '../../core/view.ts';
import type { DeskModel } from '../app/desk.ts';
import { Opened } from './opened.ts';

test('who clicks an entry twice opens one view', async () => {
  const asked = Promise.withResolvers<unknown>();
  const run = vi.fn(() => asked.promise);
  const desk = { run, tabAt: () => undefined, views: signal([]) } as unknown as DeskModel;
  const opened = new Opened(desk, { of: () => signal({}) } as unknown as Prefs);
  const home = {} as View;
  const both = Promise.all([opened.go(home, 'customers'), opened.go(home, 'customers')]);
  expect(run).toHaveBeenCalledOnce();
  asked.resolve('7');
  await both;
  await opened.go(home, 'customers');
  expect(run).toHaveBeenCalledTimes(2);
});
