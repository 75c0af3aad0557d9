/**
 * A form as a part of a screen: the fields of the current row of a cursor, with their own foot. In the
 * screen of a record it gives its sections alone, because head and foot are those of the screen.
 */

import './form.css';
import { computed } from '@preact/signals-core';
import {
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { View } from '../../core/view.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { Part, PartProps } from '../parts/registry.ts';
import { textOf } from '../parts/view-facts.ts';
import { usePlace } from '../people/people-here.tsx';
import { ErrorStrip, goRound, toldProblems } from './error-strip.tsx';
import { focusField } from './focus-field.ts';
import { FormSections } from './form-body.tsx';
import { type FormHost, FormHostProvider } from './form-host.tsx';
import { type CursorForms, formsOf, type RecordForm } from './form-model.ts';
import { type FormSection, formSections } from './layout.ts';
import { MergeStrip } from './merge-strip.tsx';
import { RowsTable } from './rows-table.tsx';
import { saveEverything } from './save-all.ts';
import { SaveBar, useDiscard } from './save-bar.tsx';

/** The form of the current row of a cursor, for as long as somebody shows it. */
export function useForms(view: View, cursor: string): CursorForms {
  const { i18n } = useApp();
  const forms = useMemo(() => formsOf(view, cursor, i18n), [view, cursor, i18n]);
  // at once with the screen: who is typing finds the field he was in before the next key
  useLayoutEffect(() => forms.show(), [forms]);
  return forms;
}

export const fieldOrder = (sections: readonly FormSection[]): readonly string[] =>
  sections.flatMap((section) => (section.kind === 'fields' ? section.fields : []));

/** After it: saved, or the focus is where something is to be mended. */
export const saveOrMend = async (
  view: View,
  form: RecordForm,
  order: readonly string[],
): Promise<boolean> => {
  const { outcome, at = form } = await saveEverything(view, form);
  if (outcome === 'wrong') {
    const [first] = at === form ? toldProblems(form, order) : at.problems.peek();
    if (first !== undefined) focusField(first.slot);
  }
  if (outcome === 'conflict') {
    const [first] = at.conflicts.peek();
    if (first !== undefined) focusField(first);
  }
  return outcome === 'saved';
};

/** Keys of a form as commands, while its view is in front. */
export function useFormCommands(
  view: View,
  form: RecordForm | undefined,
  order: readonly string[],
  does: {
    readonly save: () => void;
    readonly saveAndNew?: (() => void) | undefined;
    readonly help?: () => void;
  },
): void {
  const { commands, desk, i18n } = useApp();
  useLayoutEffect(() => form?.show(order), [form, order]);
  const latest = useRef(does);
  latest.current = does;
  const hasNew = does.saveAndNew !== undefined;
  const hasHelp = does.help !== undefined;
  useEffect(() => {
    if (form === undefined) return;
    const visible = computed(() => desk.current.value === view);
    const group = i18n.gettext('Record');
    const of = { group, visible, whileTyping: true } as const;
    const writes = form.readonly
      ? []
      : [
          {
            ...of,
            id: `form-${view.id}-save`,
            label: i18n.gettext('Save'),
            icon: 'save',
            keys: ['$mod+KeyS'],
            run: () => latest.current.save(),
          },
          {
            ...of,
            id: `form-${view.id}-undo`,
            label: i18n.gettext('Undo the last change'),
            icon: 'undo',
            keys: ['$mod+KeyZ'],
            enabled: form.record.canUndo,
            run: () => form.record.undo(),
          },
          {
            ...of,
            id: `form-${view.id}-redo`,
            label: i18n.gettext('Redo'),
            icon: 'redo',
            keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
            enabled: form.record.canRedo,
            run: () => form.record.redo(),
          },
          {
            ...of,
            id: `form-${view.id}-next-error`,
            label: i18n.gettext('Next field to mend'),
            keys: ['F8'],
            run: () => goRound(form, order, 1),
          },
          {
            ...of,
            id: `form-${view.id}-previous-error`,
            label: i18n.gettext('Previous field to mend'),
            keys: ['Shift+F8'],
            run: () => goRound(form, order, -1),
          },
        ];
    const saveAndNew = hasNew
      ? [
          {
            ...of,
            id: `form-${view.id}-save-new`,
            label: i18n.gettext('Save and new'),
            keys: ['$mod+Enter'],
            run: () => latest.current.saveAndNew?.(),
          },
        ]
      : [];
    const help = hasHelp
      ? [
          {
            ...of,
            id: `form-${view.id}-help`,
            label: i18n.gettext('Help on the field'),
            icon: 'circle-help',
            keys: ['F1'],
            run: () => latest.current.help?.(),
          },
        ]
      : [];
    return commands.register(...writes, ...saveAndNew, ...help);
  }, [commands, desk, i18n, view, form, order, hasNew, hasHelp]);
}

/** Keeps which field one is in, and tells colleagues. */
export function FormFrame({
  view,
  form,
  help,
  className,
  children,
}: {
  readonly view: View;
  readonly form: RecordForm;
  readonly help: (name: string) => void;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const host = useMemo<FormHost>(() => ({ view, form, help }), [view, form, help]);
  const key = useValue(form.record.key);
  const dirty = useValue(form.record.dirty);
  const focused = useValue(form.focused);
  const source = form.cursor.described.source.name;
  usePlace(view, source, key, dirty, form.readonly ? null : (focused ?? null));
  useEffect(() => form.watch(), [form]);
  const follow = (event: SyntheticEvent) => {
    const at = event.target instanceof Element ? event.target : undefined;
    const field = at?.closest<HTMLElement>('[data-field]')?.dataset['field'];
    if (field !== undefined) form.focused.value = field;
  };
  return (
    <FormHostProvider value={host}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears where the focus goes */}
      <div className={className} onFocus={follow} onPointerDown={follow}>
        {children}
      </div>
    </FormHostProvider>
  );
}

export function FormPart(props: PartProps) {
  const cursor = textOf(props.part['cursor']);
  if (cursor === undefined || !props.view.cursors.has(cursor)) return <FallbackPart {...props} />;
  return <CursorForm {...props} cursor={cursor} />;
}

function CursorForm({ view, part, path, cursor }: PartProps & { readonly cursor: string }) {
  const i18n = useI18n();
  const form = useValue(useForms(view, cursor).form);
  if (form === undefined) {
    return <p className="form-none faint">{i18n.gettext('Choose a row to see its details.')}</p>;
  }
  return <PanelForm key={form.id} view={view} part={part} path={path} form={form} />;
}

function PanelForm({
  view,
  part,
  path,
  form,
}: PartProps & { readonly form: RecordForm; readonly part: Part }) {
  const i18n = useI18n();
  const [shown, setShown] = useState<string>();
  const sections = useMemo(
    () => formSections(view, part, path, i18n.gettext('Details')),
    [view, part, path, i18n],
  );
  const order = useMemo(() => fieldOrder(sections), [sections]);
  const dirty = useValue(form.record.dirty);
  const state = useValue(form.record.state);
  const discard = useDiscard(view, form);
  const save = () => {
    void saveOrMend(view, form, order);
  };
  useFormCommands(view, form, order, { save });
  const reading = form.readonly || part['readonly'] === true;
  const bar = !reading && (dirty || state !== 'idle');
  return (
    <FormFrame view={view} form={form} help={setShown} className="form-panel">
      <MergeStrip form={form} />
      <ErrorStrip form={form} order={order} />
      <div className="form-scroll" data-help={shown}>
        <FormSections view={view} form={form} sections={sections} reading={reading} />
      </div>
      {bar ? <SaveBar view={view} form={form} save={save} discard={discard} /> : null}
    </FormFrame>
  );
}

/** Child rows that stand by themselves in a screen: they belong to the current row above them. */
export function RowsPart(props: PartProps) {
  const { view, part } = props;
  const name = textOf(part['cursor']);
  const cursor = name === undefined ? undefined : view.cursors.get(name);
  const master = cursor?.described.tracks ?? undefined;
  if (name === undefined || cursor === undefined || master === undefined) {
    return <FallbackPart {...props} />;
  }
  return <OwnRows {...props} name={name} master={master} />;
}

function OwnRows({
  view,
  part,
  path,
  name,
  master,
}: PartProps & { readonly name: string; readonly master: string }) {
  const form = useValue(useForms(view, master).form);
  const host = useMemo<FormHost | undefined>(
    () => form && { view, form, help: () => undefined },
    [view, form],
  );
  if (host === undefined) return null;
  return (
    <FormHostProvider value={host}>
      <RowsTable
        view={view}
        cursor={name}
        part={part}
        label={part.label ?? view.cursor(name).described.source.plural}
        headingId={`rows-${view.id}-${path.replaceAll('/', '-')}`}
        reading={false}
      />
    </FormHostProvider>
  );
}
