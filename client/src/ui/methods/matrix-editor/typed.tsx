/** The small fields of a matrix: words and numbers, with what is wrong told below them. */

import { createContext, useContext, useId, useState } from 'react';
import { useI18n } from '../../kit/app.tsx';
import { Icon } from '../../kit/icon.tsx';
import { numberText, readNumber } from '../form-model.ts';

/** What is wrong, by where it is: the first sentence of each place. */
export type Flaws = ReadonlyMap<string, string>;

export const FlawsContext = createContext<Flaws>(new Map());

/** What is wrong at some places, in their order; the same sentence once. */
export function Faults({ at, id }: { readonly at: readonly string[]; readonly id?: string }) {
  const flaws = useContext(FlawsContext);
  const said = [...new Set(at.flatMap((path) => flaws.get(path) ?? []))];
  if (said.length === 0) return null;
  return (
    <ul className="me-faults" id={id}>
      {said.map((sentence) => (
        <li key={sentence} className="field-error">
          <Icon name="circle-alert" small />
          {sentence}
        </li>
      ))}
    </ul>
  );
}

interface CellProps {
  /** Where it is in the definition. */
  readonly path: string;
  readonly label: string;
  readonly className?: string;
}

interface WordsProps extends CellProps {
  readonly value: string;
  readonly placeholder?: string;
  readonly long?: boolean;
  readonly onChange: (value: string) => void;
}

function useWrong(path: string) {
  const wrong = useContext(FlawsContext).get(path);
  const id = useId();
  return {
    wrong,
    told:
      wrong === undefined ? null : (
        <span className="for-readers" id={id}>
          {wrong}
        </span>
      ),
    says: {
      'aria-invalid': wrong === undefined ? undefined : true,
      'aria-describedby': wrong === undefined ? undefined : id,
      title: wrong,
    },
  };
}

export function WordsCell({ path, label, className, value, onChange, ...more }: WordsProps) {
  const { wrong, told, says } = useWrong(path);
  const Tag = more.long === true ? 'textarea' : 'input';
  return (
    <span className={`control ${className ?? ''}`} data-wrong={wrong !== undefined || undefined}>
      <Tag
        className="control-text"
        aria-label={label}
        data-path={path}
        autoComplete="off"
        {...(more.long === true ? { rows: 2 } : { type: 'text' })}
        placeholder={more.placeholder}
        value={value}
        onChange={({ target }: { readonly target: { readonly value: string } }) =>
          onChange(target.value)
        }
        {...says}
        title={wrong ?? value}
      />
      {told}
    </span>
  );
}

interface NumberProps extends CellProps {
  readonly value: unknown;
  readonly placeholder?: string;
  readonly onChange: (value: unknown) => void;
}

/** A number: shown as it is typed until one leaves it, then as it reads. */
export function NumberCell({ path, label, className, value, placeholder, onChange }: NumberProps) {
  const { locale } = useI18n();
  const { wrong, told, says } = useWrong(path);
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: unknown }>();
  const shown =
    typed !== undefined && typed.value === value ? typed.text : numberText(value, locale);
  return (
    <span
      className={`control me-number ${className ?? ''}`}
      data-wrong={wrong !== undefined || undefined}
    >
      <input
        className="control-text end"
        type="text"
        inputMode="decimal"
        aria-label={label}
        data-path={path}
        autoComplete="off"
        placeholder={placeholder}
        value={shown}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => {
          const now = readNumber(target.value, locale);
          setTyped({ text: target.value, value: now });
          onChange(now);
        }}
        onBlur={() => setTyped(undefined)}
        {...says}
      />
      {told}
    </span>
  );
}
