/** An action on many records in words: what it is about to do, and what came of it. */

import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';

export type Act = 'edit' | 'archive' | 'restore' | 'delete';

/** What would come of it, counted by the server. */
export interface Looked {
  readonly changes: number;
  readonly same: number;
  readonly denied: number;
  readonly gone: number;
}

export const ENDS = ['done', 'same', 'refused', 'waiting', 'back', 'stays'] as const;
export type End = (typeof ENDS)[number];

export interface Told {
  readonly key: string;
  readonly title: string;
  readonly state: End;
  readonly reason: string;
}

/** What came of it so far; `job` is who is at it now. */
export interface Outcome {
  readonly act: Act;
  readonly state: string;
  readonly total: number;
  readonly counts: Readonly<Record<End, number>>;
  readonly canGoBack: boolean;
  readonly job: string | null;
  readonly rows: readonly Told[];
}

const ACTS: readonly Act[] = ['edit', 'archive', 'restore', 'delete'];

export const actOf = (said: unknown): Act => ACTS.find((one) => one === said) ?? 'edit';

export function readLooked(said: unknown): Looked | undefined {
  if (!isRecord(said)) return undefined;
  const [changes, same, denied, gone] = ['changes', 'same', 'denied', 'gone'].map((name) =>
    Number(said[name]),
  );
  return { changes: changes ?? 0, same: same ?? 0, denied: denied ?? 0, gone: gone ?? 0 };
}

/** What the server said; undefined: it could not be asked, and that was told. */
export function readOutcome(said: unknown): Outcome | undefined {
  if (!isRecord(said)) return undefined;
  const rows = Array.isArray(said['rows']) ? said['rows'].filter(isRecord) : [];
  const back = Number(said['back']);
  const stays = Number(said['stays']);
  return {
    act: actOf(said['act']),
    state: String(said['state']),
    total: Number(said['total']),
    counts: {
      // what was taken back, or could not be, is no longer counted as done
      done: Number(said['changed']) - back - stays,
      same: Number(said['same']),
      refused: Number(said['refused']),
      waiting: Number(said['waiting']),
      back,
      stays,
    },
    canGoBack: said['can_go_back'] === true,
    job: typeof said['job'] === 'string' ? said['job'] : null,
    rows: rows.map((one) => ({
      key: String(one['key']),
      title: String(one['title']),
      state: ENDS.find((end) => end === one['state']) ?? 'waiting',
      reason: String(one['reason']),
    })),
  };
}

export const isUndone = ({ state }: Outcome): boolean => state === 'undoing' || state === 'undone';

/** Records that somebody should look at. */
export const wrongOf = ({ counts }: Outcome): number =>
  counts.refused + counts.waiting + counts.stays;

export const canGoBack = (outcome: Outcome): boolean =>
  outcome.canGoBack && !isUndone(outcome) && outcome.counts.done > 0;

export const isAsBefore = (outcome: Outcome): boolean =>
  isUndone(outcome) && wrongOf(outcome) === 0 && outcome.counts.done === 0;

/** What would come of it, one clause for each kind of record. */
export function willBe(act: Act, looked: Looked, i18n: I18n): string {
  const { changes, same, denied, gone } = looked;
  return [
    willChange(act, changes, i18n),
    same > 0 && i18n.ngettext('{n} is so already', '{n} are so already', same),
    denied > 0 &&
      i18n.ngettext('{n} is not yours to change', '{n} are not yours to change', denied),
    gone > 0 && i18n.ngettext('{n} is not there any more', '{n} are not there any more', gone),
  ]
    .filter(Boolean)
    .join(' · ');
}

function willChange(act: Act, n: number, i18n: I18n): string {
  switch (act) {
    case 'edit':
      return i18n.ngettext('{n} record will change', '{n} records will change', n);
    case 'archive':
      return i18n.ngettext('{n} record will be archived', '{n} records will be archived', n);
    case 'restore':
      return i18n.ngettext('{n} record will be restored', '{n} records will be restored', n);
    case 'delete':
      return i18n.ngettext('{n} record will be deleted', '{n} records will be deleted', n);
  }
}

/** What the button says that does it. */
export function doIt(act: Act, i18n: I18n): string {
  switch (act) {
    case 'edit':
      return i18n.gettext('Change the records');
    case 'archive':
      return i18n.gettext('Archive the records');
    case 'restore':
      return i18n.gettext('Restore the records');
    case 'delete':
      return i18n.gettext('Delete the records');
  }
}

/** What it means for the records. */
export function means(act: Act, i18n: I18n): string {
  switch (act) {
    case 'edit':
      return '';
    case 'archive':
      return i18n.gettext(
        'They leave lists and choices with everything they hold. They stay readable, and can be restored at any time.',
      );
    case 'restore':
      return i18n.gettext('They come back to the lists, with what was archived with them.');
    case 'delete':
      return i18n.gettext(
        'They are deleted for good: it cannot be undone. What anything refers to is not deleted: archive it instead.',
      );
  }
}

/** What came of it, in one line. */
export function cameOf({ act, counts }: Outcome, i18n: I18n): string {
  const { done, same, refused, waiting, back, stays } = counts;
  return [
    (done > 0 || back + stays === 0) && wasDone(act, done, i18n),
    back > 0 && i18n.ngettext('{n} taken back', '{n} taken back', back),
    stays > 0 && i18n.ngettext('{n} not taken back', '{n} not taken back', stays),
    same > 0 && i18n.ngettext('{n} was so already', '{n} were so already', same),
    refused > 0 && i18n.ngettext('{n} refused', '{n} refused', refused),
    waiting > 0 && i18n.ngettext('{n} not done', '{n} not done', waiting),
  ]
    .filter(Boolean)
    .join(' · ');
}

function wasDone(act: Act, n: number, i18n: I18n): string {
  switch (act) {
    case 'edit':
      return i18n.ngettext('{n} record changed', '{n} records changed', n);
    case 'archive':
      return i18n.ngettext('{n} record archived', '{n} records archived', n);
    case 'restore':
      return i18n.ngettext('{n} record restored', '{n} records restored', n);
    case 'delete':
      return i18n.ngettext('{n} record deleted', '{n} records deleted', n);
  }
}

export function endWords(end: End, i18n: I18n): string {
  switch (end) {
    case 'done':
      return i18n.gettext('Done');
    case 'same':
      return i18n.gettext('So already');
    case 'refused':
      return i18n.gettext('Refused');
    case 'waiting':
      return i18n.gettext('Not done');
    case 'back':
      return i18n.gettext('Taken back');
    case 'stays':
      return i18n.gettext('Not taken back');
  }
}
