import { expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import type { GridLabel } from '../../grid/labels.ts';
import { EN } from '../../lab/words.ts';
import { gridWords } from './grid-words.ts';

test('whatever the grid tells about is said, and nothing is left to be filled in', () => {
  const say = gridWords(new I18n('en'));
  const said = Object.entries(EN).map(([label, text]) => {
    const names = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const told = [...names, 'plural']; // the laboratory has but one kind of rows
    return say(label as GridLabel, Object.fromEntries(told.map((name) => [name, '1'])));
  });
  expect(said.filter((text) => text.includes('{'))).toEqual([]);
});

test('who is at a row is said by name', () => {
  const say = gridWords(new I18n('en'));
  expect(say('here', { names: 'Ada', count: 1 })).toBe('Ada is here');
  expect(say('here', { names: 'Ada, Eva', count: 2 })).toBe('Ada, Eva are here');
});
