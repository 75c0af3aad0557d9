/** The rows as the sheet has them: faulty cells are marked, and corrected where they stand. */

import { useEffect, useRef, useState } from 'react';
import type { ImportRow, ImportRows, ImportTrouble, ImportUpload } from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';

const STATE_ICON: Readonly<Record<ImportRow['state'], string>> = {
  new: 'plus',
  update: 'pencil',
  same: 'minus',
  error: 'circle-alert',
  skip: 'circle-off',
};

export interface SheetTableProps {
  readonly upload: ImportUpload;
  readonly rows: ImportRows;
  readonly busy: boolean;
  readonly make: (table: string, wanted: boolean) => void;
  readonly onCorrect: (row: number, column: number, text: string) => void;
}

export function SheetTable({ upload, rows, busy, make, onCorrect }: SheetTableProps) {
  const { i18n } = useApp();
  const [open, setOpen] = useState<string>();
  const shown = upload.columns.filter((one) => one.field !== '');
  return (
    <section
      className="import-rows"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={i18n.gettext('Rows of the sheet')}
    >
      <table aria-busy={busy}>
        <thead>
          <tr>
            <th scope="col">{i18n.gettext('Row')}</th>
            <th scope="col">{i18n.gettext('What happens')}</th>
            {shown.map((column) => (
              <th scope="col" key={column.at}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row) => (
            <tr key={row.number} className={row.state}>
              <th scope="row">{row.number}</th>
              <td className="import-state">
                <State row={row} />
              </td>
              {shown.map((column) => {
                const place = `${row.number} ${column.at}`;
                return (
                  <SheetCell
                    key={column.at}
                    text={row.cells[column.at] ?? ''}
                    name={i18n.gettext('{column}, row {row}', {
                      column: column.heading,
                      row: String(row.number),
                    })}
                    edited={row.edited.includes(column.at)}
                    troubles={row.troubles.filter((one) => one.at === column.at)}
                    open={open === place}
                    onOpen={(wanted) => setOpen(wanted ? place : undefined)}
                    onCorrect={(text) => {
                      setOpen(undefined);
                      onCorrect(row.number, column.at, text);
                    }}
                    onMake={(table) => make(table, true)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.rows.length === 0 ? (
        <p className="import-none">{i18n.gettext('No rows of this kind.')}</p>
      ) : null}
    </section>
  );
}

function State({ row }: { readonly row: ImportRow }) {
  const { i18n } = useApp();
  const words = {
    new: i18n.pgettext('row', 'New'),
    update: i18n.pgettext('row', 'To be updated'),
    same: i18n.pgettext('row', 'Unchanged'),
    error: i18n.gettext('Error'),
    skip: i18n.gettext('Not imported'),
  }[row.state];
  const ofRow = row.troubles.filter((one) => one.at < 0);
  return (
    <>
      <span className="import-badge">
        <Icon name={STATE_ICON[row.state]} small /> {words}
      </span>
      {ofRow.map((one) => (
        <small key={one.message} className="import-message">
          {one.message}
        </small>
      ))}
      {row.state === 'update'
        ? row.changes.map((one) => (
            <small key={`${one.label} ${one.after}`} className="import-change">
              {one.label}: {one.before === '' ? null : <del>{one.before}</del>}{' '}
              <ins>{one.after === '' ? '–' : one.after}</ins>
            </small>
          ))
        : null}
    </>
  );
}

interface CellProps {
  readonly text: string;
  readonly name: string;
  readonly edited: boolean;
  readonly troubles: readonly ImportTrouble[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onCorrect: (text: string) => void;
  readonly onMake: (table: string) => void;
}

function SheetCell(props: CellProps) {
  const { text, name, edited, troubles, open, onOpen, onCorrect, onMake } = props;
  const { i18n } = useApp();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) box.current?.select(); // it takes the place of the cell one pressed
  }, [open]);
  if (troubles.length === 0 && !open) {
    return (
      <td className={edited ? 'edited' : undefined}>
        <span className="import-cell">{text}</span>
      </td>
    );
  }
  if (!open) {
    return (
      <td className="wrong">
        <button
          type="button"
          className="import-cell"
          aria-label={i18n.gettext('Correct {cell}', { cell: name })}
          onClick={() => onOpen(true)}
        >
          {text === '' ? '—' : text}
        </button>
        {troubles.map((one) => (
          <small key={one.message} className="import-message">
            {one.message}
          </small>
        ))}
      </td>
    );
  }
  return (
    <td className="wrong open">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const typed = new FormData(event.currentTarget).get('text');
          onCorrect(typeof typed === 'string' ? typed : '');
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onOpen(false);
        }}
      >
        <input
          name="text"
          className="import-text"
          defaultValue={text}
          aria-label={name}
          ref={box}
        />
        <Button look="go" type="submit">
          {i18n.gettext('Correct')}
        </Button>
      </form>
      {troubles.map((one) => (
        <div key={one.message}>
          <small className="import-message">{one.message}</small>
          {one.offers.map((offer) => (
            <Button key={offer} look="quiet" onPress={() => onCorrect(offer)}>
              {offer}
            </Button>
          ))}
          {one.makes === '' ? null : (
            <Button look="quiet" icon="plus" onPress={() => onMake(one.makes)}>
              {i18n.gettext('Create the missing ones')}
            </Button>
          )}
        </div>
      ))}
    </td>
  );
}
