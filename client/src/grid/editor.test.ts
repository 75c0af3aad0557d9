// @vitest-environment happy-dom
/** A cell under edit ends once, as its user said last. */

import { expect, it, vi } from 'vitest';
import type { FieldDescription } from '../core/contract.gen.ts';
import { Editor } from './editor.ts';
import type { GridLocale } from './locale.ts';

const NAME = { name: 'name', type: 'text', choices: null, length: null } as FieldDescription;

it('leaves for good with Escape while what was typed is on its way', async () => {
  const cell = document.createElement('div');
  document.body.append(cell);
  let arrive: (wrong: string | null) => void = () => undefined;
  const done = vi.fn();
  new Editor({
    cell,
    field: NAME,
    value: null,
    typed: 'Sala',
    locale: {} as GridLocale,
    label: 'Name',
    words: { yes: '', no: '', number: '', date: '' },
    save: () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
    done,
  });
  const control = cell.querySelector('input');
  for (const key of ['Enter', 'Escape']) {
    control?.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  }
  arrive(null);
  await Promise.resolve();
  await Promise.resolve();
  expect(done.mock.calls).toEqual([['left', 'stay']]);
});
