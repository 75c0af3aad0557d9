/**
 * One part at a time under its tab, with the count of what it shows; the last one is remembered.
 *
 * The tabs are our own: React Aria's panel looks through all it holds after every change, for
 * something to focus, and asks the browser to lay it out each time. Ours hold grids that change often.
 */

import { type KeyboardEvent, useEffect, useId, useMemo } from 'react';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { PartView } from './part-view.tsx';
import type { Part, PartProps } from './registry.ts';
import './tabs.css';
import { cursorsOf, firstCursor, firstListed, labelOf, partsOf, textOf } from './view-facts.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

export function TabsPart({ view, part, path }: PartProps) {
  const { prefs, i18n } = useApp();
  const parts = partsOf(part);
  const ids = parts.map((inner, at) => tabId(inner, at));
  const name = `tabs.${view.offer.controller}.${path}`;
  const kept = useValue(useMemo(() => prefs.of(name, '', isText), [prefs, name]));
  const selected = ids.includes(kept) ? kept : (ids[0] ?? '');
  const own = useId();
  const tab = (id: string) => `${own}-tab-${id}`;
  const choose = (id: string) => {
    if (id !== selected) prefs.set(name, id);
  };
  const pressed = (event: KeyboardEvent) => {
    const to = reached(event.key, ids.indexOf(selected), ids.length);
    const id = ids[to ?? -1];
    if (id === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(id);
    document.getElementById(tab(id))?.focus();
  };
  const at = ids.indexOf(selected);
  const shown = parts[at];
  useEffect(() => (shown === undefined ? undefined : wake(view, shown)), [view, shown]);
  return (
    <div className="sub-tabs">
      <div
        role="tablist"
        className="sub-tab-list"
        aria-label={labelOf(part, i18n.locale) ?? i18n.gettext('Details')}
        onKeyDown={pressed}
      >
        {parts.map((inner, place) => {
          const id = ids[place] ?? '';
          const current = id === selected;
          return (
            <button
              key={id}
              type="button"
              role="tab"
              id={tab(id)}
              className="sub-tab"
              tabIndex={current ? 0 : -1}
              aria-selected={current}
              aria-controls={current ? `${own}-panel` : undefined}
              onClick={() => choose(id)}
            >
              {labelOf(inner, i18n.locale) ??
                firstCursor(view, inner)?.described.source.plural ??
                inner.kind}{' '}
              <TabCount view={view} part={inner} counts={part['counts']} />
            </button>
          );
        })}
      </div>
      {shown === undefined ? null : (
        <div
          key={selected}
          role="tabpanel"
          id={`${own}-panel`}
          className="sub-tab-panel"
          aria-labelledby={tab(selected)}
          {...(firstListed(view, shown) === undefined ? { tabIndex: 0 } : {})}
        >
          <PartView view={view} part={shown} path={`${path}/${at}`} />
        </div>
      )}
    </div>
  );
}

/** Where a key leads among tabs side by side. */
function reached(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** What is behind a tab nobody has opened may not have been asked for yet. */
function wake(view: View, part: Part): void {
  for (const cursor of cursorsOf(view, part)) {
    cursor.show(0, 1).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }
}

/** By what it shows rather than by its place, so that a new tab before it changes nothing. */
const tabId = (part: Part, at: number): string => {
  const cursor = textOf(part['cursor']) ?? '';
  const named = textOf(part['id']);
  if (named !== undefined) return named;
  return cursor === '' ? `tab-${at}` : `${part.kind}-${cursor}`;
};

interface TabCountProps {
  readonly view: View;
  readonly part: Part;
  /** The cursor whose row counts what is behind the tabs. */
  readonly counts: unknown;
}

function TabCount({ view, part, counts }: TabCountProps) {
  const { i18n } = useApp();
  const listed = firstListed(view, part);
  const counting = view.cursors.get(textOf(counts) ?? '');
  const column = textOf(part['counted']);
  const said = useComputed(() => {
    if (counting !== undefined && column !== undefined) return counted(counting, column, i18n);
    return part['count'] === false ? undefined : total(listed, i18n);
  }, [listed, counting, column, i18n, part]);
  return said === undefined ? null : <span className="sub-tab-count">{said}</span>;
}

function counted(cursor: Cursor, column: string, i18n: I18n): string | undefined {
  const key = cursor.current.value;
  const row = key === null ? undefined : cursor.row(key).value;
  const value = row === undefined ? undefined : cursor.value(row, column);
  return typeof value === 'number' ? i18n.number(value) : undefined;
}

function total(cursor: Cursor | undefined, i18n: I18n): string | undefined {
  if (cursor === undefined || !cursor.ready.value) return undefined;
  const { n, exactness } = cursor.total.value;
  const number = i18n.number(n);
  return exactness === 'exact' ? number : exactness === 'at_least' ? `${number}+` : `~${number}`;
}
