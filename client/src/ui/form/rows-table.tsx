/**
 * Child rows edited in place, with the widgets of fields. Nothing is written before the form is saved:
 * changed rows, new ones and those to be deleted are marked until then.
 */

import './rows-table.css';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CursorEdits } from '../../core/edits.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import type { FieldFacts } from '../fields/facts.ts';
import { widgetOf } from '../fields/widget.ts';
import '../fields/widgets.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import type { Part } from '../parts/registry.ts';
import { flagsOf, textOf } from '../parts/view-facts.ts';
import { useFormHost } from './form-host.tsx';
import type { FieldSlot, RecordForm } from './form-model.ts';
import { isEnd, type Place, RowLine } from './rows-line.tsx';
import {
  addRow,
  type ChildRow,
  columnsOf,
  fitsInColumns,
  MOST_ROWS,
  rowsOf,
} from './rows-model.ts';

const OWNER = 'customer_id';

export interface RowsTableProps {
  readonly view: View;
  readonly cursor: string;
  /** What the server says of the table: columns, and how a row is opened. */
  readonly part: Part;
  readonly label: string;
  readonly headingId: string;
  readonly reading: boolean;
}

export function RowsTable({ view, cursor: name, part, label, headingId, reading }: RowsTableProps) {
  const { i18n, desk } = useApp();
  const host = useFormHost();
  const cursor = view.cursor(name);
  const edits = view.editsOf(name);
  const columns = useMemo(() => columnsOf(cursor, part['columns']), [cursor, part]);
  const rows = useRows(view, name, columns);
  const ready = useValue(cursor.ready);
  const total = useValue(cursor.total);
  const [at, setAt] = useState<Place>({ row: 0, column: 0, editing: false });
  const table = useRef<HTMLTableElement>(null);
  const isNew = useValue(host.form.isNew);
  // a record to be made can be made with its first rows, where the server says so
  const waits = isNew && part['starts'] !== true;
  const writes = !(reading || cursor.described.readonly || waits);
  const mayAdd = writes && cursor.described.source.can.create && fitsInColumns(cursor, columns);
  useOwner(host.form, edits, isNew);
  const flags = useValue(view.flags);
  const opening = view.offer.actions.find(
    (one) => one.id === textOf(part['open']) && flagsOf(flags, one).visible,
  );
  const run = (id: string, options?: Readonly<Record<string, unknown>>) => {
    desk.run(view, id, options).catch(raise);
  };

  const go = (row: number, column: number, editing = false) => {
    const next = {
      row: Math.max(0, Math.min(row, rows.length - 1)),
      column: Math.max(0, Math.min(column, columns.length - 1)),
      editing,
    };
    flushSync(() => setAt(next));
    if (!editing) cellAt(table.current, next)?.focus();
  };
  const add = () => {
    const customer =
      host.form.record.field(OWNER).value.peek() ??
      (host.form.cursor.described.source.name === CUSTOMERS
        ? host.form.record.key.peek()
        : undefined);
    before.current = undefined;
    addRow(cursor, edits, customer);
    queueMicrotask(() => {
      setAt({ row: rows.length, column: firstEditable(columns), editing: true });
    });
  };
  const may = (row: ChildRow | undefined, column: number): boolean => {
    const field = columns[column];
    const slot = field === undefined ? undefined : row?.form.slots.get(field.name);
    return writes && slot !== undefined && !slot.locked && widgetOf(slot.field) !== undefined;
  };
  const before = useRef<{ readonly slot: FieldSlot; readonly value: unknown }>(undefined);
  const begin = (row: number, column: number): boolean => {
    const slot = rows[row]?.form.slots.get(columns[column]?.name ?? '');
    if (slot === undefined || !may(rows[row], column)) return false;
    before.current = { slot, value: slot.value.peek() };
    go(row, column, true);
    return true;
  };
  /** The next cell that can be edited, in reading order; beyond the last one: none. */
  const step = (from: Place, way: 1 | -1): void => {
    let { row, column } = from;
    for (;;) {
      column += way;
      if (column >= columns.length) [row, column] = [row + 1, 0];
      if (column < 0) [row, column] = [row - 1, columns.length - 1];
      if (row < 0 || row >= rows.length) break;
      if (begin(row, column)) return;
    }
    go(from.row, from.column);
  };
  const toggleDeleted = (row: ChildRow) => {
    if (row.key === undefined) edits.uncreate(row.form.record);
    else edits.delete(row.key, !edits.deleted.peek().has(row.key));
  };

  const key = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.defaultPrevented) return;
    const used = at.editing ? editingKey(event) : movingKey(event);
    if (!used) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const down = (event: KeyboardEvent) => {
    const onLast = at.row === rows.length - 1 && mayAdd && !event.shiftKey;
    if (onLast) add();
    else go(at.row + (event.shiftKey ? -1 : 1), at.column);
  };
  const editingKey = (event: KeyboardEvent): boolean => {
    if (!isPlain(event)) return false;
    switch (event.key) {
      case 'Tab':
        step(at, event.shiftKey ? -1 : 1);
        return true;
      case 'Escape':
        before.current?.slot.set(before.current.value);
        go(at.row, at.column);
        return true;
      case 'Enter':
        if (event.target instanceof HTMLTextAreaElement) return false;
        down(event);
        return true;
      default:
        return false;
    }
  };
  const movingKey = (event: KeyboardEvent): boolean => {
    const { row, column } = at;
    const line = rows[row];
    if (event.ctrlKey && line !== undefined) return rowKey(event.key, line);
    if (!isPlain(event)) return false;
    const target = MOVES[event.key]?.(row, column, rows.length, columns.length);
    if (target !== undefined) {
      go(target[0], target[1]);
      return true;
    }
    return beginKey(event.key);
  };
  const rowKey = (pressed: string, line: ChildRow): boolean => {
    if (pressed === 'Delete' && writes) toggleDeleted(line);
    else if (pressed === 'Enter' && line.key !== undefined && opening !== undefined) {
      run(opening.id, { keys: [line.key] });
    } else return false;
    return true;
  };
  const beginKey = (pressed: string): boolean => {
    if (pressed === 'Insert' && mayAdd) {
      add();
      return true;
    }
    if (pressed === 'Enter' || pressed === 'F2') return begin(at.row, at.column);
    // a letter goes into the control that has the focus now
    if (pressed.length === 1 && pressed !== ' ') begin(at.row, at.column);
    return false;
  };

  return (
    <section className="form-section">
      <RowsHead
        view={view}
        cursor={name}
        label={label}
        id={headingId}
        add={mayAdd ? add : undefined}
      />
      {waits ? (
        <p className="faint rows-none">{i18n.gettext('Save first, then add rows here.')}</p>
      ) : (
        <div className="rows-box">
          <table
            ref={table}
            className="rows-table"
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through by arrows
            role="grid"
            aria-labelledby={headingId}
            aria-rowcount={rows.length + 1}
            onKeyDown={key}
          >
            <thead>
              <tr>
                {columns.map((field) => (
                  <th key={field.name} scope="col" className={isEnd(field) ? 'end' : undefined}>
                    {field.label}
                    {field.unit === null ? null : <span className="faint"> {field.unit}</span>}
                    {field.required && writes ? (
                      <span className="field-required" aria-hidden="true">
                        *
                      </span>
                    ) : null}
                  </th>
                ))}
                {writes || opening !== undefined ? (
                  <th scope="col" className="rows-tools">
                    <span className="for-readers">{i18n.gettext('Row')}</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <RowLine
                  key={row.id}
                  view={view}
                  name={name}
                  row={row}
                  columns={columns}
                  index={index}
                  active={index === at.row ? at : undefined}
                  writes={writes}
                  go={go}
                  begin={begin}
                  toggleDeleted={toggleDeleted}
                  opens={opening?.label}
                  open={(key) => {
                    if (opening !== undefined) run(opening.id, { keys: [key] });
                  }}
                />
              ))}
            </tbody>
          </table>
          {(ready || isNew) && rows.length === 0 ? (
            <p className="faint rows-none">{i18n.gettext('There are none yet.')}</p>
          ) : null}
          {total.n > MOST_ROWS ? (
            <p className="faint rows-none">
              {i18n.gettext(
                'The first {shown} of {total} are here; the others in their own list.',
                {
                  shown: i18n.number(MOST_ROWS),
                  total: i18n.number(total.n),
                },
              )}
            </p>
          ) : null}
        </div>
      )}
    </section>
  );
}

interface RowsHeadProps {
  readonly view: View;
  readonly cursor: string;
  readonly label: string;
  readonly id: string;
  readonly add: (() => void) | undefined;
}

/** The heading, how many there are, and the way to another one. */
function RowsHead({ view, cursor: name, label, id, add }: RowsHeadProps) {
  const { i18n, desk } = useApp();
  const cursor = view.cursor(name);
  const edits = view.editsOf(name);
  const { source } = cursor.described;
  const ready = useValue(cursor.ready);
  const total = useValue(cursor.total);
  const flags = useValue(view.flags);
  const unsaved = useComputed(
    () => edits.dirtyKeys.value.length + edits.created.value.length,
    [edits],
  );
  const making = view.offer.actions.find(
    (one) => one.id === `new_${name}` && flagsOf(flags, one).visible,
  );
  return (
    <div className="rows-head">
      <h3 className="form-heading" id={id} tabIndex={-1}>
        {label}
      </h3>
      <small className="faint">
        {ready ? i18n.number(total.n) : null}
        {unsaved === 0 ? null : `, ${i18n.ngettext('{n} unsaved', '{n} unsaved', unsaved)}`}
      </small>
      <span className="save-space" />
      {making === undefined ? null : (
        <Button
          look="quiet"
          isDisabled={!flagsOf(flags, making).enabled}
          onPress={() => {
            desk.run(view, making.id).catch(raise);
          }}
          {...(making.icon === undefined ? {} : { icon: making.icon })}
        >
          {making.label}
        </Button>
      )}
      {add !== undefined && making === undefined ? (
        <Button look="quiet" icon="plus" onPress={add}>
          {i18n.gettext('Add: {what}', { what: source.label })}
        </Button>
      ) : null}
    </div>
  );
}

const isPlain = (event: KeyboardEvent): boolean =>
  !(event.ctrlKey || event.metaKey || event.altKey);

type Move = (
  row: number,
  column: number,
  rows: number,
  columns: number,
) => readonly [number, number];

const MOVES: Readonly<Record<string, Move>> = {
  ArrowDown: (row, column) => [row + 1, column],
  ArrowUp: (row, column) => [row - 1, column],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  Home: (row) => [row, 0],
  End: (row, _column, _rows, columns) => [row, columns - 1],
  PageDown: (row, column) => [row + 10, column],
  PageUp: (row, column) => [row - 10, column],
};

const cellAt = (table: HTMLTableElement | null, { row, column }: Place) =>
  table?.querySelector<HTMLTableRowElement>(`tr[aria-rowindex="${row + 2}"]`)?.cells[column];

const firstEditable = (columns: readonly FieldFacts[]): number =>
  Math.max(
    0,
    columns.findIndex((field) => !field.readonly),
  );

/** First rows of a record to be made are whose that is, also when that is chosen after them. */
function useOwner(form: RecordForm, edits: CursorEdits, isNew: boolean): void {
  const owner = useValue(form.record.field(OWNER).value);
  useEffect(() => {
    if (!isNew || typeof owner !== 'string') return;
    for (const record of edits.created.peek()) {
      if (record.field(OWNER).value.peek() !== owner) record.set(OWNER, owner);
    }
  }, [edits, isNew, owner]);
}

/** The rows as they are now; asked for when the table is first on the screen. */
function useRows(view: View, name: string, columns: readonly FieldFacts[]): readonly ChildRow[] {
  const i18n = useI18n();
  const cursor = view.cursor(name);
  const edits = view.editsOf(name);
  const layout = useValue(cursor.layout);
  const created = useValue(edits.created);
  const total = useValue(cursor.total);
  useEffect(() => {
    cursor.show(0, MOST_ROWS).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the three signals say when it is another list
  return useMemo(
    () => rowsOf(cursor, edits, i18n, columns),
    [cursor, edits, i18n, columns, layout, created, total],
  );
}
