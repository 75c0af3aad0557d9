/** The third step: what would come of the sheet, what is wrong in it, and putting it right. */

import { useCallback, useEffect, useState } from 'react';
import {
  faultsAddress,
  type ImportRows,
  type ImportSummary,
  type ImportUpload,
} from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import type { Doing } from './doing.ts';
import { SheetTable } from './sheet-table.tsx';

const PAGE = 50;

export interface CheckStepProps {
  readonly upload: ImportUpload;
  readonly summary: ImportSummary;
  readonly busy: boolean;
  readonly doing: Doing;
  readonly onUpload: (upload: ImportUpload) => void;
  readonly onSummary: (summary: ImportSummary) => void;
  readonly onBack: () => void;
  readonly onGo: () => void;
}

export function CheckStep(props: CheckStepProps) {
  const { upload, summary, busy, doing, onUpload, onSummary, onBack, onGo } = props;
  const { i18n, services } = useApp();
  const [wanted, setOnly] = useState(summary.errors > 0 ? 'error' : '');
  const [page, setPage] = useState(0);
  const [rows, setRows] = useState<ImportRows>();
  const shown: readonly (readonly [string, string, number])[] = [
    ['', i18n.gettext('All rows'), summary.rows],
    ['error', i18n.gettext('With errors'), summary.errors],
    ['new', i18n.gettext('New'), summary.new],
    ['update', i18n.gettext('To be updated'), summary.update],
    ['same', i18n.gettext('Unchanged'), summary.same],
  ];
  // when the last error has been corrected, all rows are what one wants to see
  const only = shown.some(([state, , count]) => state === wanted && count > 0) ? wanted : '';

  const load = useCallback(async () => {
    setRows(await services.imports.rows(upload.id, page * PAGE, PAGE, only));
  }, [services, upload.id, page, only]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new summary means new rows
  useEffect(() => doing(load), [load, doing, summary]);

  const arrange = (choices: { make?: string[]; skip_faulty?: boolean }) =>
    doing(async () => {
      onUpload(await services.imports.arrange(upload.id, choices));
      onSummary(await services.imports.check(upload.id));
    });
  const make = (table: string, wanted: boolean) =>
    arrange({
      make: wanted ? [...upload.make, table] : upload.make.filter((one) => one !== table),
    });
  const correct = (row: number, column: number, text: string) =>
    doing(async () => onSummary(await services.imports.correct(upload.id, row, column, text)));

  const pages = Math.max(1, Math.ceil((rows?.total ?? 0) / PAGE));
  const writing = summary.new + summary.update;
  return (
    <>
      {summary.errors > 0 ? (
        <Strip level="warn">
          {i18n.ngettext(
            '{n} row has errors. Correct it here or in the sheet; nothing has been written.',
            '{n} rows have errors. Correct them here or in the sheet; nothing has been written.',
            summary.errors,
          )}
        </Strip>
      ) : (
        <Strip level="ok">
          {writing === 0
            ? i18n.gettext('All rows are right, and say what is there already: nothing to import.')
            : i18n.gettext('All rows are right. Nothing has been written yet.')}
        </Strip>
      )}
      <fieldset className="import-filter" aria-label={i18n.gettext('Rows shown')}>
        {shown.map(([state, label, count]) => (
          <button
            key={state}
            type="button"
            className={`import-figure ${state}`}
            aria-pressed={only === state}
            disabled={count === 0 && state !== ''}
            onClick={() => {
              setPage(0);
              setOnly(state);
            }}
          >
            <strong>{i18n.number(count)}</strong>
            <span>{label}</span>
          </button>
        ))}
      </fieldset>
      <div className="import-about">
        <Along {...{ upload, summary, make }} />
        {summary.errors > 0 && summary.commonest.length > 0 ? (
          <section className="import-common" aria-label={i18n.gettext('What is wrong most often')}>
            <ul>
              {summary.commonest.slice(0, 4).map((one) => (
                <li key={`${one.column} ${one.message}`}>
                  <b>{i18n.ngettext('{n} row', '{n} rows', one.rows)}</b>
                  <span>
                    {one.column === '' ? null : <em>{one.column}: </em>}
                    {one.message}
                  </span>
                </li>
              ))}
            </ul>
            <a href={faultsAddress(upload.id)} download="">
              {i18n.gettext('Download the errors as a sheet with notes')}
            </a>
          </section>
        ) : null}
      </div>
      {rows === undefined ? null : (
        <SheetTable {...{ upload, rows, busy, make }} onCorrect={correct} />
      )}
      {pages < 2 ? null : (
        <nav className="import-pages" aria-label={i18n.gettext('Pages of rows')}>
          <Button isDisabled={page === 0} onPress={() => setPage(page - 1)}>
            {i18n.gettext('Previous')}
          </Button>
          <span>
            {i18n.gettext('Page {page} of {pages}', {
              page: i18n.number(page + 1),
              pages: i18n.number(pages),
            })}
          </span>
          <Button isDisabled={page + 1 >= pages} onPress={() => setPage(page + 1)}>
            {i18n.gettext('Next')}
          </Button>
        </nav>
      )}
      <footer className="import-foot">
        <Button onPress={onBack}>{i18n.gettext('Back')}</Button>
        {summary.errors === 0 && !upload.skip_faulty ? null : (
          <label className="import-flag inline">
            <input
              type="checkbox"
              checked={upload.skip_faulty}
              onChange={(event) => arrange({ skip_faulty: event.target.checked })}
            />
            <span>{i18n.gettext('Leave out the rows with errors')}</span>
          </label>
        )}
        <Button look="go" isDisabled={busy || !summary.ready} onPress={onGo}>
          {i18n.ngettext('Import {n} row', 'Import {n} rows', writing)}
        </Button>
      </footer>
    </>
  );
}

interface AlongProps {
  readonly upload: ImportUpload;
  readonly summary: ImportSummary;
  readonly make: (table: string, wanted: boolean) => void;
}

/** What the rows speak of and nobody has: made along, if that is wanted. */
function Along({ upload, summary, make }: AlongProps) {
  const { i18n } = useApp();
  const tables = [...new Set([...summary.makeable.map((one) => one.table), ...upload.make])];
  if (tables.length === 0) return null;
  return (
    <section className="import-along" aria-label={i18n.gettext('Missing places and jobs')}>
      {tables.map((table) => {
        const open = summary.makeable.find((one) => one.table === table);
        const made = summary.made.filter((one) => one.table === table);
        const label = open?.label ?? made[0]?.label ?? table;
        return (
          <div key={table}>
            <label className="import-flag">
              <input
                type="checkbox"
                checked={upload.make.includes(table)}
                onChange={(event) => make(table, event.target.checked)}
              />
              <span>
                {i18n.gettext('Create what is missing: {what}', { what: label.toLowerCase() })}
                {open === undefined ? null : (
                  <small>
                    {i18n.ngettext(
                      '{n} cell names something that is not there.',
                      '{n} cells name something that is not there.',
                      open.rows,
                    )}
                  </small>
                )}
              </span>
            </label>
            {made.length === 0 ? null : (
              <ul className="import-made">
                {made.map((one) => (
                  <li key={`${one.name} ${one.where}`}>
                    {one.code === '' ? null : <code>{one.code}</code>} {one.name}
                    {one.where === '' ? null : <small> {one.where}</small>}
                    <small> · {i18n.ngettext('{n} row', '{n} rows', one.rows)}</small>
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
    </section>
  );
}
