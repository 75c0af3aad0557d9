/** A record of a made-up server with one field of every kind, for the gallery and what is tested on it. */

import { signal } from '@preact/signals-core';
import { Commands } from '../core/commands.ts';
import type { FieldDescription, PeerOffer } from '../core/contract.gen.ts';
import { Dispatcher } from '../core/dispatch.ts';
import { Failure } from '../core/failure.ts';
import { FakeTransport } from '../core/fake-transport.ts';
import type { I18n } from '../core/i18n.ts';
import { Node } from '../core/node.ts';
import { Path } from '../core/path.ts';
import { Prefs } from '../core/prefs.ts';
import { View } from '../core/view.ts';
import { Dialogs } from '../ui/dialogs/dialogs.ts';
import type { App } from '../ui/kit/app.tsx';
import { Notices } from '../ui/notices/notices.ts';

const BASE = 's.1.server.2';
const LONG = 'Officine Meccaniche e Carpenterie Valsesia di Bertolini & Figli Società Cooperativa';

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
  length: 200,
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
  operators: [],
  personal: 'none',
  hidden: false,
  section: 'Anagrafica',
  width: 4,
  ...more,
});

const WORK = { section: 'Attività' };

export const FIELDS: readonly FieldDescription[] = [
  field('id', 'Chiave', 0, { type: 'key', hidden: true }),
  field('name', 'Ragione sociale', 1, { required: true, width: 6, help: 'Come nella visura.' }),
  field('vat', 'Partita IVA', 2, { length: 11, width: 3, hint: 'Undici cifre' }),
  field('code', 'Codice', 3, { readonly: true, lock_reason: 'dal programma', width: 3 }),
  field('email', 'E-mail', 4),
  field('phone', 'Telefono', 5),
  field('website', 'Sito', 6),
  field('address', 'Sede legale', 7, { type: 'json', widget: 'address', width: 12 }),
  field('started_on', 'Inizio attività', 8, {
    ...WORK,
    type: 'date',
    law: { ref: 'Art. 28, comma 3-bis', text: 'Valutazione immediata, documento in 90 giorni.' },
    prints_in: '3 Anagrafica aziendale',
  }),
  field('visit_at', 'Sopralluogo', 9, { ...WORK, type: 'datetime' }),
  field('opens_at', 'Apertura', 10, { ...WORK, type: 'time' }),
  field('workers', 'Lavoratori', 11, { ...WORK, type: 'integer' }),
  field('area', 'Superficie', 12, { ...WORK, type: 'decimal', decimals: 2, unit: 'm²' }),
  field('fee', 'Compenso', 13, { ...WORK, type: 'decimal', decimals: 2, widget: 'money' }),
  field('status', 'Stato', 14, {
    ...WORK,
    required: true,
    nullable: false,
    width: 6,
    choices: [
      ['active', 'Attivo'],
      ['suspended', 'Sospeso'],
    ],
  }),
  field('risk', 'Classe di rischio', 15, {
    ...WORK,
    width: 6,
    choices: [
      ['low', 'Basso'],
      ['medium', 'Medio'],
      ['high', 'Alto'],
      ['unknown', 'Da valutare'],
    ],
  }),
  field('ateco_codes', 'Codici ATECO', 16, { ...WORK, type: 'texts', width: 6 }),
  field('lead_id', 'Consulente', 17, {
    ...WORK,
    type: 'key',
    widget: 'link',
    reference: 'auth.users',
    width: 6,
  }),
  field('archived', 'Solo consulenza', 18, { ...WORK, type: 'boolean', nullable: false }),
  field('night', 'Lavoro notturno', 19, { ...WORK, type: 'boolean', width: 8 }),
  field('night_hours', 'Ore di notte', 20, {
    ...WORK,
    type: 'integer',
    show_if: ['night', 'eq', true],
  }),
  field('notes', 'Note', 21, { ...WORK, widget: 'notes', width: 12 }),
  field('shape', 'Perimetro', 22, { ...WORK, type: 'json', widget: 'document', width: 12 }),
];

const ROLES: readonly FieldDescription[] = [
  field('id', 'Chiave', 0, { type: 'key', hidden: true }),
  field('role', 'Ruolo', 1, {
    required: true,
    choices: [
      ['rspp', 'RSPP'],
      ['rls', 'RLS'],
      ['preposto', 'Preposto'],
    ],
  }),
  field('person', 'Persona', 2, { required: true }),
  field('since', 'Dal', 3, { type: 'date' }),
];
const ROLE_COLUMNS = ['id', 'role', 'person', 'since', 'row_version'];
const ROLE_ROWS = [
  ['r1', 'rspp', 'Paolo Debernardi', '2022-02-01', 1],
  ['r2', 'rls', 'Cristina Ferraris', '2024-06-22', 1],
];

const COLUMNS = [...FIELDS.map(({ name }) => name), 'row_version'];

const FILLED: Readonly<Record<string, unknown>> = {
  id: 'c1',
  name: 'Officine Valsesia S.r.l.',
  vat: '02194860025',
  code: 'MEC-014',
  email: 'info@valsesia.example',
  phone: '+39 0163 555014',
  website: 'valsesia.example',
  address: {
    street: 'Via Roma, 1',
    postcode: '13011',
    city: 'Borgosesia',
    province: 'VC',
    country: 'IT',
  },
  started_on: '2019-03-12',
  visit_at: '2026-11-20T08:30:00.000000Z',
  opens_at: '08:00:00',
  workers: 58,
  area: '4820.50',
  fee: '18400.00',
  status: 'active',
  risk: 'high',
  ateco_codes: ['25.62.00', '25.53.09'],
  lead_id: 'u1',
  archived: true,
  night: true,
  night_hours: 6,
  notes: 'Portineria chiusa dalle 12 alle 13.',
  shape: { type: 'Polygon', points: 14 },
  row_version: 3,
};

const EMPTY = Object.fromEntries(
  COLUMNS.map((name) => [
    name,
    FILLED[name] !== undefined && ['id', 'row_version', 'status', 'archived'].includes(name)
      ? FILLED[name]
      : null,
  ]),
);

const cursor = (readonly: boolean) => ({
  uri: `${BASE}.record`,
  tracks: null,
  readonly,
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

const roles = (readonly: boolean) => ({
  uri: `${BASE}.roles`,
  tracks: 'record',
  readonly,
  source: {
    name: 'org.roles',
    key: 'id',
    label: 'Nomina',
    plural: 'Nomine',
    names_by: 'person',
    sort: [['person', 'asc'] as const],
    words: false,
    can: { create: true, write: true, delete: true },
    columns: ROLE_COLUMNS,
    fields: ROLES,
  },
});

const offer = (readonly: boolean): PeerOffer => ({
  id: 2,
  role: 'view',
  controller: 'customer',
  uri: `ytefas.${BASE}`,
  label: 'Cliente',
  icon: 'building-2',
  modal: false,
  intent: { operation: 'view', content: { source: 'org.customers', ids: ['c1'] } },
  view: {
    type: 'Form',
    title: 'Cliente',
    parts: [
      {
        kind: 'form',
        cursor: 'record',
        fields: [],
        parts: [{ kind: 'rows', cursor: 'roles', columns: [], label: 'Figure della sicurezza' }],
      },
    ],
    options: {},
  },
  cursors: { record: cursor(readonly), roles: roles(readonly) },
  actions: [],
  context: {},
  drafts: {},
  drafts_kept_at: null,
});

export type FormState =
  | 'filled'
  | 'empty'
  | 'long'
  | 'changed'
  | 'error'
  | 'conflict'
  | 'read-only';

const CHANGES: Readonly<Record<string, unknown>> = {
  name: 'Officine Valsesia S.p.A.',
  started_on: '2019-04-01',
  area: '5000.00',
  risk: 'medium',
  ateco_codes: ['25.62.00'],
  notes: 'Portineria sempre aperta.',
};

const WRONG: Readonly<Record<string, unknown>> = {
  name: '',
  vat: '02194860023',
  email: 'info@valsesia',
  started_on: { unread: '31/02/2019' },
  workers: { unread: 'tanti' },
  fee: { unread: '12.34' },
  risk: { unread: 'Altissimo' },
  ateco_codes: ['25.62.00', 'XX'],
};

/** Everything is saved. */
const answered = (uri: string): unknown => (uri.endsWith('.save') ? {} : null);

export async function formView(
  state: FormState,
  transport = new FakeTransport(answered),
): Promise<View> {
  const dispatcher = new Dispatcher();
  await dispatcher.connect(transport);
  const owner = new Node();
  await owner.bind(Path.of('client', 's.1'), dispatcher.newContext());
  const nobody = {
    decide: async () => 'stay' as const,
    choose: async () => '',
    leave: async () => undefined,
  };
  const view = new View(offer(state === 'read-only'), nobody);
  await owner.add('2', view);
  await view.listen();
  const values = state === 'empty' ? EMPTY : state === 'long' ? { ...FILLED, name: LONG } : FILLED;
  const record = view.cursor('record');
  const told = (version: number, now: Readonly<Record<string, unknown>>) =>
    record.onReset({
      version,
      first: 0,
      columns: COLUMNS,
      rows: [COLUMNS.map((name) => now[name])],
      total: 1,
      exactness: 'exact',
      state: { current_id: 'c1', edit: 'edit', error: null },
    });
  told(2, values);
  view.cursor('roles').onReset({
    version: 2,
    first: 0,
    columns: ROLE_COLUMNS,
    rows: ROLE_ROWS,
    total: ROLE_ROWS.length,
    exactness: 'exact',
    state: { current_id: 'r1', edit: 'edit', error: null },
  });
  const typed = { changed: CHANGES, conflict: CHANGES, error: WRONG }[String(state)] ?? {};
  for (const [name, value] of Object.entries(typed))
    view.editsOf('record').record('c1').set(name, value);
  if (state === 'conflict') {
    told(3, { ...FILLED, name: 'Officine Valsesia Group', risk: 'low', vat: '', row_version: 4 });
  }
  return view;
}

const USERS = [
  { source: 'auth.users', key: 'u1', title: 'Marta Colombo', subtitle: 'Consulente' },
  { source: 'auth.users', key: 'u2', title: 'Luca Bassi', subtitle: 'Consulente' },
  { source: 'auth.users', key: 'u3', title: 'Marco Rossi', subtitle: 'Amministratore' },
];

/** Only what forms ask for is there. */
export function formApp(view: View, i18n: I18n): App {
  const none = async () => undefined;
  const desk = {
    views: signal([view]),
    current: signal(view),
    open: none,
    pick: async () => ['u2'],
    run: none,
    show: none,
    close: none,
    address: () => '',
  };
  const services = {
    search: {
      titles: async (asked: readonly { readonly key: unknown }[]) =>
        asked.map(({ key }) => USERS.find((user) => user.key === key) ?? null),
      choices: (_source: string, words: string) => {
        if (words === 'guasto') return Promise.reject(new Failure('timeout', { retry: true }));
        const found = USERS.filter((user) =>
          user.title.toLowerCase().includes(words.toLowerCase()),
        );
        return Promise.resolve(found);
      },
    },
    presence: { people: signal([]), here: async () => null },
  };
  const client = {
    session: { started: signal(undefined), live: signal(undefined) },
    line: { standing: signal({ phase: 'online' }) },
  };
  const [commands, prefs] = [new Commands(), new Prefs()];
  const [notices, dialogs] = [new Notices(), new Dialogs()];
  return { client, services, commands, prefs, i18n, notices, dialogs, desk } as unknown as App;
}
