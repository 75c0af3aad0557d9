/** The whole screen of one record: head, strips, list of sections, fields, help, and the foot that saves. */

import './record.css';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { Key } from '../../core/rows.ts';
import type { Resent, View } from '../../core/view.ts';
import { isBlank } from '../fields/facts.ts';
import { isPicking } from '../fields/picking.ts';
import { ErrorStrip } from '../form/error-strip.tsx';
import { focusField, reveal } from '../form/focus-field.ts';
import { FormSections, SectionList } from '../form/form-body.tsx';
import type { RecordForm } from '../form/form-model.ts';
import {
  FormFrame,
  fieldOrder,
  saveOrMend,
  useFormCommands,
  useForms,
} from '../form/form-part.tsx';
import { HelpPane } from '../form/help-pane.tsx';
import { type FormSection, formSections } from '../form/layout.ts';
import { MergeStrip } from '../form/merge-strip.tsx';
import { SaveBar, useDiscard } from '../form/save-bar.tsx';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { papersSections } from '../papers/parts.tsx';
import type { Part } from '../parts/registry.ts';
import { partsOf, textOf } from '../parts/view-facts.ts';
import { DraftStrip } from './draft-strip.tsx';
import { RecordHead } from './record-head.tsx';
import { StandingStrip } from './standing-strip.tsx';
import { WholeWork, workOf } from './whole-work.tsx';

/** The cursor the record is of: that of the first form, else the first that follows nobody. */
export const recordCursor = (view: View): string | undefined => {
  const found = firstForm(partsOf(view.offer.view), view);
  if (found !== undefined) return found;
  for (const cursor of view.cursors.values()) {
    if (cursor.described.tracks === null) return cursor.name;
  }
  return undefined;
};

const firstForm = (parts: readonly Part[], view: View): string | undefined => {
  for (const part of parts) {
    const own = part.kind === 'form' ? textOf(part['cursor']) : undefined;
    if (own !== undefined && view.cursors.has(own)) return own;
    const inner = firstForm(partsOf(part), view);
    if (inner !== undefined) return inner;
  }
  return undefined;
};

export function RecordScreen({ view }: { readonly view: View }) {
  const i18n = useI18n();
  const cursor = recordCursor(view);
  if (cursor === undefined) {
    return (
      <Strip level="warn">{i18n.gettext('This screen has no record. Close it and go on.')}</Strip>
    );
  }
  return <RecordOf view={view} cursor={cursor} />;
}

function RecordOf({ view, cursor }: { readonly view: View; readonly cursor: string }) {
  const form = useValue(useForms(view, cursor).form);
  const ready = useValue(view.cursor(cursor).ready);
  const total = useValue(view.cursor(cursor).total);
  const last = useRef<string>(undefined);
  const body = useRef<HTMLDivElement>(null);
  // a record that was made is another form: whoever was in a field is in the same field again
  useEffect(() => {
    const slot = last.current === undefined ? undefined : form?.slots.get(last.current);
    last.current = undefined;
    if (slot !== undefined) focusField(slot);
    return form?.focused.subscribe((name) => {
      last.current = name;
    });
  }, [form]);
  if (form !== undefined) {
    return <Screen key={form.id} view={view} cursor={cursor} form={form} body={body} />;
  }
  if (ready && total.n === 0) {
    return <NotThere view={view} cursor={cursor} />;
  }
  return <Skeleton />;
}

/** A link to what is gone, or is somebody else's: the same to who may not know the difference. */
function NotThere({ view, cursor }: { readonly view: View; readonly cursor: string }) {
  const { desk, i18n } = useApp();
  const close = () => {
    desk.close(view).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  };
  const { name, plural } = view.cursor(cursor).described.source;
  const toList = () => {
    desk.open({ operation: 'view', content: { source: name } }).catch(raise);
    close();
  };
  return (
    <div className="record-screen">
      <div className="record-gone" role="alert">
        <h2>{i18n.gettext('This record is not there any more, or not yours to see.')}</h2>
        <p>
          {i18n.gettext(
            'Somebody may have deleted it, or it belongs to a customer you do not follow. Look for it in the list, or ask whoever sent you here.',
          )}
        </p>
        <div className="record-gone-ways">
          <Button look="go" onPress={toList}>
            {i18n.gettext('Go to: {list}', { list: plural })}
          </Button>
          <Button onPress={close}>{i18n.gettext('Close')}</Button>
        </div>
      </div>
    </div>
  );
}

/** Where the fields will be, while they are under way. */
function Skeleton() {
  const i18n = useI18n();
  return (
    <div className="record-screen" aria-busy="true">
      <p className="for-readers" role="status">
        {i18n.gettext('Loading…')}
      </p>
      <div className="record-skeleton" aria-hidden="true">
        {[...'abcdefghi'].map((one) => (
          <span key={one} className="skeleton-field" />
        ))}
      </div>
    </div>
  );
}

interface ScreenProps {
  readonly view: View;
  readonly cursor: string;
  readonly form: RecordForm;
  readonly body: RefObject<HTMLDivElement | null>;
}

function useSections(view: View, cursor: string, isNew: boolean): readonly FormSection[] {
  const i18n = useI18n();
  return useMemo(() => {
    const hung = isNew || view.offer.modal ? [] : papersSections(view, cursor, i18n);
    const rest = i18n.gettext('Details');
    const parts = partsOf(view.offer.view);
    const drawn = parts
      .filter((part) => part.kind !== 'actions' && part.kind !== 'record')
      .flatMap((part, at) => sectionsOf(view, part, String(at), rest));
    const hasFields = drawn.some((section) => section.kind === 'fields');
    const all = hasFields
      ? drawn
      : [...formSections(view, { kind: 'form', cursor }, 'own', rest), ...drawn];
    return [...all, ...hung];
  }, [view, cursor, i18n, isNew]);
}

/** What stands side by side elsewhere stands one below the other in a form, under its own heading. */
const sectionsOf = (view: View, part: Part, path: string, rest: string): readonly FormSection[] => {
  if (part.kind === 'form') return formSections(view, part, path, rest);
  if (part.kind === 'rows') return formSections(view, { kind: 'form', parts: [part] }, path, rest);
  const forms = partsOf(part);
  if (['tabs', 'section', 'split'].includes(part.kind) && forms.some(isOfRecord)) {
    return forms.flatMap((inner, at) =>
      sectionsOf(view, { ...inner, label: inner.label ?? part.label ?? '' }, `${path}/${at}`, rest),
    );
  }
  const plural = view.cursors.get(textOf(part['cursor']) ?? '')?.described.source.plural;
  // words are no heading of themselves, and a section has its heading once
  const label = part.kind === 'text' ? '' : (part.label ?? plural ?? '');
  const inner = part.kind === 'section' ? { ...part, label: '' } : part;
  return [{ kind: 'part', id: path, label, part: inner, path }];
};

const isOfRecord = (part: Part): boolean =>
  part.kind === 'form' || part.kind === 'rows' || partsOf(part).some(isOfRecord);

function Screen({ view, cursor, form, body }: ScreenProps) {
  const { desk } = useApp();
  const isNew = useValue(form.isNew);
  const sections = useSections(view, cursor, isNew);
  const order = useMemo(() => fieldOrder(sections), [sections]);
  const modal = view.offer.modal;
  const reading = form.readonly;
  const [helping, setHelping] = useState(false);
  const discard = useDiscard(view, form);
  const created = useRef(isNew);

  const after = async (saved: boolean, anew: boolean, made = form.record.key.peek()) => {
    if (!saved) return;
    const wasNew = created.current;
    const origin = originOf(view, desk.views.peek());
    if (!anew && wasNew && !modal && !isPicking(origin)) await showMade(origin, made);
    if (anew || wasNew) await desk.close(view);
    // after it has gone: the same wish would bring its tab to the front
    if (anew) await desk.open(view.offer.intent, origin);
  };
  /** What has been made goes on as the record it is, with all that belongs to it. */
  const showMade = async (origin: View | undefined, key: Key | undefined): Promise<void> => {
    if (key === undefined) return;
    const content = { source: form.cursor.described.source.name, ids: [key] };
    await desk.open({ operation: 'view', content }, origin);
  };
  const save = (anew = false) => {
    saveOrMend(view, form, order)
      .then((saved) => after(saved, anew))
      .catch((error: unknown) => {
        if (!(error instanceof Failure)) raise(error);
      });
  };
  // what begins with another record is made once: another copy of that is not what comes next
  const copied = (view.offer.intent.content?.ids?.length ?? 0) > 0;
  const saveAndNew = isNew && !copied ? () => save(true) : undefined;
  const help = useMemo(
    () => (name: string) => {
      form.focused.value = name;
      setHelping(true);
    },
    [form],
  );
  useFormCommands(view, form, order, {
    save: () => save(),
    saveAndNew,
    help: () => setHelping(!helping),
  });
  useFirstFocus(form, order, isNew, body);
  useSteadyBody(body);
  useResent(view, ({ saved, made }) => after(saved, false, made));
  const close = () => {
    desk.close(view).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  };
  const draw = (some: readonly FormSection[]) => (
    <FormSections view={view} form={form} sections={some} reading={reading} />
  );
  const work = useMemo(() => workOf(sections), [sections]);
  const listed = !modal && sections.filter((section) => section.label !== '').length > 1;
  return (
    <FormFrame
      view={view}
      form={form}
      help={help}
      className={modal ? 'record-screen modal' : 'record-screen'}
    >
      <RecordHead view={view} form={form} />
      <StandingStrip view={view} form={form} />
      <DraftStrip view={view} />
      <MergeStrip form={form} />
      <ErrorStrip form={form} order={order} />
      {work === undefined ? (
        <div className="record-work" data-listed={listed || undefined}>
          {listed ? <SectionList view={view} form={form} sections={sections} body={body} /> : null}
          <div className="record-body" ref={body}>
            {draw(sections)}
          </div>
          {modal ? null : <HelpPane form={form} open={helping} close={() => setHelping(false)} />}
        </div>
      ) : (
        <WholeWork view={view} work={work} draw={draw} />
      )}
      {reading ? null : (
        <SaveBar
          view={view}
          form={form}
          save={() => save()}
          saveAndNew={saveAndNew}
          discard={discard}
          cancel={modal ? close : undefined}
        />
      )}
    </FormFrame>
  );
}

const originOf = (view: View, views: readonly View[]): View | undefined =>
  views.find((one) => one.offer.uri === view.offer.context['from_context']);

/** A save nobody had answered was done when the line was back: go on as after any other. */
function useResent(view: View, after: (resent: Resent) => Promise<void>): void {
  const latest = useRef(after);
  latest.current = after;
  const there = useValue(view.resent);
  useEffect(() => {
    const resent = there === undefined ? undefined : view.takeResent();
    if (resent !== undefined) latest.current(resent).catch(raise);
  }, [view, there]);
}

/** A strip that comes or goes above moves no field: the body scrolls by as much as its edge moved. */
function useSteadyBody(body: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    let top = element.getBoundingClientRect().top;
    const watcher = new ResizeObserver(() => {
      if (element.clientHeight === 0) return; // out of sight: nothing stands anywhere
      const now = element.getBoundingClientRect().top;
      const moved = now - top;
      top = now;
      const typing = element.contains(document.activeElement);
      if (!typing || moved === 0) return;
      element.scrollTop += moved;
      if (document.activeElement !== null) reveal(document.activeElement);
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [body]);
}

/** A record to be made begins in the first field that must be filled, else in the first empty one. */
function useFirstFocus(
  form: RecordForm,
  order: readonly string[],
  isNew: boolean,
  body: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    // whoever was in a field before goes back there
    const here = body.current;
    if (!isNew || here?.closest('[data-returning]') || here?.contains(document.activeElement)) {
      return;
    }
    const open = order
      .flatMap((name) => form.slots.get(name) ?? [])
      .filter((slot) => !slot.locked && slot.visible.peek());
    const empty = open.filter((slot) => isBlank(slot.value.peek()));
    const needed = empty.filter((slot) => slot.field.required);
    for (const slot of [...needed, ...empty, ...open]) if (focusField(slot)) return;
  }, [form, order, isNew, body]);
}
