/**
 * Two kinds of records as one tree, and beside it the record of whichever row one is on. What is
 * chosen is kept with the view: the tree and the record are different parts of its screen.
 */

import { computed, effect, type Signal, signal } from '@preact/signals-core';
import { useLayoutEffect, useMemo, useRef } from 'react';
import '../../grid/grid.css';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { Grid } from '../../grid/grid.ts';
import type { RowKey } from '../../grid/source.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { looksOf } from '../list/cell-looks.ts';
import { localeOf } from '../list/formats.ts';
import { gridWords } from '../list/grid-words.ts';
import type { MenuList, OpenMenu } from '../list/list-model.ts';
import { firstState, readWidths } from '../list/list-state.ts';
import { NestedSource } from '../list/nested-source.ts';
import { RowMenu } from '../list/row-menu.tsx';
import { FallbackPart } from './fallback.tsx';
import { PartView } from './part-view.tsx';
import type { Part, PartProps } from './registry.ts';
import { labelOf, namesOf, partsOf, textOf } from './view-facts.ts';

const CHOSEN = new WeakMap<View, Signal<string>>();

/** The cursor whose row one is on; nothing yet: ''. */
const chosenIn = (view: View): Signal<string> => {
  const known = CHOSEN.get(view) ?? signal('');
  CHOSEN.set(view, known);
  return known;
};

class NestedModel implements MenuList {
  readonly app: App;
  readonly view: View;
  readonly grid: Grid;
  readonly source: NestedSource;
  readonly locale;
  readonly fields;
  readonly menu: Signal<OpenMenu | null> = signal(null);
  readonly #part: Part;
  readonly #outer: string;
  readonly #stop: () => void;

  constructor(app: App, view: View, part: Part) {
    const outer = textOf(part['outer']) ?? '';
    const columns = namesOf(part['columns']);
    this.app = app;
    this.view = view;
    this.#part = part;
    this.#outer = outer;
    this.source = new NestedSource(
      {
        outer: view.cursor(outer),
        inner: view.cursor(textOf(part['inner']) ?? ''),
        link: textOf(part['link']) ?? '',
        columns,
        counted: textOf(part['counted']) ?? '',
      },
      app.i18n,
    );
    const { description } = this.source;
    this.locale = localeOf(app.i18n);
    this.fields = new Map(description.fields.map((field) => [field.name, field]));
    this.grid = new Grid({
      source: this.source,
      say: gridWords(app.i18n),
      locale: this.locale,
      label: labelOf(part, app.i18n.locale) ?? description.plural,
      state: firstState(description, columns, readWidths(part['widths'])),
      looks: looksOf(description.fields),
      bar: false,
      filterRow: false,
      pane: true,
      tree: true,
      onCurrent: (key) => this.choose(key),
      onOpen: (key) => this.#open(key),
      onMenu: (key, place) => {
        this.menu.value = { key, place };
      },
    });
    const chosen = chosenIn(view);
    const current = computed(() => view.cursors.get(chosen.value)?.current.value ?? null);
    const showing = effect(() => {
      this.grid.current = current.value;
    });
    // it always stands on a row: an empty record beside the tree tells nobody anything
    const beginning = effect(() => {
      const { ready, layout, rows } = view.cursor(outer);
      layout.value;
      const key = rows[0]?.[0];
      if (chosen.value !== '' || !ready.value || key === undefined) return;
      queueMicrotask(() => this.choose(key as RowKey));
    });
    this.#stop = () => {
      showing();
      beginning();
    };
  }

  /** Of the row one is on: what is done with it is looked up there. */
  get cursor() {
    const key = this.menu.peek()?.key;
    return key === undefined ? this.view.cursor(this.#outer) : this.source.cursorOf(key);
  }

  choose(key: RowKey): void {
    const cursor = this.source.cursorOf(key);
    const above = this.source.above(key);
    if (above !== null) this.view.cursor(this.#outer).setCurrent(above).catch(raise);
    cursor.setCurrent(key).catch(raise);
    chosenIn(this.view).value = cursor.name;
  }

  meant(key: RowKey | null): readonly RowKey[] {
    return key === null ? [] : [key];
  }

  /** Nothing is ticked here. */
  everyRow(): undefined {
    return undefined;
  }

  async runOn(keys: readonly RowKey[], action: string): Promise<void> {
    const [only] = keys;
    if (only !== undefined) this.choose(only);
    await this.app.desk.run(this.view, action, { keys });
  }

  remove(): void {
    this.#stop();
    this.grid.remove();
    this.source.remove();
  }

  #open(key: RowKey): void {
    const isOuter = this.source.cursorOf(key).name === this.#outer;
    const action = textOf(this.#part[isOuter ? 'open_outer' : 'open_inner']);
    if (action !== undefined) this.runOn([key], action).catch(raise);
  }
}

const MODELS = new WeakMap<View, NestedModel>();

function modelOf(app: App, view: View, part: Part): NestedModel {
  const known = MODELS.get(view);
  if (known !== undefined) return known;
  const made = new NestedModel(app, view, part);
  MODELS.set(view, made);
  view.onNodeUnbind.connect(() => made.remove());
  return made;
}

export function NestedPart(props: PartProps) {
  const { view, part } = props;
  const there = [part['outer'], part['inner']].every((name) => view.cursors.has(String(name)));
  return there ? <Shown {...props} /> : <FallbackPart {...props} />;
}

function Shown({ view, part }: PartProps) {
  const app = useApp();
  const model = useMemo(() => modelOf(app, view, part), [app, view, part]);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { element } = model.grid;
    place.current?.append(element);
    return () => element.remove();
  }, [model]);
  const { i18n } = app;
  const cut = useComputed(() => model.source.cut.value, [model]);
  return (
    <div className="list">
      {cut === null ? null : (
        <Strip level="warn">
          {i18n.gettext(
            'There are more than fit here: {shown} of {total} are shown. Open a row to see all of its own.',
            { shown: i18n.number(cut.shown), total: i18n.number(cut.total) },
          )}
        </Strip>
      )}
      <div ref={place} className="list-grid nested" />
      <RowMenu list={model} />
    </div>
  );
}

/** The one of its parts whose cursor one is on. */
export function EitherPart({ view, part, path }: PartProps) {
  const chosen = useValue(chosenIn(view));
  const parts = partsOf(part);
  const at = Math.max(
    0,
    parts.findIndex((one) => one['cursor'] === chosen),
  );
  const shown = parts[at];
  return shown === undefined ? null : (
    <PartView key={at} view={view} part={shown} path={`${path}/${at}`} />
  );
}
