/** Rows made from their number: always the same, never stored. */

import type { FieldDescription } from '../core/contract.gen.ts';
import type { Row } from '../grid/source.ts';

const ORDERED = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'in', 'null', 'notnull'];
const TEXT = [...ORDERED, 'contains', 'starts'];
const EXACT = ['eq', 'ne', 'in', 'null', 'notnull'];

let order = 0;

function field(
  name: string,
  type: string,
  label: string,
  more: Partial<FieldDescription> = {},
): FieldDescription {
  order += 1;
  return {
    name,
    type,
    label,
    order,
    hint: null,
    widget: 'text',
    unit: null,
    length: null,
    decimals: null,
    nullable: true,
    required: false,
    readonly: false,
    default: null,
    choices: null,
    reference: null,
    filters: true,
    sorts: true,
    words: false,
    personal: 'none',
    hidden: false,
    operators: more.choices
      ? EXACT
      : type === 'text'
        ? TEXT
        : type === 'boolean'
          ? ['eq', 'ne', 'null', 'notnull']
          : ORDERED,
    ...more,
  };
}

const LEVELS = [
  ['4', 'Molto alto'],
  ['3', 'Alto'],
  ['2', 'Medio'],
  ['1', 'Basso'],
  ['0', 'Trascurabile'],
  ['x', 'Da valutare'],
] as const;
const STATES = [
  ['draft', 'Bozza'],
  ['plan', 'Prevista'],
  ['run', 'In corso'],
  ['done', 'Fatta'],
  ['check', 'Verificata'],
  ['hold', 'Sospesa'],
  ['late', 'In ritardo'],
] as const;

export const FAKE_FIELDS: readonly FieldDescription[] = [
  field('code', 'text', 'Codice', { length: 8, readonly: true }),
  field('legal_name', 'text', 'Ragione sociale', { length: 200, nullable: false, required: true }),
  field('ateco', 'text', 'ATECO', { length: 10 }),
  field('risk_class', 'text', 'Classe', {
    choices: [
      ['high', 'Alto'],
      ['medium', 'Medio'],
      ['low', 'Basso'],
    ],
  }),
  field('town', 'text', 'Comune', { length: 18 }),
  field('province', 'text', 'Prov.', { length: 2 }),
  field('workers', 'integer', 'Lavoratori'),
  field('sites', 'integer', 'Sedi'),
  field('level', 'text', 'Livello max', { choices: LEVELS }),
  field('overdue', 'integer', 'Scadute'),
  field('next_on', 'date', 'Prossima'),
  field('consultant', 'text', 'Consulente', { length: 12 }),
  field('state', 'text', 'Stato', { choices: STATES }),
  field('cost', 'decimal', 'Costo €', { decimals: 2 }),
  field('active', 'boolean', 'Attivo'),
  field('updated_at', 'datetime', 'Aggiornato', { readonly: true }),
  field('vat', 'text', 'Partita IVA', { length: 11 }),
  field('email', 'text', 'E-mail', { length: 24 }),
  field('phone', 'text', 'Telefono', { length: 14 }),
  field('notes', 'text', 'Note', { sorts: false }),
];

const FIRMS = [
  'Edil Marconi Costruzioni S.r.l.',
  'Residenza San Rocco Onlus',
  'Interporto Scaligero S.p.A.',
  'Officine Meccaniche Valsesia S.r.l.',
  'Caseificio Brenta Soc. Coop.',
  'Cantine Colle Umberto Soc. Agr.',
  'Carpenterie Alto Garda S.r.l.',
  'Panificio Industriale Berton S.p.A.',
  'Tessitura Lago Maggiore S.p.A.',
  'Falegnameria Artigiana Dal Pozzo',
  'Torneria Fratelli Gobbi S.n.c.',
  'Istituto Comprensivo “G. Parini”',
  'Comune di Castelfranco Veneto',
  'Trattoria Al Cacciatore di Zanetti',
  'Poliambulatorio Città Giardino S.r.l.',
  'Farmacia Dott.ssa Pavan S.a.s.',
];
const TOWNS = [
  ['Treviso', 'TV'],
  ['Feltre', 'BL'],
  ['Verona', 'VR'],
  ['Borgosesia', 'VC'],
  ['Cittadella', 'PD'],
  ['Conegliano', 'TV'],
  ['Riva del Garda', 'TN'],
  ['Bassano del Grappa', 'VI'],
  ['Verbania', 'VB'],
  ['Cantù', 'CO'],
  ['Lumezzane', 'BS'],
] as const;
const KINDS = [
  'COS',
  'RSA',
  'LOG',
  'MEC',
  'BRN',
  'VIT',
  'ALI',
  'TES',
  'LEG',
  'SCU',
  'PUB',
  'RIS',
  'SAN',
  'FAR',
];
const PEOPLE = ['M. Colombo', 'L. Bassi', 'G. Rossi', 'T. Marin'];

/** Small whole numbers that look drawn by lot and never change. */
function draw(row: number, salt: number, below: number): number {
  let mixed = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], row: number, salt: number): T {
  return list[draw(row, salt, list.length)] as T;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

export function fakeRow(row: number): Row {
  const [town, province] = pick(TOWNS, row, 1);
  const firm = pick(FIRMS, row, 2);
  const day = new Date(Date.UTC(2026, 10, 22 + draw(row, 3, 400)));
  const level = Math.min(5, Math.floor(draw(row, 4, 36) ** 0.5));
  return [
    row,
    `${pick(KINDS, row, 5)}-${padded(row % 1000, 3)}`,
    firm,
    `${padded(1 + draw(row, 6, 96), 2)}.${padded(draw(row, 7, 99), 2)}.${padded(draw(row, 8, 30), 2)}`,
    pick(['high', 'medium', 'low'], row, 9),
    town,
    province,
    1 + draw(row, 10, 300),
    1 + draw(row, 11, 14),
    LEVELS[5 - level]?.[0] ?? 'x',
    draw(row, 12, 8),
    day.toISOString().slice(0, 10),
    pick(PEOPLE, row, 13),
    pick(STATES, row, 14)[0],
    `${draw(row, 15, 40_000)}.${padded(draw(row, 16, 100), 2)}`,
    draw(row, 17, 5) > 0,
    new Date(Date.UTC(2026, 10, 20, 9, 30) - draw(row, 18, 500_000) * 60_000).toISOString(),
    padded(draw(row, 19, 99_999_999), 11),
    `info@cliente${row}.it`,
    `0${draw(row, 20, 900) + 100} ${padded(draw(row, 21, 999_999), 6)}`,
    draw(row, 22, 4) === 0
      ? `Verificare il documento prima del ${padded(1 + draw(row, 23, 28), 2)}/12`
      : null,
  ];
}
