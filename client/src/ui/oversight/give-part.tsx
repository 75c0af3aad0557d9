/** Several grants at once: whom or what, how far, at which sites, until when; then what became of each. */

import './oversight.css';
import { useId, useState } from 'react';
import { raise } from '../../core/failure.ts';
import { isUnread } from '../fields/facts.ts';
import { keysOf, ManyRelations } from '../fields/many-relations.tsx';
import { readDate } from '../fields/read.ts';
import { RelationName } from '../fields/relation-name.tsx';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import type { PartProps } from '../parts/registry.ts';
import { recordsOf, type Told, wordsOf } from './ask.ts';
import { levelOf, levelsOf } from './levels.ts';

type Key = string | number;
const USERS = 'auth.users';
const CUSTOMERS = 'org.customers';

export function GivePart({ view, part }: PartProps) {
  const { i18n, desk } = useApp();
  const id = useId();
  const given = (part['given'] ?? {}) as Told;
  const user = wordsOf(given['user_id']);
  const customer = wordsOf(given['customer_id']);
  const [others, setOthers] = useState<readonly Key[]>([]);
  const [level, setLevel] = useState('edit');
  const [sites, setSites] = useState<readonly Key[]>(keysOf([given['site_id']]));
  const [until, setUntil] = useState('');
  const [busy, setBusy] = useState(false);
  const [rows, setRows] = useState<readonly Told[]>();
  const toUser = user !== '';
  const users: readonly Key[] = toUser ? [user] : others;
  const customers: readonly Key[] = toUser ? others : [customer];
  const [only] = customers;
  const day = until.trim() === '' ? null : readDate(until, DAY as never, i18n);
  const wrongDay = isUnread(day);
  const give = async () => {
    setBusy(true);
    const wanted = {
      users,
      customers,
      level,
      sites: customers.length === 1 ? sites : [],
      valid_to: day,
    };
    const answer = await desk.run(view, 'give', wanted);
    setBusy(false);
    const told = recordsOf((answer as Told | undefined)?.['rows']);
    if (told.length > 0) setRows(told);
  };
  const done = () => desk.close(view).catch(raise);
  if (rows !== undefined) return <Outcome rows={rows} toUser={toUser} onDone={done} />;
  return (
    <div className="give">
      <p className="give-whom">
        {toUser ? i18n.gettext('To') : i18n.gettext('On')}{' '}
        <b>
          <RelationName source={toUser ? USERS : CUSTOMERS} value={toUser ? user : customer} />
        </b>
      </p>
      <div className="give-field">
        <label htmlFor={`${id}-others`}>
          {toUser ? i18n.gettext('Customers') : i18n.gettext('People')}
        </label>
        <ManyRelations
          names={{ id: `${id}-others` }}
          label={toUser ? i18n.gettext('Customers') : i18n.gettext('People')}
          source={toUser ? CUSTOMERS : USERS}
          keys={others}
          autoFocus
          onChange={setOthers}
        />
      </div>
      <fieldset className="give-levels">
        <legend>{i18n.gettext('Level')}</legend>
        {levelsOf(i18n).map((one) => (
          <label key={one.id} className="give-level">
            <input
              type="radio"
              name={`${id}-level`}
              value={one.id}
              checked={level === one.id}
              onChange={() => setLevel(one.id)}
            />
            <span>
              <b>{one.label}</b>
              <span className="faint">{one.text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {customers.length === 1 && only !== undefined ? (
        <div className="give-field">
          <label htmlFor={`${id}-sites`}>{i18n.gettext('Sites')}</label>
          <ManyRelations
            names={{ id: `${id}-sites` }}
            label={i18n.gettext('Sites')}
            source="org.sites"
            within={{ customer_id: only }}
            keys={sites}
            none={i18n.gettext('All sites, those to come too')}
            onChange={setSites}
          />
        </div>
      ) : null}
      <div className="give-field short">
        <label htmlFor={`${id}-until`}>{i18n.gettext('Valid to')}</label>
        <span className="control">
          <input
            id={`${id}-until`}
            className="control-text"
            type="text"
            autoComplete="off"
            aria-invalid={wrongDay}
            placeholder={i18n.gettext('no end')}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        </span>
        {wrongDay ? (
          <p className="field-error" role="alert">
            <Icon name="circle-alert" small />
            {i18n.gettext('Write a day, such as 31/12/2027.')}
          </p>
        ) : null}
      </div>
      <div className="dialog-buttons">
        <Button onPress={done}>{i18n.gettext('Cancel')}</Button>
        <Button
          look="go"
          isDisabled={busy || wrongDay || others.length === 0}
          onPress={() => give().catch(raise)}
        >
          {i18n.gettext('Give access')}
        </Button>
      </div>
    </div>
  );
}

const DAY = { type: 'date', nullable: true } as const;

function Outcome({
  rows,
  toUser,
  onDone,
}: {
  readonly rows: readonly Told[];
  readonly toUser: boolean;
  readonly onDone: () => void;
}) {
  const { i18n } = useApp();
  const said = (row: Told): string => {
    switch (row['outcome']) {
      case 'given':
        return i18n.gettext('Given');
      case 'needless':
        return i18n.gettext('Given; an administrator sees it anyhow');
      case 'changed':
        return i18n.gettext('Changed; before: {level}', {
          level: levelOf(i18n, row['was']).label,
        });
      case 'same':
        return i18n.gettext('It was so already');
      default:
        return i18n.gettext('Refused: {reason}', { reason: wordsOf(row['reason']) });
    }
  };
  return (
    <div className="give">
      <table className="rights" role="status">
        <caption>{i18n.gettext('What became of it')}</caption>
        <tbody>
          {rows.map((row) => (
            <tr
              key={`${wordsOf(row['user'])} ${wordsOf(row['customer'])}`}
              className={row['outcome'] === 'refused' ? 'refused' : undefined}
            >
              <th scope="row">
                <RelationName
                  source={toUser ? CUSTOMERS : USERS}
                  value={toUser ? row['customer'] : row['user']}
                />
              </th>
              <td>
                <span className="outcome">
                  <Icon name={row['outcome'] === 'refused' ? 'circle-alert' : 'check'} small />
                  {said(row)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="dialog-buttons">
        <Button look="go" autoFocus onPress={onDone}>
          {i18n.gettext('Done')}
        </Button>
      </div>
    </div>
  );
}
