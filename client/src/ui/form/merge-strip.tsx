/** Somebody else saved meanwhile: one line for each field that collides, decided here and nowhere else. */

import { useState } from 'react';
import { RelationName } from '../fields/relation-name.tsx';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { at, persons } from '../people/persons.ts';
import { type Choice, Collision } from './collision.tsx';
import { focusField } from './focus-field.ts';
import type { FieldSlot, RecordForm } from './form-model.ts';
import { Told } from './told.tsx';

export function MergeStrip({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const conflicts = useValue(form.conflicts);
  const merged = useValue(form.merged);
  const [chosen, setChosen] = useState<Readonly<Record<string, Choice>>>({});
  const [told, setTold] = useState(false);
  if (conflicts.length === 0 && merged.length === 0) return null;
  const decide = () => {
    for (const { field } of conflicts) {
      form.record.resolve(field.name, chosen[field.name] ?? 'mine');
    }
    setChosen({});
  };
  return (
    <section className="merge" aria-label={i18n.gettext('Saved by somebody else meanwhile')}>
      <div className="merge-head">
        <Icon name="users" />
        <p className="merge-words" role="status">
          <Saver form={form} />{' '}
          {merged.length === 0 ? null : (
            <button type="button" className="link-button" onClick={() => setTold(!told)}>
              {i18n.ngettext('{n} field merged', '{n} fields merged', merged.length)}
            </button>
          )}
        </p>
        {conflicts.length === 0 ? (
          <Button
            look="quiet"
            onPress={() => {
              form.merged.value = [];
            }}
          >
            {i18n.gettext('Close')}
          </Button>
        ) : (
          <Button onPress={decide}>{i18n.gettext('Confirm')}</Button>
        )}
      </div>
      {told && merged.length > 0 ? (
        <ul className="merge-told">
          {merged.map((slot) => (
            <li key={slot.id}>
              <button type="button" className="link-button" onClick={() => focusField(slot)}>
                {slot.field.label}
              </button>
              : <Now slot={slot} />
            </li>
          ))}
        </ul>
      ) : null}
      {conflicts.map((slot) => (
        <Collision
          key={slot.id}
          slot={slot}
          chosen={chosen[slot.field.name] ?? 'mine'}
          choose={(choice) => setChosen({ ...chosen, [slot.field.name]: choice })}
        />
      ))}
    </section>
  );
}

function Now({ slot }: { readonly slot: FieldSlot }) {
  return <Told slot={slot} value={useValue(slot.value)} />;
}

/** Who saved last and when, as far as the record tells; else whoever is here beside oneself. */
function Saver({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const { services } = useApp();
  const by = useValue(form.record.field('updated_by').value);
  const when = useValue(form.record.field('updated_at').value);
  const only = useComputed(() => {
    const key = form.record.key.value;
    if (key === undefined) return undefined;
    const { name } = form.cursor.described.source;
    const found = persons(at(services.presence.people.value, name, key));
    return found.length === 1 ? found[0]?.name : undefined;
  }, [form, services]);
  const time = typeof when === 'string' ? i18n.moment(when, CLOCK) : undefined;
  return (
    <>
      <b>
        {typeof by === 'string' ? (
          <RelationName source="auth.users" value={by} />
        ) : (
          (only ?? i18n.gettext('Somebody else'))
        )}
      </b>{' '}
      {time === undefined
        ? i18n.gettext('has saved this record.')
        : i18n.gettext('saved at {time}.', { time })}
    </>
  );
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
