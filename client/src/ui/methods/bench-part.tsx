/**
 * The bench on a record: its fields `method`, `version`, `inputs` and `after` are the case. A record
 * without a method first asks for one; then it stays.
 */

import { useEffect, useMemo } from 'react';
import { isRecord } from '../../core/failure.ts';
import type { RecordForm } from '../form/form-model.ts';
import { useForms } from '../form/form-part.tsx';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { textOf } from '../parts/view-facts.ts';
import { Bench } from './bench.tsx';
import { defaultsOf, isEmpty, type Values } from './form-model.ts';
import { MethodList } from './method-list.tsx';
import { SheetButton } from './sheet-button.tsx';
import { useDescription } from './use-description.ts';

export function MethodBenchPart(props: PartProps) {
  const { view, part } = props;
  const cursor = textOf(part['cursor']) ?? [...view.cursors.keys()][0];
  if (cursor === undefined || !view.cursors.has(cursor)) return <FallbackPart {...props} />;
  return <OfCursor {...props} cursor={cursor} />;
}

function OfCursor({ view, cursor }: PartProps & { readonly cursor: string }) {
  const form = useValue(useForms(view, cursor).form);
  return form === undefined ? null : <OfRecord key={form.id} form={form} />;
}

const valuesOf = (value: unknown): Values | undefined => (isRecord(value) ? value : undefined);

function OfRecord({ form }: { readonly form: RecordForm }) {
  const method = useField(form, 'method');
  return typeof method === 'string' && method !== '' ? (
    <OfMethod form={form} method={method} />
  ) : null;
}

/** Which method a new record is of; it stays once the record is made. */
export function MethodPickerPart(props: PartProps) {
  const { view, part } = props;
  const cursor = textOf(part['cursor']) ?? [...view.cursors.keys()][0];
  if (cursor === undefined || !view.cursors.has(cursor)) return <FallbackPart {...props} />;
  return <PickerOf {...props} cursor={cursor} />;
}

function PickerOf({ view, cursor }: PartProps & { readonly cursor: string }) {
  const form = useValue(useForms(view, cursor).form);
  return form === undefined ? null : <Picker key={form.id} form={form} />;
}

function Picker({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const method = useField(form, 'method');
  const chosen = typeof method === 'string' ? method : '';
  const { description } = useDescription(chosen, null);
  const isNew = useValue(form.isNew);
  const set = (name: string, value: unknown) => form.record.set(name, value);
  const title = () => form.record.field('title').value.peek();
  if (chosen === '') {
    return (
      <div className="ml-within" data-field="method" data-slot={form.slots.get('method')?.id}>
        <MethodList
          title={i18n.gettext('Choose a method')}
          level={3}
          autoFocus
          onPick={(picked) => {
            set('method', picked.id);
            set('version', picked.version);
            if (isEmpty(title())) set('title', picked.name);
            form.record.seal();
          }}
        />
      </div>
    );
  }
  const again = () => {
    if (title() === description?.name) set('title', null);
    for (const name of ['version', 'after']) set(name, null);
    set('inputs', {});
    set('method', null);
    form.record.seal();
  };
  return (
    <p className="ml-chosen" data-field="method">
      <b>{description?.name ?? chosen}</b>
      <span className="mute cut">{description?.edition}</span>
      {isNew && !form.readonly ? (
        <Button look="quiet" onPress={again}>
          {i18n.gettext('Another method')}
        </Button>
      ) : null}
    </p>
  );
}

const useField = (form: RecordForm, name: string): unknown =>
  useComputed(() => form.record.field(name).value.value, [form, name]);

function OfMethod({ form, method }: { readonly form: RecordForm; readonly method: string }) {
  const i18n = useI18n();
  const version = useField(form, 'version');
  const told = useDescription(method, typeof version === 'number' ? version : null);
  const { description, trouble } = told;
  const inputs = useField(form, 'inputs');
  const after = useField(form, 'after');
  const isNew = useValue(form.isNew);
  const readOnly = form.readonly || form.slots.get('inputs')?.locked === true;
  const before = useMemo(() => valuesOf(inputs) ?? {}, [inputs]);
  const later = useMemo(() => valuesOf(after) ?? null, [after]);
  // a new case begins with what is usual
  useEffect(() => {
    if (description === undefined || readOnly || !isNew) return;
    const begun = form.record.field('inputs').value.peek();
    const usual = defaultsOf(description.inputs);
    if (Object.keys(valuesOf(begun) ?? {}).length === 0 && Object.keys(usual).length > 0) {
      form.record.set('inputs', usual);
      form.record.seal();
    }
  }, [form, description, readOnly, isNew]);
  if (trouble !== undefined) return <Strip level="danger">{trouble}</Strip>;
  if (description === undefined) return <div className="coming" aria-busy="true" />;
  const newest = Math.max(...description.versions);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that a field was left
    <div
      className="mb-record"
      data-field="inputs"
      data-slot={form.slots.get('inputs')?.id}
      onBlur={() => form.record.seal()}
    >
      {newest > description.version ? (
        <Strip
          level="info"
          actions={
            readOnly ? null : (
              <Button onPress={() => form.record.set('version', newest)}>
                {i18n.gettext('Use version {n}', { n: newest })}
              </Button>
            )
          }
        >
          {i18n.gettext(
            'This calculation was made with version {old}. There is a version {n}: nothing changes until you choose it.',
            { old: description.version, n: newest },
          )}
        </Strip>
      ) : null}
      <Bench
        description={description}
        before={before}
        after={later}
        onBefore={(values) => form.record.set('inputs', values)}
        onAfter={(values) => form.record.set('after', values)}
        readOnly={readOnly}
      >
        <StoredSheet form={form} />
        {isNew ? null : <MethodNote name={description.name} edition={description.edition} />}
      </Bench>
    </div>
  );
}

/** The sheet of a calculation that is stored, as it is stored. */
function StoredSheet({ form }: { readonly form: RecordForm }) {
  const key = useValue(form.record.key);
  const unsaved = useValue(form.record.dirty);
  if (key === undefined) return null;
  const title = () => String(form.record.field('title').value.peek() ?? '');
  const request = () => ({ calculation: key, title: title() });
  return <SheetButton request={request} unsaved={unsaved} />;
}

/** Which method, in which edition: beside the buttons. */
export function MethodNote({ name, edition }: { readonly name: string; readonly edition: string }) {
  return (
    <span className="mb-method cut" title={`${name}, ${edition}`}>
      {name}, {edition}
    </span>
  );
}
