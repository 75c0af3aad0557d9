import { describe, expect, it } from 'vitest';
import {
  type ChartInput,
  chartOf,
  columnsOfBoxes,
  type Holder,
  type Need,
  rowsOfHomes,
} from './chart-model.ts';
import { nearest } from './chart-moves.ts';

const holder = (key: number, role: string, more: Partial<Holder> = {}): Holder => ({
  key,
  role,
  name: `Person ${key}`,
  facts: [],
  home: undefined,
  inner: '',
  from: undefined,
  to: undefined,
  flags: [],
  ...more,
});

const need = (role: string, more: Partial<Need> = {}): Need => ({
  roles: [role],
  per: 'all',
  weight: 'required',
  flag: '',
  why: '',
  ...more,
});

const input = (more: Partial<ChartInput>): ChartInput => ({
  holders: [],
  homes: [],
  places: { employer: 'top', rspp: 'left', rls: 'right', manager: 'line', warden: 'team' },
  order: ['employer', 'rspp', 'rls', 'manager', 'warden'],
  needs: [],
  ...more,
});

const homes = [
  { key: 'a', name: 'Works', exempt: false },
  { key: 'b', name: 'Shop', exempt: false },
  { key: 'c', name: 'At home', exempt: true },
];

describe('a chart of roles', () => {
  it('puts everybody where the role stands, and in the home it is for', () => {
    const chart = chartOf(
      input({
        homes,
        holders: [
          holder(1, 'employer'),
          holder(2, 'rspp'),
          holder(3, 'manager'),
          holder(4, 'manager', { home: 'b' }),
          holder(5, 'warden', { home: 'a' }),
          holder(6, 'warden'),
        ],
      }),
    );
    expect(chart.top).toHaveLength(1);
    expect(chart.left).toHaveLength(1);
    expect(chart.line).toHaveLength(1);
    expect(chart.homes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'rest']);
    expect(chart.homes[1]?.line).toHaveLength(1);
    expect(chart.homes[0]?.team).toMatchObject([{ kind: 'team', members: [{}] }]);
    expect(chart.homes[3]?.team).toHaveLength(1);
  });

  it('draws what is missing, and not what somebody does for all', () => {
    const needs = [need('employer'), need('warden', { per: 'home', weight: 'check' })];
    const empty = chartOf(input({ homes, needs }));
    expect(empty.missing.map(({ role, home }) => [role, home])).toEqual([
      ['employer', undefined],
      ['warden', 'a'],
      ['warden', 'b'],
    ]);
    const some = [holder(1, 'employer'), holder(2, 'warden', { home: 'a' })];
    expect(chartOf(input({ homes, needs, holders: some })).missing).toMatchObject([{ home: 'b' }]);
    const all = [holder(1, 'employer'), holder(2, 'warden')];
    expect(chartOf(input({ homes, needs, holders: all })).missing).toEqual([]);
  });

  it('lets whoever is on top do it himself', () => {
    const needs = [need('rspp', { flag: 'self' })];
    const chart = chartOf(input({ needs, holders: [holder(1, 'employer', { flags: ['self'] })] }));
    expect(chart.missing).toEqual([]);
    expect(chart.left).toMatchObject([{ kind: 'person', also: 'rspp', holder: { key: 1 } }]);
  });

  it('makes a team of many in one role', () => {
    const many = [1, 2, 3, 4].map((key) => holder(key, 'rls'));
    expect(chartOf(input({ holders: many })).right).toMatchObject([{ kind: 'team', role: 'rls' }]);
    expect(chartOf(input({ holders: many.slice(1) })).right).toHaveLength(3);
  });

  it('gives the only home what is of none', () => {
    const one = homes.slice(0, 1);
    const chart = chartOf(input({ homes: one, holders: [holder(1, 'warden')] }));
    expect(chart.homes).toHaveLength(1);
    expect(chart.homes[0]?.team).toHaveLength(1);
  });

  it('stands what is high in columns of like height', () => {
    const team = (role: string, count: number) => ({
      kind: 'team' as const,
      id: role,
      role,
      members: Array.from({ length: count }, (_, at) => ({
        kind: 'person' as const,
        id: `${role}${at}`,
        holder: holder(at, role),
        also: '',
      })),
    });
    const roles = (boxes: ReturnType<typeof team>[]) =>
      columnsOfBoxes(boxes).map((column) => column.map(({ id }) => id));
    expect(roles([])).toEqual([]);
    expect(roles([team('a', 4), team('b', 5)])).toEqual([['a', 'b']]);
    expect(roles([team('a', 14), team('b', 14), team('c', 4), team('d', 6)])).toEqual([
      ['a', 'c'],
      ['b', 'd'],
    ]);
  });

  it('stands many homes in rows', () => {
    expect(rowsOfHomes([1, 2, 3]).map((row) => row.length)).toEqual([3]);
    expect(rowsOfHomes([...'abcdefghij']).map((row) => row.length)).toEqual([4, 4, 2]);
  });
});

describe('the arrow keys', () => {
  const box = (left: number, top: number) => ({ left, top, right: left + 10, bottom: top + 10 });
  const spots = [box(50, 0), box(0, 30), box(50, 30), box(100, 30), box(52, 60)];

  it('go to the nearest in their direction, and stay where there is none', () => {
    expect(nearest(spots, 0, 'ArrowDown')).toBe(2);
    expect(nearest(spots, 2, 'ArrowLeft')).toBe(1);
    expect(nearest(spots, 2, 'ArrowRight')).toBe(3);
    expect(nearest(spots, 4, 'ArrowUp')).toBe(2);
    expect(nearest(spots, 0, 'ArrowUp')).toBeUndefined();
  });
});
