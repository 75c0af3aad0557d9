import { expect, test } from 'vitest';
import { strengthOf } from './password-rules.ts';

test.each([
  ['', 0, undefined],
  ['corta', 1, 'short'],
  ['aaaaaaaaaaaa', 1, 'repeated'],
  ['abcabcabcabc', 1, 'repeated'],
  ['qwertyuiop12', 1, 'sequence'],
  ['anna.rossi.2026', 1, 'personal'],
  ['tregallinebo', 2, undefined],
  ['tre galline e un bue', 3, undefined],
  ['tre galline e un bue sul tetto', 4, undefined],
])('%s is worth %i', (typed, steps, weakness) => {
  const found = strengthOf(typed, ['anna@rossi.it', 'Anna', 'Rossi']);
  expect([found.steps, found.weakness]).toEqual([steps, weakness]);
});
