/** The controls of a method's form: one for each kind of input, all of them alike to the form. */

import { type KeyboardEvent, memo, useState } from 'react';
import type { ChoiceInput, CodesInput, MethodInput, NumberInput } from '../../core/methods.ts';
import { Combo } from '../fields/combo.tsx';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import {
  numbersText,
  numberText,
  readCodes,
  readNumber,
  readNumbers,
  stepped,
} from './form-model.ts';
import { folded } from './paste-model.ts';

export type Column = 'before' | 'after';

export interface ControlProps {
  readonly input: MethodInput;
  readonly id: string;
  /** Where the value is, as the method writes it. */
  readonly path: string;
  readonly column: Column;
  /** What a reader hears; the label stands elsewhere. */
  readonly name: string;
  readonly describedBy?: string | undefined;
  readonly value: unknown;
  readonly wrong: boolean;
  readonly readOnly: boolean;
  readonly onChange: (column: Column, path: string, value: unknown) => void;
}

/** What every control says of itself, to readers and to the form around it. */
const namesOf = ({ id, path, column, name, describedBy, wrong, input }: ControlProps) => ({
  id,
  'data-path': path,
  'data-column': column,
  'aria-label': name,
  'aria-invalid': wrong || undefined,
  'aria-describedby': describedBy,
  'aria-required': input.required || undefined,
});

export const Control = memo(function Control(props: ControlProps) {
  const { input } = props;
  switch (input.kind) {
    case 'number':
      return <NumberControl {...props} input={input} />;
    case 'choice':
      return <ChoiceControl {...props} input={input} />;
    case 'flag':
      return <FlagControl {...props} />;
    case 'codes':
      return <CodesControl {...props} input={input} />;
    case 'numbers':
      return <TypedControl {...props} read={readNumbers} write={numbersText} end />;
    default:
      return <TypedControl {...props} read={readWords} write={writeWords} />;
  }
});

const readWords = (text: string): unknown => (text === '' ? null : text);
const writeWords = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

interface TypedProps extends ControlProps {
  readonly read: (text: string, locale: string) => unknown;
  readonly write: (value: unknown, locale: string) => string;
  readonly end?: boolean;
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly mode?: 'decimal' | 'numeric';
}

/** A line of text: shown as it is typed until one leaves it, then as its value reads. */
function TypedControl(props: TypedProps) {
  const { locale } = useI18n();
  const { value, wrong, readOnly, onChange, column, path, read, write } = props;
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: unknown }>();
  const kept = typed !== undefined && JSON.stringify(typed.value) === JSON.stringify(value ?? null);
  const preset = props.input.required ? null : props.input.default;
  return (
    <span className="control" data-wrong={wrong || undefined}>
      <input
        {...namesOf(props)}
        className={props.end === true ? 'control-text end' : 'control-text'}
        type="text"
        inputMode={props.mode}
        autoComplete="off"
        spellCheck={false}
        readOnly={readOnly}
        placeholder={preset === null || preset === undefined ? undefined : write(preset, locale)}
        value={kept ? typed.text : write(value, locale)}
        onFocus={(event) => event.target.select()}
        onChange={({ target: { value: text } }) => {
          const now = read(text, locale);
          setTyped({ text, value: now });
          onChange(column, path, now);
        }}
        onBlur={() => setTyped(undefined)}
        onKeyDown={props.onKey}
      />
    </span>
  );
}

function NumberControl(props: ControlProps & { readonly input: NumberInput }) {
  const { input, value, readOnly, onChange, column, path } = props;
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : undefined;
    if (way === undefined || event.altKey || event.ctrlKey || event.metaKey || readOnly) return;
    event.preventDefault();
    onChange(column, path, stepped(input, value, way));
  };
  return (
    <TypedControl
      {...props}
      read={readNumber}
      write={numberText}
      end
      mode={input.integer ? 'numeric' : 'decimal'}
      onKey={key}
    />
  );
}

const NOTHING = '';

function ChoiceControl(props: ControlProps & { readonly input: ChoiceInput }) {
  const i18n = useI18n();
  const { input, value, wrong, readOnly, onChange, column, path } = props;
  const at = input.options.findIndex((one) => one.value === value);
  const strange = at < 0 && value !== null && value !== undefined;
  return (
    <span className="control mb-select" data-wrong={wrong || undefined}>
      <select
        {...namesOf(props)}
        className="control-text"
        disabled={readOnly}
        title={input.options[at]?.label}
        value={at < 0 ? NOTHING : String(at)}
        onChange={({ target }) =>
          onChange(column, path, input.options[Number(target.value)]?.value ?? null)
        }
      >
        {at >= 0 && input.required ? null : (
          <option value={NOTHING}>{strange ? String(value) : i18n.gettext('Choose…')}</option>
        )}
        {input.options.map((one, place) => (
          <option key={String(one.value)} value={String(place)}>
            {one.label}
          </option>
        ))}
      </select>
      <span className="control-mark" aria-hidden="true">
        <Icon name="chevron-down" small />
      </span>
    </span>
  );
}

function FlagControl(props: ControlProps) {
  const { value, readOnly, onChange, column, path, wrong } = props;
  const { 'aria-required': _, ...names } = namesOf(props);
  return (
    <span className="control-check mb-flag" data-wrong={wrong || undefined}>
      <input
        {...names}
        type="checkbox"
        disabled={readOnly}
        checked={value === true}
        onChange={({ target }) => onChange(column, path, target.checked)}
      />
    </span>
  );
}

const SHOWN = 80; // more are found by typing on

function CodesControl(props: ControlProps & { readonly input: CodesInput }) {
  const i18n = useI18n();
  const { input, value, readOnly, onChange, column, path } = props;
  const codes: readonly string[] = Array.isArray(value) ? value.map(String) : [];
  const [typed, setTyped] = useState('');
  const set = (next: readonly string[]) => onChange(column, path, next.length > 0 ? next : null);
  const add = (more: readonly string[]) => set([...new Set([...codes, ...more])]);
  const remove = (code: string) => set(codes.filter((one) => one !== code));
  const several = readCodes(typed) ?? [];
  const free = fitting(typed, input).filter((code) => !codes.includes(code));
  const options =
    several.length > 1
      ? [
          {
            id: 'typed',
            icon: 'plus',
            label: i18n.gettext('Add {codes}', { codes: several.join(', ') }),
            act: () => add(several.map((one) => known(one, input))),
          },
        ]
      : free.slice(0, SHOWN).map((code) => {
          const label = input.shown?.[code];
          return label === undefined ? { id: code, code, label: '' } : { id: code, label };
        });
  const key = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const last = codes.at(-1);
    if (event.key !== 'Backspace' || event.currentTarget.value !== '' || last === undefined) {
      return false;
    }
    remove(last);
    return true;
  };
  return (
    <span className="codes mb-codes" data-wrong={props.wrong || undefined}>
      {readOnly ? null : (
        <Combo
          names={namesOf(props)}
          listLabel={props.name}
          text=""
          chosen={undefined}
          options={options}
          status={options.length === 0 ? i18n.gettext('Nothing fits what you typed.') : undefined}
          onTyped={(text) => setTyped(text ?? '')}
          onPick={(code) => add([code])}
          onClear={() => undefined}
          onUnread={(text) => add((readCodes(text) ?? []).map((one) => known(one, input)))}
          onLeave={() => undefined}
          onKey={key}
        />
      )}
      {codes.length === 0 ? null : (
        <ul className="mb-chosen" aria-label={i18n.gettext('Chosen')}>
          {codes.map((code) => (
            <li key={code} className={input.known.includes(code) ? 'tag' : 'tag wrong'}>
              {input.shown?.[code] ?? <b className="zeros">{code}</b>}
              {readOnly ? null : (
                <IconButton
                  small
                  icon="x"
                  label={i18n.gettext('Remove {tag}', { tag: input.shown?.[code] ?? code })}
                  onPress={() => remove(code)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

function fitting(text: string, { known: all, shown }: CodesInput): readonly string[] {
  const sought = folded(text).replace(/\s+/g, '');
  if (sought === '') return all;
  const bare = (code: string) => folded(code).replace(/\s+/g, '');
  const begun = all.filter((code) => bare(code).startsWith(sought));
  if (begun.length > 0) return begun;
  return all.filter(
    (code) => bare(code).includes(sought) || folded(shown?.[code] ?? '').includes(folded(text)),
  );
}

/** The code as the method writes it, whatever its letters and blanks. */
const known = (typed: string, { known: all }: CodesInput): string => {
  const sought = folded(typed).replace(/\s+/g, '');
  return all.find((code) => folded(code).replace(/\s+/g, '') === sought) ?? typed;
};
