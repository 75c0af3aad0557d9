/** Pictures of a result as the server tells them, in the reader's language; what is empty is left out. */

export type Level = 0 | 1 | 2 | 3 | 4;

/** A stretch of an axis that means a level. */
export interface Zone {
  readonly begin: number;
  readonly end: number;
  readonly level: number;
  readonly word: string;
}

/** The bands on a line and the value on it. */
export interface GaugeData {
  readonly kind: 'gauge';
  readonly title: string;
  readonly value?: number | null;
  readonly zones: readonly Zone[];
  readonly unit?: string;
  readonly digits: number;
}

export interface BarData {
  readonly key: string;
  readonly label: string;
  readonly value?: number | null;
  /** It colours the bar only where the bar has a level of its own. */
  readonly level?: number | null;
  /** The one to mend first. */
  readonly worst?: boolean;
}

/** Values side by side on one scale. */
export interface BarsData {
  readonly kind: 'bars';
  readonly title: string;
  readonly bars: readonly BarData[];
  readonly full: number;
  /** A line at a value that matters. */
  readonly mark?: number | null;
  readonly unit?: string;
  readonly digits: number;
  readonly hint?: string | null;
}

export interface CellData {
  readonly score: number;
  readonly level: number;
}

/** An axis of named steps, from low to high. */
export interface AxisData {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly names: readonly string[];
}

/** Two axes and where the case stands; rows follow `y` upwards, columns `x` to the right. */
export interface MatrixData {
  readonly kind: 'matrix';
  readonly title: string;
  readonly x: AxisData;
  readonly y: AxisData;
  readonly cells: readonly (readonly CellData[])[];
  readonly at?: readonly number[] | null;
}

export interface ShareData {
  readonly label: string;
  /** 0-1 */
  readonly share: number;
  readonly value?: number | null;
}

/** Who contributes how much to the whole. */
export interface SharesData {
  readonly kind: 'shares';
  readonly title: string;
  readonly parts: readonly ShareData[];
  readonly unit?: string;
  readonly digits: number;
}

/** An axis of numbers. */
export interface RulerData {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly unit?: string;
}

export type PointData = readonly number[];

/** A line, where the case stands on it, and zones of the x axis. */
export interface CurveData {
  readonly kind: 'curve';
  readonly title: string;
  readonly x: RulerData;
  readonly y: RulerData;
  readonly line: readonly PointData[];
  readonly at?: PointData | null;
  readonly zones?: readonly Zone[];
  readonly second?: readonly PointData[];
  /** Of the first and the second line. */
  readonly names?: readonly string[];
}

export type PartName = 'neck' | 'trunk' | 'upper_arm' | 'lower_arm' | 'wrist' | 'legs';

/** A part of the body: its score among those possible, its angle as it is drawn. */
export interface LimbData {
  readonly part: PartName;
  readonly label: string;
  readonly score: number;
  readonly most: number;
  readonly level: number;
  readonly angle: number;
}

/** A figure from the side whose limbs stand as they were judged. */
export interface BodyData {
  readonly kind: 'body';
  readonly title: string;
  readonly limbs: readonly LimbData[];
  readonly seated?: boolean;
}

export interface SeriesData {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Values over named places (octave bands, days of a week), with a limit where there is one. */
export interface ColumnsData {
  readonly kind: 'columns';
  readonly title: string;
  readonly places: readonly string[];
  readonly series: readonly SeriesData[];
  readonly unit?: string;
  readonly mark?: number | null;
  readonly digits: number;
}

/** One criterion: met, not met, or not known. */
export interface TickData {
  readonly label: string;
  readonly met?: boolean | null;
  readonly law?: string;
}

export interface TicksData {
  readonly kind: 'ticks';
  readonly title: string;
  readonly ticks: readonly TickData[];
}

export type PictureData =
  | GaugeData
  | BarsData
  | MatrixData
  | SharesData
  | CurveData
  | BodyData
  | ColumnsData
  | TicksData;

/** What draws one kind: the case, and the case after the measures where there is one. */
export interface DrawnProps<Data extends PictureData> {
  readonly before: Data;
  readonly after: Data | null;
}
