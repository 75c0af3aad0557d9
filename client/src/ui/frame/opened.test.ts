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

test('what was opened stays behind what somebody went on to meanwhile', async () => {
  const asked = Promise.withResolvers<unknown>();
  const view = { offer: { uri: 's.7' } } as unknown as View;
  const desk = {
    chosen: 3,
    run: () => asked.promise,
    tabAt: () => undefined,
    views: signal([view]),
    show: vi.fn(),
    addressOf: () => '#/view/org.customers',
  };
  const prefs = { of: () => signal({}), set: vi.fn() } as unknown as Prefs;
  const opened = new Opened(desk as unknown as DeskModel, prefs);
  const going = opened.go({} as View, 'customers');
  desk.chosen += 1;
  asked.resolve('7');
  await going;
  expect(desk.show).not.toHaveBeenCalled();
  await opened.go({} as View, 'customers');
  expect(desk.show).toHaveBeenCalledExactlyOnceWith(view);
});
