/**
 * The client's side of a context: what the server described, its cursors, its unsaved changes.
 *
 * It asks the person in front of the screen through `Person`, and shows nothing itself: whoever shows it
 * reads its signals. Everything is heard before the view is reported ready, so no event is missed.
 */

import {
  effect,
  type ReadonlySignal,
  type Signal as Signalled,
  signal,
  untracked,
} from '@preact/signals-core';
import type {
  ActionAnswer,
  ActionDescription,
  ActionFlags,
  BatchSaved,
  Choice,
  CloseAnswer,
  ContextOpened,
  IntentWire,
  PeerOffer,
  PendingAnswer,
  ViewNotice,
  ViewResult,
} from './contract.gen.ts';
import { Cursor, type CursorCalls } from './cursor.ts';
import { type BatchChanges, CursorEdits } from './edits.ts';
import { closed, Failure, raise } from './failure.ts';
import { type Declared, type Declares, Node, type NodeContext } from './node.ts';
import { Path } from './path.ts';
import type { Remote } from './remote.ts';
import type { Key } from './rows.ts';
import { Saving, type Wish } from './saving.ts';
import { Signal } from './signal.ts';
import { uuid7 } from './uuid.ts';

/** What the server's side of a context answers. */
export interface ContextCalls {
  begin_intent(intent: IntentWire): Promise<ContextOpened>;
  confirm(keys: readonly Key[]): Promise<null>;
  close(): Promise<CloseAnswer>;
  keep_draft(cursor: string, changes: Readonly<Record<string, unknown>>): Promise<null>;
  save(
    changes: Readonly<Record<string, BatchChanges>>,
    idempotencyKey: string,
  ): Promise<Readonly<Record<string, BatchSaved>>>;
  menu(categories?: readonly string[] | null): Promise<readonly ActionDescription[]>;
}

interface ActionCalls {
  run(options?: Readonly<Record<string, unknown>> | null): ActionAnswer;
}

/** Somebody who decides; a person who does not answer stays where he is. */
export interface Person {
  decide(view: View, cursors: readonly string[]): Promise<PendingAnswer['choice']>;
  choose(view: View, options: readonly Choice[]): Promise<string>;
  leave(view: View): Promise<void>;
}

type Drafts = Readonly<Record<string, unknown>>;

/** A save nobody had answered was asked again when the line was back. */
export interface Resent {
  readonly saved: boolean;
  /** The record it made, if it was of one to be made. */
  readonly made: Key | undefined;
}

/** What a view that is void leaves to the one that comes in its place. */
export interface Carried {
  readonly drafts: Drafts;
  readonly wish?: Wish | undefined;
  /** When it was left, if it was not just now. */
  readonly at?: string;
}

/** What a view begins with that was typed before it was there. */
export interface Begun {
  /** The void view whose place it takes: what is typed there meanwhile comes along. */
  readonly before?: View | undefined;
  /** What this machine has kept of a page before. */
  readonly kept?: Carried | undefined;
}

const PATIENCE = 3_000; // for the rows of a view that takes the place of another

/** Its rows are there; a record to be made has none. */
const isShown = (cursor: Cursor): boolean =>
  cursor.ready.value || cursor.state.value.edit === 'new';

export class View extends Node {
  static override readonly calls: Declared = {
    ask_pending: 'askPending',
    choose: 'choose',
    notice: 'notice',
    result: 'result',
    focus: 'focus',
    logout: 'logout',
  } satisfies Declares<View>;

  readonly id: number;
  readonly offer: PeerOffer;
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly edits: ReadonlyMap<string, CursorEdits>;
  readonly noticed = new Signal<[notice: ViewNotice]>('noticed');
  readonly resulted = new Signal<[result: ViewResult]>('resulted');
  readonly focused = new Signal<[]>('focused');
  readonly #person: Person;
  readonly #kept: Carried | undefined;
  #drafts: Drafts = {};
  /** Drafts by cursor whose rows are still on their way. */
  readonly #waiting = new Map<string, unknown>();
  #inherits = false;
  #wish: Wish | undefined;
  readonly #before: Signalled<View | undefined>;
  readonly #made = new Map<string, Cursor>();
  readonly #edits = new Map<string, CursorEdits>();
  readonly #active = signal(false);
  readonly #draftKeptAt = signal<string | null>(null);
  readonly #saving = new Saving((changes, key) => this.controller.save(changes, key));
  readonly #resent = signal<Resent | undefined>(undefined);
  readonly #flags = signal<Readonly<Record<string, ActionFlags>>>({});

  /** Whether both sides have started. */
  readonly active: ReadonlySignal<boolean> = this.#active;
  /** Which actions can be run and seen now, by id. */
  readonly flags: ReadonlySignal<Readonly<Record<string, ActionFlags>>> = this.#flags;

  /** What became of a save that was asked again; for whoever shows the view, sooner or later. */
  readonly resent: ReadonlySignal<Resent | undefined> = this.#resent;

  /** When the draft was kept that this view began with; null once it is saved or discarded. */
  readonly draftKeptAt: ReadonlySignal<string | null> = this.#draftKeptAt;

  /** The void view to be shown, and typed into, until this one has its rows. */
  readonly before: ReadonlySignal<View | undefined>;
  /** Who shows a void view puts into it what is half typed, before another takes its place. */
  readonly settling = new Set<() => void>();

  constructor(offer: PeerOffer, person: Person, { before, kept }: Begun = {}) {
    super();
    this.id = offer.id;
    this.offer = offer;
    this.#person = person;
    this.#kept = kept;
    this.#before = signal(before);
    this.before = this.#before;
    this.#begin();
    this.cursors = this.#made;
    this.edits = this.#edits;
    this.#flags.value = Object.fromEntries(
      offer.actions.map(({ id, enabled, visible }) => [id, { enabled, visible }]),
    );
  }

  /** Begin with what is unsaved, as it is now. */
  #begin(): void {
    const carried = this.#before.peek()?.carried() ?? this.#kept;
    this.#inherits = carried !== undefined;
    this.#drafts = carried?.drafts ?? this.offer.drafts;
    this.#wish = carried?.wish;
    if (Object.keys(this.#drafts).length > 0) {
      const { drafts_kept_at } = this.offer;
      this.#draftKeptAt.value = carried === undefined ? drafts_kept_at : (carried.at ?? null);
    }
  }

  override async bind(path: Path | string, context?: NodeContext, parent?: Node): Promise<void> {
    const own = context?.child();
    own?.set('context', this);
    own?.set('view', this);
    await super.bind(path, own, parent);
  }

  /** Its other side; a void view has none, as if there were no connection. */
  get controller(): Remote<ContextCalls> {
    if (this.nodePath === undefined) throw closed();
    return this.remote<ContextCalls>(Path.of(this.offer.uri));
  }

  cursor(name: string): Cursor {
    const found = this.#made.get(name);
    if (found === undefined) throw new Error(`${this.offer.controller} has no cursor ${name}`);
    return found;
  }

  editsOf(name: string): CursorEdits {
    const found = this.#edits.get(name);
    if (found === undefined) throw new Error(`${this.offer.controller} has no cursor ${name}`);
    return found;
  }

  /** Listen to everything the context tells; all of it is asked for at once, for a line may be slow. */
  async listen(): Promise<void> {
    const actions = this.#actions;
    const heard: Promise<unknown>[] = [];
    for (const [name, described] of Object.entries(this.offer.cursors)) {
      if (this.nodePhase !== 'bound') throw closed();
      const cursor = new Cursor(name, described, this.remote<CursorCalls>(Path.of(described.uri)));
      const edits = new CursorEdits(cursor, (changes) => this.controller.keep_draft(name, changes));
      this.#made.set(name, cursor);
      this.#edits.set(name, edits);
      this.nodeKeep(() => edits.dispose());
      heard.push(cursor.listen());
    }
    for (const cursor of this.#made.values()) {
      const master = this.#made.get(cursor.described.tracks ?? '');
      if (master !== undefined) cursor.follow(master);
    }
    if (this.#before.peek() === undefined) this.#takeUp();
    else this.#takeOverWhenShown();
    if (this.offer.actions.length > 0) {
      const flags = (changed: Readonly<Record<string, ActionFlags>>) => {
        this.#flags.value = { ...this.#flags.peek(), ...changed };
      };
      heard.push(actions.nodeListen('flags', flags));
    }
    await Promise.all(heard);
  }

  #takeUp(): void {
    for (const [name, edits] of this.#edits) this.#restoreWhenShown(this.cursor(name), edits);
    this.#forgetDraftWhenClean();
    this.#takeUpWish();
  }

  /** As long as its rows are on their way, one goes on typing into the view before. */
  #takeOverWhenShown(): void {
    const takeOver = () => {
      stop();
      const before = this.#before.peek();
      if (before === undefined || this.nodePath === undefined) return; // or void itself by now
      for (const settle of before.settling) settle();
      this.#begin();
      this.#takeUp();
      this.#before.value = undefined;
    };
    const end = effect(() => {
      if (this.#isThere) queueMicrotask(takeOver);
    });
    const timer = setTimeout(takeOver, PATIENCE);
    const stop = () => {
      end();
      clearTimeout(timer);
    };
    this.nodeKeep(stop);
  }

  /** Everything stands that does not follow something else; tracked. */
  get #isThere(): boolean {
    const shown = (cursor: Cursor) => isShown(cursor) || cursor.described.tracks !== null;
    return [...this.#made.values()].every(shown) && this.#active.value;
  }

  #forgetDraftWhenClean(): void {
    let before = false;
    const end = effect(() => {
      const dirty = [...this.#edits.values()].map((edits) => edits.dirty.value).includes(true);
      if (before && !dirty) this.#draftKeptAt.value = null;
      before = dirty;
    });
    this.nodeKeep(end);
  }

  /** A draft is taken up when its rows are there, so that what others saved since is seen. */
  #restoreWhenShown(cursor: Cursor, edits: CursorEdits): void {
    const draft = this.#drafts[cursor.name];
    if (draft === undefined) return;
    this.#waiting.set(cursor.name, draft);
    const end = effect(() => {
      if (!isShown(cursor) || !this.#waiting.delete(cursor.name)) return;
      untracked(() => edits.restore(draft));
      queueMicrotask(() => end());
    });
    this.nodeKeep(() => end());
  }

  start(role: string, counterpart: string): void {
    this.nodeContext?.set(role, this.remote(Path.of(counterpart)));
    this.#active.value = true;
  }

  /** The client is back: say again what is unsaved, and what had no answer. */
  resumed(): void {
    for (const edits of this.#edits.values()) {
      // also what was given up meanwhile: the server believes it to be unsaved still
      if (edits.dirty.peek() || edits.unkept.peek()) edits.declareAgain();
    }
    this.#resend();
  }

  #resend(): void {
    const request = this.#saving.unanswered;
    if (request === undefined) return;
    const made: Key[] = [];
    const again = async () => {
      const done = await this.#saving.send(request, (key) => made.push(key));
      // a form for the next one may have begun already: only what was there before counts
      const saved = [...this.#edits.values()].every((one) => one.dirtyKeys.peek().length === 0);
      if (done) this.#resent.value = { saved, made: made[0] };
    };
    again().catch(raise);
  }

  /** Go on with what the view before this one had asked, when everything it was about is here. */
  #takeUpWish(): void {
    const wish = this.#wish;
    if (wish === undefined) return;
    const names = Object.keys(wish.changes).filter((name) => this.#edits.has(name));
    const end = effect(() => {
      if (!this.#isThere) return;
      queueMicrotask(() => {
        end();
        if (this.#wish === undefined) return; // given up meanwhile
        this.#wish = undefined;
        const failure = new Failure('unknown_outcome');
        const batches = names.flatMap((name) => {
          const changes = wish.changes[name];
          const edits = this.#edits.get(name);
          if (changes === undefined || edits === undefined) return [];
          return [[name, edits.rejoin(changes, failure)] as const];
        });
        this.#saving.adopt({ key: wish.key, batches });
        this.#resend();
      });
    });
    this.nodeKeep(() => end());
  }

  /** What is left to a view that comes in this one's place. */
  carried(): Carried | undefined {
    const before = this.#before.peek();
    if (before !== undefined) return before.carried(); // it was void before it came so far
    const drafts = this.drafts();
    const wish = this.#saving.wish ?? this.#wish;
    if (Object.keys(drafts).length === 0 && wish === undefined) return undefined;
    return { drafts, wish };
  }

  /** Whether something that only this machine may have waits until its rows are there. */
  get inherits(): boolean {
    return this.#inherits && (this.#waiting.size > 0 || this.#wish !== undefined);
  }

  // -- what its user does

  get #actions(): Remote {
    return this.controller.nodeChild('actions');
  }

  async run(
    action: string,
    options: Readonly<Record<string, unknown>> = {},
    confirmed = false,
  ): Promise<ActionAnswer> {
    const named = { confirmed };
    return await this.#actions.nodeChild<ActionCalls>(action).nodeOptions({ named }).run(options);
  }

  async begin(intent: IntentWire, wantsResult = false): Promise<ContextOpened> {
    const named = { wants_result: wantsResult };
    return await this.controller.nodeOptions({ named }).begin_intent(intent);
  }

  async close(): Promise<CloseAnswer> {
    return await this.controller.close();
  }

  get dirty(): boolean {
    return [...this.#edits.values()].some((edits) => edits.dirty.peek());
  }

  /** What is unsaved, to be taken over by a view that begins anew. */
  drafts(): Drafts {
    const found = [...this.#edits].map(([name, edits]) => [name, edits.draft()] as const);
    const typed = found.filter(([, draft]) => Object.keys(draft).length > 0);
    return Object.fromEntries([...this.#waiting, ...typed]);
  }

  async keepDrafts(): Promise<void> {
    await Promise.all([...this.#edits.values()].map((edits) => edits.keep()));
  }

  /** Save what is unsaved, all of it or nothing; tells whether it is. What was refused says why. */
  async saveAll(names: readonly string[] = [...this.#edits.keys()]): Promise<boolean> {
    if (this.#saving.busy && !(await this.#saving.settled())) return false;
    const asked = names.flatMap((name) => {
      const edits = this.#edits.get(name);
      return edits === undefined ? [] : [[name, edits] as const];
    });
    if (asked.some(([, edits]) => edits.conflicting())) return false;
    const batches = asked.flatMap(([name, edits]) => {
      const begun = edits.begin();
      return begun === undefined ? [] : [[name, begun] as const];
    });
    if (batches.length > 0 && !(await this.#saving.send({ key: uuid7(), batches }))) return false;
    return asked.every(([, edits]) => !edits.dirty.peek());
  }

  /** Forget what was unsaved, also what was kept of it. */
  async discardDrafts(): Promise<void> {
    this.#waiting.clear();
    this.#wish = undefined;
    for (const edits of this.#edits.values()) edits.clear();
    this.#draftKeptAt.value = null;
    this.#saving.adopt(undefined);
    await this.keepDrafts();
  }

  /** Hear once what became of a save that was asked again. */
  takeResent(): Resent | undefined {
    const found = this.#resent.peek();
    this.#resent.value = undefined;
    return found;
  }

  // -- what the server asks

  async askPending(names: readonly string[]): Promise<PendingAnswer> {
    const choice = await this.#person.decide(this, names);
    if (choice !== 'save') {
      if (choice === 'discard') for (const name of names) this.#edits.get(name)?.clear();
      return { choice };
    }
    return (await this.saveAll(names)) ? { choice, changes: {} } : { choice: 'stay' };
  }

  async choose(options: readonly Choice[]): Promise<string> {
    return await this.#person.choose(this, options);
  }

  async notice(notice: ViewNotice): Promise<void> {
    await this.noticed.notify(notice);
  }

  async result(result: ViewResult): Promise<void> {
    await this.resulted.notify(result);
  }

  async focus(): Promise<void> {
    await this.focused.notify();
  }

  logout(): void {
    this.#person.leave(this).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
    });
  }
}
