/**
 * What hangs on the records one looks at: files, comments, tags. Each record is asked for once, however
 * many look at it, and asked for anew when somebody else changed it or the line is back.
 */

import { type ReadonlySignal, type Signal as State, signal } from '@preact/signals-core';
import type { AttachedChanges, RecordPapers, Tag } from './contract.gen.ts';
import { DeskService, quietly } from './desk-service.ts';
import type { Session } from './session.ts';

export type { Attached, AttachedChanges, Comment, RecordPapers, Tag } from './contract.gen.ts';

interface PapersCalls {
  of(source: string, key: string): Promise<RecordPapers>;
  leave(source: string, key: string): Promise<null>;
  attach(source: string, key: string, attachment: string): Promise<RecordPapers>;
  detach(link: string): Promise<RecordPapers>;
  describe(link: string, changes: AttachedChanges): Promise<RecordPapers>;
  arrange(source: string, key: string, links: readonly string[]): Promise<RecordPapers>;
  say(source: string, key: string, body: string): Promise<RecordPapers>;
  reword(comment: string, body: string | null): Promise<RecordPapers>;
  resolve(comment: string, done: boolean): Promise<RecordPapers>;
  tags(): Promise<readonly Tag[]>;
  tag(source: string, key: string, tags: readonly string[]): Promise<RecordPapers>;
}

interface Watched {
  readonly source: string;
  readonly key: string;
  readonly state: State<RecordPapers | undefined>;
  lookers: number;
  turn: number;
}

const placeOf = (source: string, key: string): string => `${source} ${key}`;

export class PapersService extends DeskService<PapersCalls> {
  readonly #watched = new Map<string, Watched>();

  constructor(session: Session) {
    super(session, 'papers');
    this.attend(async (anew) => {
      const begun: Promise<unknown>[] = [];
      if (anew) {
        const heard = this.calls.nodeListen<[string, string]>('changed', (source, key) => {
          const watched = this.#watched.get(placeOf(source, key));
          if (watched !== undefined) quietly(this.#refresh(watched));
        });
        begun.push(heard);
      }
      for (const watched of this.#watched.values()) begun.push(this.#refresh(watched));
      await Promise.all(begun);
    });
  }

  /** Look at a record until the answer is called: what hangs on it now, undefined until it is known. */
  look(source: string, key: string): [ReadonlySignal<RecordPapers | undefined>, () => void] {
    const place = placeOf(source, key);
    const watched = this.#watched.get(place) ?? {
      source,
      key,
      state: signal<RecordPapers | undefined>(undefined),
      lookers: 0,
      turn: 0,
    };
    watched.lookers += 1;
    if (watched.lookers === 1) {
      this.#watched.set(place, watched);
      quietly(this.#refresh(watched));
    }
    const end = () => {
      watched.lookers -= 1;
      if (watched.lookers > 0) return;
      this.#watched.delete(place);
      quietly(Promise.resolve().then(() => this.calls.leave(source, key)));
    };
    return [watched.state, end];
  }

  /** Something was hung there by other means: a file that has been handed in. */
  async again(source: string, key: string): Promise<void> {
    const watched = this.#watched.get(placeOf(source, key));
    if (watched !== undefined) await this.#refresh(watched);
  }

  async attach(source: string, key: string, file: string): Promise<void> {
    this.#take(await this.calls.attach(source, key, file));
  }

  async detach(link: string): Promise<void> {
    this.#take(await this.calls.detach(link));
  }

  async describe(link: string, changes: AttachedChanges): Promise<void> {
    this.#take(await this.calls.describe(link, changes));
  }

  async arrange(source: string, key: string, links: readonly string[]): Promise<void> {
    this.#take(await this.calls.arrange(source, key, links));
  }

  async say(source: string, key: string, body: string): Promise<void> {
    this.#take(await this.calls.say(source, key, body));
  }

  /** Change one's own comment; null takes it away. */
  async reword(comment: string, body: string | null): Promise<void> {
    this.#take(await this.calls.reword(comment, body));
  }

  async resolve(comment: string, done: boolean): Promise<void> {
    this.#take(await this.calls.resolve(comment, done));
  }

  async tags(): Promise<readonly Tag[]> {
    await this.present();
    return await this.calls.tags();
  }

  async tag(source: string, key: string, tags: readonly string[]): Promise<void> {
    this.#take(await this.calls.tag(source, key, tags));
  }

  async #refresh(watched: Watched): Promise<void> {
    watched.turn += 1;
    const mine = watched.turn;
    await this.present();
    const found = await this.calls.of(watched.source, watched.key);
    if (watched.turn === mine) watched.state.value = found;
  }

  #take(papers: RecordPapers): void {
    const watched = this.#watched.get(placeOf(papers.source, String(papers.key)));
    if (watched === undefined) return;
    watched.turn += 1;
    watched.state.value = papers;
  }
}
