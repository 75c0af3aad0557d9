import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import type { ContextOpened, IntentWire, PeerOffer } from '../../core/contract.gen.ts';
import { Failure } from '../../core/failure.ts';
import type { Session } from '../../core/session.ts';
import { Signal } from '../../core/signal.ts';
import { View } from '../../core/view.ts';
import { DeskModel } from './desk.ts';
import { groupsOf, splitTab } from './dock.ts';
import type { DeskVoice, KeptDesk } from './tab.ts';

const HOME: IntentWire = { operation: 'view', content: { source: 'auth.users', ids: ['u'] } };
const LIST: IntentWire = { operation: 'view', content: { source: 'org.customers' } };
const RECORD: IntentWire = { operation: 'view', content: { source: 'org.customers', ids: ['c'] } };

interface Told {
  readonly type?: string;
  readonly modal?: boolean;
  readonly from?: string;
}

const viewOf = (id: number, intent: IntentWire, told: Told = {}): View => {
  const offer = {
    id,
    role: 'server',
    controller: 'any',
    uri: `ytefas.s.1.server.${id}`,
    label: `view ${id}`,
    icon: 'file',
    modal: told.modal ?? false,
    intent,
    view: { type: told.type ?? 'List', title: '', parts: [], options: {} },
    cursors: {},
    actions: [],
    context: told.from === undefined ? {} : { from_context: told.from },
    drafts: {},
    drafts_kept_at: null,
  } as unknown as PeerOffer;
  return new View(offer, {
    decide: () => Promise.resolve('stay' as const),
    choose: () => Promise.resolve(''),
    leave: () => Promise.resolve(),
  });
};

const office = (kept?: KeptDesk) => {
  const views = signal<ReadonlyMap<number, View>>(new Map());
  const begin = vi.fn<(intent: IntentWire) => Promise<ContextOpened>>(() =>
    Promise.resolve({ context: 'x', id: '9' }),
  );
  const opening = signal(false);
  const session = { views, begin, opening } as unknown as Session;
  const voice: DeskVoice = {
    choose: () => Promise.resolve(''),
    confirm: () => Promise.resolve(true),
    failed: vi.fn(),
    noticed: vi.fn(),
  };
  const desk = new DeskModel(session, voice, kept);
  const show = (...all: View[]) => {
    views.value = new Map(all.map((view) => [view.id, view]));
  };
  const seen = () => [...desk.views.value].map(({ id }) => id);
  return { desk, show, seen, begin, voice, opening, front: () => desk.current.value?.id };
};

const home = () => viewOf(1, HOME, { type: 'Desktop' });

test('what the server offers gets a tab and comes to the front', () => {
  const { desk, show, seen, front } = office();
  const first = home();
  show(first);
  show(first, viewOf(2, LIST));
  expect(seen()).toEqual([1, 2]);
  expect(front()).toBe(2);
  expect(desk.frontTab.value?.address).toBe('#/view/org.customers');
});

test('a modal view has no tab and lies over its origin', () => {
  const { desk, show, seen, front } = office();
  const first = home();
  const over = viewOf(2, RECORD, { modal: true });
  show(first, over);
  expect(seen()).toEqual([1]);
  expect(desk.modals.value).toEqual([over]);
  expect(front()).toBe(2);
  show(first);
  expect(front()).toBe(1);
});

test('what is closed gives the front to where it was opened from', () => {
  const { desk, show, front } = office();
  const [first, list, other] = [home(), viewOf(2, LIST), viewOf(3, { operation: 'view' })];
  const record = viewOf(4, RECORD, { from: list.offer.uri });
  show(first, list, other);
  show(first, list, other, record);
  desk.show(other);
  desk.show(record);
  show(first, list, other);
  expect(front()).toBe(2);
});

test('what came from nowhere gives it to the one that was in front before', () => {
  const before = office();
  before.show(home(), viewOf(2, LIST));
  const { desk, show, front } = office(before.desk.kept());
  const [first, one, other] = [home(), viewOf(5, RECORD), viewOf(6, { operation: 'view' })];
  show(first, one, other);
  desk.show(one);
  desk.show(other);
  show(first, one);
  expect(front()).toBe(5);
});

test('a session built anew puts its views back where they were', () => {
  const { desk, show, seen, front } = office();
  show(home(), viewOf(2, LIST), viewOf(3, RECORD));
  desk.arrange((dock) => splitTab(dock, desk.frontTab.peek()?.key ?? 0, dock.active, 'right'));
  show();
  expect(seen()).toEqual([]);
  expect(desk.tabs.value.size).toBe(3);
  const named = (intent: IntentWire) => ({ ...intent, controller: 'any' });
  show(viewOf(11, HOME, { type: 'Desktop' }), viewOf(12, named(RECORD)), viewOf(13, named(LIST)));
  expect(seen()).toEqual([11, 13, 12]);
  expect(groupsOf(desk.dock.value.root)).toHaveLength(2);
  expect(front()).toBe(12);
});

test('a session that is built anew brings its tabs back by itself, however long each takes', async () => {
  const before = office();
  before.show(home(), viewOf(2, LIST));
  const { desk, show, seen, begin, opening } = office(before.desk.kept());
  vi.useFakeTimers();
  opening.value = true;
  show(home());
  await vi.advanceTimersByTimeAsync(30_000);
  expect(begin).not.toHaveBeenCalled();
  show(home(), viewOf(2, { ...LIST, controller: 'customers' })); // as it was elected before
  opening.value = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(begin).not.toHaveBeenCalled();
  expect([seen(), desk.tabs.value.size]).toEqual([[1, 2], 2]);
  vi.useRealTimers();
});

test('a node that never says that all is open keeps nobody waiting for ever', async () => {
  const before = office();
  before.show(home(), viewOf(2, LIST));
  const { show, begin, opening } = office(before.desk.kept());
  vi.useFakeTimers();
  opening.value = true;
  show(home());
  await vi.advanceTimersByTimeAsync(70_000);
  expect(begin).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('a tab kept from another day opens its screen when it is chosen', async () => {
  const before = office();
  before.show(home(), viewOf(2, LIST));
  const { desk, show, begin } = office(before.desk.kept());
  vi.useFakeTimers();
  try {
    show(home());
    expect([...desk.tabs.value.values()].map((tab) => tab.title)).toEqual(['view 1', 'view 2']);
    expect(begin).not.toHaveBeenCalled();
    desk.showTab(2);
    await vi.advanceTimersByTimeAsync(2_000);
  } finally {
    vi.useRealTimers();
  }
  expect(begin).toHaveBeenCalledWith(expect.objectContaining({ operation: 'view' }));
});

test('what is open already is shown, not opened twice', async () => {
  const { desk, show, begin, front } = office();
  show(home(), viewOf(2, LIST), viewOf(3, RECORD));
  await desk.open(LIST);
  expect(begin).not.toHaveBeenCalled();
  expect(front()).toBe(2);
});

test('what comes late does not take the front from what was chosen meanwhile', async () => {
  const { desk, show, front } = office();
  const [first, list] = [home(), viewOf(2, LIST)];
  show(first, list);
  const opening = desk.open(RECORD);
  desk.showTab(desk.home?.key ?? 0);
  show(first, list, viewOf(3, RECORD));
  await opening;
  expect(front()).toBe(1);
  const again = desk.open({ operation: 'view' });
  show(first, list, viewOf(3, RECORD), viewOf(4, { operation: 'view' }));
  await again;
  expect(front()).toBe(4);
});

test('a link that leads nowhere is said, and what there is stays', async () => {
  const { desk, show, begin, front } = office();
  show(home());
  begin.mockRejectedValueOnce(new Failure('not_found'));
  vi.useFakeTimers();
  try {
    const following = desk.follow('#/view/org.customers/c');
    await vi.advanceTimersByTimeAsync(2_000);
    await following;
  } finally {
    vi.useRealTimers();
  }
  expect(desk.lost.value).toMatchObject({ address: '#/view/org.customers/c' });
  expect(front()).toBe(1);
  await desk.follow('#/');
  expect(desk.lost.value).toBeUndefined();
});

test('the desktop is always the first tab, and cannot be closed', async () => {
  const { desk, show, seen } = office();
  show(viewOf(2, LIST), home());
  expect(seen()).toEqual([1, 2]);
  expect(await desk.closeTab(desk.home?.key ?? 0)).toBe(false);
});

test('a view that asks for the focus gets it', async () => {
  const { desk, show, front } = office();
  const list = viewOf(2, LIST);
  show(home(), list, viewOf(3, RECORD));
  expect(list.focused).toBeInstanceOf(Signal);
  await list.focus();
  expect(front()).toBe(2);
  expect(desk.frontTab.value?.view).toBe(list);
});
