import { expect, test } from 'vitest';
import { at, type Person, persons } from './persons.ts';

const place = (user: string, key: string, editing = false): Person => ({
  session: `s-${user}-${key}`,
  user_id: user,
  name: user,
  initials: user.slice(0, 2),
  who: 1,
  source: 'org.sites',
  key,
  customer_id: 'c',
  editing,
  field: null,
  since: '2026-01-01T00:00:00Z',
});

test('somebody with two places is one person, and edits if he edits anywhere', () => {
  const found = persons([place('ada', 'a'), place('ada', 'b', true), place('eva', 'a')]);
  expect(found.map((one) => [one.user_id, one.editing])).toEqual([
    ['ada', true],
    ['eva', false],
  ]);
});

test('those at a record are at that record of that source', () => {
  const all = [place('ada', 'a'), place('eva', 'b')];
  expect(at(all, 'org.sites', 'b').map((one) => one.user_id)).toEqual(['eva']);
  expect(at(all, 'org.customers', 'b')).toEqual([]);
});
