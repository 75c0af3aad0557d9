/**
 * What every desk offers beside its contexts, typed: preferences, saved views, search, presence, jobs,
 * and what hangs on records.
 *
 * Each is a node below the server's half of the session. Whatever it tells is listened to anew when the
 * session was, and asked for anew whenever the line is back, so nobody above has to know. There is one
 * of each for a session, however often they are asked for.
 */

import { type ReadonlySignal, type Signal as State, signal } from '@preact/signals-core';
import type {
  ExportRequest,
  Job,
  PersonHere,
  Place,
  SavedView,
  SearchAnswer,
  SearchHit,
  SheetRequest,
  TitleWanted,
  ViewToKeep,
} from './contract.gen.ts';
import { DeskService, quietly } from './desk-service.ts';
import { ImportsService } from './imports.ts';
import { MakingService } from './making.ts';
import { MethodsService } from './methods.ts';
import { PapersService } from './papers.ts';
import type { PrefKeeper } from './prefs.ts';
import { PrivacyService } from './privacy.ts';
import type { Session } from './session.ts';
import { Signal } from './signal.ts';

export type {
  ExportRequest,
  Job,
  PersonHere,
  Place,
  SavedView,
  SearchAnswer,
  SearchGroup,
  SearchHit,
  SheetRequest,
  TitleWanted,
  ViewToKeep,
} from './contract.gen.ts';

interface PrefsCalls {
  all(): Promise<Readonly<Record<string, unknown>>>;
  put(name: string, value: unknown): Promise<null>;
}

interface ViewsCalls {
  list(source: string): Promise<readonly SavedView[]>;
  keep(view: ViewToKeep): Promise<SavedView>;
  remove(id: string, rowVersion: number): Promise<null>;
}

interface SearchCalls {
  find(words: string, limit: number): Promise<SearchAnswer>;
  choices(
    source: string,
    words: string,
    limit: number,
    within: Readonly<Record<string, unknown>>,
  ): Promise<readonly SearchHit[]>;
  titles(records: readonly TitleWanted[]): Promise<readonly (SearchHit | null)[]>;
}

interface PresenceCalls {
  here(places: readonly Place[]): Promise<null>;
}

interface JobsCalls {
  all(): Promise<readonly Job[]>;
  cancel(id: string): Promise<Job>;
  retry(id: string): Promise<Job>;
  dismiss(id: string): Promise<Job>;
  export(request: ExportRequest): Promise<Job>;
  sheet(request: SheetRequest): Promise<Job>;
}

export class PrefsService extends DeskService<PrefsCalls> implements PrefKeeper {
  /** Put by another page of the same person; also after a reconnection, when it was missed. */
  readonly changed = new Signal<[name: string, value: unknown]>('changed');

  constructor(session: Session) {
    super(session, 'prefs');
    this.attend(async (anew) => {
      if (!anew) return;
      await this.calls.nodeListen<[string, unknown]>('changed', (name, value) =>
        this.changed.notify(name, value),
      );
    });
  }

  async load(): Promise<Readonly<Record<string, unknown>>> {
    await this.present();
    return await this.calls.all();
  }

  async save(name: string, value: unknown): Promise<void> {
    await this.present();
    await this.calls.put(name, value ?? null);
  }

  heard(listener: (name: string, value: unknown) => void): () => void {
    return this.changed.connect(listener);
  }
}

export class ViewsService extends DeskService<ViewsCalls> {
  readonly changed = new Signal<[source: string]>('changed');
  readonly #lists = new Map<string, State<readonly SavedView[]>>();
  readonly #turns = new Map<string, number>();
  #asked = 0;
  #listening = false;

  constructor(session: Session) {
    super(session, 'views');
    this.attend(async (anew) => {
      const begun: Promise<unknown>[] = []; // in one go, for one connection is heard in order
      if (anew) {
        const heard = this.calls.nodeListen<[string]>('changed', async (source) => {
          await this.#refresh(source);
          await this.changed.notify(source);
        });
        begun.push(heard);
      }
      this.#listening = true;
      for (const source of this.#lists.keys()) begun.push(this.#refresh(source));
      await Promise.all(begun);
    });
  }

  /** The views of a source as they are now and will be; empty until the server has answered. */
  of(source: string): ReadonlySignal<readonly SavedView[]> {
    const known = this.#lists.get(source);
    if (known !== undefined) return known;
    const made = signal<readonly SavedView[]>([]);
    this.#lists.set(source, made);
    if (this.#listening) quietly(this.#refresh(source));
    return made;
  }

  async list(source: string): Promise<readonly SavedView[]> {
    await this.present();
    return await this.calls.list(source);
  }

  /** Make a view, or change one (with `id` and `row_version`; what is left out stays). */
  async keep(view: ViewToKeep): Promise<SavedView> {
    const kept = await this.calls.keep(view);
    await this.#refresh(kept.source);
    return kept;
  }

  async remove(view: Pick<SavedView, 'id' | 'row_version' | 'source'>): Promise<void> {
    await this.calls.remove(view.id, view.row_version);
    await this.#refresh(view.source);
  }

  /** Of two answers the one asked for last counts. */
  async #refresh(source: string): Promise<void> {
    const list = this.#lists.get(source);
    if (list === undefined) return;
    this.#asked += 1;
    const turn = this.#asked;
    this.#turns.set(source, turn);
    const found = await this.calls.list(source);
    if (this.#turns.get(source) === turn) list.value = found;
  }
}

export class SearchService extends DeskService<SearchCalls> {
  constructor(session: Session) {
    super(session, 'search');
  }

  /** Find records in everything; `limit` of each source. */
  async find(words: string, limit = 6): Promise<SearchAnswer> {
    return await this.calls.find(words, limit);
  }

  /** What a link may point at: rows of one source, `within` those with these values, by words. */
  async choices(
    source: string,
    words: string,
    limit: number,
    within: Readonly<Record<string, unknown>> = {},
  ): Promise<readonly SearchHit[]> {
    return await this.calls.choices(source, words, limit, within);
  }

  /** What records are called now, in the order asked; null: not there any more. */
  async titles(records: readonly TitleWanted[]): Promise<readonly (SearchHit | null)[]> {
    await this.present();
    return records.length === 0 ? [] : await this.calls.titles(records);
  }
}

const SAY_EVERY = 500;

export class PresenceService extends DeskService<PresenceCalls> {
  readonly #people = signal<readonly PersonHere[]>([]);
  #places: readonly Place[] = [];
  #said = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resting = false;

  /** Everybody else one may know of, once for each place. */
  readonly people: ReadonlySignal<readonly PersonHere[]> = this.#people;

  constructor(session: Session) {
    super(session, 'presence');
    this.attend(async (anew) => {
      const begun: Promise<unknown>[] = [];
      if (anew) {
        this.#people.value = [];
        const heard = this.calls.nodeListen<[readonly PersonHere[]]>('changed', (people) => {
          this.#people.value = people;
        });
        begun.push(heard);
      }
      this.#said = ''; // whoever was away has to say it again, and is told everything then
      await Promise.all([...begun, this.#say()]);
    });
  }

  protected override gone(): void {
    this.#people.value = [];
  }

  /** Say what this page looks at, in place of what it said before; told a few times a second at most. */
  async here(places: readonly Place[]): Promise<void> {
    this.#places = places;
    if (!this.#resting) await this.#say();
  }

  async #say(): Promise<void> {
    const said = JSON.stringify(this.#places);
    if (said === this.#said) return;
    this.#said = said;
    this.#resting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#resting = false;
      quietly(this.#say());
    }, SAY_EVERY);
    try {
      await this.calls.here(this.#places);
    } catch (error) {
      this.#said = '';
      throw error;
    }
  }
}

export class JobsService extends DeskService<JobsCalls> {
  readonly #list = signal<readonly Job[]>([]);

  /** One's jobs, the newest first. */
  readonly list: ReadonlySignal<readonly Job[]> = this.#list;
  /** A job came, went on or ended. */
  readonly changed = new Signal<[job: Job]>('changed');

  constructor(session: Session) {
    super(session, 'jobs');
    this.attend(async (anew) => {
      const begun: Promise<unknown>[] = [];
      if (anew) {
        this.#list.value = [];
        const heard = this.calls.nodeListen<[Job]>('changed', async (job) => {
          this.#take(job);
          await this.changed.notify(job);
        });
        begun.push(heard);
      }
      const asked = this.calls.all();
      const [all] = await Promise.all([asked, ...begun]);
      this.#list.value = all.filter((job) => !job.dismissed);
    });
  }

  async cancel(id: string): Promise<void> {
    this.#take(await this.calls.cancel(id));
  }

  async retry(id: string): Promise<void> {
    this.#take(await this.calls.retry(id));
  }

  async dismiss(id: string): Promise<void> {
    await this.calls.dismiss(id);
    this.#list.value = this.#list.peek().filter((one) => one.id !== id);
  }

  async export(request: ExportRequest): Promise<Job> {
    const job = await this.calls.export(request);
    this.#take(job);
    return job;
  }

  /** Draw the sheet of a stored calculation, or of a case that is only tried. */
  async sheet(request: SheetRequest): Promise<Job> {
    const job = await this.calls.sheet(request);
    this.#take(job);
    return job;
  }

  #take(job: Job): void {
    const others = this.#list.peek().filter((one) => one.id !== job.id);
    const all = job.dismissed ? others : [job, ...others];
    this.#list.value = all.toSorted((one, other) => (one.created_at < other.created_at ? 1 : -1));
  }
}

interface Made {
  prefs?: PrefsService;
  views?: ViewsService;
  search?: SearchService;
  presence?: PresenceService;
  jobs?: JobsService;
  papers?: PapersService;
  imports?: ImportsService;
  privacy?: PrivacyService;
  making?: MakingService;
  methods?: MethodsService;
}

const madeFor = new WeakMap<Session, Made>();

/** The services of a session; each begins when it is first asked for. */
export class Services {
  readonly #session: Session;
  readonly #made: Made;

  constructor(session: Session) {
    this.#session = session;
    this.#made = madeFor.get(session) ?? {};
    madeFor.set(session, this.#made);
  }

  get prefs(): PrefsService {
    this.#made.prefs ??= new PrefsService(this.#session);
    return this.#made.prefs;
  }

  get views(): ViewsService {
    this.#made.views ??= new ViewsService(this.#session);
    return this.#made.views;
  }

  get search(): SearchService {
    this.#made.search ??= new SearchService(this.#session);
    return this.#made.search;
  }

  get presence(): PresenceService {
    this.#made.presence ??= new PresenceService(this.#session);
    return this.#made.presence;
  }

  get jobs(): JobsService {
    this.#made.jobs ??= new JobsService(this.#session);
    return this.#made.jobs;
  }

  get papers(): PapersService {
    this.#made.papers ??= new PapersService(this.#session);
    return this.#made.papers;
  }

  get making(): MakingService {
    this.#made.making ??= new MakingService(this.#session);
    return this.#made.making;
  }

  get methods(): MethodsService {
    this.#made.methods ??= new MethodsService(this.#session);
    return this.#made.methods;
  }

  get imports(): ImportsService {
    this.#made.imports ??= new ImportsService(this.#session);
    return this.#made.imports;
  }

  get privacy(): PrivacyService {
    this.#made.privacy ??= new PrivacyService(this.#session);
    return this.#made.privacy;
  }
}
