/**
 * The firm that a sector preset makes: its places, jobs, activities, equipment, and the hazards of
 * each, by name. In the record of a preset it is changed here, too; it is saved with the form.
 */

import { useState } from 'react';
import { isRecord, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useForms } from '../form/form-part.tsx';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, labelOf, textOf } from '../parts/view-facts.ts';
import { useCurrentRow, useShown } from './current-row.ts';
import './library.css';
import { PartName } from './part-name.tsx';
import {
  type FirmPart,
  KINDS,
  type PartKind,
  type PresetContent,
  readContent,
  renamed,
  withHazards,
  withoutHazard,
  withoutPart,
} from './preset-model.ts';

const MOST = 500;

type Names = ReadonlyMap<string, string>;
type Raw = Readonly<Record<string, unknown>>;
interface At {
  readonly kind: PartKind;
  readonly key: string;
}

/** What the codes of a library are called, in the language of the reader. */
function useNames(view: View, name: string | undefined): Names {
  const { locale } = useI18n();
  const cursor = name === undefined ? undefined : view.cursors.get(name);
  useShown(cursor, MOST);
  return useComputed(() => {
    const found = new Map<string, string>();
    if (cursor === undefined) return found;
    cursor.layout.value;
    for (const row of cursor.rows) {
      const english = locale.startsWith('en') ? textOf(cursor.value(row, 'name_en')) : undefined;
      const said = english ?? textOf(cursor.value(row, 'name'));
      const code = textOf(cursor.value(row, 'code'));
      if (code !== undefined && said !== undefined) found.set(code, said);
    }
    return found;
  }, [cursor, locale]);
}

export function PresetPart(props: PartProps) {
  const { view, part } = props;
  const cursor = cursorOf(view, part);
  if (cursor === undefined) return <FallbackPart {...props} />;
  return part['readonly'] === true ? (
    <Reading {...props} name={cursor.name} />
  ) : (
    <Writing {...props} name={cursor.name} />
  );
}

type NamedProps = PartProps & { readonly name: string };

function Reading({ view, part, name }: NamedProps) {
  const { i18n } = useApp();
  const cursor = view.cursor(name);
  const current = useCurrentRow(cursor);
  if (current === undefined) {
    return <p className="faint library-none">{i18n.gettext('Choose a row to see its details.')}</p>;
  }
  const value = (column: string): unknown => cursor.value(current.row, column);
  const english = i18n.locale.startsWith('en');
  const title = textOf(value(english ? 'name_said' : 'name')) ?? textOf(value('name')) ?? '';
  const about = textOf(value(english ? 'description_en' : 'description'));
  return (
    <Firm
      view={view}
      part={part}
      content={readContent(value('content'))}
      title={title}
      about={about}
    />
  );
}

function Writing({ view, part, name }: NamedProps) {
  const { i18n } = useApp();
  const form = useValue(useForms(view, name).form);
  const raw = useComputed(() => form?.record.field('content').value.value, [form]);
  if (form === undefined) return <p className="faint library-none">{i18n.gettext('Waiting…')}</p>;
  const change = (make: (content: Raw) => Raw) => {
    const content = form.record.field('content').value.peek();
    form.record.set('content', make(isRecord(content) ? content : {}));
  };
  const writes = !form.readonly;
  return (
    <Firm
      view={view}
      part={part}
      content={readContent(raw)}
      title={labelOf(part, i18n.locale) ?? ''}
      headed={false}
      change={writes ? change : undefined}
    />
  );
}

interface FirmProps {
  readonly view: View;
  readonly part: PartProps['part'];
  readonly content: PresetContent;
  readonly title: string;
  readonly about?: string | undefined;
  /** Its name stands above already. */
  readonly headed?: boolean;
  readonly change?: ((make: (content: Raw) => Raw) => void) | undefined;
}

function Firm({ view, part, content, title, about, headed = true, change }: FirmProps) {
  const { i18n } = useApp();
  const named = isRecord(part['names']) ? part['names'] : {};
  const hazards = useNames(view, textOf(named['hazards']));
  const types: Readonly<Record<PartKind, Names>> = {
    departments: useNames(view, textOf(named['departments'])),
    activities: useNames(view, textOf(named['activities'])),
    equipment: useNames(view, textOf(named['equipment'])),
    jobs: useNames(view, textOf(named['jobs'])),
    groups: useNames(view, undefined),
  };
  const headings: Readonly<Record<PartKind, string>> = {
    departments: i18n.gettext('Departments'),
    jobs: i18n.gettext('Occupations'),
    activities: i18n.gettext('Activities'),
    equipment: i18n.gettext('Equipment'),
    groups: i18n.gettext('Homogeneous groups'),
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="preset" aria-label={title} tabIndex={0}>
      <header className="preset-head">
        {headed ? <h3>{title}</h3> : null}
        {about === undefined ? null : <p>{about}</p>}
        <p className="faint">
          {KINDS.map((kind) => `${headings[kind]} ${i18n.number(content[kind].length)}`).join(
            ' · ',
          )}
        </p>
      </header>
      <div className="preset-group">
        <h4>{i18n.gettext('Hazards of the whole company')}</h4>
        <Hazards view={view} codes={content.hazards} names={hazards} change={change} />
      </div>
      {KINDS.filter((kind) => content[kind].length > 0).map((kind) => (
        <div key={kind} className="preset-group">
          <h4>{headings[kind]}</h4>
          <ul>
            {content[kind].map((one) => (
              <PartLine
                key={one.key}
                view={view}
                at={{ kind, key: one.key }}
                one={one}
                type={one.type === undefined ? undefined : types[kind].get(one.type)}
                content={content}
                headings={headings}
                hazards={hazards}
                change={change}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface PartLineProps extends Pick<FirmProps, 'view' | 'content' | 'change'> {
  readonly at: At;
  readonly one: FirmPart;
  readonly type: string | undefined;
  readonly headings: Readonly<Record<PartKind, string>>;
  readonly hazards: Names;
}

function PartLine(props: PartLineProps) {
  const { view, at, one, type, content, headings, hazards, change } = props;
  const { i18n } = useApp();
  const [editing, setEditing] = useState(false);
  const at_ = i18n.locale.startsWith('en') ? 1 : 0;
  const called = (kind: PartKind, key: string): string =>
    content[kind].find((other) => other.key === key)?.name[at_] ?? key;
  const links = KINDS.flatMap((kind) => {
    const keys = one.links[kind];
    if (keys === undefined) return [];
    return [`${headings[kind]}: ${keys.map((key) => called(kind, key)).join(', ')}`];
  });
  const name = one.name[at_];
  return (
    <li className={one.parent === undefined ? 'preset-part' : 'preset-part inner'}>
      <div className="preset-name">
        {editing ? (
          <PartName
            name={one.name}
            done={(made) => {
              setEditing(false);
              if (made !== undefined) change?.((raw) => renamed(raw, at, made));
            }}
          />
        ) : (
          <b>{name}</b>
        )}
        {type === undefined || type === name ? null : <span className="faint">{type}</span>}
        {change === undefined || editing ? null : (
          <span className="preset-acts">
            <IconButton
              small
              icon="pencil"
              label={i18n.gettext('Rename {name}', { name })}
              onPress={() => setEditing(true)}
            />
            <IconButton
              small
              icon="trash"
              label={i18n.gettext('Take {name} out of the preset', { name })}
              onPress={() => change((raw) => withoutPart(raw, at))}
            />
          </span>
        )}
      </div>
      {links.length === 0 ? null : <p className="preset-links">{links.join(' · ')}</p>}
      {at.kind === 'groups' ? null : (
        <Hazards
          view={view}
          at={at}
          of={name}
          codes={one.hazards}
          names={hazards}
          change={change}
        />
      )}
    </li>
  );
}

interface HazardsProps extends Pick<FirmProps, 'view' | 'change'> {
  readonly at?: At;
  readonly of?: string;
  readonly codes: readonly string[];
  readonly names: Names;
}

/** Hazards as chips; each can be taken off, and others be chosen. */
function Hazards({ view, at, of, codes, names, change }: HazardsProps) {
  const { i18n, desk } = useApp();
  const add = async () => {
    const chosen = await desk.pick(
      {
        operation: 'pick',
        content: { source: 'lib.hazards' },
        options: { multiple: true },
      },
      view,
    );
    const cursor = view.cursors.get('hazard');
    const found = (chosen ?? []).flatMap((key) => {
      const row = cursor?.get(key);
      return row === undefined ? [] : (textOf(cursor?.value(row, 'code')) ?? []);
    });
    if (found.length > 0) change?.((raw) => withHazards(raw, at, found));
  };
  return (
    <ul className="preset-hazards">
      {codes.map((code) => (
        <li key={code} className="preset-hazard">
          <span className="code">{code}</span>
          <span>{names.get(code) ?? ''}</span>
          {change === undefined ? null : (
            <IconButton
              small
              icon="x"
              label={i18n.gettext('Take off {name}', { name: names.get(code) ?? code })}
              onPress={() => change((raw) => withoutHazard(raw, at, code))}
            />
          )}
        </li>
      ))}
      {change === undefined ? null : (
        <li>
          <Button
            look="quiet"
            icon="plus"
            aria-label={
              of === undefined
                ? i18n.gettext('Add hazards of the whole company')
                : i18n.gettext('Add hazards to {name}', { name: of })
            }
            onPress={() => {
              add().catch(raise);
            }}
          >
            {i18n.gettext('Hazard')}
          </Button>
        </li>
      )}
    </ul>
  );
}
