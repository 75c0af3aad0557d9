/** One field: its label, its widget, and one line that is either a hint or what is wrong. */

import './fields.css';
import './popups.css';
import './widgets.ts';
import { memo } from 'react';
import { useFormHost } from '../form/form-host.tsx';
import type { FieldSlot } from '../form/form-model.ts';
import { useI18n } from '../kit/app.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { usePeopleAtField } from '../people/people-here.tsx';
import { isBlank } from './facts.ts';
import { FallbackField } from './fallback-field.tsx';
import { LockedValue, ReadValue } from './plain-value.tsx';
import { type Widget, widgetOf } from './widget.ts';

const WIDE: readonly string[] = ['address', 'notes', 'oel'];

/** So much room a field takes when nobody says how much it needs. */
const widthOf = ({ field }: FieldSlot): number => {
  const width = field.width ?? 4;
  // two texts that belong together may stand side by side, and no long one is narrower than that
  if (WIDE.includes(field.widget) && width < 6) return 12;
  return Math.min(12, Math.max(1, Math.round(width)));
};

const drawn = (slot: FieldSlot, reading: boolean): Widget => {
  if (reading) return ReadValue;
  if (slot.locked) return LockedValue;
  return widgetOf(slot.field) ?? FallbackField;
};

export interface FieldViewProps {
  readonly slot: FieldSlot;
  /** The whole form only shows. */
  readonly reading: boolean;
}

export const FieldView = memo(function FieldView({ slot, reading }: FieldViewProps) {
  const visible = useValue(slot.visible);
  const told = useValue(slot.told);
  const dirty = useValue(slot.dirty);
  const conflict = useValue(slot.conflict);
  const pointless = useComputed(
    () =>
      slot.locked &&
      !(slot.field.lock_reason || slot.field.hint) &&
      slot.record.key.value === undefined &&
      isBlank(slot.value.value),
    [slot],
  );
  if (!visible || pointless) return null;
  const { field, id } = slot;
  const Drawn = drawn(slot, reading);
  const hint = reading ? null : field.hint;
  const noteId = `${id}-note`;
  const noted = told !== undefined || Boolean(hint);
  return (
    <div
      className={`field w${widthOf(slot)}`}
      data-field={field.name}
      data-slot={id}
      data-changed={dirty || undefined}
      data-wrong={told !== undefined || undefined}
      data-conflict={conflict !== undefined || undefined}
    >
      <FieldLabel slot={slot} reading={reading} />
      <Drawn
        slot={slot}
        id={id}
        describedBy={noted ? noteId : undefined}
        invalid={told !== undefined}
      />
      {told === undefined ? (
        hint ? (
          <p className="field-hint" id={noteId}>
            {hint}
          </p>
        ) : null
      ) : (
        <p className="field-error" id={noteId}>
          <Icon name="circle-alert" small />
          <span>{told}</span>
        </p>
      )}
    </div>
  );
});

function FieldLabel({ slot, reading }: FieldViewProps) {
  const i18n = useI18n();
  const host = useFormHost();
  const conflict = useValue(slot.conflict);
  const { field, id } = slot;
  const explained = Boolean(field.help) || Boolean(field.law) || Boolean(field.prints_in);
  return (
    <div className="field-head">
      <label id={`${id}-label`} htmlFor={id}>
        {field.label}
        {field.required && field.type !== 'boolean' && !slot.locked && !reading ? (
          <span className="field-required" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      {explained ? (
        <button
          type="button"
          className="field-help"
          tabIndex={-1}
          aria-label={i18n.gettext('Help')}
          aria-describedby={`${id}-label`}
          onClick={() => host.help(field.name)}
        >
          <Icon name="circle-help" small />
        </button>
      ) : null}
      {conflict === undefined ? null : (
        <span className="field-decide">{i18n.gettext('to decide')}</span>
      )}
      <Colleagues slot={slot} />
    </div>
  );
}

/** Whoever types into the same field now. */
function Colleagues({ slot }: { readonly slot: FieldSlot }) {
  const i18n = useI18n();
  const { form } = useFormHost();
  const key = useValue(slot.record.key);
  const people = usePeopleAtField(form.cursor.described.source.name, key, slot.field.name);
  return people.map((one) => (
    <Avatar
      key={one.user_id}
      initials={one.initials}
      name={i18n.gettext('{name} is in this field', { name: one.name })}
      who={one.who}
      small
    />
  ));
}
