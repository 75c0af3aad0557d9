/** What was put away by an action is told by its name, and can be taken out again at once. */

import type { ActionDescription } from '../../core/contract.gen.ts';
import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Key } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import { nounOf } from '../list/count-text.ts';
import type { NewNotice } from '../notices/notices.ts';
import { flagsOf, subjectOf } from '../parts/view-facts.ts';

/** Names are looked up before: afterwards the rows are gone from their list. */
export function namesBefore(
  view: View,
  action: ActionDescription,
  options: Readonly<Record<string, unknown>>,
): (keys: readonly Key[], i18n: I18n) => string {
  const cursor = view.cursors.get(subjectOf(view, action) ?? '');
  const only = Array.isArray(options['keys']) ? options['keys'][0] : cursor?.current.peek();
  const row = typeof only === 'string' || typeof only === 'number' ? cursor?.get(only) : undefined;
  const record = row === undefined ? undefined : cursor?.record(row);
  return (keys, i18n) => {
    if (cursor === undefined) return action.label;
    const { source } = cursor.described;
    const named = [record?.['code'], record?.[source.names_by]].filter(
      (one) => typeof one === 'string' && one !== '',
    );
    if (keys.length === 1 && keys[0] === only && named.length > 0) return named.join(' ');
    return `${i18n.number(keys.length)} ${nounOf(source, keys.length)}`;
  };
}

/** What an action is about to be done to, before a yes; nothing when it is about no record. */
export function whatOf(
  view: View,
  action: ActionDescription,
  options: Readonly<Record<string, unknown>>,
  i18n: I18n,
): string {
  const cursor = view.cursors.get(subjectOf(view, action) ?? '');
  const current = cursor?.current.peek() ?? null;
  const meant = options['keys'];
  const keys = Array.isArray(meant) ? (meant as readonly Key[]) : current === null ? [] : [current];
  return keys.length === 0 ? '' : namesBefore(view, action, options)(keys, i18n);
}

/** What it is done to and what comes of it, as one text; many a firm's name ends with a point. */
export function saidOf(what: string, text = ''): string {
  if (what === '' || text === '') return what || text;
  return `${what}${what.endsWith('.') ? '' : '.'} ${text}`;
}

/** The rows an answer says were put away. */
export function putAway(result: unknown): readonly Key[] {
  const keys = isRecord(result) ? result['archived'] : undefined;
  return Array.isArray(keys) ? (keys as readonly Key[]) : [];
}

/** By the action that put them away; where a record stands open, by the one that restores it. */
export async function takeOut(
  view: View,
  action: ActionDescription,
  keys: readonly Key[],
): Promise<void> {
  const restoring = view.offer.actions.find(
    (one) =>
      /^restore($|_)/.test(one.id) &&
      subjectOf(view, one) === subjectOf(view, action) &&
      flagsOf(view.flags.peek(), one).visible,
  );
  if (restoring === undefined) await view.run(action.id, { keys, undo: true }, true);
  else await view.run(restoring.id, { keys }, true);
}

export const awayNotice = (what: string, undo: () => void, i18n: I18n): NewNotice => ({
  level: 'ok',
  text: i18n.gettext('Archived: {what}', { what }),
  action: { label: i18n.gettext('Undo'), run: undo },
});
