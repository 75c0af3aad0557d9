// @vitest-environment happy-dom
/** Enter means what one typed, however late the answer comes; the line one stands on stays. */

import { signal } from '@preact/signals-core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Commands } from '../../core/commands.ts';
import type { SearchGroup } from '../../core/contract.gen.ts';
import { I18n } from '../../core/i18n.ts';
import { type App, AppProvider } from '../kit/app.tsx';
import { Palette } from './palette.tsx';
import { openPalette, paletteOpen } from './state.ts';

let root: Root;
let opened: unknown[];
let answers: Map<string, (groups: readonly SearchGroup[]) => void>;

/** Some of one kind, as the server finds them. */
const found = (label: string, ...titles: readonly string[]): SearchGroup => ({
  source: 'org.customers',
  label,
  icon: 'building-2',
  more: false,
  hits: titles.map((title, at) => ({
    key: title,
    title,
    subtitle: null,
    customer_id: null,
    customer_name: null,
    archived: false,
    rank: at,
  })) as unknown as SearchGroup['hits'],
});

const appWith = (commands: Commands) =>
  ({
    commands,
    i18n: new I18n('en'),
    prefs: { of: () => signal([]) },
    desk: {
      current: signal(undefined),
      open: ({ content }: { content: { ids: readonly string[] } }) => {
        opened.push(content.ids[0]);
        return Promise.resolve();
      },
    },
    services: {
      search: {
        find: (words: string) =>
          new Promise((answer) => {
            answers.set(words, (groups) => answer({ groups }));
          }),
      },
    },
  }) as unknown as App;

const settled = () => act(() => vi.advanceTimersByTimeAsync(200));
const field = () => document.querySelector<HTMLInputElement>('[role="combobox"]');
const lines = () => [...document.querySelectorAll('[role="option"]')].map((one) => one.textContent);
const stands = () => document.querySelector('[aria-selected="true"]')?.textContent;

const type = async (text: string) => {
  const input = field();
  if (input === null) throw new Error('the palette is closed');
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  await act(() => {
    value?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    return Promise.resolve();
  });
};
const press = (key: string) =>
  act(() => {
    field()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return Promise.resolve();
  });
const answer = async (words: string, ...groups: readonly SearchGroup[]) => {
  await settled();
  answers.get(words)?.(groups);
  await settled();
};

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  opened = [];
  answers = new Map();
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  const commands = new Commands();
  const run = (name: string) => () => {
    opened.push(name);
  };
  commands.register(
    { id: 'people', label: 'People', group: 'Desktop', run: run('people') },
    { id: 'about', label: 'About these people', group: 'Help', run: run('about') },
  );
  openPalette();
  await act(() => {
    root.render(
      <AppProvider app={appWith(commands)}>
        <Palette />
      </AppProvider>,
    );
    return Promise.resolve();
  });
});
afterEach(async () => {
  await act(() => {
    paletteOpen.value = undefined;
    root.unmount();
  });
  document.body.replaceChildren();
  vi.useRealTimers();
});

it('names a place before the records that have its name somewhere', async () => {
  await type('people');
  await answer('people', found('Courses', 'Lifting people'));
  expect(lines()).toEqual(['People', 'Lifting people', 'About these people']);
  await press('Enter');
  expect(opened).toEqual(['people']);
});

it('runs a command that is called so without waiting for records', async () => {
  await type('peo');
  await press('Enter');
  expect(opened).toEqual(['people']);
});

it('opens what is found for the words that were entered, not what stood there before', async () => {
  await type('ro');
  await answer('ro', found('Customers', 'Romano'));
  await type('rossi');
  await press('Enter');
  expect(opened).toEqual([]);
  await answer('rossi', found('Customers', 'Rossi'));
  expect(opened).toEqual(['Rossi']);
});

it('asks again of who goes on typing after Enter', async () => {
  await type('ro');
  await press('Enter');
  await type('ros');
  await answer('ros', found('Customers', 'Rossi'));
  expect(opened).toEqual([]);
});

it('stays on the line one went to when others come above it', async () => {
  await type('these people');
  await press('ArrowDown');
  await answer('these people', found('Courses', 'These people'), found('Hazards', 'People'));
  expect(lines().length).toBe(3);
  expect(stands()).toBe('About these people');
});
