/**
 * Links to several records: each chosen one is a chip with its name, more are found by typing or from
 * the whole list. Backspace in the empty control takes the last one off.
 */

import './many-relations.css';
import { type KeyboardEvent, useRef, useState } from 'react';
import { raise } from '../../core/failure.ts';
import { useFormHost } from '../form/form-host.tsx';
import { useApp } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { Combo, type ComboOption } from './combo.tsx';
import { picking } from './picking.ts';
import { statusOf, useFound, useWithin } from './relation-field.tsx';
import { namesBy, RelationName, useNamed } from './relation-name.tsx';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

type Key = string | number;

export const keysOf = (value: unknown): readonly Key[] =>
  Array.isArray(value)
    ? value.filter((one) => typeof one === 'string' || typeof one === 'number')
    : [];

export interface ManyRelationsProps {
  /** Names of the control: id, label, description, state. */
  readonly names: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly source: string;
  readonly within?: Readonly<Record<string, unknown>>;
  readonly keys: readonly Key[];
  readonly autoFocus?: boolean;
  /** What is said where none is chosen. */
  readonly none?: string | undefined;
  readonly onChange: (keys: readonly Key[]) => void;
  readonly onLeave?: () => void;
  /** Choose from the whole list; unsaid: there is no such list here. */
  readonly onPickAll?: () => void;
}

export function ManyRelations(props: ManyRelationsProps) {
  const { services, i18n } = useApp();
  const { source, keys, label } = props;
  const [typed, setTyped] = useState<string>();
  const input = useRef<HTMLSpanElement>(null);
  const found = useFound(source, typed, JSON.stringify(props.within ?? {}));
  const chosen = new Set(keys.map(String));
  const free = found.options.filter((one) => !chosen.has(String(one.key)));
  const remove = (key: Key) => {
    props.onChange(keys.filter((one) => one !== key));
    input.current?.querySelector('input')?.focus();
  };
  const options: readonly ComboOption[] = [
    ...free.map((one) => ({ id: String(one.key), label: one.title, hint: one.subtitle })),
    ...(found.state === 'busy' || props.onPickAll === undefined
      ? []
      : [
          {
            id: '+all',
            label: i18n.gettext('Choose from the whole list'),
            icon: 'list',
            act: props.onPickAll,
          },
        ]),
  ];
  const key = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const last = keys.at(-1);
    if (event.key === 'F4' && props.onPickAll !== undefined) {
      props.onPickAll();
      event.stopPropagation();
      return true;
    }
    if (event.key !== 'Backspace' || event.currentTarget.value !== '' || last === undefined) {
      return false;
    }
    remove(last);
    return true;
  };
  return (
    <span className="many" ref={input}>
      {keys.length === 0 ? (
        props.none === undefined ? null : (
          <span className="many-none faint">{props.none}</span>
        )
      ) : (
        <ul className="many-chosen" aria-label={i18n.gettext('Chosen: {label}', { label })}>
          {keys.map((one) => (
            <Chip key={one} source={source} value={one} onRemove={() => remove(one)} />
          ))}
        </ul>
      )}
      <Combo
        names={props.names}
        listLabel={label}
        text=""
        chosen={undefined}
        options={options}
        status={
          found.state === 'done' && found.options.length > 0 && free.length === 0
            ? i18n.gettext('All that fit are chosen already.')
            : statusOf(found, typed, i18n)
        }
        busy={found.state === 'busy'}
        autoFocus={props.autoFocus === true}
        onTyped={setTyped}
        onPick={(id) => {
          const one = free.find((option) => String(option.key) === id);
          if (one === undefined) return;
          namesBy(services.search).learn(source, one);
          props.onChange([...keys, one.key]);
        }}
        onClear={() => undefined}
        onUnread={() => undefined}
        onLeave={() => props.onLeave?.()}
        onKey={key}
      />
    </span>
  );
}

interface ChipProps {
  readonly source: string;
  readonly value: Key;
  readonly onRemove: () => void;
}

function Chip({ source, value, onRemove }: ChipProps) {
  const { i18n } = useApp();
  const named = useNamed(source, value);
  const name = named?.title ?? i18n.gettext('a record you cannot see');
  return (
    <li className="many-chip">
      <span className="cut">
        <RelationName source={source} value={value} />
      </span>
      <button
        type="button"
        className="many-remove"
        aria-label={i18n.gettext('Remove {name}', { name })}
        onPointerDown={(event) => event.preventDefault()}
        onClick={onRemove}
      >
        <Icon name="x" small />
      </button>
    </li>
  );
}

/** The names of several records, to be read. */
export function RelationNames({
  source,
  keys,
}: {
  readonly source: string;
  readonly keys: readonly Key[];
}) {
  return keys.map((one, at) => (
    <span key={one}>
      {at > 0 ? ', ' : ''}
      <RelationName source={source} value={one} />
    </span>
  ));
}

/** A field of keys: what is chosen shares with the record what its source says. */
export function RelationsField(props: WidgetProps) {
  const { desk } = useApp();
  const { view } = useFormHost();
  const { slot } = props;
  const { field } = slot;
  const source = field.reference ?? '';
  const keys = keysOf(useValue(slot.value));
  const within = useWithin(slot);
  const set = (chosen: readonly Key[]) => slot.set(chosen.length === 0 ? null : chosen);
  const pick = () => {
    const bound = Object.keys(within).length > 0 ? { values: within } : {};
    const asked = {
      operation: 'pick',
      content: { source, ...bound },
      options: { multiple: true },
    };
    picking(view, desk.pick(asked, view)).then((picked) => {
      if (picked === undefined || picked === null) return;
      set([...keys, ...picked.filter((one) => !keys.includes(one))]);
    }, raise);
  };
  return (
    <ManyRelations
      names={namesOf(props)}
      label={field.label}
      source={source}
      within={within}
      keys={keys}
      autoFocus={props.autoFocus === true}
      onChange={set}
      onLeave={() => slot.leave()}
      onPickAll={pick}
    />
  );
}

registerWidget('keys', RelationsField);
