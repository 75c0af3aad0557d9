/** Evaluation methods: described and computed by the server, in the language of the session. */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import type {
  MatrixChecked,
  MatrixTemplate,
  MatrixTemplates,
  MethodDescribed,
  MethodFamily,
  MethodHint,
  MethodHints,
  MethodList,
  MethodResult,
  MethodResults,
} from './contract.gen.ts';
import { DeskService } from './desk-service.ts';
import type { Session } from './session.ts';

export type {
  BandReached,
  BarsPicture,
  BodyPicture,
  ChoiceInput,
  CodesInput,
  ColumnsPicture,
  CurvePicture,
  DutyDue,
  FlagInput,
  GaugePicture,
  GroupInput,
  LineStep,
  MatrixChecked,
  MatrixFlaw,
  MatrixPicture,
  MatrixSlice,
  MatrixTemplate,
  MethodBand,
  MethodDescribed,
  MethodDuty,
  MethodExample,
  MethodFamily,
  MethodFault,
  MethodHint,
  MethodListed,
  MethodOption,
  MethodResult,
  MethodScale,
  MethodShown,
  MethodSource,
  NumberInput,
  NumbersInput,
  PictureZone,
  RowsInput,
  RuleStep,
  SharesPicture,
  TableStep,
  TextInput,
  TicksPicture,
} from './contract.gen.ts';

/** What a form asks for; `kind` says how. */
export type MethodInput = MethodDescribed['inputs'][number];
/** One step of an explanation. */
export type MethodStep = MethodResult['steps'][number];
/** A picture of a result, as data. */
export type MethodPicture = MethodResult['pictures'][number];
/** What is given to a method: by the keys of its inputs. */
export type Inputs = { readonly [key: string]: unknown };

interface MethodsCalls {
  list(): Promise<MethodList>;
  describe(method: string, version: number | null): Promise<MethodDescribed>;
  evaluate(
    method: string,
    version: number | null,
    scenarios: readonly Inputs[],
  ): Promise<MethodResults>;
  rows(method: string, version: number | null, rows: readonly Inputs[]): Promise<MethodResults>;
  sensitivity(
    method: string,
    version: number | null,
    inputs: Inputs,
    level: number | null,
  ): Promise<MethodHints>;
  check(definition: Inputs): Promise<MatrixChecked>;
  templates(): Promise<MatrixTemplates>;
}

/** One call carries so many rows of a table, and so many characters of them, at most. */
const MOST_ROWS = 150;
const MOST_TEXT = 40_000;

export class MethodsService extends DeskService<MethodsCalls> {
  readonly #described = new Map<string, Promise<MethodDescribed>>();
  readonly #news = signal(0);
  #listed: Promise<readonly MethodFamily[]> | undefined;

  /** Counts how often what is known of methods was put away: the studio's own may be others now. */
  readonly news: ReadonlySignal<number> = this.#news;

  constructor(session: Session) {
    super(session, 'methods');
    // whoever reads another language, or comes back to a newer server, is told anew
    this.attend(async (anew) => {
      if (!anew) return;
      this.#forget();
      await this.calls.nodeListen<[string]>('changed', () => this.#forget());
    });
  }

  #forget(): void {
    this.#described.clear();
    this.#listed = undefined;
    this.#news.value += 1;
  }

  /** Every method by family; asked once. */
  async list(): Promise<readonly MethodFamily[]> {
    await this.present();
    this.#listed ??= this.calls.list().then(
      (told) => told.families,
      (error: unknown) => {
        this.#listed = undefined;
        throw error;
      },
    );
    return await this.#listed;
  }

  /** All of a method; without a version its newest. Asked once for each. */
  async describe(method: string, version: number | null = null): Promise<MethodDescribed> {
    await this.present();
    const key = `${method} ${version ?? ''}`;
    let told = this.#described.get(key);
    if (told === undefined) {
      told = this.calls.describe(method, version);
      this.#described.set(key, told);
      told.catch(() => this.#described.delete(key));
    }
    return await told;
  }

  /** Evaluate one to four scenarios of a case; one result for each, in their order. */
  async evaluate(
    method: string,
    version: number | null,
    scenarios: readonly Inputs[],
  ): Promise<readonly MethodResult[]> {
    await this.present();
    return (await this.calls.evaluate(method, version, scenarios)).results;
  }

  /** Evaluate the rows of a table, as many as there are; without steps and pictures. */
  async rows(
    method: string,
    version: number | null,
    rows: readonly Inputs[],
  ): Promise<readonly MethodResult[]> {
    await this.present();
    const results: MethodResult[] = [];
    for (const part of parts(rows)) {
      const told = await this.calls.rows(method, version, part);
      results.push(...told.results);
    }
    return results;
  }

  /** Which input, changed alone, leads to a better band (or to `level`), the smallest change first. */
  async sensitivity(
    method: string,
    version: number | null,
    inputs: Inputs,
    level: number | null = null,
  ): Promise<readonly MethodHint[]> {
    await this.present();
    return (await this.calls.sensitivity(method, version, inputs, level)).hints;
  }

  /** What is wrong with a matrix of one's own, and every cell that can be drawn of it. */
  async check(definition: Inputs): Promise<MatrixChecked> {
    await this.present();
    return await this.calls.check(definition);
  }

  /** The matrices that one of one's own may begin with. */
  async templates(): Promise<readonly MatrixTemplate[]> {
    await this.present();
    return (await this.calls.templates()).templates;
  }
}

/** Cut rows so that each call is as long as a message may be. */
export function* parts(rows: readonly Inputs[]): Generator<readonly Inputs[]> {
  let part: Inputs[] = [];
  let length = 0;
  for (const row of rows) {
    const own = JSON.stringify(row).length;
    if (part.length === MOST_ROWS || (part.length > 0 && length + own > MOST_TEXT)) {
      yield part;
      part = [];
      length = 0;
    }
    part.push(row);
    length += own;
  }
  if (part.length > 0) yield part;
}
