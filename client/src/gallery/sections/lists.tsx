/** Lists with their bar in every state, and the panes around them: real views over a server that is made up. */

import { signal } from '@preact/signals-core';
import { useEffect, useState } from 'react';
import { Commands } from '../../core/commands.ts';
import type { FieldDescription, PeerOffer } from '../../core/contract.gen.ts';
import { Dispatcher } from '../../core/dispatch.ts';
import { FakeTransport } from '../../core/fake-transport.ts';
import { I18n } from '../../core/i18n.ts';
import { Node } from '../../core/node.ts';
import { Path } from '../../core/path.ts';
import { Prefs } from '../../core/prefs.ts';
import { View } from '../../core/view.ts';
import { loadCatalogue } from '../../texts/load.ts';
import { Dialogs } from '../../ui/dialogs/dialogs.ts';
import { type App, AppProvider } from '../../ui/kit/app.tsx';
import { Notices } from '../../ui/notices/notices.ts';
import { ViewScreen } from '../../ui/parts/view-screen.tsx';
import type { Section } from '../section.ts';
import { Specimen } from '../specimen.tsx';
import './lists.css';

const BASE = 's.1.server.2';
const COLUMNS = ['id', 'code', 'name', 'town', 'area', 'status'];

const field = (
  name: string,
  label: string,
  order: number,
  more: Partial<FieldDescription> = {},
): FieldDescription => ({
  name,
  type: 'text',
  label,
  hint: null,
  widget: 'text',
  unit: null,
  order,
  length: 40,
  decimals: null,
  nullable: true,
  required: false,
  readonly: false,
  default: null,
  choices: null,
  reference: null,
  filters: true,
  sorts: true,
  words: true,
  operators: ['eq', 'ne', 'contains', 'starts', 'in', 'null', 'notnull'],
  personal: 'none',
  hidden: false,
  ...more,
});

const FIELDS = [
  field('id', 'Chiave', 0, { type: 'key', hidden: true }),
  field('code', 'Codice', 1, { length: 8 }),
  field('name', 'Ragione sociale', 2),
  field('town', 'Comune', 3),
  field('area', 'Superficie', 4, { type: 'integer', unit: 'm²' }),
  field('status', 'Stato', 5, {
    choices: [
      ['active', 'Attivo'],
      ['suspended', 'Sospeso'],
    ],
  }),
];

const ROWS = [
  ['c1', 'MEC-014', 'Officine Meccaniche Valsesia S.r.l.', 'Borgosesia', 4820, 'active'],
  ['c2', 'BRN-003', 'Caseificio Brenta Soc. Coop.', 'Cittadella', 1350, 'active'],
  ['c3', 'RSA-004', 'Residenza San Rocco Onlus', 'Feltre', 2210, 'suspended'],
];

const cursor = (name: string) => ({
  uri: `${BASE}.${name}`,
  tracks: null,
  readonly: false,
  source: {
    name: 'org.customers',
    key: 'id',
    label: 'Cliente',
    plural: 'Clienti',
    names_by: 'name',
    sort: [['name', 'asc'] as const],
    words: true,
    can: { create: true, write: true, delete: true },
    columns: COLUMNS,
    fields: FIELDS,
  },
});

const action = (id: string, label: string, more: object = {}) => ({
  id,
  label,
  uri: `${BASE}.actions.${id}`,
  enabled: true,
  visible: true,
  ...more,
});

const grid = (name: string) => ({ kind: 'grid', cursor: name, columns: COLUMNS.slice(1) });
const head = { kind: 'record', cursor: 'customer', code: 'code', title: 'name', facts: ['town'] };

const SCREENS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  list: [grid('customer')],
  panes: [
    {
      kind: 'split',
      across: 'y',
      sizes: [55, 45],
      parts: [
        grid('customer'),
        {
          kind: 'split',
          across: 'y',
          fixed: 'first',
          parts: [head, { kind: 'tabs', parts: [{ ...grid('other'), label: 'Sedi' }] }],
        },
      ],
    },
  ],
  unknown: [{ kind: 'zone-map', label: 'Mappa delle zone ATEX', cursor: 'customer', zones: 3 }],
};

const offer = (parts: (typeof SCREENS)[string]): PeerOffer => ({
  id: 2,
  role: 'view',
  controller: 'customers',
  uri: `ytefas.${BASE}`,
  label: 'Clienti',
  icon: 'building-2',
  modal: false,
  intent: { operation: 'view' },
  view: { type: 'MasterDetail', title: 'Clienti', parts, options: {} },
  cursors: { customer: cursor('customer'), other: cursor('other') },
  actions: [
    action('new', 'Nuovo cliente', { categories: ['list'], style: 'primary', icon: 'plus' }),
    action('open', 'Apri scheda', { categories: ['record'], keys: 'Enter', icon: 'folder-open' }),
    action('delete', 'Elimina', { categories: ['record'], style: 'danger', icon: 'trash' }),
  ],
  context: {},
  drafts: {},
  drafts_kept_at: null,
});

type State = 'rows' | 'loading' | 'empty' | 'no-match' | 'failed';

async function made(screen: string, state: State): Promise<View> {
  const dispatcher = new Dispatcher();
  await dispatcher.connect(new FakeTransport(() => null));
  const owner = new Node();
  await owner.bind(Path.of('client', 's.1'), dispatcher.newContext());
  const nobody = {
    decide: async () => 'stay' as const,
    choose: async () => '',
    leave: async () => undefined,
  };
  const view = new View(offer(SCREENS[screen] ?? []), nobody);
  await owner.add('2', view);
  await view.listen();
  if (state === 'loading') return view;
  for (const one of view.cursors.values()) {
    const rows = state === 'rows' ? ROWS : [];
    const failed = { code: 'timeout', message: 'Il server non ha risposto in tempo.' };
    one.onReset({
      version: 2,
      first: 0,
      columns: COLUMNS,
      rows,
      total: rows.length,
      exactness: 'exact',
      state: { current_id: rows[0]?.[0] as string, error: state === 'failed' ? failed : null },
    });
  }
  return view;
}

function appOf(view: View, i18n: I18n): App {
  const none = async () => undefined;
  const desk = {
    views: signal([view]),
    current: signal(undefined),
    open: none,
    pick: async () => null,
    run: none,
    show: none,
    close: none,
    address: () => '',
  };
  const services = {
    views: { of: () => signal([]), list: async () => [] },
    search: { titles: async () => [] },
    presence: { people: signal([]) },
  };
  const client = { session: { started: signal(undefined) } };
  const [commands, prefs] = [new Commands(), new Prefs()];
  const [notices, dialogs] = [new Notices(), new Dialogs()];
  // only what these screens ask for is there
  return { client, services, commands, prefs, i18n, notices, dialogs, desk } as unknown as App;
}

function Screen({ screen, state }: { readonly screen: string; readonly state: State }) {
  const [shown, show] = useState<{ readonly view: View; readonly app: App } | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const prepare = async () => {
      const i18n = new I18n('it', await loadCatalogue('it'));
      const view = await made(screen, state);
      if (!gone) show({ view, app: appOf(view, i18n) });
    };
    prepare().catch((error: unknown) => {
      throw error;
    });
    return () => {
      gone = true;
    };
  }, [screen, state]);
  return (
    <div className="list-specimen">
      {shown === undefined ? null : (
        <AppProvider app={shown.app}>
          <ViewScreen view={shown.view} />
        </AppProvider>
      )}
    </div>
  );
}

const STATES: readonly State[] = ['rows', 'loading', 'empty', 'failed'];

function Lists() {
  return (
    <>
      {STATES.map((state) => (
        <Specimen key={state} name={`List, ${state}`} wide>
          <Screen screen="list" state={state} />
        </Specimen>
      ))}
      <Specimen name="Panes: list, head, tabs" wide>
        <Screen screen="panes" state="rows" />
      </Specimen>
      <Specimen name="A kind nobody draws" wide>
        <Screen screen="unknown" state="rows" />
      </Specimen>
    </>
  );
}

export const section: Section = { title: 'Lists and panes', body: Lists };
