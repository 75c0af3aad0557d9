/**
 * What crosses the wire: JSON, and values JSON has no type for under a reserved tag `$`.
 *
 * The client works with texts (dates, decimals, keys), so a tag is taken off and its text stays. A
 * mapping of ours that has the key `$` is escaped: data is never taken for a tag.
 */

import { Failure, isRecord } from './failure.ts';

const TAG = '$';
const VALUE = 'v';
const MAX_DEPTH = 32;

const AS_TEXT: ReadonlySet<string> = new Set([
  'int',
  'decimal',
  'date',
  'datetime',
  'time',
  'uuid',
  'bytes',
  'node',
]);

type Walk = (value: unknown, depth: number) => unknown;

const within = (value: Record<string, unknown>, walk: Walk, depth: number) =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, depth + 1)]));

const untag = (value: Record<string, unknown>, depth: number): unknown => {
  const kind = value[TAG];
  const inner = value[VALUE];
  if (kind === 'map' && isRecord(inner)) return within(inner, walkIn, depth);
  if (kind === 'float')
    return Number(inner === 'inf' ? Infinity : inner === '-inf' ? -Infinity : inner);
  if (kind === 'path' && Array.isArray(inner)) return inner[0];
  if (kind === 'range') return inner;
  if (typeof kind === 'string' && AS_TEXT.has(kind) && typeof inner === 'string') return inner;
  throw new Failure('invalid', { fields: { reason: 'unknown_tag', tag: kind } });
};

const walkIn: Walk = (value, depth) => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new Failure('invalid', { fields: { reason: 'too_deep' } });
  if (Array.isArray(value)) return value.map((item) => walkIn(item, depth + 1));
  const mapping = value as Record<string, unknown>;
  return TAG in mapping ? untag(mapping, depth) : within(mapping, walkIn, depth);
};

const walkOut: Walk = (value, depth) => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return value.map((item) => walkOut(item, depth + 1));
  const mapping = within(value as Record<string, unknown>, walkOut, depth);
  return TAG in mapping ? { [TAG]: 'map', [VALUE]: mapping } : mapping;
};

/** Turn what came into plain values. */
export const decode = (value: unknown): unknown => walkIn(value, 0);

/** Turn plain values into what may be sent. */
export const encode = (value: unknown): unknown => walkOut(value, 0);
