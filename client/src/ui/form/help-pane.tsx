/** What is known of the field one is in: what it is for, the article behind it, where it is printed. */

import { useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useValue } from '../kit/use-value.ts';
import type { FieldSlot, RecordForm } from './form-model.ts';
import { baseOf, Told } from './told.tsx';

export function HelpPane({
  form,
  open,
  close,
}: {
  readonly form: RecordForm;
  /** Over the form, where there is no room beside it. */
  readonly open: boolean;
  readonly close: () => void;
}) {
  const i18n = useI18n();
  const focused = useValue(form.focused);
  const slot = focused === undefined ? undefined : form.slots.get(focused);
  return (
    <aside
      className="help-pane"
      data-open={open || undefined}
      aria-label={i18n.gettext('Help on the field')}
    >
      <div className="help-close">
        <IconButton small icon="x" label={i18n.gettext('Close help')} onPress={close} />
      </div>
      {slot === undefined ? (
        <p className="faint">{i18n.gettext('Go to a field to read what it is for.')}</p>
      ) : (
        <About slot={slot} />
      )}
    </aside>
  );
}

function About({ slot }: { readonly slot: FieldSlot }) {
  const i18n = useI18n();
  const { field } = slot;
  const silent = !(field.help || field.law || field.prints_in || field.hint || field.lock_reason);
  return (
    <>
      <h3 className="help-title">{field.label}</h3>
      {field.help ? <p>{field.help}</p> : field.hint ? <p>{field.hint}</p> : null}
      {field.lock_reason ? (
        <p className="mute">{i18n.gettext('Locked: {reason}', { reason: field.lock_reason })}</p>
      ) : null}
      {field.law ? (
        <blockquote className="help-law">
          <b>{field.law.ref}</b>
          {field.law.text}
        </blockquote>
      ) : null}
      {field.prints_in ? (
        <p className="mute help-small">
          {i18n.gettext('Printed in: {places}', { places: field.prints_in })}
        </p>
      ) : null}
      {silent ? (
        <p className="faint">{i18n.gettext('There is nothing more to say about this field.')}</p>
      ) : null}
      <Unsaved slot={slot} />
    </>
  );
}

function Unsaved({ slot }: { readonly slot: FieldSlot }) {
  const i18n = useI18n();
  const dirty = useValue(slot.dirty);
  const value = useValue(slot.value);
  if (!dirty) return null;
  const before = baseOf(slot);
  return (
    <div className="help-change">
      <h3 className="help-title">{i18n.gettext('Not saved yet')}</h3>
      <p>
        <b>
          <Told slot={slot} value={value} />
        </b>
        <br />
        <span className="mute">
          {i18n.gettext('it was')} <Told slot={slot} value={before} />
        </span>
      </p>
      <Button look="quiet" icon="undo" onPress={() => slot.set(before)}>
        {i18n.gettext('Take back')}
      </Button>
    </div>
  );
}
