import { expect, test } from 'vitest';
import { uuid7 } from './uuid.ts';

test('keys are of version 7, sort by time, and are not repeated', () => {
  const keys = [1_700_000_000_000, 1_700_000_000_001, 1_900_000_000_000].map((at) => uuid7(at));
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(keys.toSorted()).toEqual(keys);
  expect(keys[0]?.startsWith('018bcfe5-6800')).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => uuid7())).size).toBe(1000);
});
