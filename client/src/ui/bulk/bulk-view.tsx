/**
 * Something done to many records. To be changed in one way, fields are chosen, each with its own
 * widget, and what would change is counted while one chooses; what came of every record is told.
 */

import '../form/form.css';
import '../fields/fields.css';
import '../fields/popups.css';
import './bulk.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { View } from '../../core/view.ts';
import { FallbackField } from '../fields/fallback-field.tsx';
import '../fields/widgets.ts';
import { isUnread } from '../fields/facts.ts';
import { widgetOf } from '../fields/widget.ts';
import { FormHostProvider } from '../form/form-host.tsx';
import type { FieldSlot, RecordForm } from '../form/form-model.ts';
import { useForms } from '../form/form-part.tsx';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import type { PartProps } from '../parts/registry.ts';
import { BulkGoing } from './bulk-going.tsx';
import { type Change, changesOf, type How, howsOf, isBulkField } from './bulk-model.ts';
import { BulkResult } from './bulk-result.tsx';
import {
  type Act,
  actOf,
  doIt,
  type Looked,
  type Outcome,
  readLooked,
  readOutcome,
  willBe,
} from './bulk-words.ts';

const LATER = 250; // milliseconds after the last key, before the server counts

export function BulkView({ view }: PartProps) {
  const { desk } = useApp();
  const { options } = view.offer.view;
  const act = actOf(options['act']);
  const [begun, setBegun] = useState(options['state'] !== 'open');
  const [first, setFirst] = useState<Outcome>();
  const [busy, setBusy] = useState(false);
  const apply = async (changes?: unknown) => {
    setBusy(true);
    try {
      const said = await desk.run(view, 'apply', changes === undefined ? {} : { changes });
      if (said === undefined) return false; // why not was told
      setFirst(readOutcome(said));
      setBegun(true);
      return true;
    } finally {
      setBusy(false);
    }
  };
  if (begun) return <BulkResult view={view} {...(first !== undefined && { first })} />;
  if (act !== 'edit') {
    return <BulkGoing {...{ view, act, busy }} apply={async () => void (await apply())} />;
  }
  return <Editing {...{ view, act, busy, apply }} />;
}

interface EditingProps {
  readonly view: View;
  readonly act: Act;
  readonly busy: boolean;
  readonly apply: (changes: unknown) => Promise<boolean>;
}

function Editing({ view, ...rest }: EditingProps) {
  const { i18n } = useApp();
  const form = useValue(useForms(view, 'record').form);
  if (form === undefined) return <p className="bulk-wait">{i18n.gettext('Waiting…')}</p>;
  return <Shown view={view} form={form} {...rest} />;
}

function Shown({ view, form, act, busy, apply }: EditingProps & { readonly form: RecordForm }) {
  const { i18n, desk } = useApp();
  const [chosen, setChosen] = useState<readonly Change[]>([]);
  const [looked, setLooked] = useState<Looked>();
  const asked = useRef(0);
  const count = Number(view.offer.view.options['total']);
  const host = useMemo(() => ({ view, form, help: () => undefined }), [view, form]);
  const fields = [...form.slots.values()].filter(({ field }) => isBulkField(field));
  const left = fields.filter(({ field }) => chosen.every((one) => one.name !== field.name));
  const changes = useComputed(() => changesOf(form, chosen), [form, chosen]);
  const unread = useComputed(
    () => chosen.some((one) => isUnread(form.slots.get(one.name)?.value.value)),
    [form, chosen],
  );
  const spelled = JSON.stringify(changes);
  const missing = chosen.find((one) => changes[one.name] === undefined);

  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    setLooked(undefined);
    if (spelled === '{}' || unread) return undefined;
    const timer = setTimeout(() => {
      void desk.run(view, 'look', { changes: JSON.parse(spelled) }).then((said) => {
        if (asked.current === mine) setLooked(readLooked(said));
      });
    }, LATER);
    return () => clearTimeout(timer);
  }, [view, desk, spelled, unread]);

  const change = async () => {
    if (await apply(changes)) form.record.discard(); // it was never a record of its own
  };
  const close = () => void desk.close(view);
  const add = (name: string) => {
    const slot = form.slots.get(name);
    if (slot !== undefined) setChosen([...chosen, { name, how: howsOf(slot.field)[0] ?? 'set' }]);
  };
  return (
    <FormHostProvider value={host}>
      <div className="bulk">
        <p className="bulk-about">
          {i18n.ngettext(
            'For {n} chosen record. Only the fields you add here are changed.',
            'For {n} chosen records. Only the fields you add here are changed.',
            count,
          )}
        </p>
        <ul className="bulk-fields" aria-label={i18n.gettext('Fields to change')}>
          {chosen.map((one) => {
            const slot = form.slots.get(one.name);
            return slot === undefined ? null : (
              <BulkField
                key={one.name}
                slot={slot}
                how={one.how}
                onHow={(how) =>
                  setChosen(chosen.map((other) => (other === one ? { ...one, how } : other)))
                }
                onRemove={() => {
                  slot.record.set(one.name, slot.field.default ?? null);
                  setChosen(chosen.filter((other) => other !== one));
                }}
              />
            );
          })}
        </ul>
        <label className="bulk-add">
          <span>{i18n.gettext('Add a field')}</span>
          <select
            className="import-select"
            value=""
            onChange={(event) => add(event.target.value)}
            disabled={left.length === 0}
          >
            <option value="">{i18n.gettext('Choose a field')}</option>
            {sectionsOf(left).map(([section, slots]) => (
              <optgroup key={section} label={section || i18n.gettext('Data')}>
                {slots.map(({ field }) => (
                  <option key={field.name} value={field.name}>
                    {field.label}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <footer className="bulk-foot">
          <p role="status">
            {missing !== undefined
              ? i18n.gettext('Say what “{field}” becomes, or leave it out.', {
                  field: form.slots.get(missing.name)?.field.label ?? missing.name,
                })
              : looked === undefined
                ? ''
                : willBe(act, looked, i18n)}
          </p>
          <Button onPress={close}>{i18n.gettext('Cancel')}</Button>
          <Button
            look="go"
            isDisabled={
              busy || missing !== undefined || looked === undefined || looked.changes === 0
            }
            onPress={() => void change()}
          >
            {busy ? i18n.gettext('Changing…') : doIt(act, i18n)}
          </Button>
        </footer>
      </div>
    </FormHostProvider>
  );
}

const sectionsOf = (slots: readonly FieldSlot[]): readonly [string, readonly FieldSlot[]][] => {
  const found = new Map<string, FieldSlot[]>();
  for (const slot of slots) {
    const section = slot.field.section ?? '';
    found.set(section, [...(found.get(section) ?? []), slot]);
  }
  return [...found];
};

interface BulkFieldProps {
  readonly slot: FieldSlot;
  readonly how: How;
  readonly onHow: (how: How) => void;
  readonly onRemove: () => void;
}

function BulkField({ slot, how, onHow, onRemove }: BulkFieldProps) {
  const { i18n } = useApp();
  const { field } = slot;
  const wrong = useValue(slot.told);
  const Drawn = widgetOf(field) ?? FallbackField;
  const id = `bulk-${slot.id}`;
  const words: Readonly<Record<How, string>> = {
    set: i18n.gettext('Set to'),
    clear: i18n.gettext('Empty it'),
    add: i18n.gettext('Add to it'),
    remove: i18n.gettext('Take out of it'),
  };
  return (
    <li className="bulk-field field">
      <span className="bulk-name">
        <label id={`${id}-label`} htmlFor={id}>
          {field.label}
        </label>
      </span>
      <select
        className="import-select"
        aria-label={i18n.gettext('What to do with {field}', { field: field.label })}
        value={how}
        onChange={(event) => {
          const next = howsOf(field).find((one) => one === event.target.value);
          if (next !== undefined) onHow(next);
        }}
      >
        {howsOf(field).map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
      <div className="bulk-widget">
        {how === 'clear' ? null : (
          <Drawn
            slot={slot}
            id={id}
            label={field.label}
            describedBy={wrong === undefined ? undefined : `${id}-note`}
            invalid={wrong !== undefined}
            autoFocus
          />
        )}
        {wrong === undefined || how === 'clear' ? null : (
          <p className="field-error" id={`${id}-note`}>
            {wrong}
          </p>
        )}
      </div>
      <IconButton
        icon="x"
        small
        label={i18n.gettext('Leave {field} as it is', { field: field.label })}
        onPress={onRemove}
      />
    </li>
  );
}
