/** Where the lines of the palette come from: commands, what was open lately, and the server's search. */

import { useEffect, useRef, useState } from 'react';
import { isRecord, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { SearchGroup, SearchHit } from '../../core/services.ts';
import type { App } from '../kit/app.tsx';
import { type Entry, type EntryGroup, wordsIn } from './entries.ts';

const SHOWN = 12;
const WAIT = 80;
const RECENTS = 'recents';

export interface RecentRecord {
  readonly source: string;
  readonly key: string | number;
  readonly title: string;
  readonly icon?: string;
  readonly detail?: string;
  readonly customer?: string;
}

const isRecent = (value: unknown): value is RecentRecord =>
  isRecord(value) && typeof value['source'] === 'string' && typeof value['title'] === 'string';

const isRecents = (value: unknown): value is readonly RecentRecord[] =>
  Array.isArray(value) && value.every(isRecent);

/** The records opened lately, the latest first; kept with the person's preferences. */
export const recentsOf = (app: Pick<App, 'prefs'>) => app.prefs.of(RECENTS, [], isRecents);

export function rememberRecent(app: Pick<App, 'prefs'>, record: RecentRecord): void {
  const before = recentsOf(app).peek();
  const same = (one: RecentRecord) => one.source === record.source && one.key === record.key;
  const now = [record, ...before.filter((one) => !same(one))].slice(0, 20);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  app.prefs.set(RECENTS, now);
}

const open = (app: App, source: string, key: string | number) => () => {
  const intent = { operation: 'view', content: { source, ids: [key] } };
  app.desk.open(intent).catch(raise);
};

export function recentEntries(app: App): readonly EntryGroup[] {
  const entries = recentsOf(app)
    .peek()
    .slice(0, SHOWN)
    .map(
      (one): Entry => ({
        id: `recent-${one.source}-${one.key}`,
        label: one.title,
        icon: one.icon ?? 'clock',
        ...(one.detail !== undefined && { detail: one.detail }),
        ...(one.customer !== undefined && { customer: one.customer }),
        run: open(app, one.source, one.key),
      }),
    );
  return [{ label: app.i18n.gettext('Opened lately'), entries }];
}

export function commandEntries(app: App, text: string): readonly EntryGroup[] {
  const { commands, i18n, desk } = app;
  const title = desk.current.peek()?.offer.view.title;
  const by = new Map<string, Entry[]>();
  for (const command of commands.search(text)) {
    if (!commands.isEnabled(command) || command.id === 'palette') continue;
    const group = command.group ?? i18n.gettext('Commands');
    const [keys] = commands.keysOf(command);
    const entry: Entry = {
      id: `command-${command.id}`,
      label: command.label,
      icon: command.icon ?? 'chevron-right',
      ...(keys !== undefined && { keys }),
      run: () => {
        commands.run(command.id).catch(raise);
      },
    };
    const listed = by.get(group) ?? [];
    if (listed.length < SHOWN) by.set(group, [...listed, entry]);
  }
  return [...by].map(([label, entries]) => ({ label, entries, here: label === title }));
}

interface Found {
  readonly groups: readonly EntryGroup[];
  readonly busy: boolean;
}

const NOTHING: readonly EntryGroup[] = [];

/**
 * What the server finds for words, a moment after the last letter; an older answer is dropped. What
 * was found for other words stands as long as it is busy.
 */
export function useFound(app: App, words: string): Found {
  const [found, show] = useState({ words: '', groups: NOTHING });
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const turn = asked.current;
    if (words === '') {
      show({ words, groups: NOTHING });
      return;
    }
    const tell = (groups: readonly EntryGroup[]) => {
      if (turn === asked.current) show({ words, groups });
    };
    const timer = setTimeout(() => {
      ask(app, words).then(tell, () => tell(NOTHING));
    }, WAIT);
    return () => clearTimeout(timer);
  }, [app, words]);
  return { groups: found.groups, busy: found.words !== words };
}

/** What tells a hit from others of the same name: its own facts, whose it is, that it is put away. */
function detailOf(hit: SearchHit, i18n: I18n): string {
  const whose = hit.customer_name === hit.title ? null : hit.customer_name;
  const away = hit.archived ? i18n.gettext('archived') : null;
  return [hit.subtitle, whose, away].filter(Boolean).join(' · ');
}

async function ask(app: App, words: string): Promise<readonly EntryGroup[]> {
  const { groups } = await app.services.search.find(words);
  return groups.map((group) => {
    const hits = group.hits.map(
      (hit): Entry => ({
        id: `hit-${group.source}-${hit.key}`,
        label: hit.title,
        icon: group.icon,
        detail: detailOf(hit, app.i18n),
        ...(hit.customer_id ? { customer: String(hit.customer_id) } : {}),
        run: open(app, group.source, hit.key),
      }),
    );
    const all = group.more ? [everything(app, group, wordsIn(words, group.label))] : [];
    return { label: group.label, entries: [...hits, ...all] };
  });
}

/** The list of one kind, narrowed by the same words: where there is more than fits here. */
function everything(app: App, group: SearchGroup, words: string): Entry {
  const intent = { operation: 'view', content: { source: group.source, ids: [] } };
  return {
    id: `all-${group.source}`,
    label: app.i18n.gettext('Show all in {group}', { group: group.label }),
    icon: 'chevron-right',
    run: () => {
      app.desk.open({ ...intent, options: { words } }).catch(raise);
    },
  };
}
