/** Whose record it is: code, name, a few facts; the way to the next one, and what can be done. */

import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { Key } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import { valueText } from '../fields/say.ts';
import type { FieldSlot, RecordForm } from '../form/form-model.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { useComputed, useValue } from '../kit/use-value.ts';
import { ActionButtons, useActions } from '../parts/actions.tsx';
import { namesOf, partsOf, textOf } from '../parts/view-facts.ts';
import { PeopleAt } from '../people/people-here.tsx';

const FACTS = 3;

export function RecordHead({ view, form }: { readonly view: View; readonly form: RecordForm }) {
  const i18n = useI18n();
  const { source } = form.cursor.described;
  const described = partsOf(view.offer.view).find((part) => part.kind === 'record');
  const isNew = useValue(form.isNew);
  const key = useValue(form.record.key);
  const text = (name: string | undefined): string => {
    const slot = name === undefined ? undefined : form.slots.get(name);
    return slot === undefined ? '' : saved(slot, form, i18n);
  };
  const said = useComputed(() => {
    const customer = form.record.field('customer_id').value.value ?? form.record.key.value ?? '';
    return {
      code: text(textOf(described?.['code']) ?? 'code'),
      title: text(textOf(described?.['title']) ?? source.names_by),
      facts: namesOf(described?.['facts'])
        .slice(0, FACTS)
        .map(text)
        .filter((one) => one !== ''),
      hue: hueOf(String(customer)),
    };
  }, [form, described, i18n]);
  const actions = useActions(view, []);
  const title = isNew
    ? i18n.gettext('New: {what}', { what: source.label })
    : said.title || view.offer.view.title || source.label;
  return (
    <header className={view.offer.modal ? 'form-head' : `form-head ${said.hue}`}>
      {isNew || said.code === '' || said.code === title ? null : (
        <span className="code">{said.code}</span>
      )}
      <h2 className="form-title cut" title={title}>
        {title}
      </h2>
      {said.facts.length === 0 ? null : (
        <p className="form-facts cut mute">{said.facts.join(' · ')}</p>
      )}
      {key === undefined ? null : <PeopleAt source={source.name} record={key} />}
      <span className="save-space" />
      {view.offer.modal ? null : <Neighbours view={view} form={form} />}
      {actions.length === 0 ? null : <ActionButtons actions={actions} />}
    </header>
  );
}

/** What is saved, not what is being typed: the head is the record's name, not the field's. */
const saved = (slot: FieldSlot, form: RecordForm, i18n: ReturnType<typeof useI18n>): string => {
  const value = slot.value.value;
  const base = slot.dirty.value ? form.record.draft()?.base?.[slot.field.name] : value;
  return valueText(base, slot.field, i18n);
};

interface Stand {
  readonly origin: View;
  readonly cursor: Cursor;
  readonly place: number;
  readonly total: number;
  readonly before: Key | undefined;
  readonly after: Key | undefined;
}

const keyAt = (cursor: Cursor, place: number): Key | undefined => {
  const key = cursor.at(place)?.[0];
  return typeof key === 'string' || typeof key === 'number' ? key : undefined;
};

/** Where the record stands in the list it was opened from. */
const standOf = (
  view: View,
  views: readonly View[],
  key: Key | undefined,
  source: string,
): Stand | undefined => {
  const origin = views.find((one) => one.offer.uri === view.offer.context['from_context']);
  if (origin === undefined || key === undefined) return undefined;
  for (const cursor of origin.cursors.values()) {
    if (cursor.described.source.name !== source) continue;
    cursor.layout.value;
    const place = cursor.indexOf(key);
    const total = cursor.total.value.n;
    if (place === undefined || total < 2) continue;
    const [before, after] = [keyAt(cursor, place - 1), keyAt(cursor, place + 1)];
    return { origin, cursor, place, total, before, after };
  }
  return undefined;
};

function Neighbours({ view, form }: { readonly view: View; readonly form: RecordForm }) {
  const { desk, i18n } = useApp();
  const source = form.cursor.described.source.name;
  const key = useValue(form.record.key);
  const stand = useComputed(
    () => standOf(view, desk.views.value, key, source),
    [view, desk, key, source],
  );
  if (stand === undefined) return null;
  const go = async (to: Key): Promise<void> => {
    const { operation, content } = view.offer.intent;
    const next = { operation, content: { ...content, source, ids: [to] } };
    await desk.close(view);
    if (view.nodePhase === 'bound') return; // there was something to stay for
    await stand.cursor.setCurrent(to);
    await desk.open(next, stand.origin);
  };
  const move = (to: Key | undefined) => () => {
    if (to === undefined) return;
    go(to).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  };
  return (
    <div className="neighbours">
      <span className="mute neighbours-place">
        {i18n.gettext('{place} of {total}', {
          place: i18n.number(stand.place + 1),
          total: i18n.number(stand.total),
        })}
      </span>
      <IconButton
        icon="chevron-up"
        label={i18n.gettext('Previous record')}
        isDisabled={stand.before === undefined}
        onPress={move(stand.before)}
      />
      <IconButton
        icon="chevron-down"
        label={i18n.gettext('Next record')}
        isDisabled={stand.after === undefined}
        onPress={move(stand.after)}
      />
    </div>
  );
}
