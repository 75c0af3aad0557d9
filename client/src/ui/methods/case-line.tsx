/** One case in a table: its name, a cell for each input, and what comes of it. */

import { type ClipboardEvent, memo, useCallback } from 'react';
import type { I18n } from '../../core/i18n.ts';
import type { MethodDescribed, MethodResult } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Control } from './controls.tsx';
import { faultsAt, isAsked, isMissing, pathText, valueAt, withValue } from './form-model.ts';
import { NAME, type Place, type TableColumn } from './paste-model.ts';
import { LevelBadge } from './pictures/level.tsx';
import { digitsOf, mainOf, valueText } from './result-facts.ts';
import { faultText } from './said.ts';
import type { CaseRow } from './table-model.ts';

/** The one figure of a case, as it is read. */
export const figureOf = (
  description: MethodDescribed,
  result: MethodResult,
  i18n: I18n,
): string => {
  const main = mainOf(description);
  if (main === undefined || result.error !== null) return '';
  return valueText(result.values[main.key], digitsOf(description, main), i18n.locale, i18n);
};

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

export const CaseLine = memo(
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
