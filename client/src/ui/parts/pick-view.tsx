/** Choosing from a list: type, Enter. What is missing is made here, and chosen with it. */

import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import '../../grid/grid.css';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { RowKey } from '../../grid/source.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { useComputed } from '../kit/use-value.ts';
import { countText } from '../list/count-text.ts';
import { firstMatch } from '../list/first-match.ts';
import { isGroupKey, type ListModel, listAt } from '../list/list-model.ts';
import { QuickSearch } from '../list/quick-search.tsx';
import { highlightWords } from '../list/word-highlights.ts';
import type { Part, PartProps } from './registry.ts';
import { cursorOf, isGrid, partsOf } from './view-facts.ts';

function gridOf(parts: readonly Part[]): Part | undefined {
  for (const part of parts) {
    const found = isGrid(part) ? part : gridOf(partsOf(part));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function PickView({ view }: PartProps) {
  const part = useMemo(() => gridOf(partsOf(view.offer.view)), [view]);
  const cursor = part === undefined ? undefined : cursorOf(view, part);
  if (part === undefined || cursor === undefined) return null;
  return <Picking view={view} part={part} cursor={cursor} />;
}

interface PickingProps {
  readonly view: View;
  readonly part: Part;
  readonly cursor: Cursor;
}

function Picking({ view, part, cursor }: PickingProps) {
  const app = useApp();
  const { i18n, desk } = app;
  const many = view.offer.intent.options?.['multiple'] === true;
  const list = useMemo(() => {
    const take = (key: RowKey) => choose(app, view, [key]);
    return listAt('pick', { app, view, part, cursor, first: false, take });
  }, [app, view, part, cursor]);
  const search = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current === null ? undefined : list.show(place.current)), [list]);
  useEffect(() => highlightWords(list), [list]);
  useEffect(() => {
    // after the dialog has put the focus where it thinks it belongs
    const timer = setTimeout(() => {
      if (search.current === null) list.grid.focus();
      else search.current.focus();
    });
    return () => clearTimeout(timer);
  }, [list]);
  const chosen = useComputed(() => chosenKeys(list, many), [list, many]);
  const said = useComputed(() => countText(list, i18n), [list, i18n]);
  const { source } = cursor.described;

  const create = async () => {
    const { content } = view.offer.intent;
    const words = list.grid.words.peek();
    const values = { ...content?.values, ...(words === '' ? {} : { [source.names_by]: words }) };
    const made = await desk.pick(
      { operation: 'create', content: { source: source.name, values } },
      view,
    );
    if (made !== null && made.length > 0) await confirm(view, made);
  };
  const done = (keys: readonly RowKey[]) => choose(app, view, keys);

  return (
    <div className={many ? 'pick many' : 'pick'}>
      <div className="pick-head">
        {source.words ? (
          <QuickSearch
            list={list}
            input={search}
            onEnter={() => {
              firstMatch(list).then((key) => {
                if (many || key === undefined) list.grid.focus();
                else done([key]);
              }, raise);
            }}
          />
        ) : null}
        <span className="list-count" role="status">
          {said}
        </span>
      </div>
      <div ref={place} className="list-grid" />
      <div className="pick-foot">
        {source.can.create ? (
          <Button
            look="quiet"
            icon="plus"
            onPress={() => {
              create().catch(raise);
            }}
          >
            {i18n.gettext('Not among them? New: {label}', { label: source.label })}
          </Button>
        ) : null}
        <span className="pick-end">
          <Button
            onPress={() => {
              desk.close(view).catch(raise);
            }}
          >
            {i18n.gettext('Cancel')}
          </Button>
          <Button look="go" isDisabled={chosen.length === 0} onPress={() => done(chosen)}>
            {many && chosen.length > 1
              ? i18n.gettext('Choose {n}', { n: i18n.number(chosen.length) })
              : i18n.gettext('Choose')}
          </Button>
        </span>
      </div>
    </div>
  );
}

function choose({ notices }: App, view: View, keys: readonly RowKey[]): void {
  confirm(view, keys).catch((error: unknown) => {
    if (!(error instanceof Failure)) raise(error);
    else notices.tell({ level: 'danger', text: error.message });
  });
}

/** What was chosen is chosen once: a second press of Enter means nothing while the answer is under way. */
const choosing = new WeakSet<View>();

async function confirm(view: View, keys: readonly RowKey[]): Promise<void> {
  if (choosing.has(view)) return;
  choosing.add(view);
  try {
    await view.controller.confirm(keys);
  } catch (error) {
    choosing.delete(view);
    throw error;
  }
}

/** The ticked rows where there may be many, else the row one stands on. */
function chosenKeys(list: ListModel, many: boolean): readonly RowKey[] {
  const { keys, all } = list.grid.selection.value;
  if (many && !all && keys.size > 0) return [...keys];
  const { key, row } = list.grid.active.value;
  list.cursor.layout.value;
  const at = key ?? list.cursor.at(Math.max(0, row))?.[0];
  return (typeof at === 'string' || typeof at === 'number') && !isGroupKey(at) ? [at] : [];
}
