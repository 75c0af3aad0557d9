/**
 * What a record is linked to, many to many: a line each, some chosen at once from a list, all of
 * them written together; what was taken off can be put back. It is saved when it is done, so it
 * never waits for the form around it.
 */

import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Cursor } from '../../core/cursor.ts';
import type { BatchChanges } from '../../core/edits.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { Row } from '../../core/rows.ts';
import { uuid7 } from '../../core/uuid.ts';
import type { View } from '../../core/view.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import { RelationName } from '../fields/relation-name.tsx';
import { type App, useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from './fallback.tsx';
import './links.css';
import type { Part, PartProps } from './registry.ts';
import { cursorOf, fieldOf, labelOf, namesOf, partsOf, textOf } from './view-facts.ts';

const MOST = 500; // lines of a record; who has more looks at the list of the links

type Key = string | number;

interface Link {
  readonly key: Key;
  readonly target: Key;
  readonly title: string;
  readonly facts: readonly string[];
  /** What brings it along, where the screen says so. */
  readonly whys: readonly Why[];
}

/** A record of another source by its key, or what the row itself says. */
interface Why {
  readonly source?: string;
  readonly key: Key;
}

export function LinksPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  const target = textOf(props.part['target']);
  if (cursor === undefined || target === undefined) return <FallbackPart {...props} />;
  return <Links {...props} cursor={cursor} target={target} />;
}

interface LinksProps extends PartProps {
  readonly cursor: Cursor;
  /** The column of a link that names what is linked. */
  readonly target: string;
}

function Links({ view, part, cursor, target }: LinksProps) {
  const app = useApp();
  const { i18n } = app;
  useEffect(() => {
    cursor.show(0, MOST).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  const links = useComputed(() => {
    cursor.layout.value;
    const all = cursor.rows.map((row) => linkOf(app, cursor, row, part, target));
    return part['merged'] === true ? merged(all) : all;
  }, [app, cursor, part, target]);
  const ready = useValue(cursor.ready);
  const total = useValue(cursor.total);
  const master = useComputed(
    () => view.cursors.get(cursor.described.tracks ?? '')?.current.value ?? null,
    [view, cursor],
  );
  const { can } = cursor.described.source;
  const writes = !cursor.described.readonly && part['readonly'] !== true;
  const what = labelOf(part, i18n.locale) ?? cursor.described.source.plural;
  const end = fieldOf(cursor, target);
  const none = partsOf(part)[0]?.label ?? i18n.gettext('There are none yet.');
  if (master === null && cursor.described.tracks !== null) {
    return <p className="faint links-none">{i18n.gettext('Save first, then add links here.')}</p>;
  }
  return (
    <div className="links">
      {ready && links.length === 0 ? (
        <p className="faint links-none">{none}</p>
      ) : (
        <ul className="links-list" aria-label={what}>
          {links.map((link) => (
            <li key={link.key} className="links-line">
              <AriaButton className="links-name cut" onPress={() => open(app, view, part, link)}>
                {link.title === '' && end?.reference ? (
                  <RelationName source={end.reference} value={link.target} />
                ) : (
                  link.title
                )}
              </AriaButton>
              <span className={link.whys.length > 0 ? 'links-facts' : 'links-facts cut'}>
                {link.facts.join(' · ')}
                <Whys whys={link.whys} />
              </span>
              {writes && can.delete ? (
                <IconButton
                  small
                  icon="x"
                  label={i18n.gettext('Take off {name}', { name: link.title })}
                  onPress={() => {
                    takeOff(app, { view, cursor, target }, link).catch(raise);
                  }}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <div className="links-foot">
        {writes && can.create ? (
          <Button
            look="quiet"
            icon="plus"
            onPress={() => {
              add(app, { view, cursor, target }, links).catch(raise);
            }}
          >
            {i18n.gettext('Add: {what}', { what: end?.label ?? what })}
          </Button>
        ) : null}
        {total.n > MOST ? (
          <span className="faint">
            {i18n.gettext('The first {shown} of {total} are here.', {
              shown: i18n.number(MOST),
              total: i18n.number(total.n),
            })}
          </span>
        ) : null}
      </div>
    </div>
  );
}

function Whys({ whys }: { readonly whys: readonly Why[] }) {
  return whys.map(({ source, key }, at) => (
    <span key={key}>
      {at === 0 ? ' · ' : ', '}
      {source === undefined ? key : <RelationName source={source} value={key} />}
    </span>
  ));
}

/** One line for each end, the first says how; what brings it along is gathered. */
function merged(links: readonly Link[]): readonly Link[] {
  const byEnd = new Map<Key, Link>();
  for (const link of links) {
    const before = byEnd.get(link.target);
    const whys = [...(before?.whys ?? []), ...link.whys];
    const once = whys.filter((why, at) => whys.findIndex((one) => one.key === why.key) === at);
    byEnd.set(link.target, { ...(before ?? link), whys: once });
  }
  return [...byEnd.values()];
}

interface Where {
  readonly view: View;
  readonly cursor: Cursor;
  readonly target: string;
}

function linkOf({ i18n }: App, cursor: Cursor, row: Row, part: Part, target: string): Link {
  const locale = localeOf(i18n);
  const key = row[0] as Key;
  const now = cursor.row(key).value ?? row;
  const said = (name: string): string => {
    const field = fieldOf(cursor, name);
    return field === undefined ? '' : formatOf(locale, field).text(cursor.value(now, name));
  };
  const title = textOf(part['title']);
  const whys = namesOf(part['why']).flatMap((name): Why[] => {
    const field = fieldOf(cursor, name);
    const value = cursor.value(now, name);
    if (field === undefined || typeof value !== 'string') return [];
    if (field.reference) return [{ source: field.reference, key: value }];
    const text = said(name);
    return [{ key: field.choices ? text : `${field.label} ${text}` }];
  });
  return {
    whys,
    key,
    target: cursor.value(now, target) as Key,
    title: title === undefined ? '' : said(title),
    facts: namesOf(part['facts'])
      .map(said)
      .filter((one) => one !== ''),
  };
}

function open({ desk }: App, view: View, part: Part, link: Link): void {
  const cursor = cursorOf(view, part);
  const target = textOf(part['target']) ?? '';
  const source = cursor === undefined ? null : fieldOf(cursor, target)?.reference;
  if (source === null || source === undefined) return;
  desk.open({ operation: 'view', content: { source, ids: [link.target] } }, view).catch(raise);
}

/** Choose some and link them, but for those that are linked already. */
async function add(app: App, where: Where, links: readonly Link[]): Promise<void> {
  const { view, cursor, target } = where;
  const source = fieldOf(cursor, target)?.reference;
  if (source === null || source === undefined) return;
  const customer = customerOf(view, cursor);
  const values = customer === undefined ? {} : { customer_id: customer };
  const intent = { operation: 'pick', content: { source, values }, options: { multiple: true } };
  const chosen = await app.desk.pick(intent, view);
  const known = new Set(links.map((link) => link.target));
  const fresh = (chosen ?? []).filter((key) => !known.has(key));
  if (chosen === null || chosen.length === 0) return;
  if (fresh.length === 0) {
    app.notices.tell({ level: 'info', text: app.i18n.gettext('They are all linked already.') });
    return;
  }
  await write(app, where, { creates: fresh.map((key) => ({ [target]: key })) });
}

async function takeOff(app: App, where: Where, link: Link): Promise<void> {
  const { i18n, notices } = app;
  if (!(await write(app, where, { deletes: [link.key] }))) return;
  const back = () => {
    write(app, where, { creates: [{ [where.target]: link.target }] }).catch(raise);
  };
  notices.tell({
    level: 'ok',
    text: i18n.gettext('{name} was taken off.', { name: link.title }),
    action: { label: i18n.gettext('Undo'), run: back },
  });
}

/** Write at once, all or nothing; what is refused is told. */
async function write(app: App, where: Where, some: Partial<BatchChanges>): Promise<boolean> {
  const changes = { saves: [], creates: [], deletes: [], ...some };
  try {
    await where.view.controller.save({ [where.cursor.name]: changes }, uuid7());
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    app.notices.tell({ level: 'danger', text: error.message });
    return false;
  }
}

/** Whose the record is that is linked: only what is of the same customer can be chosen. */
function customerOf(view: View, cursor: Cursor): unknown {
  const master = view.cursors.get(cursor.described.tracks ?? '');
  const key = master?.current.peek() ?? null;
  if (master === undefined || key === null) return undefined;
  if (master.described.source.name === CUSTOMERS) return key;
  const row = master.get(key);
  return row === undefined ? undefined : master.value(row, 'customer_id');
}
