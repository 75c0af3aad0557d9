/** Results of made-up cases, as the server tells them: every kind of picture in every state. */

import type {
  BarsData,
  BodyData,
  ColumnsData,
  CurveData,
  GaugeData,
  LimbData,
  MatrixData,
  PictureData,
  SharesData,
  TicksData,
  Zone,
} from '../ui/methods/pictures/kinds.ts';

export interface Case {
  readonly name: string;
  readonly before: PictureData;
  readonly after?: PictureData | null;
}

const zones = (begin: number, ...bands: readonly [number, number, string][]): readonly Zone[] =>
  bands.map(([end, level, word], at) => ({
    begin: bands[at - 1]?.[0] ?? begin,
    end,
    level,
    word,
  }));

const LIFTING = zones(
  0,
  [1, 0, 'Trascurabile'],
  [1.5, 1, 'Basso'],
  [2, 2, 'Medio'],
  [3, 3, 'Alto'],
  [4.2, 4, 'Molto alto'],
);
const lifting = (value: number | null): GaugeData => ({
  kind: 'gauge',
  title: 'Indice di sollevamento',
  value,
  zones: LIFTING,
  digits: 2,
});
const RULA = zones(
  1,
  [2, 1, 'Livello 1: accettabile'],
  [4, 2, 'Livello 2: da approfondire'],
  [6, 3, 'Livello 3: cambiare presto'],
  [7, 4, 'Livello 4: cambiare subito'],
);
const rula = (value: number): GaugeData => ({
  kind: 'gauge',
  title: 'Punteggio finale RULA',
  value,
  zones: RULA,
  digits: 0,
});
const NOISE = zones(
  60,
  [80, 0, 'Sotto il valore inferiore'],
  [85, 1, 'Sopra il valore inferiore'],
  [87, 3, 'Sopra il valore superiore'],
  [95, 4, 'Sopra il limite'],
);
const noise = (value: number): GaugeData => ({
  kind: 'gauge',
  title: 'Livello di esposizione giornaliera',
  value,
  zones: NOISE,
  unit: 'dB(A)',
  digits: 1,
});
const KINNEY = zones(
  0,
  [20, 0, 'Accettabile'],
  [70, 1, 'Possibile'],
  [200, 2, 'Sostanziale'],
  [400, 3, 'Alto'],
  [10_000, 4, 'Molto alto'],
);
const kinney = (value: number): GaugeData => ({
  kind: 'gauge',
  title: 'Rischio R = P × E × C',
  value,
  zones: KINNEY,
  digits: 0,
});

const FACTORS: readonly (readonly [string, string])[] = [
  ['HM', 'Orizzontale'],
  ['VM', 'Altezza'],
  ['DM', 'Dislocazione'],
  ['AM', 'Torsione'],
  ['FM', 'Frequenza'],
  ['CM', 'Presa'],
];
const factors = (worst: string, ...values: readonly (number | null)[]): BarsData => ({
  kind: 'bars',
  title: 'Che cosa pesa',
  hint: '1,00 non penalizza; il più basso è quello da correggere',
  full: 1,
  mark: 1,
  digits: 3,
  bars: FACTORS.map(([key, label], at) => ({
    key,
    label,
    value: values[at] ?? null,
    worst: key === worst,
  })),
});
const STRESS: readonly (readonly [string, string])[] = [
  ['environment', 'Ambiente di lavoro e attrezzature'],
  ['task_planning', 'Pianificazione dei compiti'],
  ['autonomy', 'Autonomia decisionale, controllo del lavoro'],
  ['relations', 'Rapporti interpersonali sul lavoro'],
];
const stress = (...values: readonly (readonly [number, number])[]): BarsData => ({
  kind: 'bars',
  title: 'Dimensioni, punti sfavorevoli',
  unit: '%',
  full: 100,
  digits: 0,
  hint: 'Agisci dove la fascia è alta.',
  bars: STRESS.map(([key, label], at) => ({
    key,
    label,
    value: values[at]?.[0] ?? 0,
    level: values[at]?.[1] ?? 1,
    worst: values[at]?.[1] === 4,
  })),
});

const P = ['Improbabile', 'Poco probabile', 'Probabile', 'Altamente probabile'];
const D = [
  'Lieve: guarisce presto',
  'Medio: reversibile',
  'Grave: in parte permanente',
  'Gravissimo: letale o del tutto invalidante',
];
const levelOf = (score: number, edges: readonly number[]): number =>
  edges.filter((edge) => score > edge).length;
const square = (
  names: readonly (readonly string[])[],
  edges: readonly number[],
  at: readonly [number, number] | null,
): MatrixData => {
  const [up = [], right = []] = names;
  const steps = (of: readonly string[]) => of.map((_name, step) => step + 1);
  return {
    kind: 'matrix',
    title: `Matrice ${up.length} × ${right.length}`,
    y: { key: 'p', label: 'Probabilità', values: steps(up), names: up },
    x: { key: 'd', label: 'Danno', values: steps(right), names: right },
    cells: steps(up).map((p) =>
      steps(right).map((d) => ({ score: p * d, level: levelOf(p * d, edges) })),
    ),
    at,
  };
};
const four = (at: readonly [number, number] | null) => square([P, D], [0, 1, 3, 8], at);
const TEN = ['Remota', '2', '3', 'Bassa', '5', 'Media', '7', 'Alta', '9', 'Certa'];
const ten = (at: readonly [number, number]) => square([TEN, TEN], [0, 10, 30, 60], at);

const tasks = (...parts: readonly (readonly [string, number, number])[]): SharesData => ({
  kind: 'shares',
  title: 'Da dove viene la dose',
  unit: 'Pa²h',
  digits: 2,
  parts: parts.map(([label, share, value]) => ({ label, share, value })),
});

const ppd = (pmv: number): number => 100 - 95 * Math.exp(-0.03353 * pmv ** 4 - 0.2179 * pmv ** 2);
const comfort = (pmv: number): CurveData => ({
  kind: 'curve',
  title: 'Insoddisfatti secondo il voto medio',
  x: { label: 'PMV', low: -3, high: 3 },
  y: { label: 'PPD', low: 0, high: 100, unit: '%' },
  line: Array.from({ length: 61 }, (_one, at) => [-3 + at / 10, ppd(-3 + at / 10)]),
  at: [pmv, ppd(pmv)],
  zones: zones(
    -3,
    [-0.7, 3, 'Fuori'],
    [-0.5, 2, 'C'],
    [-0.2, 1, 'B'],
    [0.2, 0, 'A'],
    [0.5, 1, 'B'],
    [0.7, 2, 'C'],
    [3, 3, 'Fuori'],
  ),
});
const heat = (metabolic: number, wbgt: number): CurveData => ({
  kind: 'curve',
  title: 'Valore di riferimento',
  x: { label: 'Metabolismo', low: 100, high: 600, unit: 'W' },
  y: { label: 'WBGT', low: 18, high: 36, unit: '°C' },
  line: [115, 180, 240, 300, 360, 415, 520].map((m) => [m, 56.7 - 11.5 * Math.log10(m)]),
  second: [115, 180, 240, 300, 360, 415, 520].map((m) => [m, 59.9 - 14.1 * Math.log10(m)]),
  names: ['Persona acclimatata', 'Persona non acclimatata'],
  at: [metabolic, wbgt],
});

const LIMBS: readonly (readonly [LimbData['part'], string, number])[] = [
  ['neck', 'Collo', 6],
  ['trunk', 'Tronco', 6],
  ['upper_arm', 'Braccio', 6],
  ['lower_arm', 'Avambraccio', 3],
  ['wrist', 'Polso', 4],
  ['legs', 'Gambe', 2],
];
const body = (
  seated: boolean,
  ...limbs: readonly (readonly [score: number, level: number, angle: number])[]
): BodyData => ({
  kind: 'body',
  title: 'Postura giudicata',
  seated,
  limbs: LIMBS.map(([part, label, most], at) => {
    const [score = 1, level = 0, angle = 0] = limbs[at] ?? [];
    return { part, label, most, score, level, angle };
  }),
});

const BANDS = ['63 Hz', '125 Hz', '250 Hz', '500 Hz', '1000 Hz', '2000 Hz', '4000 Hz', '8000 Hz'];
const octaves = (...series: readonly (readonly [string, readonly number[]])[]): ColumnsData => ({
  kind: 'columns',
  title: "Livelli ponderati A per banda d'ottava",
  places: BANDS,
  unit: 'dB(A)',
  digits: 1,
  series: series.map(([name, values]) => ({ name, values })),
});
const BARE = [48.8, 67.9, 77.4, 84.8, 97, 100.2, 98, 94.9];
const WORN = [44.7, 61.5, 66.6, 69.8, 78.2, 76.8, 66.6, 66];
const week = (...values: readonly (number | null)[]): ColumnsData => ({
  kind: 'columns',
  title: 'Esposizione nella settimana',
  places: ['Lunedì', 'Martedì', 'Mercoledì', 'Giovedì', 'Venerdì'],
  unit: 'm/s²',
  digits: 2,
  mark: 2.5,
  series: [{ name: 'A(8)', values }],
});
const ticks = (...met: readonly (boolean | null)[]): TicksData => ({
  kind: 'ticks',
  title: 'Il metodo vale se',
  ticks: [
    { label: 'Sollevamento a due mani, in piedi', met: met[0] ?? null },
    { label: 'Pavimento stabile, attrito sufficiente', met: met[1] ?? null, law: 'All. IV 1.3' },
    {
      label: 'Temperatura fra 19 e 26 °C; fuori il risultato resta indicativo e va motivato',
      met: met[2] ?? null,
      law: 'D.Lgs. 81/2008 art. 168',
    },
  ],
});

export const CASES: readonly Case[] = [
  { name: 'Gauge, before and after', before: lifting(2.05), after: lifting(0.8) },
  { name: 'Gauge, alone', before: lifting(1.24) },
  { name: 'Gauge, close together', before: lifting(1.52), after: lifting(1.47) },
  { name: 'Gauge, far beyond', before: lifting(9.4), after: lifting(3.2) },
  { name: 'Gauge, at the ends', before: lifting(0), after: lifting(0.02) },
  { name: 'Gauge, no value', before: lifting(null) },
  { name: 'Gauge, other bands after', before: lifting(2.05), after: { ...noise(79.6), value: 80 } },
  { name: 'Gauge, steps', before: rula(7), after: rula(3) },
  { name: 'Gauge, long words', before: noise(87.4), after: noise(79.6) },
  { name: 'Gauge, uneven bands', before: kinney(540), after: kinney(18) },
  {
    name: 'Bars, before and after',
    before: factors('HM', 0.625, 0.865, 0.876, 0.904, 0.72, 0.95),
    after: factors('', 0.893, 1, 0.932, 1, 0.72, 1),
  },
  { name: 'Bars, alone', before: factors('DM', 1, 0.94, 0.869, 1, 0.88, null) },
  {
    name: 'Bars, levels',
    before: stress([15.4, 1], [50, 2], [75, 4], [0, 1]),
    after: stress([15.4, 1], [33.3, 1], [40, 2], [0, 1]),
  },
  { name: 'Matrix, before and after', before: four([3, 2]), after: four([3, 0]) },
  { name: 'Matrix, alone', before: four([1, 1]) },
  { name: 'Matrix, unchanged', before: four([3, 3]), after: four([3, 3]) },
  { name: 'Matrix, not placed', before: four(null) },
  { name: 'Matrix, ten by ten', before: ten([7, 6]), after: ten([7, 2]) },
  {
    name: 'Matrix, another one after',
    before: four([3, 2]),
    after: { ...square([P, D], [0, 2, 4, 9], [1, 1]), title: 'Matrice 4 × 4' },
  },
  {
    name: 'Shares, before and after',
    before: tasks(['Molatura', 0.62, 1.91], ['Saldatura', 0.24, 0.74], ['Montaggio', 0.14, 0.43]),
    after: tasks(['Molatura', 0.33, 0.48], ['Saldatura', 0.5, 0.74], ['Montaggio', 0.17, 0.25]),
  },
  {
    name: 'Shares, many and small',
    before: tasks(
      ['Smerigliatrice angolare da 230 mm, disco da sbavo', 0.52, 4.21],
      ['Avvitatore', 0.21, 1.7],
      ['Trapano a percussione', 0.13, 1.05],
      ['Levigatrice', 0.08, 0.65],
      ['Seghetto', 0.05, 0.4],
      ['Pause', 0.01, 0.08],
    ),
  },
  { name: 'Curve, PMV and PPD', before: comfort(1.3), after: comfort(0.4) },
  { name: 'Curve, alone', before: comfort(-0.3) },
  { name: 'Curve, two lines', before: heat(415, 30.5), after: heat(300, 27) },
  {
    name: 'Body, standing',
    before: body(false, [3, 2, 30], [4, 3, 60], [3, 2, 70], [2, 2, 45], [3, 3, 30], [1, 0, 0]),
    after: body(false, [1, 0, 10], [2, 1, 15], [2, 1, 30], [1, 0, 80], [2, 1, 10], [1, 0, 0]),
  },
  {
    name: 'Body, seated',
    before: body(true, [2, 1, 15], [2, 1, 10], [4, 4, 100], [1, 0, 60], [2, 1, 10], [1, 0, 0]),
  },
  {
    name: 'Body, knees bent',
    before: body(false, [4, 4, -20], [5, 4, 80], [4, 4, 110], [2, 2, 40], [4, 4, 40], [2, 2, 60]),
  },
  {
    name: 'Columns, octave bands',
    before: octaves(['Senza DPI', BARE], ['Con il DPI', WORN]),
  },
  {
    name: 'Columns, before and after',
    before: octaves(['Con il DPI', WORN]),
    after: octaves(['Con il DPI', WORN.map((one) => one - 6)]),
  },
  { name: 'Columns, a limit', before: week(1.8, 3.1, 2.4, null, 0.9) },
  { name: 'Ticks', before: ticks(true, false, null) },
  {
    name: 'Ticks, before and after',
    before: ticks(true, false, null),
    after: ticks(true, true, true),
  },
];
