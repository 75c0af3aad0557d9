import { expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import {
  cameOf,
  canGoBack,
  isAsBefore,
  readLooked,
  readOutcome,
  willBe,
  wrongOf,
} from './bulk-words.ts';

const i18n = new I18n('en');

const outcome = (said: object) => {
  const read = readOutcome({
    act: 'archive', state: 'done', total: 12430, changed: 12430, same: 0, refused: 0, waiting: 0,
    back: 0, stays: 0, can_go_back: true, job: null, rows: [], ...said,
  }); // biome-ignore format: what a server says
  if (read === undefined) throw new Error('not read');
  return read;
};

test('what would come of it is said for each kind of record, and only for those there are', () => {
  const looked = readLooked({ total: 12430, changes: 12421, same: 4, denied: 3, gone: 2 });
  expect(looked && willBe('archive', looked, i18n)).toBe(
    '12,421 records will be archived · 4 are so already · 3 are not yours to change · 2 are not there any more',
  );
  const one = readLooked({ total: 1, changes: 1, same: 0, denied: 0, gone: 0 });
  expect(one && willBe('delete', one, i18n)).toBe('1 record will be deleted');
});

test('what came of it names what was refused and what was not done', () => {
  const some = outcome({ changed: 12000, refused: 30, waiting: 400 });
  expect(cameOf(some, i18n)).toBe('12,000 records archived · 30 refused · 400 not done');
  expect(wrongOf(some)).toBe(430);
  expect(canGoBack(some)).toBe(true);
  expect(canGoBack(outcome({ act: 'delete', can_go_back: false }))).toBe(false);
  expect(canGoBack(outcome({ changed: 0, refused: 5 }))).toBe(false);
});

test('what was taken back is no longer done', () => {
  const whole = outcome({ state: 'undone', back: 12430 });
  expect(isAsBefore(whole)).toBe(true);
  expect(canGoBack(whole)).toBe(false);
  const most = outcome({ state: 'undone', back: 12400, stays: 30 });
  expect(isAsBefore(most)).toBe(false);
  expect(cameOf(most, i18n)).toBe('12,400 taken back · 30 not taken back');
});

test('nothing is made of what is no answer', () => {
  expect(readOutcome(undefined)).toBeUndefined();
  expect(readLooked('late')).toBeUndefined();
});
