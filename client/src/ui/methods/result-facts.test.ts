import { expect, it } from 'vitest';
import type { MethodPicture, MethodResult } from '../../core/methods.ts';
import { picturesOf } from './result-facts.ts';

const ticks = (...labels: readonly string[]) =>
  ({
    kind: 'ticks',
    title: labels.join(' '),
    ticks: labels.map((label) => ({ label, met: true, law: '' })),
  }) as unknown as MethodPicture;

it('a picture that only says the duties is left out, for they stand in a table', () => {
  const gauge = { kind: 'gauge' } as unknown as MethodPicture;
  const criteria = ticks('Two hands', 'Training');
  const duties = ticks('Training', 'Surveillance');
  const result = {
    pictures: [gauge, criteria, duties],
    duties: [{ label: 'Training' }, { label: 'Surveillance' }],
  } as unknown as MethodResult;
  expect(picturesOf(result, true)).toEqual([criteria]);
  expect(picturesOf(result, false)).toEqual([gauge]);
  expect(picturesOf(undefined, true)).toEqual([]);
});
