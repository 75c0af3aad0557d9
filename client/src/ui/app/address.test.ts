import { expect, test } from 'vitest';
import type { IntentWire } from '../../core/contract.gen.ts';
import { formatAddress, homeAddress, parseAddress } from './address.ts';

const CUSTOMER = '0198c0de-0000-7000-8000-000000000001';

const back = (intent: IntentWire): IntentWire => {
  const place = parseAddress(formatAddress(intent));
  if (place === undefined || place.home) throw new Error('no intent');
  return place.intent;
};

test('a record has a short address one can read', () => {
  const intent = { operation: 'view', content: { source: 'org.customers', ids: [CUSTOMER] } };
  expect(formatAddress(intent)).toBe(`#/view/org.customers/${CUSTOMER}`);
});

test('a list has an even shorter one', () => {
  expect(formatAddress({ operation: 'view', content: { source: 'org.customers' } })).toBe(
    '#/view/org.customers',
  );
});

test.each<IntentWire>([
  { operation: 'view' },
  { operation: 'view', content: { source: 'org.sites', ids: [1, 2] } },
  { operation: 'view', content: { source: 'org.sites', ids: ['12', 'true', 'a,b/c?d', '"x'] } },
  {
    operation: 'create',
    content: {
      source: 'org.sites',
      values: { customer_id: CUSTOMER, name: 'Capannone n. 3 & magazzino', floors: 2, main: true },
    },
    controller: 'sites_create',
    categories: ['quick', 'from list'.split(' ')[0] ?? ''],
    options: { page: 2, tags: ['a', 'b'], text: '+1=2', none: null, empty: '' },
  },
])('what an address was made from is what it opens: %#', (intent) => {
  const { content = null, controller = null, categories = [], options = {} } = intent;
  expect(back(intent)).toEqual({
    operation: intent.operation,
    content,
    controller,
    categories,
    options,
  });
});

test('the same intent has the same address, however its options were ordered', () => {
  const one = { operation: 'view', options: { a: 1, b: 2 } };
  const other = { operation: 'view', options: { b: 2, a: 1 } };
  expect(formatAddress(one)).toBe(formatAddress(other));
});

test.each(['', '#', homeAddress])('%j is where everybody begins', (fragment) => {
  expect(parseAddress(fragment)).toEqual({ home: true });
});

test.each(['#chapter', '#/View/x', '#/view/org.sites/%E0%A4%A'])('%j is no address', (fragment) => {
  expect(parseAddress(fragment)).toBeUndefined();
});
