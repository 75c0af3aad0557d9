/**
 * The form of a method: a line for each input, before and after side by side where there are two
 * scenarios, tables of rows below each other. It says beside a field what the method says of it.
 */

import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useId,
  useRef,
  useState,
} from 'react';
import { isRecord } from '../../core/failure.ts';
import type { MethodDescribed, MethodInput } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { type Column, Control } from './controls.tsx';
import {
  controlId,
  FaultSaid,
  type FormFacts,
  faultId,
  type Side,
  sentenceOf,
} from './form-facts.tsx';
import {
  isAsked,
  isSame,
  type Path,
  pathOf,
  pathText,
  unitOf,
  type Values,
  valueAt,
} from './form-model.ts';
import { RowsBlock } from './rows-block.tsx';
import { inputAt } from './said.ts';
import { SymbolOf } from './symbol.tsx';

export interface FormPaneProps {
  readonly description: MethodDescribed;
  /** One scenario, or before and after. */
  readonly sides: readonly Side[];
  readonly onlyDifferent: boolean;
  readonly readOnly: boolean;
  readonly onChange: (column: Column, path: string, value: unknown) => void;
  /** Alt+D: what stands before goes after, of this field alone. */
  readonly onCopy: (path: string) => void;
}

export function FormPane(props: FormPaneProps) {
  const { description, sides, onlyDifferent, readOnly, onChange, onCopy } = props;
  const i18n = useI18n();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set<string>());
  const [focused, setFocused] = useState<string>();
  const form: FormFacts = { id, readOnly, onlyDifferent, left, onChange };
  const two = sides.length > 1;

  const leave = useCallback(({ target }: FocusEvent) => {
    const { path, column } = placeOf(target);
    if (path === undefined || column === undefined) return;
    const empty = 'value' in target && target.value === '';
    if (empty) setLeft((before) => new Set([...before, `${column} ${path}`]));
  }, []);
  const key = (event: KeyboardEvent) => {
    const { path, column } = placeOf(event.target);
    if (path === undefined || column === undefined || event.defaultPrevented) return;
    if (event.altKey && event.code === 'KeyD') {
      event.preventDefault();
      onCopy(path);
      return;
    }
    const to = followed(event, box.current, column, two);
    if (to === undefined) return;
    event.preventDefault();
    to.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its controls do not take
    <div
      ref={box}
      className="mb-form"
      data-two={two || undefined}
      onFocus={({ target }) => setFocused(placeOf(target).path)}
      onBlur={leave}
      onKeyDown={key}
    >
      {two ? (
        <div className="mb-row mb-heads" aria-hidden="true">
          <span className="mb-label" />
          <span className="mb-head">{i18n.gettext('Before')}</span>
          <span className="mb-head">{i18n.gettext('After')}</span>
        </div>
      ) : null}
      <Inputs form={form} inputs={description.inputs} path={[]} sides={sides} />
      {onlyDifferent && two && sides.every(({ values }) => isSame(values, sides[0]?.values)) ? (
        <p className="mb-none">{i18n.gettext('Before and after are the same so far.')}</p>
      ) : null}
      <Help description={description} path={focused} id={`${id}-help`} />
    </div>
  );
}

const placeOf = (target: EventTarget): { readonly path?: string; readonly column?: Column } =>
  target instanceof HTMLElement
    ? (target.dataset as { readonly path?: string; readonly column?: Column })
    : {};

/** Where Enter and Tab lead: down a column, then to the top of the next. */
function followed(
  event: KeyboardEvent,
  box: HTMLElement | null,
  column: Column,
  two: boolean,
): HTMLElement | undefined {
  const isEnter = event.key === 'Enter';
  if (!(isEnter || (event.key === 'Tab' && two)) || box === null) return undefined;
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const of = (wanted: Column) => [
    ...box.querySelectorAll<HTMLElement>(`[data-column="${wanted}"]:not(:disabled)`),
  ];
  const all = [...of('before'), ...of('after')];
  const own = of(column);
  const step = event.shiftKey ? -1 : 1;
  const next = all[all.indexOf(event.target as HTMLElement) + step];
  // Enter ends with its column: what comes next is not more of the same
  return isEnter && next !== undefined && !own.includes(next) ? undefined : next;
}

interface InputsProps {
  readonly form: FormFacts;
  readonly inputs: readonly MethodInput[];
  readonly path: Path;
  readonly sides: readonly Side[];
}

/** Inputs of one object; a heading where the method begins a new section. */
function Inputs({ form, inputs, path, sides }: InputsProps) {
  const here = sides.map((side) => ({ side, values: objectAt(side.values, path) }));
  const drawn: ReactNode[] = [];
  for (const input of inputs) {
    const asked = here.map(({ values }) => isAsked(input, inputs, values));
    if (!asked.some(Boolean)) continue;
    const place = [...path, input.key];
    if (input.section !== null) {
      drawn.push(
        <h4 key={`${input.key} section`} className="mb-section">
          {input.section}
        </h4>,
      );
    }
    if (form.onlyDifferent && sides.length > 1 && isSameThere(sides, place)) continue;
    drawn.push(
      <InputOf
        key={input.key}
        form={form}
        input={input}
        path={place}
        sides={sides}
        asked={asked}
        unit={unitOf(input, here[0]?.values ?? {}, sides[0]?.values)}
      />,
    );
  }
  return drawn;
}

const objectAt = (values: Values, path: Path): Values => {
  const found = valueAt(values, path);
  return isRecord(found) ? found : {};
};

const isSameThere = ([one, other]: readonly Side[], path: Path): boolean =>
  isSame(valueAt(one?.values, path), valueAt(other?.values, path));

interface InputOfProps {
  readonly form: FormFacts;
  readonly input: MethodInput;
  readonly path: Path;
  readonly sides: readonly Side[];
  readonly asked: readonly boolean[];
  readonly unit: string;
}

function InputOf(props: InputOfProps) {
  const { form, input, path, sides, unit } = props;
  if (input.kind === 'rows') {
    return <RowsBlock form={form} input={input} path={path} sides={sides} />;
  }
  if (input.kind === 'group') {
    return (
      <fieldset className="mb-group">
        <legend className={input.section === null ? undefined : 'for-readers'}>
          {input.label}
        </legend>
        <Inputs form={form} inputs={input.of} path={path} sides={sides} />
      </fieldset>
    );
  }
  if (input.kind === 'numbers' && input.names.length > 0) {
    return (
      <fieldset className="mb-group">
        <legend>
          {input.label}{' '}
          {input.symbol === null ? null : (
            <b>
              <SymbolOf text={input.symbol} />
            </b>
          )}
        </legend>
        {input.names.map((name, at) => (
          <InputLine
            key={name}
            {...props}
            input={{ ...input.each, label: name, symbol: null, help: input.help }}
            path={[...path, at]}
            unit={input.each.unit}
          />
        ))}
      </fieldset>
    );
  }
  return <InputLine {...props} unit={input.kind === 'numbers' ? input.each.unit : unit} />;
}

const LONG_WORDS = { one: 15, two: 9 }; // of a choice that stands in a narrow column

/** Controls that need the whole width stand below their label. */
const isWide = (input: MethodInput, two: boolean): boolean =>
  input.kind === 'codes' ||
  input.kind === 'numbers' ||
  input.kind === 'text' ||
  (input.kind === 'choice' &&
    input.options.some((one) => one.label.length > LONG_WORDS[two ? 'two' : 'one']));

interface SideCellProps {
  readonly form: FormFacts;
  readonly input: MethodInput;
  readonly path: Path;
  readonly side: Side;
  readonly unit: string;
  readonly two: boolean;
  readonly wrong: boolean;
}

function SideCell({ form, input, path, side, unit, two, wrong }: SideCellProps) {
  const i18n = useI18n();
  const { column, values } = side;
  const place = pathText(path);
  const when = column === 'before' ? i18n.gettext('before') : i18n.gettext('after');
  const described = [
    ...(unit === '' || isWide(input, two) ? [] : [unitId(form.id, place)]),
    wrong ? faultId(form.id, column, place) : `${form.id}-help`,
  ];
  return (
    <span className={`mb-cell ${column}`}>
      <Control
        input={input}
        id={controlId(form.id, column, place)}
        path={place}
        column={column}
        name={two ? `${input.label}, ${when}` : input.label}
        describedBy={described.join(' ')}
        value={valueAt(values, path) ?? null}
        wrong={wrong}
        readOnly={form.readOnly}
        onChange={form.onChange}
      />
    </span>
  );
}

const unitId = (form: string, path: string): string => `${controlId(form, 'before', path)}-unit`;

/** Somebody has to give it: there is nothing usual that stands for it. */
const isNeeded = (input: MethodInput): boolean =>
  input.required &&
  input.kind !== 'flag' &&
  (input.default === null || input.default === undefined);

function InputLine({ form, input, path, sides, asked, unit }: InputOfProps) {
  const i18n = useI18n();
  const place = pathText(path);
  const two = sides.length > 1;
  const same = two && isSameThere(sides, path);
  const said = sides.map((side, at) =>
    asked[at] === true ? sentenceOf(form, side, path, input, i18n) : undefined,
  );
  const kind = isWide(input, two) ? 'mb-row wide' : 'mb-row';
  return (
    <div className={kind} data-same={same || undefined}>
      <span className="mb-label">
        <label htmlFor={controlId(form.id, 'before', place)}>
          {input.label}
          {isNeeded(input) ? (
            <span className="field-required" aria-hidden="true">
              *
            </span>
          ) : null}
        </label>
        {input.symbol === null ? null : (
          <b className="mb-symbol">
            <SymbolOf text={input.symbol} />
          </b>
        )}
      </span>
      {sides.map((side, at) =>
        asked[at] === true ? (
          <SideCell
            key={side.column}
            form={form}
            input={input}
            path={path}
            side={side}
            unit={unit}
            two={two}
            wrong={said[at] !== undefined}
          />
        ) : (
          <span key={side.column} className="mb-cell faint">
            –
          </span>
        ),
      )}
      {isWide(input, two) ? null : (
        <span className="mb-unit" id={unitId(form.id, place)}>
          {unit}
        </span>
      )}
      {said.map((sentence, at) =>
        sentence === undefined ? null : (
          <FaultSaid
            key={sides[at]?.column}
            id={faultId(form.id, sides[at]?.column ?? 'before', place)}
            sentence={sentence}
            label={input.label}
          />
        ),
      )}
    </div>
  );
}

/** What is known of the field one is in; its place is kept, so that nothing moves. */
function Help({
  description,
  path,
  id,
}: {
  readonly description: MethodDescribed;
  readonly path: string | undefined;
  readonly id: string;
}) {
  const i18n = useI18n();
  const input = path === undefined ? undefined : inputAt(description.inputs, pathOf(path));
  return (
    <div className="mb-help" id={id} role="note" aria-label={i18n.gettext('Help on the field')}>
      {input === undefined ? (
        <span className="faint">{i18n.gettext('Go to a field to read what it is for.')}</span>
      ) : (
        <>
          <b>
            {input.label}
            {input.symbol === null ? null : (
              <>
                , <SymbolOf text={input.symbol} />
              </>
            )}
          </b>{' '}
          {[input.help ?? '', input.hint].filter((one) => one !== '').join(' ')}
        </>
      )}
    </div>
  );
}
