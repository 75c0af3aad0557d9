/** Rows of an input (tasks, tools, sessions) as a small table: typed, pasted, doubled, taken away. */

import { type ClipboardEvent, Fragment } from 'react';
import { isRecord } from '../../core/failure.ts';
import type { MethodInput, RowsInput } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Control } from './controls.tsx';
import { controlId, FaultSaid, type FormFacts, type Side, sentenceOf } from './form-facts.tsx';
import {
  defaultsOf,
  faultsAt,
  isAsked,
  isSame,
  type Path,
  pathText,
  unitOf,
  type Values,
  valueAt,
} from './form-model.ts';
import { columnsOf, NAME, overlaid, pasted } from './paste-model.ts';
import { SymbolOf } from './symbol.tsx';

interface RowsBlockProps {
  readonly form: FormFacts;
  readonly input: RowsInput;
  readonly path: Path;
  readonly sides: readonly Side[];
}

export function RowsBlock({ form, input, path, sides }: RowsBlockProps) {
  const i18n = useI18n();
  const two = sides.length > 1;
  return (
    <section className="mb-rows" aria-label={input.label}>
      {sides.map((side) => (
        <Fragment key={side.column}>
          <div className="mb-rows-head">
            <h4>
              {input.label}
              {two ? (
                <small>
                  {side.column === 'before' ? i18n.gettext('Before') : i18n.gettext('After')}
                </small>
              ) : null}
            </h4>
          </div>
          <RowsOf form={form} input={input} path={path} side={side} two={two} />
        </Fragment>
      ))}
    </section>
  );
}

type OfProps = Omit<RowsBlockProps, 'sides'> & { readonly side: Side; readonly two: boolean };

function RowsOf({ form, input, path, side, two }: OfProps) {
  const i18n = useI18n();
  const place = pathText(path);
  const rows = rowsAt(side.values, path);
  const set = (next: readonly Values[]) => form.onChange(side.column, place, next);
  const add = () => set([...rows, defaultsOf(input.of)]);
  const columns = input.of.filter((one) => one.kind !== 'rows' && one.kind !== 'group');
  const paste = (event: ClipboardEvent, at: number, column: MethodInput) => {
    const text = event.clipboardData.getData('text/plain');
    if (form.readOnly || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    set(pastedRows(text, rows, at, column, input, i18n.locale));
  };
  const [fault] = faultsAt(side.faults, place);
  const caption = two
    ? `${input.label}, ${side.column === 'before' ? i18n.gettext('before') : i18n.gettext('after')}`
    : input.label;
  return (
    <>
      <div className="mb-rows-scroll">
        <table className="mb-table" aria-label={caption}>
          <thead>
            <tr>
              <th scope="col" className="mb-no">
                <span className="for-readers">{i18n.gettext('Row')}</span>
              </th>
              {columns.map((one) => (
                <th
                  scope="col"
                  key={one.key}
                  className={`of-${one.kind}`}
                  title={one.help ?? one.label}
                >
                  {one.symbol === null ? one.label : <SymbolOf text={one.symbol} />}
                  {unitText(one) === '' ? null : <small>{unitText(one)}</small>}
                </th>
              ))}
              <th scope="col" className="mb-row-tools">
                <span className="for-readers">{i18n.gettext('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
              <tr key={at}>
                <th scope="row" className="mb-no">
                  {at + 1}
                </th>
                {columns.map((one) => (
                  <td
                    key={one.key}
                    className={`of-${one.kind}`}
                    onPaste={(event) => paste(event, at, one)}
                  >
                    {isAsked(one, input.of, row) ? (
                      <RowControl
                        form={form}
                        side={side}
                        input={one}
                        path={[...path, at, one.key]}
                        name={`${one.label}${two ? `, ${side.column === 'before' ? i18n.gettext('before') : i18n.gettext('after')}` : ''}, ${i18n.gettext('row {n}', { n: at + 1 })}`}
                      />
                    ) : (
                      <span className="faint">–</span>
                    )}
                  </td>
                ))}
                <td className="mb-row-tools">
                  {form.readOnly ? null : (
                    <>
                      <IconButton
                        small
                        icon="copy"
                        label={i18n.gettext('Duplicate row {n}', { n: at + 1 })}
                        isDisabled={rows.length >= input.most}
                        onPress={() => set([...rows.slice(0, at + 1), row, ...rows.slice(at + 1)])}
                      />
                      <IconButton
                        small
                        icon="trash"
                        label={i18n.gettext('Remove row {n}', { n: at + 1 })}
                        onPress={() => set(rows.filter((_row, where) => where !== at))}
                      />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.map((_row, at) =>
        columns.map((one) => {
          const said = sentenceOf(form, side, [...path, at, one.key], one, i18n);
          return said === undefined ? null : (
            <FaultSaid
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
              key={`${at} ${one.key}`}
              id={`${controlId(form.id, side.column, pathText([...path, at, one.key]))}-fault`}
              sentence={`${i18n.gettext('Row {n}', { n: at + 1 })}, ${said}`}
              label=""
            />
          );
        }),
      )}
      {fault === undefined || (rows.length === 0 && fault.code === 'missing') ? null : (
        <FaultSaid
          id={`${controlId(form.id, side.column, place)}-fault`}
          sentence={fault.sentence}
          label={input.label}
        />
      )}
      {form.readOnly ? null : (
        <div className="mb-rows-foot">
          <Button look="quiet" icon="plus" onPress={add} isDisabled={rows.length >= input.most}>
            {i18n.gettext('Add a row')}
          </Button>
          <small>{i18n.gettext('Rows of a spreadsheet can be pasted into any cell.')}</small>
        </div>
      )}
    </>
  );
}

const unitText = (input: MethodInput): string =>
  input.kind === 'numbers' ? input.each.unit : unitOf(input, {});

const rowsAt = (values: Values, path: Path): readonly Values[] => {
  const found = valueAt(values, path);
  return Array.isArray(found) ? found.map((one: unknown) => (isRecord(one) ? one : {})) : [];
};

interface RowControlProps {
  readonly form: FormFacts;
  readonly side: Side;
  readonly input: MethodInput;
  readonly path: Path;
  readonly name: string;
}

function RowControl({ form, side, input, path, name }: RowControlProps) {
  const i18n = useI18n();
  const place = pathText(path);
  const said = sentenceOf(form, side, path, input, i18n);
  const id = controlId(form.id, side.column, place);
  return (
    <Control
      input={input}
      id={id}
      path={place}
      column={side.column}
      name={name}
      describedBy={said === undefined ? `${form.id}-help` : `${id}-fault`}
      value={valueAt(side.values, path) ?? null}
      wrong={said !== undefined}
      readOnly={form.readOnly}
      onChange={form.onChange}
    />
  );
}

/** Rows with a block of cells laid over them, from a cell on; headings say which column is which. */
export function pastedRows(
  text: string,
  rows: readonly Values[],
  at: number,
  column: MethodInput,
  input: RowsInput,
  locale: string,
): readonly Values[] {
  const columns = columnsOf(input.of);
  const own = columns.find((one) => one.input === column);
  const { cells, headings } = pasted(text, columns, locale, own ?? NAME);
  const next = [...rows];
  for (const [line, texts] of cells.entries()) {
    if (at + line >= input.most) break;
    const values = next[at + line] ?? defaultsOf(input.of);
    next[at + line] = overlaid({ id: '', name: '', values }, texts, headings, locale).values;
  }
  return next.map((one) => (isSame(one, {}) ? defaultsOf(input.of) : one));
}
