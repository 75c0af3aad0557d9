/** Importing spreadsheets: the file goes by HTTP with the login cookie, all else are calls on it. */

import type {
  ImportChoices,
  ImportRows,
  ImportStart,
  ImportSummary,
  ImportUndone,
  ImportUpload,
} from './contract.gen.ts';
import { DeskService } from './desk-service.ts';
import { Failure, isRecord, readBody } from './failure.ts';
import type { Remote } from './remote.ts';
import type { Session } from './session.ts';
import { uuid7 } from './uuid.ts';

export type {
  ImportChoices,
  ImportColumn,
  ImportField,
  ImportKept,
  ImportRow,
  ImportRows,
  ImportStart,
  ImportSummary,
  ImportTrouble,
  ImportUndone,
  ImportUpload,
} from './contract.gen.ts';

/** Milliseconds in which all rows of the largest sheet are looked through, on a slow machine too. */
const PATIENCE = 240_000;

interface ImportsCalls {
  open(customer: string, target: string): Promise<ImportStart>;
  look(upload: string): Promise<ImportUpload>;
  arrange(upload: string, choices: ImportChoices): Promise<ImportUpload>;
  check(upload: string): Promise<ImportSummary>;
  rows(upload: string, offset: number, limit: number, only: string): Promise<ImportRows>;
  correct(upload: string, row: number, column: number, text: string): Promise<ImportSummary>;
  forget(upload: string): Promise<null>;
  apply(upload: string, idempotencyKey: string): Promise<string>;
  undo(batch: string, idempotencyKey: string, rest: boolean): Promise<ImportUndone>;
}

export class ImportsService extends DeskService<ImportsCalls> {
  constructor(session: Session) {
    super(session, 'imports');
  }

  /** Thousands of rows are looked through while the caller waits. */
  get #slowCalls(): Remote<ImportsCalls> {
    return this.calls.nodeOptions({ timeout: PATIENCE });
  }

  async open(customer: string, target: string): Promise<ImportStart> {
    await this.present();
    return await this.calls.open(customer, target);
  }

  async look(upload: string): Promise<ImportUpload> {
    return await this.calls.look(upload);
  }

  async arrange(upload: string, choices: ImportChoices): Promise<ImportUpload> {
    return await this.calls.arrange(upload, choices);
  }

  async check(upload: string): Promise<ImportSummary> {
    return await this.#slowCalls.check(upload);
  }

  async rows(upload: string, offset: number, limit: number, only: string): Promise<ImportRows> {
    return await this.#slowCalls.rows(upload, offset, limit, only);
  }

  async correct(upload: string, row: number, column: number, text: string): Promise<ImportSummary> {
    return await this.#slowCalls.correct(upload, row, column, text);
  }

  async forget(upload: string): Promise<void> {
    await this.calls.forget(upload);
  }

  /** The job that does it. */
  async apply(upload: string): Promise<string> {
    return await this.calls.apply(upload, uuid7());
  }

  async undo(batch: string, rest: boolean): Promise<ImportUndone> {
    return await this.#slowCalls.undo(batch, uuid7(), rest);
  }
}

/** Where templates come from. */
export const templateAddress = (customer: string, target: string, filled: boolean): string =>
  `/imports/${customer}/${target}${filled ? '?filled=1' : ''}`;

/** Where the rows that are wrong come from. */
export const faultsAddress = (upload: string): string => `/imports/${upload}`;

/** Send a file; the upload it became. What is wrong with it is a Failure with its sentence. */
export async function sendSheet(customer: string, target: string, file: File): Promise<string> {
  const query = new URLSearchParams({ name: file.name });
  let answer: Response;
  try {
    answer = await fetch(`/imports/${customer}/${target}?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    });
  } catch {
    throw new Failure('unreachable', { retry: true });
  }
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw readBody('internal', said);
  if (!isRecord(said) || typeof said['upload'] !== 'string') throw new Failure('internal');
  return said['upload'];
}
