/** Privacy: what erasing takes away, doing it, and archives of whole customers. */

import type { ArchiveSummary, ErasureDone, ErasurePreview } from './contract.gen.ts';
import { DeskService } from './desk-service.ts';
import { Failure, isRecord, readBody } from './failure.ts';
import type { Session } from './session.ts';
import { uuid7 } from './uuid.ts';

export type { ArchiveSummary, ErasureDone, ErasurePreview } from './contract.gen.ts';

interface PrivacyCalls {
  preview(subject: string, id: string): Promise<ErasurePreview>;
  erase(subject: string, id: string, typed: string): Promise<ErasureDone>;
  look(archive: string): Promise<ArchiveSummary>;
  bring(archive: string, asCopy: boolean, idempotencyKey: string): Promise<string>;
  forget(archive: string): Promise<null>;
}

export class PrivacyService extends DeskService<PrivacyCalls> {
  constructor(session: Session) {
    super(session, 'privacy');
  }

  async preview(subject: string, id: string): Promise<ErasurePreview> {
    await this.present();
    return await this.calls.preview(subject, id);
  }

  async erase(subject: string, id: string, typed: string): Promise<ErasureDone> {
    return await this.calls.erase(subject, id, typed);
  }

  async look(archive: string): Promise<ArchiveSummary> {
    return await this.calls.look(archive);
  }

  /** The job that does it. */
  async bring(archive: string, asCopy: boolean): Promise<string> {
    return await this.calls.bring(archive, asCopy, uuid7());
  }

  async forget(archive: string): Promise<void> {
    await this.calls.forget(archive);
  }
}

/** Send an archive; the key it is known by. What is wrong with it is a Failure with its sentence. */
export async function sendArchive(file: File): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(`/archives?${new URLSearchParams({ name: file.name })}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    });
  } catch {
    throw new Failure('unreachable', { retry: true });
  }
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw readBody('internal', said);
  if (!isRecord(said) || typeof said['archive'] !== 'string') throw new Failure('internal');
  return said['archive'];
}
