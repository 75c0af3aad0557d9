/** Whose record one looks at: the band in the customer's hue, code, name, a few facts, the way in. */

import { useEffect, useRef } from 'react';
import type { FieldDescription } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import { spelled } from '../keys/spelled.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { useComputed, useValue } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from './fallback.tsx';
import type { PartProps } from './registry.ts';
import { cursorOf, fieldOf, flagsOf, namesOf, openingAction, textOf } from './view-facts.ts';

interface Said {
  readonly key: string | number;
  readonly code: string;
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly text: string }[];
  readonly hue: string;
}

/** A number brings its name and unit; a yes is said by its own name, a no is nothing to say. */
function factText(field: FieldDescription, text: string, value: unknown): string {
  if (field.type === 'boolean') return value === true ? field.label : '';
  if (text === '' || field.type === 'text' || field.choices !== null) return text;
  return [field.label, text, field.unit ?? ''].join(' ').trimEnd();
}

export function RecordPart(props: PartProps) {
  const { view, part } = props;
  const { i18n, desk } = useApp();
  const cursor = cursorOf(view, part);
  const last = useRef<Said>(undefined);
  const known = useComputed<Said | undefined>(() => {
    if (cursor === undefined) return undefined;
    cursor.layout.value;
    const key = cursor.current.value;
    const row = key === null ? undefined : cursor.row(key).value;
    if (row === undefined || key === null) return undefined;
    const locale = localeOf(i18n);
    const text = (name: string | undefined): string => {
      const field = name === undefined ? undefined : fieldOf(cursor, name);
      if (field === undefined || name === undefined) return '';
      return formatOf(locale, field).text(cursor.value(row, name));
    };
    const facts = namesOf(part['facts']).flatMap((name) => {
      const field = fieldOf(cursor, name);
      const said = field === undefined ? '' : factText(field, text(name), cursor.value(row, name));
      return field === undefined || said === '' ? [] : [{ name: field.label, text: said }];
    });
    const { name: source } = cursor.described.source;
    const customer = cursor.value(row, 'customer_id') ?? (source === CUSTOMERS ? key : undefined);
    return {
      key,
      code: text(textOf(part['code'])),
      title: text(textOf(part['title']) ?? cursor.described.source.names_by),
      facts,
      hue: typeof customer === 'string' ? hueOf(customer) : '',
    };
  }, [cursor, i18n, part]);
  const current = useComputed(() => cursor?.current.value ?? null, [cursor]);
  const choosable = useComputed(() => (cursor?.total.value.n ?? 0) > 0, [cursor]);
  // a row that went out of sight (a closed group, a far window) is still the one one stands on
  const said = known ?? (last.current?.key === current ? last.current : undefined);
  useEffect(() => {
    last.current = said;
  }, [said]);
  const flags = useValue(view.flags);
  if (cursor === undefined) return <FallbackPart {...props} />;
  const action = openingAction(view, part);
  const also = namesOf(part['also']).flatMap((id) =>
    view.offer.actions.filter((one) => one.id === id && flagsOf(flags, one).visible),
  );
  const opens = action !== undefined && flagsOf(flags, action).visible ? action : undefined;
  if (said === undefined) {
    return (
      <header className="record-head none">
        {choosable ? (
          <p className="faint">{i18n.gettext('Choose a row to see its details.')}</p>
        ) : null}
      </header>
    );
  }
  return (
    <header className={`record-head ${said.hue}`}>
      {said.code === '' ? null : <span className="record-code">{said.code}</span>}
      <h2 className="record-title cut" title={said.title}>
        {said.title}
      </h2>
      <p className="record-facts cut">
        {said.facts.map((fact) => (
          <span key={fact.name} title={fact.name}>
            {fact.text}
          </span>
        ))}
      </p>
      {also.map((one) => (
        <Button
          key={one.id}
          look="plain"
          isDisabled={!flagsOf(flags, one).enabled}
          onPress={() => {
            desk.run(view, one.id).catch(raise);
          }}
          {...(one.keys === undefined ? {} : { keys: spelled(one.keys, i18n) })}
        >
          {one.label}
        </Button>
      ))}
      {opens === undefined ? null : (
        <Button
          look="quiet"
          isDisabled={!flagsOf(flags, opens).enabled}
          onPress={() => {
            desk.run(view, opens.id).catch(raise);
          }}
          {...(opens.keys === undefined ? {} : { keys: spelled(opens.keys, i18n) })}
        >
          {opens.label}
        </Button>
      )}
    </header>
  );
}
