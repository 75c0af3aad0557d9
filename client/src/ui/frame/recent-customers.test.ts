import { beforeEach, expect, test, vi } from 'vitest';
import { Prefs } from '../../core/prefs.ts';
import { RecentCustomers } from './recent-customers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

const made = () => {
  const prefs = new Prefs();
  const titles = vi.fn(async (wanted: readonly { readonly key: string | number }[]) =>
    wanted.map(({ key }) => ({ key, title: `Name of ${key}`, customer_code: `C-${key}` })),
  );
  const customers = new RecentCustomers(prefs, { search: { titles } } as never);
  return { customers, titles, ids: () => customers.list.value.map((one) => one.id) };
};

test('who passes over customers works on none of them, who stays does', async () => {
  const { customers, titles, ids } = made();
  for (const id of ['a', 'b', 'c', 'd']) {
    customers.see({ id });
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(ids()).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  expect(titles).toHaveBeenCalledTimes(1);
  expect(customers.find('d')?.name).toBe('Name of d'); // said at once where it is shown
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ids()).toEqual(['d']);
});

test('the one looked at last is the first, once', async () => {
  const { customers, ids } = made();
  for (const id of ['a', 'b', 'a']) {
    customers.see({ id, code: id, name: id });
    await vi.advanceTimersByTimeAsync(2_000);
  }
  expect(ids()).toEqual(['a', 'b']);
});

test('whom one may not see any more is forgotten, and a new name is learnt', async () => {
  const { customers, titles } = made();
  customers.see({ id: 'a', code: 'a', name: 'Old name' });
  await vi.advanceTimersByTimeAsync(2_000);
  titles.mockImplementation(async (wanted) =>
    wanted.map(({ key }) =>
      key === 'a' ? (null as never) : { key, title: 'New name', customer_code: 'B' },
    ),
  );
  customers.see({ id: 'b', code: 'B', name: 'Old name' });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(customers.list.value).toEqual([{ id: 'b', code: 'B', name: 'New name' }]);
});
