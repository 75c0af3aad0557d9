/**
 * Many cases of one method, a row for each: typed or pasted from a spreadsheet, rated as they come,
 * kept as calculations all at once.
 */

import {
  type ClipboardEvent,
  memo,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MethodDescribed, MethodFault, MethodResult } from '../../core/methods.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { Control } from './controls.tsx';
import {
  faultsAt,
  isAsked,
  isMissing,
  isSame,
  pathOf,
  pathText,
  valueAt,
  withValue,
} from './form-model.ts';
import { useRated } from './live-rows.ts';
import {
  columnsOf,
  NAME,
  type Pasted,
  type Place,
  pasted,
  type TableColumn,
} from './paste-model.ts';
import { LevelBadge } from './pictures/level.tsx';
import { digitsOf, mainOf, valueText } from './result-pane.tsx';
import { faultText, faultTextAt, inputAt } from './said.ts';
import { SymbolOf } from './symbol.tsx';
import {
  blankRow,
  type CaseRow,
  countsOf,
  isBlankRow,
  laid,
  type Rated,
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
const MOST = 1_000;

export function MethodTable(props: MethodTableProps) {
  const { description, rows, onRows, onSave, busy = false } = props;
  const { i18n, notices } = useApp();
  const all = useMemo(() => columnsOf(description.inputs), [description]);
  const [whole, setWhole] = useState(false);
  const columns = useColumns(all, rows, whole);
  const { rated, trouble } = useRated(description, rows);
  const [told, setTold] = useState<Pasted>();
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
      const cells = found.cells.slice(0, MOST - start);
      onRows(laid(latest.current, start, cells, found.headings, description, i18n.locale));
      setTold(found);
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
            isDisabled={rows.length >= MOST}
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

/** What has to be given, and what somebody has given otherwise than usual. */
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

const figureOf = (
  description: MethodDescribed,
  result: MethodResult,
  i18n: ReturnType<typeof useI18n>,
): string => {
  const main = mainOf(description);
  if (main === undefined || result.error !== null) return '';
  return valueText(result.values[main.key], digitsOf(description, main), i18n.locale, i18n);
};

/** Where rows of a spreadsheet are put in, wherever the focus was. */
function PasteBox({ onPaste }: { readonly onPaste: (text: string) => void }) {
  const i18n = useI18n();
  const label = i18n.gettext('Paste rows of a spreadsheet here');
  return (
    <textarea
      className="mt-paste"
      rows={1}
      aria-label={label}
      placeholder={label}
      value=""
      onPaste={(event) => {
        event.preventDefault();
        onPaste(event.clipboardData.getData('text/plain'));
      }}
      onChange={({ target }) => onPaste(target.value)}
    />
  );
}

function PasteTold({ told, close }: { readonly told: Pasted; readonly close: () => void }) {
  const i18n = useI18n();
  const strange = told.headings.filter((one) => one.strange !== undefined);
  const words = [
    i18n.ngettext('{n} row was taken in.', '{n} rows were taken in.', told.cells.length),
    told.headed
      ? i18n.gettext('Columns were found by their headings.')
      : i18n.gettext('There were no headings: columns were taken in their order.'),
    ...(told.unknown.length === 0
      ? []
      : [i18n.gettext('Not used: {names}.', { names: told.unknown.join(', ') })]),
    ...strange.map((one) =>
      i18n.gettext('{column}: numbers were taken as they are, not as {unit}.', {
        column: typeof one.place === 'object' ? one.place.label : '',
        unit: one.strange ?? '',
      }),
    ),
  ];
  return (
    <Strip
      level={told.unknown.length + strange.length > 0 ? 'warn' : 'ok'}
      actions={
        <Button look="quiet" onPress={close}>
          {i18n.gettext('Hide')}
        </Button>
      }
    >
      {words.join(' ')}
    </Strip>
  );
}

const Counts = memo(function Counts({ rated }: { readonly rated: readonly Rated[] }) {
  const i18n = useI18n();
  const counts = countsOf(rated);
  if (counts.length === 0) return null;
  return (
    <ul className="mt-counts" aria-label={i18n.gettext('Rows by level')}>
      {counts.map((one) => (
        <li key={`${one.level} ${one.word}`}>
          <b>{i18n.number(one.n)}</b>
          <LevelBadge
            level={one.level}
            word={one.word === '' ? i18n.gettext('Unfinished') : one.word}
          />
        </li>
      ))}
    </ul>
  );
});

const MOST_FAULTS = 5;

/** What is wrong in which cell, as links to them. */
function Faults({
  rated,
  description,
  box,
}: {
  readonly description: MethodDescribed;
  readonly rated: readonly Rated[];
  readonly box: RefObject<HTMLElement | null>;
}) {
  const i18n = useI18n();
  const cells = rated.reduce((sum, { result }) => sum + (result?.faults.length ?? 0), 0);
  const all = rated.flatMap(({ row, result }, at) => {
    const faults = result?.faults ?? [];
    const [first, ...more] = faults.filter(isMissing);
    const missing = first === undefined ? [] : [{ row, at, fault: first, more }];
    const wrong = faults.filter((one) => !isMissing(one));
    return [...wrong.map((fault) => ({ row, at, fault, more: [] })), ...missing];
  });
  if (all.length === 0) return null;
  const go = (id: string, path: string) => {
    const cells = [
      ...(box.current?.querySelectorAll<HTMLElement>(`[data-row="${id}"] [data-path]`) ?? []),
    ];
    const found = cells.find((one) => path.startsWith(one.dataset['path'] ?? '?')) ?? cells[0];
    found?.focus();
    found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <Strip level="danger">
      <b>{i18n.ngettext('{n} cell to mend:', '{n} cells to mend:', cells)}</b>{' '}
      {all.slice(0, MOST_FAULTS).map(({ row, fault, at, more }) => (
        <button
          key={`${row.id} ${fault.path} ${fault.code}`}
          type="button"
          className="link-button mt-fault"
          onClick={() => go(row.id, fault.path)}
        >
          {i18n.gettext('row {n}', { n: at + 1 })}
          {row.name === '' ? '' : ` (${row.name})`},{' '}
          {isMissing(fault)
            ? i18n.gettext('missing: {fields}', {
                fields: [fault, ...more].map((one) => fieldOf(one, description)).join(', '),
              })
            : faultTextAt(fault, description.inputs, i18n)}
        </button>
      ))}
      {all.length > MOST_FAULTS ? '…' : ''}
    </Strip>
  );
}

const fieldOf = (fault: MethodFault, { inputs }: MethodDescribed): string =>
  inputAt(inputs, pathOf(fault.path))?.label ?? fault.path;

interface CaseLineProps {
  readonly at: number;
  readonly row: CaseRow;
  readonly result: MethodResult | undefined;
  readonly description: MethodDescribed;
  readonly columns: readonly TableColumn[];
  readonly change: (id: string, next: (row: CaseRow) => CaseRow) => void;
  readonly take: (text: string, at: number, place: Place) => void;
  readonly remove: (id: string) => void;
}

const CaseLine = memo(
  function CaseLine(props: CaseLineProps) {
    const { at, row, result, description, columns, change, take, remove } = props;
    const i18n = useI18n();
    const n = at + 1;
    const onChange = useCallback(
      (_column: string, path: string, value: unknown) => {
        const column = columns.find((one) => one.id === path);
        if (column === undefined) return;
        change(row.id, (now) => ({ ...now, values: withValue(now.values, column.path, value) }));
      },
      [columns, change, row.id],
    );
    const paste = (event: ClipboardEvent, place: Place) => {
      const text = event.clipboardData.getData('text/plain');
      if (!/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      take(text, at, place);
    };
    return (
      <tr data-row={row.id}>
        <th scope="row" className="mb-no">
          {n}
        </th>
        <td className="mt-name" onPaste={(event) => paste(event, NAME)}>
          <span className="control">
            <input
              className="control-text"
              type="text"
              data-path="title"
              aria-label={i18n.gettext('Name, row {n}', { n })}
              autoComplete="off"
              value={row.name}
              onChange={({ target }) => change(row.id, (now) => ({ ...now, name: target.value }))}
            />
          </span>
        </td>
        {columns.map((one) => (
          <td
            key={one.id}
            className={`of-${one.input.kind}`}
            onPaste={(event) => paste(event, one)}
          >
            <CaseCell
              n={n}
              column={one}
              row={row}
              result={result}
              description={description}
              onChange={onChange}
            />
          </td>
        ))}
        <td className="mt-result">
          <ResultCell description={description} result={result} />
        </td>
        <td className="mb-row-tools">
          <IconButton
            small
            icon="trash"
            label={i18n.gettext('Remove row {n}', { n })}
            onPress={() => remove(row.id)}
          />
        </td>
      </tr>
    );
  },
  (one, other) =>
    one.row === other.row &&
    one.result === other.result &&
    one.at === other.at &&
    one.description === other.description,
);

function CaseCell({
  n,
  column,
  row,
  result,
  description,
  onChange,
}: {
  readonly description: MethodDescribed;
  readonly n: number;
  readonly column: TableColumn;
  readonly row: CaseRow;
  readonly result: MethodResult | undefined;
  readonly onChange: (column: string, path: string, value: unknown) => void;
}) {
  const i18n = useI18n();
  const { input, path } = column;
  const place = pathText(path);
  const list = input.kind === 'numbers' || input.kind === 'codes';
  const [fault] = faultsAt(result?.faults ?? [], place, list);
  const id = `${row.id}-${place.replace(/\W/g, '_')}`;
  if (path.length === 1 && !isAsked(input, description.inputs, row.values))
    return <span className="faint">–</span>;
  return (
    <>
      <Control
        input={input}
        id={id}
        path={column.id}
        column="before"
        name={`${column.label}, ${i18n.gettext('row {n}', { n })}`}
        describedBy={fault === undefined ? undefined : `${id}-fault`}
        value={valueAt(row.values, path) ?? null}
        wrong={fault !== undefined}
        readOnly={false}
        onChange={onChange}
      />
      {fault === undefined ? null : (
        <span className={isMissing(fault) ? 'mt-said missing' : 'mt-said'} id={`${id}-fault`}>
          {faultText(fault, input, i18n)}
        </span>
      )}
    </>
  );
}

const ResultCell = memo(function ResultCell({
  description,
  result,
}: {
  readonly description: MethodDescribed;
  readonly result: MethodResult | undefined;
}) {
  const i18n = useI18n();
  if (result === undefined) return <span className="faint">–</span>;
  if (result.error !== null) {
    return (
      <LevelBadge
        level={null}
        word={
          result.error === 'out_of_range'
            ? i18n.gettext('Unfinished')
            : i18n.gettext('Not applicable')
        }
      />
    );
  }
  return (
    <span className="mt-figure">
      <b>{figureOf(description, result, i18n)}</b>
      {result.band === null ? null : (
        <LevelBadge level={result.band.level} word={result.band.word} />
      )}
    </span>
  );
});

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
