import { expect, test } from 'vitest';
import type { MakingPlan, MakingRow } from '../../core/making.ts';
import {
  choicesOf,
  countsOf,
  fatesOf,
  linesOf,
  NOTHING_CHOSEN,
  withKind,
  withRow,
} from './plan-model.ts';

const row = (key: string, more: Partial<MakingRow> = {}): MakingRow => ({
  key,
  inside: null,
  kind: key.slice(0, 1),
  label: key,
  plural: key,
  icon: '',
  name: key,
  code: null,
  needs: [],
  one_of: [],
  there: null,
  again: false,
  anew: false,
  denied: false,
  ...more,
});

const PLAN: MakingPlan = {
  customer: 'c',
  customer_name: 'C',
  title: 'T',
  mark: 'm',
  left: {},
  rows: [
    row('hall'),
    row('lathe', { inside: 'hall', needs: ['hall'] }),
    row('turner'),
    row('group', { one_of: ['turner'] }),
  ],
  links: [
    {
      key: 'l',
      kind: 'link',
      label: 'Links',
      needs: ['hall', 'turner'],
      one_of: [],
      there: false,
      denied: false,
    },
  ],
};

test('what is inside something stands below it', () => {
  expect(linesOf(PLAN).map(({ row: { key }, level }) => [key, level])).toEqual([
    ['hall', 1],
    ['lathe', 2],
    ['turner', 1],
    ['group', 1],
  ]);
});

test('what needs a part that is left out is not made, and comes back with it', () => {
  const without = withRow(PLAN, NOTHING_CHOSEN, 'hall', false);
  const fates = fatesOf(PLAN, without);
  expect([fates.get('hall'), fates.get('lathe')]).toEqual(['left', 'dropped']);
  expect(countsOf(PLAN, without, fates).links.map(({ made }) => made)).toEqual([0]);
  const links = withKind(PLAN, NOTHING_CHOSEN, 'link', false);
  expect(countsOf(PLAN, links, fatesOf(PLAN, links)).links[0]?.made).toBe(0);
  const all = fatesOf(PLAN, NOTHING_CHOSEN);
  expect(countsOf(PLAN, NOTHING_CHOSEN, all).links[0]?.made).toBe(1);
  const again = withRow(PLAN, withRow(PLAN, without, 'lathe', false), 'lathe', true);
  expect(fatesOf(PLAN, again).get('lathe')).toBe('made');
  expect(again.leave.size).toBe(0);
});

test('one of several is enough for what needs one of them', () => {
  const without = withKind(PLAN, NOTHING_CHOSEN, 't', false);
  expect(fatesOf(PLAN, without).get('group')).toBe('dropped');
  expect(choicesOf(without).leave).toEqual(['turner']);
});

test('what is there is used, unless it is to be made anew with all that is inside', () => {
  const plan = {
    ...PLAN,
    rows: [
      row('hall', { there: 'Hall', again: true }),
      row('lathe', { needs: ['hall'], there: 'Lathe' }),
    ],
  };
  expect([...fatesOf(plan, NOTHING_CHOSEN).values()]).toEqual(['there', 'there']);
  const fates = fatesOf(plan, { ...NOTHING_CHOSEN, anew: { hall: true } });
  expect([...fates.values()]).toEqual(['made', 'made']);
  expect(countsOf(plan, NOTHING_CHOSEN, fates).rows.map(({ made, all }) => [made, all])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
