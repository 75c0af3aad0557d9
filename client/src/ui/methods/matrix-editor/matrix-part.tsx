/**
 * A matrix of the studio's own: in a list it is read, on its own record it is changed while it is a
 * draft. What is typed goes into the record; what is wrong with it the server says at once.
 */

import { useEffect, useMemo, useRef, useState } from 'react';
import { Failure } from '../../../core/failure.ts';
import type { MatrixTemplate } from '../../../core/methods.ts';
import type { RecordForm } from '../../form/form-model.ts';
import { useForms } from '../../form/form-part.tsx';
import { useApp, useI18n } from '../../kit/app.tsx';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Strip } from '../../kit/strip.tsx';
import { useComputed, useValue } from '../../kit/use-value.ts';
import { useCurrentRow } from '../../library/current-row.ts';
import { FallbackPart } from '../../parts/fallback.tsx';
import type { PartProps } from '../../parts/registry.ts';
import { cursorOf } from '../../parts/view-facts.ts';
import '../methods.css';
import '../pictures/pictures.css';
import './matrix-editor.css';
import { AxesEditor, BandsEditor } from './editor.tsx';
import { useChecked } from './live-check.ts';
import { BandsTable, LiveMatrix } from './live-matrix.tsx';
import {
  type Definition,
  fitsTable,
  isBlank,
  readDefinition,
  writeDefinition,
} from './matrix-model.ts';
import { type Flaws, FlawsContext } from './typed.tsx';

type Named = PartProps & { readonly name: string };

export function MatrixPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  if (cursor === undefined) return <FallbackPart {...props} />;
  return props.part['readonly'] === true ? (
    <Reading {...props} name={cursor.name} />
  ) : (
    <Writing {...props} name={cursor.name} />
  );
}

function Reading({ view, name }: Named) {
  const i18n = useI18n();
  const cursor = view.cursor(name);
  const current = useCurrentRow(cursor);
  const raw = current === undefined ? undefined : cursor.value(current.row, 'definition');
  const definition = useMemo(() => readDefinition(raw), [raw]);
  if (current === undefined) {
    return <p className="faint me-none">{i18n.gettext('Choose a row to see its details.')}</p>;
  }
  return <Shown definition={definition} />;
}

/** A matrix to read: its cells beside what its bands ask for. */
function Shown({ definition }: { readonly definition: Definition }) {
  const i18n = useI18n();
  const checked = useChecked(definition);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="me me-read" aria-label={i18n.gettext('Matrix')} tabIndex={0}>
      <LiveMatrix definition={definition} slices={checked?.slices ?? []} />
      <BandsTable bands={definition.bands} />
    </section>
  );
}

function Writing({ view, name }: Named) {
  const form = useValue(useForms(view, name).form);
  return form === undefined ? null : <OfRecord key={form.id} form={form} />;
}

function OfRecord({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const raw = useComputed(() => form.record.field('definition').value.value, [form]);
  const state = useComputed(() => form.record.field('state').value.value, [form]);
  const definition = useMemo(() => readDefinition(raw), [raw]);
  const slot = form.slots.get('definition');
  const isNew = useValue(form.isNew);
  const writes = !form.readonly && slot?.locked !== true && (isNew || state === 'draft');
  const set = (next: unknown) => form.record.set('definition', next);
  if (writes && isBlank(raw)) {
    return (
      <div className="me me-begin" data-field="definition" data-slot={slot?.id}>
        <Templates
          onPick={({ definition: begun }) => {
            set(begun);
            form.record.seal();
          }}
        />
      </div>
    );
  }
  if (!writes) {
    return (
      <div className="me-locked" data-field="definition" data-slot={slot?.id}>
        {form.readonly ? null : (
          <Strip level="info" icon="lock">
            {state === 'retired'
              ? i18n.gettext(
                  'This version is retired: it stays with the calculations it was made for. To go on from it, make a new version.',
                )
              : i18n.gettext(
                  'This version is published. To change it make a new version, or take it back to draft if nothing has been rated with it.',
                )}
          </Strip>
        )}
        <Shown definition={definition} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that a field was left
    <div
      className="me-work"
      data-field="definition"
      data-slot={slot?.id}
      onBlur={() => form.record.seal()}
    >
      <Work definition={definition} onChange={(next) => set(writeDefinition(next))} />
    </div>
  );
}

interface WorkProps {
  readonly definition: Definition;
  readonly onChange: (definition: Definition) => void;
}

function Work({ definition, onChange }: WorkProps) {
  const i18n = useI18n();
  const checked = useChecked(definition);
  const typed = useRef(definition.table);
  if (definition.table.length > 0) typed.current = definition.table;
  // scores that were typed once are not lost by a look at another combination
  const change = (next: Definition) => {
    const again = next.combine === 'table' && definition.combine !== 'table';
    onChange(again && fitsTable(next, typed.current) ? { ...next, table: typed.current } : next);
  };
  const flaws: Flaws = useMemo(() => {
    const found = new Map<string, string>();
    for (const { path, sentence } of checked?.flaws ?? []) {
      if (!found.has(path)) found.set(path, sentence);
    }
    return found;
  }, [checked]);
  return (
    <FlawsContext.Provider value={flaws}>
      <div className="me me-panes">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard */}
        <section className="me-pane" aria-label={i18n.gettext('Axes and combination')} tabIndex={0}>
          <AxesEditor definition={definition} onChange={change} />
        </section>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: likewise */}
        <section className="me-pane" aria-label={i18n.gettext('Matrix and bands')} tabIndex={0}>
          <p className={flaws.size > 0 ? 'me-state bad' : 'me-state'} role="status">
            {checked === undefined ? null : (
              <>
                <Icon name={flaws.size > 0 ? 'circle-alert' : 'check'} />
                {flaws.size > 0
                  ? i18n.ngettext(
                      '{n} point to mend before it can be published',
                      '{n} points to mend before it can be published',
                      flaws.size,
                    )
                  : i18n.gettext('Every case has its band: ready to be published')}
              </>
            )}
          </p>
          <LiveMatrix definition={definition} slices={checked?.slices ?? []} />
          <Doubts said={checked?.doubts ?? []} definition={definition} />
          <BandsEditor definition={definition} onChange={onChange} />
        </section>
      </div>
    </FlawsContext.Provider>
  );
}

interface DoubtsProps {
  readonly said: readonly { readonly path: string; readonly sentence: string }[];
  readonly definition: Definition;
}

/** What is allowed, and worth a look. */
function Doubts({ said, definition }: DoubtsProps) {
  const i18n = useI18n();
  if (said.length === 0) return null;
  const where = (path: string): string => {
    const [, y, x] = /^table\[(\d+)\]\[(\d+)\]$/.exec(path) ?? [];
    const [first, second] = definition.axes;
    if (y !== undefined && x !== undefined) {
      const of = (axis: typeof first, at: string) =>
        `${axis?.key.toUpperCase()} ${String(axis?.steps[Number(at)]?.value ?? '')}`;
      return `${of(first, y)}, ${of(second, x)}: `;
    }
    const [, at] = /^bands\[(\d+)\]$/.exec(path) ?? [];
    return at === undefined ? '' : `${i18n.gettext('Band {n}', { n: Number(at) + 1 })}: `;
  };
  return (
    <ul className="me-doubts">
      {said.map(({ path, sentence }) => (
        <li key={path}>
          <Icon name="triangle-alert" small />
          <span>
            {where(path)}
            {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What a new matrix may begin with. */
function Templates({ onPick }: { readonly onPick: (template: MatrixTemplate) => void }) {
  const { services } = useApp();
  const i18n = useI18n();
  const [templates, setTemplates] = useState<readonly MatrixTemplate[]>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    let wanted = true;
    services.methods.templates().then(
      (told) => {
        if (wanted) setTemplates(told);
      },
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        if (wanted) setTrouble(error.message);
      },
    );
    return () => {
      wanted = false;
    };
  }, [services]);
  return (
    <section aria-label={i18n.gettext('Begin with')}>
      <h3>{i18n.gettext('Begin with')}</h3>
      <p className="mute">
        {i18n.gettext(
          'A copy of a matrix of the program, to change as the studio works; or an empty one.',
        )}
      </p>
      {trouble === undefined ? null : <Strip level="danger">{trouble}</Strip>}
      <ul className="me-templates" aria-busy={templates === undefined}>
        {(templates ?? []).map((one) => (
          <li key={one.id}>
            <Template template={one} onPick={() => onPick(one)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Template({
  template,
  onPick,
}: {
  readonly template: MatrixTemplate;
  readonly onPick: () => void;
}) {
  const i18n = useI18n();
  const { axes, bands } = useMemo(() => readDefinition(template.definition), [template]);
  const steps = axes.map(({ steps: all }) => all.length).join(' × ');
  return (
    <>
      <Button icon="copy" onPress={onPick}>
        {template.name}
      </Button>
      <span className="mute">
        {steps}, {i18n.ngettext('{n} band', '{n} bands', bands.length)}
      </span>
    </>
  );
}
