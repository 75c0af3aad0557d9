/** Above a list: which view of it, what narrows it, how many rows that leaves, what can be done. */

import { computed } from '@preact/signals-core';
import { type RefObject, useEffect, useRef } from 'react';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import {
  ActionButton,
  entryOf,
  isDestructive,
  type OfferedAction,
  useActions,
} from '../parts/actions.tsx';
import { subjectOf } from '../parts/view-facts.ts';
import type { Chip } from './chips.ts';
import { ColumnsPopover } from './columns-popover.tsx';
import { countText } from './count-text.ts';
import { ExportMenu } from './export-menu.tsx';
import { openBuilder } from './filter-builder.tsx';
import './list.css';
import type { ListModel } from './list-model.ts';
import { narrows } from './list-state.ts';
import { narrowedBy } from './narrowing.ts';
import { QuickSearch } from './quick-search.tsx';
import { SavedViewsMenu } from './saved-views-menu.tsx';
import { ViewOptions } from './view-options.tsx';
import { highlightWords } from './word-highlights.ts';

export function ListBar({ list }: { readonly list: ListModel }) {
  const app = useApp();
  const { i18n } = app;
  const search = useRef<HTMLInputElement>(null);
  const searchable = list.source.description.words;
  useListCommands(list, search);
  useEffect(() => highlightWords(list), [list]);
  return (
    <div
      className="list-bar"
      role="toolbar"
      aria-label={i18n.gettext('List: {label}', { label: list.label })}
    >
      <SavedViewsMenu list={list} />
      {searchable ? <QuickSearch list={list} input={search} /> : null}
      <span className="separator" />
      <Chips list={list} />
      <Button
        look="quiet"
        icon="filter"
        onPress={() => {
          openBuilder(app, list).catch(raise);
        }}
      >
        {i18n.gettext('Filter')}
      </Button>
      <span className="list-bar-end">
        <CountText list={list} />
        <span className="list-tools">
          <ViewOptions list={list} />
          <ColumnsPopover list={list} />
          <ExportMenu list={list} />
        </span>
        <BarActions list={list} />
      </span>
    </div>
  );
}

function useListCommands(list: ListModel, search: RefObject<HTMLInputElement | null>) {
  const app = useApp();
  useEffect(() => {
    const { i18n, commands, desk } = app;
    const inFront = computed(() => desk.current.value === list.view);
    const group = list.view.offer.view.title || list.view.offer.label;
    const focus = () => {
      search.current?.focus();
      search.current?.select();
    };
    return commands.register(
      {
        id: `list-search-${list.view.id}`,
        label: i18n.gettext('Search in this list'),
        icon: 'search',
        keys: ['$mod+KeyF', '/'],
        group,
        visible: computed(() => inFront.value && list.source.description.words),
        run: focus,
      },
      {
        id: `list-filter-${list.view.id}`,
        label: i18n.gettext('Filter this list'),
        icon: 'filter',
        keys: ['$mod+Shift+KeyL'],
        group,
        visible: inFront,
        run: () => openBuilder(app, list),
      },
      {
        id: `list-clear-${list.view.id}`,
        label: i18n.gettext('Clear all filters'),
        icon: 'x',
        group,
        visible: inFront,
        enabled: computed(() => narrows(list.state.value)),
        run: () => list.clearFilters(),
      },
    );
  }, [app, list, search]);
}

function Chips({ list }: { readonly list: ListModel }) {
  const i18n = useI18nOf(list);
  const box = useRef<HTMLUListElement>(null);
  // words stand in their own field, where there is one
  const chips = useComputed(() => {
    const { words } = list.source.description;
    return narrowedBy(list, list.state.value).filter((chip) => !words || chip.id !== 'words');
  }, [list]);
  const drop = (chip: Chip) => {
    list.arrange(chip.without);
    // the pressed button is gone: the next chip has the focus, or the list
    requestAnimationFrame(() => {
      const next = box.current?.querySelector('button');
      if (next === null || next === undefined) list.grid.focus();
      else next.focus();
    });
  };
  if (chips.length === 0) return null;
  return (
    <ul ref={box} className="chips" aria-label={i18n.gettext('Active filters')}>
      {chips.map((chip) => (
        <li key={chip.id} className="chip">
          <span className="cut" title={`${chip.label}: ${chip.value}`}>
            {chip.label}: <b>{chip.value}</b>
          </span>
          <IconButton
            small
            icon="x"
            label={i18n.gettext('Clear {column}: {value}', {
              column: chip.label,
              value: chip.value,
            })}
            onPress={() => drop(chip)}
          />
        </li>
      ))}
      {chips.length > 1 ? (
        <li>
          <Button look="quiet" onPress={() => list.clearFilters()}>
            {i18n.gettext('Clear all')}
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

const useI18nOf = (list: ListModel): I18n => list.app.i18n;

function CountText({ list }: { readonly list: ListModel }) {
  const i18n = useI18nOf(list);
  const said = useComputed(() => countText(list, i18n), [list, i18n]);
  const selected = useValue(list.grid.selected);
  return (
    <span className="list-count" role="status">
      {selected > 0 ? `${i18n.ngettext('{n} selected', '{n} selected', selected)} · ` : ''}
      {said}
    </span>
  );
}

/** What can be done with the list: its next step filled, the rest under “More”. */
function BarActions({ list }: { readonly list: ListModel }) {
  const i18n = useI18nOf(list);
  const actions = useActions(list.view, ['go', 'list', 'record']).filter(
    (action) => subjectOf(list.view, action) === list.cursor.name,
  );
  const first =
    actions.find((one) => one.style === 'primary') ??
    actions.find((one) => has(one, 'go')) ??
    actions.find((one) => has(one, 'list'));
  const rest = actions
    .filter((one) => one !== first)
    .map((action) =>
      has(action, 'record') ? { ...action, run: () => onRows(list, action.id) } : action,
    );
  // what is done daily stands beside it, where there is room; a narrow bar has it under “More” only
  const beside = rest.filter((one) => has(one, 'beside'));
  const under = [
    { entries: rest.filter((one) => !isDestructive(one)).map(entryOf) },
    { entries: rest.filter(isDestructive).map(entryOf) },
  ];
  return (
    <>
      {rest.length === 0 ? null : (
        <Menu
          label={i18n.gettext('More actions')}
          trigger={<IconButton icon="ellipsis" label={i18n.gettext('More actions')} />}
          groups={under}
        />
      )}
      {beside.map((action) => (
        <span key={action.id} className="list-beside">
          <ActionButton action={action} look="plain" />
        </span>
      ))}
      {first === undefined ? null : <ActionButton action={first} look="go" />}
    </>
  );
}

const has = (action: OfferedAction, category: string): boolean =>
  (action.categories ?? []).includes(category);

/** On the ticked rows, else on the one the list stands on. */
function onRows(list: ListModel, action: string): void {
  list.runOn(list.meant(list.grid.active.peek().key), action).catch(raise);
}
