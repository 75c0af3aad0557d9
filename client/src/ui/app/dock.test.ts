import { expect, test } from 'vitest';
import {
  activeGroup,
  addTab,
  type Dock,
  emptyDock,
  groupsOf,
  groupWith,
  joinAll,
  moveTab,
  placed,
  removeTab,
  resizeSplit,
  showTab,
  splitTab,
  tabsOf,
} from './dock.ts';

const withTabs = (...tabs: number[]): Dock =>
  tabs.reduce((dock, tab) => showTab(addTab(dock, tab), tab), emptyDock);

const shape = (dock: Dock) =>
  groupsOf(dock.root).map(({ tabs, front }) => `${tabs.join(',')}:${front}`);

test('a tab that comes in stands at the end, and in front once it is shown', () => {
  const dock = addTab(withTabs(1, 2), 3);
  expect(shape(dock)).toEqual(['1,2,3:2']);
  expect(shape(showTab(dock, 3))).toEqual(['1,2,3:3']);
});

test('closing the one in front shows where it came from, else its neighbour', () => {
  const dock = withTabs(1, 2, 3, 4);
  expect(shape(removeTab(dock, 4, 1))).toEqual(['1,2,3:1']);
  expect(shape(removeTab(dock, 4))).toEqual(['1,2,3:3']);
  expect(shape(removeTab(showTab(dock, 2), 2))).toEqual(['1,3,4:3']);
  expect(shape(removeTab(dock, 2))).toEqual(['1,3,4:4']);
});

test('a tab gets a pane of its own on any side, and one works there', () => {
  const right = splitTab(withTabs(1, 2), 2, 1, 'right');
  expect(shape(right)).toEqual(['1:1', '2:2']);
  expect(activeGroup(right).tabs).toEqual([2]);
  expect(shape(splitTab(withTabs(1, 2), 2, 1, 'left'))).toEqual(['2:2', '1:1']);
});

test('the only tab of a pane has nothing to be split from', () => {
  const dock = withTabs(1);
  expect(splitTab(dock, 1, 1, 'right')).toBe(dock);
});

test('an empty pane goes away, and its room to those that stay', () => {
  const dock = splitTab(withTabs(1, 2), 2, 1, 'bottom');
  const one = removeTab(dock, 2);
  expect(shape(one)).toEqual(['1:1']);
  expect(placed(one.root).groups[0]?.rect).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  expect(activeGroup(one).tabs).toEqual([1]);
});

test('splits in one direction lie beside each other, not inside', () => {
  const two = splitTab(withTabs(1, 2, 3), 3, 1, 'right');
  const three = splitTab(two, 2, 1, 'right');
  expect(three.root).toMatchObject({ kind: 'split', across: 'x', sizes: [0.25, 0.25, 0.5] });
  expect(tabsOf(three)).toEqual([1, 2, 3]);
});

test('the last tab of the last pane leaves an empty floor to come back to', () => {
  const none = removeTab(withTabs(1), 1);
  expect(shape(none)).toEqual([':undefined']);
  expect(shape(showTab(addTab(none, 2), 2))).toEqual(['2:2']);
});

test('a tab moves along its strip and to other panes', () => {
  expect(shape(moveTab(withTabs(1, 2, 3), 3, 1, 0))).toEqual(['3,1,2:3']);
  const dock = splitTab(withTabs(1, 2, 3), 3, 1, 'right');
  const other = groupWith(dock, 3)?.id ?? 0;
  expect(shape(moveTab(dock, 2, other))).toEqual(['1:1', '3,2:2']);
  expect(shape(moveTab(dock, 3, 1))).toEqual(['1,2,3:3']);
});

test('the border between panes moves, and leaves both enough to be seen', () => {
  const dock = splitTab(withTabs(1, 2), 2, 1, 'right');
  const border = placed(dock.root).borders[0];
  if (border === undefined) throw new Error('no border');
  const share = (to: number) => {
    const { groups } = placed(resizeSplit(dock, border.split, border.at, to).root);
    return groups[0]?.rect.width;
  };
  expect(share(0.3)).toBeCloseTo(0.3);
  expect(share(0)).toBeCloseTo(0.12);
  expect(share(1)).toBeCloseTo(0.88);
});

test('all panes together cover the floor exactly once', () => {
  const two = splitTab(withTabs(1, 2, 3, 4), 4, 1, 'right');
  const three = splitTab(two, 3, groupWith(two, 4)?.id ?? 0, 'bottom');
  const { groups } = placed(splitTab(three, 2, 1, 'top').root);
  const area = groups.reduce((sum, { rect }) => sum + rect.width * rect.height, 0);
  expect(groups).toHaveLength(4);
  expect(area).toBeCloseTo(1);
});

test('everything goes back into one pane, in the order it is seen', () => {
  const dock = splitTab(withTabs(1, 2, 3), 1, 1, 'right');
  expect(shape(joinAll(dock))).toEqual(['2,3,1:1']);
});
