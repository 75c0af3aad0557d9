/** What one sees first: what can be opened, where one was, and what the server shows of late. */

import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { IntentWire } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { CUSTOMERS, factsOf } from '../app/view-facts.ts';
import { recentCustomersOf } from '../frame/recent-customers.ts';
import { spelled } from '../keys/spelled.ts';
import { type App, useApp, useI18n } from '../kit/app.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { Icon } from '../kit/icon.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { recentsOf } from '../palette/sources.ts';
import { useActions } from './actions.tsx';
import './desktop-view.css';
import { PartView } from './part-view.tsx';
import type { PartProps } from './registry.ts';
import { keysOf } from './view-commands.ts';
import { partsOf, textOf } from './view-facts.ts';

const SHOWN = 8;

export function DesktopView({ view }: PartProps) {
  const app = useApp();
  const { i18n } = app;
  const parts = partsOf(view.offer.view);
  return (
    <div className="desktop">
      <header className="desktop-head">
        <h1>{useGreeting(view)}</h1>
        <p>{i18n.date(new Date().toISOString(), { dateStyle: 'full' })}</p>
      </header>
      <div className="desktop-columns">
        <div className="desktop-side">
          <OpenActions view={view} />
          <OpenViews view={view} />
          <RecentCustomers />
          <RecentRecords />
          <Keys />
        </div>
        <div className="desktop-main">
          {parts.map((part, at) => (
            <PartView
              key={textOf(part['cursor']) ?? at}
              view={view}
              part={part}
              path={String(at)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** By name, when the server says it; the hour is the reader's own. */
function useGreeting(view: View): string {
  const { i18n, client } = useApp();
  const started = useValue(client.session.started);
  const full = useComputed(() => {
    const cursor = view.cursors.get('user');
    cursor?.layout.value;
    const [row] = cursor?.rows ?? [];
    const name = row === undefined ? undefined : cursor?.record(row)['name'];
    return typeof name === 'string' ? name : '';
  }, [view]);
  const told = started?.user['name'];
  const name = (full || (typeof told === 'string' ? told : '')).split(' ')[0] ?? '';
  const hour = new Date().getHours();
  if (name === '') return i18n.gettext('Desktop');
  if (hour < 12) return i18n.gettext('Good morning, {name}', { name });
  if (hour < 18) return i18n.gettext('Good afternoon, {name}', { name });
  return i18n.gettext('Good evening, {name}', { name });
}

function Section({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section className="desktop-section" aria-label={label}>
      <h2>{label}</h2>
      {children}
    </section>
  );
}

interface LineProps {
  readonly label: string;
  readonly icon?: string;
  readonly hint?: string;
  readonly keys?: string;
  readonly code?: string;
  /** Whose data it is: drawn as the hue of the customer. */
  readonly customer?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

function Line({ label, icon, hint, keys, code, customer, disabled = false, run }: LineProps) {
  return (
    <li>
      <AriaButton className="desktop-line" isDisabled={disabled} onPress={run}>
        {customer === undefined ? null : (
          <i className={`customer-mark ${hueOf(customer)}`} aria-hidden="true" />
        )}
        {icon === undefined ? null : <Icon name={icon} />}
        {code === undefined || code === '' ? null : <span className="code">{code}</span>}
        <span className="desktop-words">
          <span className="cut">{label}</span>
          {hint === undefined || hint === '' ? null : <small>{hint}</small>}
        </span>
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </AriaButton>
    </li>
  );
}

function OpenActions({ view }: { readonly view: View }) {
  const i18n = useI18n();
  const offered = useActions(view, ['open', 'go', 'create']);
  // Daily work stands here; what one opens now and then is in the navigation and the palette.
  const daily = offered.find(({ group }) => group !== undefined)?.group;
  const actions = offered.filter(({ group }) => group === undefined || group === daily);
  return (
    <Section label={i18n.gettext('Start from')}>
      <ul className="desktop-actions">
        {actions.map((action) => (
          <Line
            key={action.id}
            label={action.label}
            disabled={!action.enabled}
            run={action.run}
            {...(action.icon === undefined ? {} : { icon: action.icon })}
            {...(action.hint === undefined ? {} : { hint: action.hint })}
            {...(action.keys === undefined ? {} : { keys: spelled(keysOf(action.keys), i18n) })}
          />
        ))}
      </ul>
    </Section>
  );
}

function OpenViews({ view }: { readonly view: View }) {
  const { i18n, desk } = useApp();
  const views = useComputed(() => desk.views.value.filter((one) => one !== view), [desk, view]);
  if (views.length === 0) return null;
  return (
    <Section label={i18n.gettext('Open now')}>
      <ul>
        {views.slice(0, SHOWN).map((one) => (
          <OpenView key={one.id} view={one} />
        ))}
      </ul>
    </Section>
  );
}

function OpenView({ view }: { readonly view: View }) {
  const { i18n, desk } = useApp();
  const facts = factsOf(view);
  const title = useValue(facts.title);
  const dirty = useValue(facts.dirty);
  return (
    <Line
      label={title}
      icon={view.offer.icon}
      run={() => desk.show(view)}
      {...(dirty ? { hint: i18n.gettext('unsaved changes') } : {})}
    />
  );
}

/** The keys of which one lives; those of a screen are under `?`. */
const LEARNT = ['palette', 'customers.switch', 'tabs.next', 'regions.next', 'nav.toggle', 'keys'];

function Keys() {
  const { i18n, commands } = useApp();
  const known = useValue(commands.visible);
  const said = LEARNT.flatMap((id) => {
    const command = known.find((one) => one.id === id);
    const [keys] = command === undefined ? [] : commands.keysOf(command);
    return command === undefined || keys === undefined
      ? []
      : [{ id, label: command.label, keys: spelled(keys, i18n) }];
  });
  if (said.length === 0) return null;
  return (
    <Section label={i18n.gettext('Keys worth knowing')}>
      <dl className="desktop-keys">
        {said.map(({ id, label, keys }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const opener = (app: App, intent: IntentWire) => () => {
  app.desk.open(intent).catch(raise);
};

function RecentCustomers() {
  const app = useApp();
  const { i18n, prefs } = app;
  const recent = useValue(recentCustomersOf(prefs));
  return (
    <Section label={i18n.gettext('Customers worked on lately')}>
      {recent.length === 0 ? (
        <p className="desktop-none">
          {i18n.gettext('Nobody yet: open a customer and it will be here next time.')}
        </p>
      ) : (
        <ul>
          {recent.slice(0, SHOWN).map(({ id, code, name }) => (
            <Line
              key={id}
              customer={id}
              code={code}
              label={name}
              run={opener(app, { operation: 'view', content: { source: CUSTOMERS, ids: [id] } })}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function RecentRecords() {
  const app = useApp();
  const { i18n } = app;
  const all = useValue(recentsOf(app));
  const recent = all.filter((one) => one.source !== CUSTOMERS);
  if (recent.length === 0) return null;
  return (
    <Section label={i18n.gettext('Opened lately')}>
      <ul>
        {recent.slice(0, SHOWN).map(({ source, key, title, icon, detail, customer }) => (
          <Line
            key={`${source} ${key}`}
            label={title}
            icon={icon ?? 'file'}
            run={opener(app, { operation: 'view', content: { source, ids: [key] } })}
            {...(detail === undefined ? {} : { hint: detail })}
            {...(customer === undefined ? {} : { customer })}
          />
        ))}
      </ul>
    </Section>
  );
}
