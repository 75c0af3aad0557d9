/** What the server tells of a field; what belongs to forms alone may not be told by every server. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import { isRecord } from '../../core/failure.ts';

export interface Law {
  readonly ref: string;
  readonly text: string;
}

export type FieldFacts = Omit<
  FieldDescription,
  'section' | 'width' | 'help' | 'law' | 'show_if' | 'lock_reason' | 'prints_in' | 'within'
> & {
  /** The heading it stands under. */
  readonly section?: string | null;
  /** Of twelve columns. */
  readonly width?: number;
  readonly help?: string | null;
  readonly law?: Law | null;
  /** A filter on the other fields of the record: the field is there while it holds. */
  readonly show_if?: unknown;
  readonly lock_reason?: string | null;
  readonly prints_in?: string | null;
  /** What a link is chosen among: {their column: our field}. */
  readonly within?: Readonly<Record<string, string>> | null;
};

/**
 * What was typed and cannot be read as a value of its field. It stands in the place of the value, so
 * that it is kept, undone and counted like one; it is never sent as a value that was guessed.
 */
export interface Unread {
  readonly unread: string;
}

export const isUnread = (value: unknown): value is Unread =>
  isRecord(value) && typeof value['unread'] === 'string' && Object.keys(value).length === 1;

export const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.values(value).every((part) => part === null || part === ''));
