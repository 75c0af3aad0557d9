/** A few records as lines that open: whose they are, a few facts, and who changed them when. */

import { Button as AriaButton } from 'react-aria-components';
import type { Cursor } from '../../core/cursor.ts';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Row } from '../../core/rows.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import { useNamed } from '../fields/relation-name.tsx';
import { useApp, useI18n } from '../kit/app.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { useComputed } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from './fallback.tsx';
import './lines.css';
import type { Part, PartProps } from './registry.ts';
import { cursorOf, fieldOf, labelOf, namesOf, textOf } from './view-facts.ts';

const PEOPLE = 'auth.users';
const OURS = '00000000-0000-0000-0000-000000000000'; // what the program itself has done
const WAITING = [0, 1, 2, 3];

interface RecordLine {
  readonly key: string | number;
  readonly code: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly customer: string | undefined;
  readonly at: string | undefined;
  readonly by: string | undefined;
}

export function LinesPart(props: PartProps) {
  const { view, part } = props;
  const i18n = useI18n();
  const cursor = cursorOf(view, part);
  const shown = useComputed(() => {
    if (cursor === undefined) return undefined;
    cursor.layout.value;
    const { n, exactness } = cursor.total.value;
    const total = `${i18n.number(n)}${exactness === 'exact' ? '' : '+'}`;
    const lines = cursor.rows.map((row) => lineOf(cursor, fresh(cursor, row), part, i18n));
    return {
      ready: cursor.ready.value,
      total,
      lines,
      people: lines.some((line) => line.by !== undefined),
    };
  }, [cursor, part, i18n]);
  if (cursor === undefined || shown === undefined) return <FallbackPart {...props} />;
  const label = labelOf(part, i18n.locale) ?? cursor.described.source.plural;
  return (
    <section className="lines" aria-label={label} aria-busy={!shown.ready}>
      <h2>
        {label}
        {shown.ready && shown.lines.length > 0 ? (
          <small>{i18n.gettext('{n} in all', { n: shown.total })}</small>
        ) : null}
      </h2>
      {shown.ready && shown.lines.length === 0 ? (
        <p className="desktop-none">{i18n.gettext('Nothing yet.')}</p>
      ) : (
        <ul>
          {shown.ready
            ? shown.lines.map((line) => (
                <LineOf
                  key={line.key}
                  line={line}
                  source={cursor.described.source.name}
                  people={shown.people}
                />
              ))
            : WAITING.map((at) => <li key={at} className="lines-waiting" aria-hidden="true" />)}
        </ul>
      )}
    </section>
  );
}

/** What is in it now: a change to a row tells the row, not the list. */
function fresh(cursor: Cursor, row: Row): Row {
  const [key] = row;
  return typeof key === 'string' || typeof key === 'number' ? (cursor.row(key).value ?? row) : row;
}

function lineOf(cursor: Cursor, row: Row, part: Part, i18n: I18n): RecordLine {
  const record = cursor.record(row);
  const locale = localeOf(i18n);
  const text = (name: string | undefined): string => {
    const field = name === undefined ? undefined : fieldOf(cursor, name);
    return field === undefined || name === undefined
      ? ''
      : formatOf(locale, field).text(record[name]);
  };
  const said = (name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : record[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const { name: source, key, names_by } = cursor.described.source;
  return {
    key: record[key] as string | number,
    code: text(textOf(part['code'])),
    title: text(textOf(part['title']) ?? names_by),
    facts: namesOf(part['facts']).map((name) => factOf(cursor, name, text(name))),
    customer: source === CUSTOMERS ? said(key) : said('customer_id'),
    at: said(textOf(part['at'])),
    by: byWhom(said(textOf(part['by']))),
  };
}

const byWhom = (by: string | undefined) => (by === OURS ? undefined : by);

/** A number says nothing without its name. */
function factOf(cursor: Cursor, name: string, text: string): string {
  const field = fieldOf(cursor, name);
  if (field === undefined || text === '' || field.type === 'text') return text;
  return `${field.label} ${text}`;
}

interface LineProps {
  readonly line: RecordLine;
  readonly source: string;
  /** Somebody changed one of them, so there is a place for names. */
  readonly people: boolean;
}

function LineOf({ line, source, people }: LineProps) {
  const { desk } = useApp();
  const open = () => {
    const intent = { operation: 'view', content: { source, ids: [line.key] } };
    desk.open(intent).catch(raise);
  };
  return (
    <li>
      <AriaButton className="lines-line" onPress={open}>
        {line.customer === undefined ? null : (
          <i className={`customer-mark ${hueOf(line.customer)}`} aria-hidden="true" />
        )}
        {line.code === '' ? null : <span className="code">{line.code}</span>}
        <span className="lines-title cut" title={line.title}>
          {line.title}
        </span>
        {line.facts.map((fact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have their places
          <span key={at} className="lines-fact cut" title={fact}>
            {fact}
          </span>
        ))}
        {people ? <Changer by={line.by} /> : null}
        <Changed at={line.at} />
      </AriaButton>
    </li>
  );
}

function Changer({ by }: { readonly by: string | undefined }) {
  const named = useNamed(PEOPLE, by);
  return <span className="lines-by cut">{named?.title ?? ''}</span>;
}

function Changed({ at }: { readonly at: string | undefined }) {
  const i18n = useI18n();
  if (at === undefined) return null;
  return (
    <time
      className="lines-at"
      dateTime={at}
      title={i18n.moment(at, { dateStyle: 'full', timeStyle: 'short' })}
    >
      {whenOf(at, i18n)}
    </time>
  );
}

/** Today by the hour, before by the day. */
function whenOf(at: string, i18n: I18n): string {
  const moment = new Date(at);
  return moment.toDateString() === new Date().toDateString()
    ? i18n.moment(at, { hour: '2-digit', minute: '2-digit' })
    : i18n.moment(at, { day: '2-digit', month: '2-digit', year: 'numeric' });
}
