/** The sections of a form one below the other, and the list of them at their side. */

import './form.css';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import { FieldView } from '../fields/field-view.tsx';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import { PartView } from '../parts/part-view.tsx';
import type { Part } from '../parts/registry.ts';
import { reveal } from './focus-field.ts';
import type { FieldSlot, RecordForm } from './form-model.ts';
import type { FieldSection, FormSection } from './layout.ts';
import { RowsTable } from './rows-table.tsx';

export const sectionId = (form: RecordForm, section: FormSection): string =>
  `${form.id}-section-${section.id.replaceAll('/', '-')}`;

const slotsOf = (form: RecordForm, section: FieldSection): readonly FieldSlot[] =>
  section.fields.flatMap((name) => form.slots.get(name) ?? []);

export interface FormBodyProps {
  readonly view: View;
  readonly form: RecordForm;
  readonly sections: readonly FormSection[];
  readonly reading: boolean;
}

export function FormSections({ view, form, sections, reading }: FormBodyProps) {
  const only = sections.length === 1;
  return sections.map((section) => (
    <SectionView
      key={section.id}
      view={view}
      form={form}
      section={only && section.kind === 'fields' ? { ...section, label: '' } : section}
      reading={reading}
    />
  ));
}

interface SectionViewProps extends Omit<FormBodyProps, 'sections'> {
  readonly section: FormSection;
}

function SectionView({ view, form, section, reading }: SectionViewProps) {
  const id = sectionId(form, section);
  const slots = useMemo(
    () => (section.kind === 'fields' ? slotsOf(form, section) : []),
    [form, section],
  );
  const empty = useComputed(
    () => section.kind === 'fields' && !slots.some((slot) => slot.visible.value),
    [section, slots],
  );
  if (empty) return null;
  if (section.kind === 'rows') {
    return (
      <RowsTable
        view={view}
        cursor={section.cursor}
        part={section.part}
        label={section.label}
        headingId={id}
        reading={reading}
      />
    );
  }
  return (
    <section className="form-section">
      {section.label === '' ? null : (
        <h3 className="form-heading" id={id} tabIndex={-1}>
          {section.label}
        </h3>
      )}
      {section.kind === 'part' ? (
        <PartView view={view} part={section.part} path={section.path} />
      ) : (
        <>
          <div className={reading ? 'form-grid reading' : 'form-grid'}>
            {slots.map((slot) => (
              <FieldView key={slot.id} slot={slot} reading={reading} />
            ))}
          </div>
          <HiddenChanges slots={slots} />
        </>
      )}
    </section>
  );
}

/** What was typed into fields that are not there any more is kept, and said. */
function HiddenChanges({ slots }: { readonly slots: readonly FieldSlot[] }) {
  const i18n = useI18n();
  const hidden = useComputed(
    () =>
      slots
        .filter((slot) => slot.dirty.value && !slot.visible.value)
        .map((slot) => slot.field.label)
        .join(', '),
    [slots],
  );
  if (hidden === '') return null;
  return (
    <p className="field-hint form-hidden">
      {i18n.gettext('Not shown with these values, but still changed: {fields}.', {
        fields: hidden,
      })}
    </p>
  );
}

/** Where one is in the form, what is wrong and what is unsaved where. */
export function SectionList({
  view,
  form,
  sections,
  body,
}: Omit<FormBodyProps, 'reading'> & {
  readonly body: RefObject<HTMLElement | null>;
}) {
  const i18n = useI18n();
  const named = sections.filter((section) => section.label !== '');
  const [here, setHere] = useHere(form, named, body);
  return (
    <nav className="section-list" aria-label={i18n.gettext('Sections')}>
      {named.map((section) => (
        <a
          key={section.id}
          href={`#${sectionId(form, section)}`}
          className="section-link"
          aria-current={section.id === here ? 'location' : undefined}
          onClick={(event) => {
            event.preventDefault();
            setHere(section.id);
            goTo(sectionId(form, section));
          }}
        >
          <span className="cut">{section.label}</span>
          <SectionMarks view={view} form={form} section={section} />
        </a>
      ))}
    </nav>
  );
}

/** How many records are linked, where that is what a section shows. */
function linked(view: View, part: Part, i18n: I18n): string {
  const counts = part.kind === 'links' && part['merged'] !== true;
  const cursor = counts ? view.cursors.get(String(part['cursor'])) : undefined;
  return cursor?.ready.value === true ? i18n.number(cursor.total.value.n) : '';
}

const goTo = (id: string): void => {
  const heading = document.getElementById(id);
  if (heading === null) return;
  reveal(heading, 'start');
  heading.focus({ preventScroll: true });
};

/** The section at the top of what is seen; one that was chosen counts until one scrolls on. */
function useHere(
  form: RecordForm,
  sections: readonly FormSection[],
  body: RefObject<HTMLElement | null>,
) {
  const [here, setHere] = useState(sections[0]?.id);
  const chosen = useRef(0);
  useEffect(() => {
    const scroller = body.current;
    if (scroller === null) return;
    const look = () => {
      if (Date.now() - chosen.current < 300 || scroller.clientHeight === 0) return;
      const top = scroller.getBoundingClientRect().top + 48;
      const past = sections.filter((section) => {
        const heading = document.getElementById(sectionId(form, section));
        return heading !== null && heading.getBoundingClientRect().top <= top;
      });
      const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
      const last = atEnd && scroller.scrollTop > 0 ? sections.at(-1) : past.at(-1);
      setHere((last ?? sections[0])?.id);
    };
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, [form, sections, body]);
  const choose = (id: string) => {
    chosen.current = Date.now();
    setHere(id);
  };
  return [here, choose] as const;
}

function SectionMarks({ view, form, section }: Omit<SectionViewProps, 'reading'>) {
  const i18n = useI18n();
  const state = useComputed(() => {
    if (section.kind === 'part') return linked(view, section.part, i18n);
    if (section.kind === 'fields') {
      const slots = slotsOf(form, section);
      if (slots.some((slot) => slot.told.value !== undefined)) return 'wrong';
      return slots.some((slot) => slot.dirty.value) ? 'changed' : '';
    }
    const edits = view.editsOf(section.cursor);
    if (edits.dirty.value) return 'changed';
    const { total, ready } = view.cursor(section.cursor);
    return ready.value ? i18n.number(total.value.n) : '';
  }, [view, form, section, i18n]);
  if (state === '') return null;
  if (state === 'wrong') {
    return (
      <span className="section-mark wrong" role="img" aria-label={i18n.gettext('has errors')}>
        <Icon name="circle-alert" small />
      </span>
    );
  }
  return state === 'changed' ? (
    <span className="section-mark" role="img" aria-label={i18n.gettext('has unsaved changes')}>
      <i className="unsaved-dot" />
    </span>
  ) : (
    <span className="section-mark">{state}</span>
  );
}
