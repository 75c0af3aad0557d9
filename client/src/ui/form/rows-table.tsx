/**
 * Child rows edited in place, with the widgets of fields. Nothing is written before the form is saved:
 * changed rows, new ones and those to be deleted are marked until then.
 */

import './rows-table.css';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { FieldFacts } from '../fields/facts.ts';
import { ReadCell } from '../fields/plain-value.tsx';
import { widgetOf } from '../fields/widget.ts';
import '../fields/widgets.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { Collision } from './collision.tsx';
import { FormHostProvider, useFormHost } from './form-host.tsx';
import type { FieldSlot } from './form-model.ts';
import { addRow, type ChildRow, columnsOf, MOST_ROWS, rowsOf } from './rows-model.ts';

export interface RowsTableProps {
  readonly view: View;
  readonly cursor: string;
  readonly columns: unknown;
  readonly label: string;
  readonly headingId: string;
  readonly reading: boolean;
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly editing: boolean;
}

export function RowsTable({
  view,
  cursor: name,
  columns: asked,
  label,
  headingId,
  reading,
}: RowsTableProps) {
  const { i18n } = useApp();
  const host = useFormHost();
  const cursor = view.cursor(name);
  const edits = view.editsOf(name);
  const columns = useMemo(() => columnsOf(cursor, asked), [cursor, asked]);
  const rows = useRows(view, name);
  const ready = useValue(cursor.ready);
  const total = useValue(cursor.total);
  const unsaved = useComputed(
    () => edits.dirtyKeys.value.length + edits.created.value.length,
    [edits],
  );
  const [at, setAt] = useState<Place>({ row: 0, column: 0, editing: false });
  const table = useRef<HTMLTableElement>(null);
  const isNew = useValue(host.form.isNew);
  const writes = !(reading || cursor.described.readonly || isNew);
  const mayAdd = writes && cursor.described.source.can.create;
  const { source } = cursor.described;

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
      host.form.record.field('customer_id').value.peek() ??
      (host.form.cursor.described.source.name === 'org.customers'
        ? host.form.record.key.peek()
        : undefined);
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
  const begin = (row: number, column: number): boolean => {
    if (!may(rows[row], column)) return false;
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
    if (event.key === 'Delete' && event.ctrlKey && line !== undefined && writes) {
      toggleDeleted(line);
      return true;
    }
    if (!isPlain(event)) return false;
    const target = MOVES[event.key]?.(row, column, rows.length, columns.length);
    if (target !== undefined) {
      go(target[0], target[1]);
      return true;
    }
    return beginKey(event.key);
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
    <section className="form-section" aria-labelledby={headingId}>
      <div className="rows-head">
        <h3 className="form-heading" id={headingId} tabIndex={-1}>
          {label}
        </h3>
        <small className="faint">
          {ready ? i18n.number(total.n) : null}
          {unsaved === 0 ? null : `, ${i18n.ngettext('{n} unsaved', '{n} unsaved', unsaved)}`}
        </small>
        <span className="save-space" />
        {mayAdd ? (
          <Button look="quiet" icon="plus" onPress={add}>
            {i18n.gettext('Add: {what}', { what: source.label })}
          </Button>
        ) : null}
      </div>
      {isNew ? (
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
                {writes ? (
                  <th scope="col">
                    <span className="for-readers">{i18n.gettext('Remove')}</span>
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
                />
              ))}
            </tbody>
          </table>
          {ready && rows.length === 0 ? (
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

const isEnd = (field: FieldFacts): boolean =>
  field.choices === null && (field.type === 'integer' || field.type === 'decimal');

const firstEditable = (columns: readonly FieldFacts[]): number =>
  Math.max(
    0,
    columns.findIndex((field) => !field.readonly),
  );

/** The rows as they are now; asked for when the table is first on the screen. */
function useRows(view: View, name: string): readonly ChildRow[] {
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
  return useMemo(() => rowsOf(cursor, edits, i18n), [cursor, edits, i18n, layout, created, total]);
}

interface RowLineProps {
  readonly view: View;
  readonly name: string;
  readonly row: ChildRow;
  readonly columns: readonly FieldFacts[];
  readonly index: number;
  readonly active: Place | undefined;
  readonly writes: boolean;
  readonly go: (row: number, column: number, editing?: boolean) => void;
  readonly begin: (row: number, column: number) => boolean;
  readonly toggleDeleted: (row: ChildRow) => void;
}

function RowLine(props: RowLineProps) {
  const { view, name, row, columns, index, active, writes, go, begin, toggleDeleted } = props;
  const i18n = useI18n();
  const host = useFormHost();
  const edits = view.editsOf(name);
  const deleted = useComputed(
    () => row.key !== undefined && edits.deleted.value.has(row.key),
    [edits, row],
  );
  const changed = useComputed(() => row.key === undefined || row.form.record.dirty.value, [row]);
  const own = useMemo(() => ({ ...host, form: row.form }), [host, row]);
  const state = deleted ? i18n.gettext('to be deleted') : i18n.gettext('not saved');
  return (
    <FormHostProvider value={own}>
      <tr
        aria-rowindex={index + 2}
        data-changed={changed || deleted || undefined}
        data-deleted={deleted || undefined}
        aria-description={changed || deleted ? state : undefined}
      >
        {columns.map((field, column) => {
          const slot = row.form.slots.get(field.name);
          const here = active?.column === column;
          return slot === undefined ? (
            <td key={field.name} />
          ) : (
            <Cell
              key={field.name}
              slot={slot}
              label={i18n.gettext('{column}, row {n}', { column: field.label, n: index + 1 })}
              tabbable={here || (active === undefined && index === 0 && column === 0)}
              editing={here && active.editing && !deleted}
              focus={() => {
                if (!(here && active.editing)) go(index, column);
              }}
              begin={() => begin(index, column)}
            />
          );
        })}
        {writes ? (
          <td className="rows-tools">
            <IconButton
              small
              excludeFromTabOrder
              icon={deleted ? 'undo' : 'trash'}
              label={
                deleted
                  ? i18n.gettext('Keep row {n}', { n: index + 1 })
                  : i18n.gettext('Remove row {n}', { n: index + 1 })
              }
              keys="Ctrl Del"
              onPress={() => toggleDeleted(row)}
            />
          </td>
        ) : null}
      </tr>
      <RowNotes row={row} span={columns.length + (writes ? 1 : 0)} />
    </FormHostProvider>
  );
}

/** Why a row was not saved, and what somebody has to decide about it. */
function RowNotes({ row, span }: { readonly row: ChildRow; readonly span: number }) {
  const failure = useValue(row.form.record.failure);
  const conflicts = useValue(row.form.conflicts);
  if (failure === undefined && conflicts.length === 0) return null;
  return (
    <tr className="rows-note">
      <td colSpan={span}>
        {failure === undefined || conflicts.length > 0 ? null : (
          <p className="field-error">{failure.message}</p>
        )}
        {conflicts.map((slot) => (
          <RowCollision key={slot.id} slot={slot} />
        ))}
      </td>
    </tr>
  );
}

function RowCollision({ slot }: { readonly slot: FieldSlot }) {
  return (
    <Collision
      slot={slot}
      chosen={undefined}
      choose={(choice) => slot.record.resolve(slot.field.name, choice)}
    />
  );
}

interface CellProps {
  readonly slot: FieldSlot;
  readonly label: string;
  readonly tabbable: boolean;
  readonly editing: boolean;
  readonly focus: () => void;
  readonly begin: () => boolean;
}

function Cell({ slot, label, tabbable, editing, focus, begin }: CellProps) {
  const told = useValue(slot.told);
  const dirty = useValue(slot.dirty);
  const cell = useRef<HTMLTableCellElement>(null);
  const Drawn = widgetOf(slot.field);
  useLayoutEffect(() => {
    if (!editing) return;
    const control = cell.current?.querySelector<HTMLInputElement>('input, textarea');
    control?.focus();
    if (control?.type === 'text') control.select();
  }, [editing]);
  const noteId = `${slot.id}-note`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the table
    <td
      ref={cell}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
      role="gridcell"
      tabIndex={tabbable && !editing ? 0 : -1}
      className={`rows-cell${isEnd(slot.field) ? ' end' : ''}${editing ? ' editing' : ''}`}
      data-slot={slot.id}
      data-changed={dirty || undefined}
      data-wrong={told !== undefined || undefined}
      aria-invalid={told !== undefined || undefined}
      aria-describedby={told === undefined ? undefined : noteId}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !tabbable) focus();
      }}
      onClick={() => {
        if (!editing) focus();
      }}
      onDoubleClick={begin}
    >
      {editing && Drawn !== undefined ? (
        <Drawn
          slot={slot}
          id={slot.id}
          label={label}
          describedBy={told === undefined ? undefined : noteId}
          invalid={told !== undefined}
          autoFocus
        />
      ) : (
        <ReadCell slot={slot} />
      )}
      {told === undefined ? null : (
        <span className="rows-error" id={noteId}>
          {told}
        </span>
      )}
    </td>
  );
}
