/** An address in its parts; the whole of it is the value. */

import { isRecord } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { registerWidget, type WidgetProps } from './widget.ts';

interface AddressPart {
  readonly name: string;
  readonly label: string;
  readonly mode?: 'numeric';
}

const partsOf = (i18n: I18n, town: string): readonly AddressPart[] => [
  { name: 'street', label: i18n.gettext('Street and number') },
  {
    name: 'postcode',
    label: i18n.gettext('Postcode'),
    mode: 'numeric',
  },
  { name: town, label: i18n.gettext('Town') },
  { name: 'province', label: i18n.gettext('Province') },
  { name: 'country', label: i18n.gettext('Country') },
];

/** Records made by others may say `town` where we say `city`. */
const townOf = (value: unknown): string =>
  isRecord(value) && 'town' in value && !('city' in value) ? 'town' : 'city';

const tidied = (name: string, text: string): string =>
  name === 'province' || name === 'country' ? text.toLocaleUpperCase('it') : text;

export function AddressField({ slot, id, describedBy, invalid, label }: WidgetProps) {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const address = isRecord(value) ? value : {};
  const dirty = useValue(slot.dirty);
  const before = dirty ? slot.record.draft()?.base?.[slot.field.name] : value;
  const said = (of: unknown, name: string): unknown => (isRecord(of) ? (of[name] ?? '') : '');
  const set = (name: string, text: string) => {
    const next = { ...address, [name]: tidied(name, text) };
    const kept = Object.entries(next).filter(([part, said]) => said !== '' || part in baseOf(slot));
    slot.set(kept.length === 0 && slot.field.nullable ? null : Object.fromEntries(kept));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand where the labels of fields do
    <span
      className="address"
      role="group"
      {...(label === undefined ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': label })}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) slot.leave();
      }}
    >
      {partsOf(i18n, townOf(value)).map((part) => (
        <span
          key={part.name}
          className="address-part"
          data-changed={said(before, part.name) !== said(value, part.name) || undefined}
          data-part={part.name === 'town' ? 'city' : part.name}
        >
          <label htmlFor={`${id}-${part.name}`}>{part.label}</label>
          <span className="control">
            <input
              id={`${id}-${part.name}`}
              className="control-text"
              type="text"
              inputMode={part.mode ?? 'text'}
              autoComplete="off"
              aria-invalid={invalid}
              value={typeof address[part.name] === 'string' ? String(address[part.name]) : ''}
              onChange={(event) => set(part.name, event.target.value)}
              onBlur={() => slot.record.seal()}
            />
          </span>
        </span>
      ))}
    </span>
  );
}

const baseOf = (slot: WidgetProps['slot']): object => {
  const { conflict, value } = slot;
  const base = conflict.peek()?.base ?? value.peek();
  return isRecord(base) ? base : {};
};

registerWidget('json/address', AddressField);
