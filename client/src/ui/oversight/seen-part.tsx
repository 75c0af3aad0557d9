/** What a person sees, as the doors would answer: customers and sites, kinds of data, and why. */

import './oversight.css';

import { useApp } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, labelOf, textOf } from '../parts/view-facts.ts';
import { listOf, recordsOf, type Told, useAnswer, useFollowed, wordsOf } from './ask.ts';
import { levelOf, roleOf } from './levels.ts';

export function SeenPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  return cursor === undefined ? (
    <FallbackPart {...props} />
  ) : (
    <Seen {...props} current={cursor.current} />
  );
}

interface SeenProps extends PartProps {
  readonly current: NonNullable<ReturnType<typeof cursorOf>>['current'];
}

function Seen(props: SeenProps) {
  const { view, part, current } = props;
  const { i18n } = useApp();
  const key = useValue(current);
  const { told, failed } = useAnswer(view, textOf(part['ask']), key, useFollowed(props));
  const label = labelOf(part, i18n.locale) ?? i18n.gettext('What they see');
  if (told === undefined) {
    return (
      <section className="seen" aria-label={label} aria-busy={!failed}>
        {failed ? <p>{i18n.gettext('This cannot be told now. Try again in a moment.')}</p> : null}
      </section>
    );
  }
  const role = roleOf(i18n, told['role']);
  const customers = recordsOf(told['customers']);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="seen" aria-label={label} tabIndex={0}>
      {told['active'] === false ? (
        <p className="seen-off">
          <Icon name="ban" small />
          {i18n.gettext('Disabled: cannot sign in, and sees nothing at all.')}
        </p>
      ) : (
        <>
          <p className="seen-why">
            <b>{role.label}.</b> {role.text}
          </p>
          <div className={customers.length > 0 ? 'seen-both' : undefined}>
            {told['everything'] === true ? null : <Customers customers={customers} />}
            <div>
              {recordsOf(told['groups']).map((group) => (
                <Group
                  key={`${wordsOf(group['level'])} ${String(group['limited'])}`}
                  group={group}
                />
              ))}
            </div>
          </div>
        </>
      )}
    </section>
  );
}

function Customers({ customers }: { readonly customers: readonly Told[] }) {
  const { i18n } = useApp();
  if (customers.length === 0) {
    return <p className="seen-off">{i18n.gettext('No grant holds today: sees no customer.')}</p>;
  }
  return (
    <table className="rights">
      <caption>
        {i18n.gettext('Customers')} <small>{i18n.number(customers.length)}</small>
      </caption>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Customer')}</th>
          <th scope="col">{i18n.gettext('Level')}</th>
          <th scope="col">{i18n.gettext('Sites')}</th>
          <th scope="col">{i18n.gettext('Until')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((one) => (
          <tr key={wordsOf(one['id'])}>
            <th scope="row">
              {wordsOf(one['name'])} <span className="faint whole">{wordsOf(one['code'])}</span>
            </th>
            <td title={levelOf(i18n, one['level']).text}>{levelOf(i18n, one['level']).label}</td>
            <td>
              <Sites sites={one['sites']} />
            </td>
            <td className="whole">{untilOf(one['valid_to'], i18n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Sites({ sites }: { readonly sites: unknown }) {
  const { i18n } = useApp();
  if (!Array.isArray(sites)) return <span className="whole">{i18n.gettext('All sites')}</span>;
  const names = listOf(sites);
  return (
    <>
      {names.length === 0
        ? i18n.gettext('None: the sites of the grant are gone')
        : i18n.gettext('Only {sites}', { sites: names.join(', ') })}
    </>
  );
}

export const untilOf = (value: unknown, i18n: ReturnType<typeof useApp>['i18n']): string =>
  typeof value === 'string'
    ? new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium' }).format(
        new Date(`${value}T12:00:00`),
      )
    : i18n.gettext('no end');

function Group({ group }: { readonly group: Told }) {
  const { i18n } = useApp();
  const names = listOf(group['names']);
  const level = levelOf(i18n, group['level']);
  const title =
    group['everything'] === true
      ? i18n.gettext('On every customer')
      : names.length === 0
        ? i18n.gettext('Without any customer')
        : group['limited'] === true
          ? i18n.gettext('{level}, some sites only', { level: level.label })
          : level.label;
  return (
    <section className="seen-group" aria-label={title}>
      <h3>{title}</h3>
      <p className="faint">{[namedBriefly(names, i18n), level.text].filter(Boolean).join(' · ')}</p>
      <div className="seen-areas">
        {recordsOf(group['areas']).map((area) => (
          <Area key={wordsOf(area['area'])} area={area} />
        ))}
      </div>
    </section>
  );
}

const BRIEFLY = 4;

const namedBriefly = (
  names: readonly string[],
  i18n: ReturnType<typeof useApp>['i18n'],
): string => {
  const first = names.slice(0, BRIEFLY).join(', ');
  const count = names.length - BRIEFLY;
  return count > 0
    ? `${first} ${i18n.gettext('and {count} more', { count: i18n.number(count) })}`
    : first;
};

const RIGHTS = ['read', 'create', 'write', 'delete'] as const;

function Area({ area }: { readonly area: Told }) {
  const { i18n } = useApp();
  const heads = {
    read: i18n.gettext('Reads'),
    create: i18n.gettext('Adds'),
    write: i18n.gettext('Changes'),
    delete: i18n.gettext('Deletes'),
  };
  return (
    <table className="rights kinds">
      <caption>{wordsOf(area['label'])}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Kind of data')}</th>
          {RIGHTS.map((right) => (
            <th key={right} scope="col" className="right">
              {heads[right]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {recordsOf(area['kinds']).map((kind) => (
          <Kind key={wordsOf(kind['source'])} kind={kind} />
        ))}
      </tbody>
    </table>
  );
}

function Kind({ kind }: { readonly kind: Told }) {
  const { i18n } = useApp();
  const hidden = listOf(kind['hidden']);
  const notes = [
    wordsOf(kind['only']),
    hidden.length === 0
      ? ''
      : i18n.gettext('without: {fields}', { fields: hidden.join(', ').toLowerCase() }),
  ].filter((one) => one !== '');
  return (
    <tr className={kind['read'] === true ? undefined : 'nothing'}>
      <th scope="row">
        {wordsOf(kind['label'])}
        {notes.length === 0 ? null : <small className="faint">{notes.join('; ')}</small>}
      </th>
      {RIGHTS.map((right) => (
        <td key={right} className="right">
          {kind[right] === true ? (
            <>
              <Icon name="check" small />
              <span className="for-readers">{i18n.gettext('Yes')}</span>
            </>
          ) : (
            <>
              <span aria-hidden="true" className="faint">
                –
              </span>
              <span className="for-readers">{i18n.gettext('No')}</span>
            </>
          )}
        </td>
      ))}
    </tr>
  );
}
