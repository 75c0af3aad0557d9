/**
 * The menu of a row: what can be done with it, copying, and showing only rows like it. It opens at the
 * pointer, or under the cell when it was a key that asked.
 */

import { useEffect, useRef } from 'react';
import { Popover } from 'react-aria-components';
import type { FieldDescription } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { ColumnFilter } from '../../grid/filters.ts';
import { useI18n } from '../kit/app.tsx';
import { MenuBody, type MenuEntry, type MenuGroup } from '../kit/menu.tsx';
import { useValue } from '../kit/use-value.ts';
import { entryOf, isDestructive, useActions } from '../parts/actions.tsx';
import { subjectOf } from '../parts/view-facts.ts';
import { formatOf } from './formats.ts';
import { isGroupKey, type MenuList, type OpenMenu } from './list-model.ts';

export function RowMenu({ list }: { readonly list: MenuList }) {
  const open = useValue(list.menu);
  return open === null ? null : <Opened list={list} open={open} />;
}

function Opened({ list, open }: { readonly list: MenuList; readonly open: OpenMenu }) {
  const i18n = useI18n();
  const anchor = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // nothing that was pressed opened it, so it does not know that a key may go on inside
    const frame = requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const actions = useActions(list.view, ['record']).filter(
    (action) => subjectOf(list.view, action) === list.cursor.name,
  );
  const destroying = new Set(actions.filter(isDestructive).map(({ id }) => id));
  const meant = list.meant(open.key);
  const meaning = (action: string): string | undefined => {
    const every = list.everyRow(open.key, action);
    const n = every === undefined ? meant.length : list.grid.selected.peek();
    return n > 1 ? i18n.ngettext('{n} row', '{n} rows', n, { n: i18n.number(n) }) : undefined;
  };
  const close = () => {
    list.menu.value = null;
  };
  // one line each: what the actions are for is said where there is room
  const doing = actions.map(({ hint: _why, ...action }) => {
    const many = meaning(action.id);
    return {
      ...entryOf(action),
      // whether it can be done is known of the row one stands on: the server says it again
      disabled: false,
      ...(many === undefined ? {} : { hint: many }),
      run: () => {
        list.runOn(meant, action.id).catch(raise);
      },
    };
  });
  const closing = (entries: readonly MenuEntry[]): MenuGroup => ({
    entries: entries.map((entry) => ({
      ...entry,
      run: () => {
        close();
        list.grid.focus();
        entry.run();
      },
    })),
  });
  const groups = isGroupKey(open.key)
    ? [closing(opening(list, i18n)), closing(ofGroup(list, open, i18n))]
    : [
        closing(doing.filter(({ id }) => !destroying.has(id))),
        closing([...writing(list, i18n), ...copying(list, open, i18n)]),
        closing(filtering(list, open, i18n)),
        closing(doing.filter(({ id }) => destroying.has(id))),
      ].filter(({ entries }) => entries.length > 0);
  return (
    <>
      <span
        ref={anchor}
        className="menu-anchor"
        style={{ left: open.place.x, top: open.place.y }}
        aria-hidden="true"
      />
      <Popover
        ref={box}
        aria-label={i18n.gettext('Menu of the row')}
        className="floating menu-box"
        triggerRef={anchor}
        placement="bottom start"
        offset={0}
        isOpen
        onOpenChange={(shown) => {
          if (shown) return;
          close();
          list.grid.focus();
        }}
      >
        <MenuBody label={i18n.gettext('Menu of the row')} groups={groups} />
      </Popover>
    </>
  );
}

/** A group is no record: nothing is done with it but looking inside. */
const opening = (list: MenuList, i18n: I18n): readonly MenuEntry[] => [
  {
    id: 'open-all',
    label: i18n.gettext('Open all'),
    icon: 'chevron-down',
    run: () => list.grid.openAll(true),
  },
  {
    id: 'close-all',
    label: i18n.gettext('Close all'),
    icon: 'chevron-right',
    run: () => list.grid.openAll(false),
  },
  {
    id: 'ungroup',
    label: i18n.gettext('Stop grouping'),
    run: () => {
      list.grid.group.value = [];
    },
  },
];

/** What a header says of its rows: the column it groups by and the value they share. */
function ofGroup(list: MenuList, open: OpenMenu, i18n: I18n): readonly MenuEntry[] {
  const cell = sharedBy(list, open);
  if (cell === undefined) return [];
  return [
    ...(cell.text === ''
      ? []
      : [
          {
            id: 'copy-value',
            label: i18n.gettext('Copy “{text}”', { text: short(cell.text) }),
            icon: 'copy',
            run: () => write(cell.text, list, i18n),
          },
        ]),
    ...onlyOrWithout(list, cell, i18n),
  ];
}

function sharedBy(list: MenuList, open: OpenMenu): Asked | undefined {
  const values: unknown = JSON.parse(String(open.key).slice(2));
  if (!Array.isArray(values)) return undefined;
  const field = list.fields.get(list.grid.group.peek()[values.length - 1] ?? '');
  if (field === undefined) return undefined;
  const value: unknown = values.at(-1);
  return { field, value, text: formatOf(list.locale, field).text(value) };
}

/** Writing in the cell that was under the pointer, where that is possible. */
function writing(list: MenuList, i18n: I18n): readonly MenuEntry[] {
  const field = list.fields.get(list.grid.active.peek().field);
  if (field === undefined || !list.grid.edits.allowed) return [];
  return [
    {
      id: 'edit-cell',
      label: i18n.gettext('Write “{column}” here', { column: field.label }),
      icon: 'pencil',
      keys: 'F2',
      run: () => {
        // the menu gives the focus back when it has gone
        requestAnimationFrame(() => list.grid.edits.begin(null));
      },
    },
  ];
}

interface Asked {
  readonly field: FieldDescription;
  readonly value: unknown;
  readonly text: string;
}

/** The cell that was under the pointer. */
function asked(list: MenuList, open: OpenMenu): Asked | undefined {
  const row = list.cursor.get(open.key);
  const field = list.fields.get(list.grid.active.peek().field);
  if (row === undefined || field === undefined) return undefined;
  const value = list.cursor.value(row, field.name);
  return { field, value, text: formatOf(list.locale, field).text(value) };
}

const write = (text: string, list: MenuList, i18n: I18n) => {
  const told = (copied: boolean) =>
    list.app.notices.tell(
      copied
        ? { level: 'ok', text: i18n.gettext('Copied: {text}', { text: short(text) }) }
        : { level: 'warn', text: i18n.gettext('Nothing was copied.') },
    );
  navigator.clipboard.writeText(text).then(
    () => told(true),
    () => told(false),
  );
};

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function copying(list: MenuList, open: OpenMenu, i18n: I18n): readonly MenuEntry[] {
  const cell = asked(list, open);
  const row = list.cursor.get(open.key);
  const line = () =>
    list.grid.columns.all
      .peek()
      .filter((column) => !column.hidden)
      .map(({ name }) => {
        const field = list.fields.get(name);
        if (field === undefined || row === undefined) return '';
        return formatOf(list.locale, field).text(list.cursor.value(row, name));
      })
      .join('\t');
  return [
    ...(cell === undefined || cell.text === ''
      ? []
      : [
          {
            id: 'copy-value',
            label: i18n.gettext('Copy “{text}”', { text: short(cell.text) }),
            icon: 'copy',
            run: () => write(cell.text, list, i18n),
          },
        ]),
    {
      id: 'copy-row',
      label: i18n.gettext('Copy the row'),
      icon: 'copy-plus',
      disabled: row === undefined,
      run: () => write(line(), list, i18n),
    },
  ];
}

function filtering(list: MenuList, open: OpenMenu, i18n: I18n): readonly MenuEntry[] {
  const cell = asked(list, open);
  return cell === undefined ? [] : onlyOrWithout(list, cell, i18n);
}

function onlyOrWithout(list: MenuList, cell: Asked, i18n: I18n): readonly MenuEntry[] {
  const { field, value, text } = cell;
  if (!field.filters) return [];
  const empty = value === null || value === undefined || value === '';
  const filter = (operator: ColumnFilter['operator']) => () => {
    const { filters } = list.grid;
    const others = filters.peek().filter((one) => one.column !== field.name);
    const asksFor = operator === 'null' || operator === 'notnull' ? null : dayOf(field, value);
    filters.value = [...others, { column: field.name, operator, value: asksFor }];
  };
  const [only, without] = empty ? (['null', 'notnull'] as const) : (['eq', 'ne'] as const);
  const said = empty ? i18n.gettext('empty') : short(text);
  return [
    {
      id: 'filter-by',
      label: i18n.gettext('Only {column}: {value}', { column: field.label, value: said }),
      icon: 'filter',
      disabled: !field.operators.includes(only),
      run: filter(only),
    },
    {
      id: 'filter-out',
      label: i18n.gettext('Without {column}: {value}', { column: field.label, value: said }),
      disabled: !field.operators.includes(without),
      run: filter(without),
    },
  ];
}

/** An instant is filtered by its day. */
function dayOf(field: FieldDescription, value: unknown): unknown {
  if (field.type !== 'datetime') return value;
  const at = new Date(String(value));
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
