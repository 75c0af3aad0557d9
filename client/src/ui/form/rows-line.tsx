/** One child row: its cells become fields when they are edited, its tools stand at the end. */

import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Key } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import type { FieldFacts } from '../fields/facts.ts';
import { ReadCell } from '../fields/plain-value.tsx';
import { widgetOf } from '../fields/widget.ts';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { Collision } from './collision.tsx';
import { FormHostProvider, useFormHost } from './form-host.tsx';
import type { FieldSlot } from './form-model.ts';
import type { ChildRow } from './rows-model.ts';

/** The cell one is in, and whether it is edited. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly editing: boolean;
}

export const isEnd = (field: FieldFacts): boolean =>
  field.choices === null && (field.type === 'integer' || field.type === 'decimal');

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
  /** What opening a row is called; undefined: it cannot be. */
  readonly opens: string | undefined;
  readonly open: (key: Key) => void;
}

export function RowLine(props: RowLineProps) {
  const { view, name, row, columns, index, active, writes, go, begin, toggleDeleted } = props;
  const { opens, open } = props;
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
        {writes || opens !== undefined ? (
          <td className="rows-tools">
            <RowTools
              row={row}
              number={index + 1}
              deleted={deleted}
              toggle={writes ? () => toggleDeleted(row) : undefined}
              opens={opens}
              open={open}
            />
          </td>
        ) : null}
      </tr>
      <RowNotes
        row={row}
        columns={columns}
        span={columns.length + (writes || opens !== undefined ? 1 : 0)}
      />
    </FormHostProvider>
  );
}

interface RowToolsProps {
  readonly row: ChildRow;
  readonly number: number;
  readonly deleted: boolean;
  readonly toggle: (() => void) | undefined;
  readonly opens: string | undefined;
  readonly open: (key: Key) => void;
}

function RowTools({ row, number, deleted, toggle, opens, open }: RowToolsProps) {
  const i18n = useI18n();
  const { key } = row;
  return (
    <>
      {opens === undefined || key === undefined ? null : (
        <IconButton
          small
          excludeFromTabOrder
          icon="external-link"
          label={i18n.gettext('{action}: row {n}', { action: opens, n: number })}
          onPress={() => open(key)}
        />
      )}
      {toggle === undefined ? null : (
        <IconButton
          small
          excludeFromTabOrder
          icon={deleted ? 'undo' : 'trash'}
          label={
            deleted
              ? i18n.gettext('Keep row {n}', { n: number })
              : i18n.gettext('Remove row {n}', { n: number })
          }
          onPress={toggle}
        />
      )}
    </>
  );
}

/** Why a row was not saved, and what somebody has to decide about it. */
function RowNotes({
  row,
  columns,
  span,
}: {
  readonly row: ChildRow;
  readonly columns: readonly FieldFacts[];
  readonly span: number;
}) {
  const problems = useValue(row.form.problems);
  const shown = useMemo(() => new Set(columns.map(({ name }) => name)), [columns]);
  const failure = useValue(row.form.record.failure);
  const conflicts = useValue(row.form.conflicts);
  const said = useComputed(
    () =>
      problems.filter(({ slot }) => slot.told.value !== undefined || !shown.has(slot.field.name)),
    [problems, shown],
  );
  const why = failure?.code === 'invalid_fields' ? undefined : failure?.message;
  if (why === undefined && conflicts.length === 0 && said.length === 0) return null;
  return (
    <tr className="rows-note">
      <td colSpan={span}>
        {why === undefined || conflicts.length > 0 ? null : <p className="field-error">{why}</p>}
        {said.map(({ slot, text }) => (
          <p key={slot.id} className="field-error" id={`${slot.id}-note`}>
            {slot.field.label}: {text}
          </p>
        ))}
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

const isTouch = (event: Event): boolean =>
  event instanceof PointerEvent && event.pointerType === 'touch';

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
      onClick={(event) => {
        if (editing) return;
        // a finger has no second way in; a mouse edits with the second click, as the keyboard with Enter
        const again = tabbable && event.detail === 1 && document.activeElement === cell.current;
        if (!((again || isTouch(event.nativeEvent)) && begin())) focus();
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
    </td>
  );
}
