/**
 * A record whose work is one part: it fills the screen. What comes before it stands above, all that
 * comes after it behind a tab.
 */

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { View } from '../../core/view.ts';
import { AHEAD } from '../form/focus-field.ts';
import type { FormSection, OtherSection } from '../form/layout.ts';
import { useI18n } from '../kit/app.tsx';
import { PartView } from '../parts/part-view.tsx';
import '../parts/tabs.css';

const WHOLE: readonly string[] = ['methodBench', 'matrixEditor'];

export interface Work {
  readonly lead: readonly FormSection[];
  readonly whole: OtherSection;
  readonly rest: readonly FormSection[];
}

/** The sections around the part that fills the screen, if there is one. */
export function workOf(sections: readonly FormSection[]): Work | undefined {
  const at = sections.findIndex((one) => one.kind === 'part' && WHOLE.includes(one.part.kind));
  const whole = sections[at];
  if (whole?.kind !== 'part') return undefined;
  return { lead: joined(sections.slice(0, at)), whole, rest: sections.slice(at + 1) };
}

/** Above the work there is little room: fields of several headings stand together, without them. */
function joined(sections: readonly FormSection[]): readonly FormSection[] {
  const fields = sections.flatMap((one) => (one.kind === 'fields' ? one.fields : []));
  const first = sections.find((one) => one.kind === 'fields');
  return sections.flatMap((one): FormSection[] => {
    if (one.kind !== 'fields') return [{ ...one, label: '' }];
    return one === first ? [{ ...one, label: '', fields }] : [];
  });
}

interface WholeWorkProps {
  readonly view: View;
  readonly work: Work;
  readonly draw: (sections: readonly FormSection[]) => ReactNode;
}

type Tab = 'whole' | 'rest';

export function WholeWork({ view, work, draw }: WholeWorkProps) {
  const i18n = useI18n();
  const [tab, setTab] = useState<Tab>('whole');
  const own = useId();
  const behind = useRef<HTMLDivElement>(null);
  const { lead, whole, rest } = work;
  // whoever is sent to a field behind the tab finds it
  useEffect(() => {
    const show = () => flushSync(() => setTab('rest'));
    const element = behind.current;
    element?.addEventListener(AHEAD, show);
    return () => element?.removeEventListener(AHEAD, show);
  }, []);
  const tabs: readonly (readonly [Tab, string])[] = [
    ['whole', whole.label === '' ? i18n.gettext('Work') : whole.label],
    ['rest', i18n.gettext('Details and files')],
  ];
  return (
    <div className="whole-work">
      {lead.length === 0 ? null : <div className="record-body whole-lead">{draw(lead)}</div>}
      {rest.length === 0 ? null : (
        <div
          role="tablist"
          className="sub-tab-list"
          aria-label={i18n.gettext('Parts of the record')}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
            const next = tab === 'whole' ? 'rest' : 'whole';
            setTab(next);
            document.getElementById(`${own}-${next}`)?.focus();
          }}
        >
          {tabs.map(([id, label]) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${own}-${id}`}
              className="sub-tab"
              tabIndex={id === tab ? 0 : -1}
              aria-selected={id === tab}
              aria-controls={`${own}-panel-${id}`}
              onClick={() => setTab(id)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <div
        className="whole-part"
        id={`${own}-panel-whole`}
        hidden={tab !== 'whole'}
        {...(rest.length === 0 ? {} : { role: 'tabpanel', 'aria-labelledby': `${own}-whole` })}
      >
        <PartView view={view} part={whole.part} path={whole.path} />
      </div>
      {rest.length === 0 ? null : (
        <div
          ref={behind}
          data-behind=""
          className="record-body whole-rest"
          role="tabpanel"
          id={`${own}-panel-rest`}
          aria-labelledby={`${own}-rest`}
          hidden={tab !== 'rest'}
        >
          {draw(rest)}
        </div>
      )}
    </div>
  );
}
