import { computed, signal } from '@preact/signals-core';
import { expect, test } from 'vitest';
import type { SavedView } from '../../core/contract.gen.ts';
import { Failure } from '../../core/failure.ts';
import type { ViewsService } from '../../core/services.ts';
import type { GridState } from '../../grid/context.ts';
import { Notices } from '../notices/notices.ts';
import type { ListModel } from './list-model.ts';
import { SavedViews } from './saved-views.ts';

const columns = ['code', 'name'].map((name) => ({ name, width: 90, hidden: false, pinned: false }));
const FIRST: GridState = {
  columns,
  sort: [['name', 'asc']],
  filters: [],
  group: [],
  where: null,
  words: '',
};

const saved = (id: string, more: Partial<SavedView> = {}): SavedView => ({
  id,
  source: 'org.customers',
  name: id,
  shared: false,
  default: false,
  default_for_all: false,
  locked: false,
  mine: true,
  may_change: true,
  owner: 'Carla',
  state: { ...FIRST, words: id },
  row_version: 1,
  ...more,
});

/** A list as far as its saved views touch it, and a server that keeps them. */
function made(views: readonly SavedView[], shown: string | null = null) {
  const state = signal(FIRST);
  const kept = signal(views);
  const notices = new Notices();
  let failing: Failure | undefined;
  const service = {
    of: () => kept,
    list: () => Promise.resolve(kept.peek()),
    keep: (view: Partial<SavedView>) => {
      if (failing !== undefined) return Promise.reject(failing);
      const before = kept.peek().find((one) => one.id === view.id) ?? saved('made');
      const now = { ...before, ...view, id: before.id } as SavedView;
      kept.value = [...kept.peek().filter((one) => one.id !== now.id), now];
      return Promise.resolve(now);
    },
    remove: ({ id }: SavedView) => {
      kept.value = kept.peek().filter((one) => one.id !== id);
      return Promise.resolve();
    },
  };
  const list = {
    first: FIRST,
    state: computed(() => state.value),
    cursor: { described: { source: { name: 'org.customers' } } },
    grid: {
      get state() {
        return state.peek();
      },
    },
    arrange: (next: GridState) => {
      state.value = next;
    },
    keepSoon: () => undefined,
    app: { notices, i18n: { locale: 'it' } },
    part: {
      kind: 'grid',
      parts: [
        {
          kind: 'view',
          id: 'overdue',
          label: 'Scadute',
          filters: [{ column: 'name', operator: 'eq', value: 'x' }],
        },
      ],
    },
  };
  const model = new SavedViews(
    list as unknown as ListModel,
    service as unknown as ViewsService,
    shown,
    true,
  );
  const refuse = (failure: Failure | undefined) => {
    failing = failure;
  };
  return { model, state, notices, refuse };
}

test('a list opens as its default says', async () => {
  const { model, state } = made([saved('a'), saved('b', { default: true })]);
  await model.begin(undefined);
  expect(model.current.value?.id).toBe('b');
  expect(state.value.words).toBe('b');
  expect(model.changed.value).toBe(false);
});

test('what an address names comes before the default', async () => {
  const { model, state } = made([saved('a'), saved('b', { default: true })]);
  await model.begin('a');
  expect(state.value.words).toBe('a');
});

test('a screen brings ways of looking at it, which one stands in until it is arranged otherwise', async () => {
  const { model, state } = made([saved('a')]);
  await model.begin('overdue');
  expect(state.value.filters).toHaveLength(1);
  expect(model.current.value).toBeUndefined();
  expect(model.standing.value?.label).toBe('Scadute');
  model.leave();
  expect(model.standing.value).toBeUndefined();
  expect(state.value.filters).toEqual([]);
});

test('a default that was changed and not saved is found as it was left', async () => {
  const { model, state } = made([saved('b', { default: true })], 'b');
  state.value = { ...FIRST, words: 'b and more' };
  await model.begin(undefined);
  expect(state.value.words).toBe('b and more');
  expect(model.changed.value).toBe(true);
  model.undo();
  expect(state.value.words).toBe('b');
});

test('saving makes it what it is now; saving as new shows the new one', async () => {
  const { model, state } = made([saved('a')], 'a');
  state.value = { ...FIRST, words: 'other' };
  expect(await model.save()).toBe(true);
  expect(model.changed.value).toBe(false);
  expect(await model.saveAs('Mine')).toBe(true);
  expect(model.current.value?.name).toBe('Mine');
});

test('a view that is shown and goes leaves the list as it is', async () => {
  const { model, state } = made([saved('a')], 'a');
  state.value = { ...FIRST, words: 'a' };
  const [view] = model.all.value;
  if (view !== undefined) await model.remove(view);
  expect(model.current.value).toBeUndefined();
  expect(state.value.words).toBe('a');
});

test('what the server refuses is said, and nothing is taken for saved', async () => {
  const { model, state, notices, refuse } = made([saved('a')], 'a');
  state.value = { ...FIRST, words: 'other' };
  refuse(new Failure('denied', { message: 'It is locked.' }));
  expect(await model.save()).toBe(false);
  expect(model.changed.value).toBe(true);
  expect(notices.log.value[0]?.text).toBe('It is locked.');
});
