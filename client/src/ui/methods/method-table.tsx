/**
 * Many cases of one method, a row for each: typed or pasted from a spreadsheet, rated as they come,
 * kept as calculations all at once.
 */

import { useCallback, useMemo, useRef, useState } from 'react';
import type { MethodDescribed } from '../../core/methods.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { CaseLine, figureOf } from './case-line.tsx';
import { isSame, valueAt } from './form-model.ts';
import { useRated } from './live-rows.ts';
import { columnsOf, NAME, type Place, pasted, type TableColumn } from './paste-model.ts';
import { mainOf } from './result-facts.ts';
import { SymbolOf } from './symbol.tsx';
import { Counts, Faults, PasteBox, type PastedRows, PasteTold } from './table-bar.tsx';
import {
  blankRow,
  type CaseRow,
  fitting,
  isBlankRow,
  laid,
  MOST_ROWS,
  tableText,
  worstFirst,
} from './table-model.ts';

export interface MethodTableProps {
  readonly description: MethodDescribed;
  readonly rows: readonly CaseRow[];
  readonly onRows: (rows: readonly CaseRow[]) => void;
  /** Keeps them as calculations; absent: there is nowhere to keep them. */
  readonly onSave?: ((rows: readonly CaseRow[]) => void) | undefined;
  readonly busy?: boolean;
}

const SHOWN = 150; // rows at a time

export function MethodTable(props: MethodTableProps) {
  const { description, rows, onRows, onSave, busy = false } = props;
  const { i18n, notices } = useApp();
  const all = useMemo(() => columnsOf(description.inputs, description.usual), [description]);
  const [whole, setWhole] = useState(false);
  const columns = useColumns(all, rows, whole);
  const { rated, trouble } = useRated(description, rows);
  const [told, setTold] = useState<PastedRows>();
  const [from, setFrom] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(rows);
  latest.current = rows;

  const change = useCallback(
    (id: string, next: (row: CaseRow) => CaseRow) =>
      onRows(latest.current.map((row) => (row.id === id ? next(row) : row))),
    [onRows],
  );
  const take = useCallback(
    (text: string, at: number, place: Place) => {
      const named = pasted(text, all, i18n.locale, place);
      // without headings cells follow each other as the columns one sees
      const found = named.headed ? named : pasted(text, columns, i18n.locale, place);
      if (found.cells.length === 0) return;
      const start = at < 0 ? firstFree(latest.current, description) : at;
      const [cells, left] = fitting(found.cells, start);
      onRows(laid(latest.current, start, cells, found.headings, description, i18n.locale));
      setTold({ ...found, cells, left });
    },
    [all, columns, description, i18n, onRows],
  );
  const used = rated.filter(({ row }) => !isBlankRow(row, description));
  const copy = () => {
    const main = mainOf(description);
    const text = tableText(
      used,
      columns,
      {
        name: i18n.gettext('Name'),
        score: main?.label ?? i18n.gettext('Result'),
        level: i18n.gettext('Level'),
        band: i18n.gettext('Band'),
      },
      i18n.locale,
      (result) => figureOf(description, result, i18n),
    );
    navigator.clipboard.writeText(text).then(
      () => notices.tell({ level: 'ok', text: i18n.gettext('The table is on the clipboard.') }),
      () =>
        notices.tell({
          level: 'warn',
          text: i18n.gettext('The browser keeps the clipboard to itself.'),
        }),
    );
  };
  const shown = rated.slice(from, from + SHOWN);
  return (
    <div className="mt" ref={box}>
      <div className="mb-bar" role="toolbar" aria-label={i18n.gettext('Table of cases')}>
        <PasteBox onPaste={(text) => take(text, -1, NAME)} />
        <Counts rated={used} />
        <span className="save-space" />
        <label className="mb-check">
          <input
            type="checkbox"
            checked={whole}
            onChange={({ target }) => setWhole(target.checked)}
          />
          {i18n.gettext('All columns')}
        </label>
        <Button
          look="quiet"
          icon="arrow-down"
          isDisabled={used.length < 2}
          onPress={() => onRows(worstFirst(rated))}
        >
          {i18n.gettext('Worst first')}
        </Button>
        <Button look="quiet" icon="copy" isDisabled={used.length === 0} onPress={copy}>
          {i18n.gettext('Copy the table')}
        </Button>
        {onSave === undefined ? null : (
          <Button
            look="go"
            isDisabled={busy || used.length === 0}
            onPress={() => onSave(used.map(({ row }) => row))}
          >
            {i18n.gettext('Save as calculations')}
          </Button>
        )}
      </div>
      {trouble === undefined ? null : <Strip level="warn">{trouble}</Strip>}
      {told === undefined ? null : <PasteTold told={told} close={() => setTold(undefined)} />}
      <Faults rated={rated} description={description} box={box} />
      <div className="mt-scroll">
        <table className="mb-table mt-table" aria-label={i18n.gettext('Cases')}>
          <thead>
            <tr>
              <th scope="col" className="mb-no">
                <span className="for-readers">{i18n.gettext('Row')}</span>
              </th>
              <th scope="col" className="mt-name">
                {i18n.gettext('Name')}
              </th>
              {columns.map((one) => (
                <th
                  scope="col"
                  key={one.id}
                  className={`of-${one.input.kind}`}
                  title={one.input.help ?? ''}
                >
                  {one.label}
                  {one.input.symbol === null ? null : (
                    <b>
                      {' '}
                      <SymbolOf text={one.input.symbol} />
                    </b>
                  )}
                  <small>{one.unit}</small>
                </th>
              ))}
              <th scope="col" className="mt-result">
                {mainOf(description)?.label ?? i18n.gettext('Result')}
                <small>{mainOf(description)?.unit}</small>
              </th>
              <th scope="col">
                <span className="for-readers">{i18n.gettext('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ row, result }, at) => (
              <CaseLine
                key={row.id}
                at={from + at}
                row={row}
                result={result}
                description={description}
                columns={columns}
                change={change}
                take={take}
                remove={(id) => onRows(latest.current.filter((one) => one.id !== id))}
              />
            ))}
          </tbody>
        </table>
        <div className="mb-rows-foot mt-foot">
          <Button
            look="quiet"
            icon="plus"
            isDisabled={rows.length >= MOST_ROWS}
            onPress={() => onRows([...rows, blankRow(description)])}
          >
            {i18n.gettext('Add a row')}
          </Button>
          {rows.length <= SHOWN ? null : (
            <Pages from={from} total={rows.length} setFrom={setFrom} />
          )}
        </div>
      </div>
    </div>
  );
}

/** What is asked from the start, and what somebody has given otherwise than usual. */
function useColumns(
  all: readonly TableColumn[],
  rows: readonly CaseRow[],
  whole: boolean,
): readonly TableColumn[] {
  const used = all.filter(
    ({ input, path, needed }) =>
      whole ||
      needed ||
      rows.some(({ values }) => !isSame(valueAt(values, path), input.default ?? null)),
  );
  const named = used.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same columns while they have the same names
  return useMemo(() => used, [all, named]);
}

/** After the last row that has something in it. */
function firstFree(rows: readonly CaseRow[], description: MethodDescribed): number {
  const last = rows.findLastIndex((row) => !isBlankRow(row, description));
  return last + 1;
}

function Pages({
  from,
  total,
  setFrom,
}: {
  readonly from: number;
  readonly total: number;
  readonly setFrom: (from: number) => void;
}) {
  const i18n = useI18n();
  return (
    <span className="mt-pages">
      <IconButton
        small
        icon="chevron-left"
        label={i18n.gettext('Rows before')}
        isDisabled={from === 0}
        onPress={() => setFrom(Math.max(0, from - SHOWN))}
      />
      {i18n.gettext('{first}-{last} of {n}', {
        first: from + 1,
        last: Math.min(total, from + SHOWN),
        n: total,
      })}
      <IconButton
        small
        icon="chevron-right"
        label={i18n.gettext('Rows after')}
        isDisabled={from + SHOWN >= total}
        onPress={() => setFrom(from + SHOWN)}
      />
    </span>
  );
}
