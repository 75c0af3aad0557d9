/** Whose record it is: code, name, a few facts; the way to the next one, and what can be done. */

import { useMemo } from 'react';
import type { Key } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import { valueText } from '../fields/say.ts';
import type { FieldSlot, RecordForm } from '../form/form-model.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { useComputed, useValue } from '../kit/use-value.ts';
import { RecordTags } from '../papers/record-tags.tsx';
import { ActionButtons, type OfferedAction, useActions } from '../parts/actions.tsx';
import type { Part } from '../parts/registry.ts';
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
  const all = useActions(view, []);
  const rows = useMemo(() => rowActions(partsOf(view.offer.view)), [view]);
  const actions = all.filter((one) => !(isNeighbour(one) || rows.has(one.id)));
  const title = isNew
    ? view.offer.view.title || i18n.gettext('New: {what}', { what: source.label })
    : said.title || view.offer.view.title || source.label;
  // a dialog has said its title already
  if (view.offer.modal && actions.length === 0 && isNew) return null;
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
      {key === undefined || source.papers !== true || view.offer.modal ? null : (
        <RecordTags source={source.name} record={key} />
      )}
      <span className="save-space" />
      {view.offer.modal ? null : (
        <Neighbours view={view} form={form} actions={all.filter(isNeighbour)} />
      )}
      {actions.length === 0 ? null : <ActionButtons actions={actions} />}
    </header>
  );
}

const isNeighbour = (action: OfferedAction): boolean =>
  (action.categories ?? []).includes('neighbour');

/** What is done to child rows stands at their table. */
const rowActions = (parts: readonly Part[]): ReadonlySet<string> =>
  new Set(
    parts.flatMap((part) => {
      const cursor = textOf(part['cursor']);
      const table = ['rows', 'grid', 'tree'].includes(part.kind);
      const own = table ? [textOf(part['open']), `new_${cursor}`, `new_inner_${cursor}`] : [];
      return [...own, ...rowActions(partsOf(part))].flatMap((id) => id ?? []);
    }),
  );

/** What is saved, not what is being typed: the head is the record's name, not the field's. */
const saved = (slot: FieldSlot, form: RecordForm, i18n: ReturnType<typeof useI18n>): string => {
  const value = slot.value.value;
  const base = slot.dirty.value ? form.record.draft()?.base?.[slot.field.name] : value;
  return valueText(base, slot.field, i18n);
};

interface Stand {
  readonly place: number;
  readonly total: number;
}

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
    if (place !== undefined) return { place: place + 1, total: cursor.total.value.n };
  }
  return undefined;
};

function Neighbours({
  view,
  form,
  actions,
}: {
  readonly view: View;
  readonly form: RecordForm;
  readonly actions: readonly OfferedAction[];
}) {
  const { desk, i18n } = useApp();
  const source = form.cursor.described.source.name;
  const key = useValue(form.record.key);
  const stand = useComputed(
    () => standOf(view, desk.views.value, key, source),
    [view, desk, key, source],
  );
  if (actions.length === 0 || stand?.total === 1) return null;
  return (
    <div className="neighbours">
      {stand === undefined ? null : (
        <span className="mute neighbours-place">
          {i18n.gettext('{place} of {total}', {
            place: i18n.number(stand.place),
            total: i18n.number(stand.total),
          })}
        </span>
      )}
      {actions.map((action) => (
        <IconButton
          key={action.id}
          icon={action.icon ?? 'chevron-down'}
          label={action.label}
          keys={action.spelled}
          isDisabled={!action.enabled}
          onPress={action.run}
        />
      ))}
    </div>
  );
}
