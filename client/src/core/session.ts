/**
 * The client's half of a session: takes it up on each new connection, makes and ends views.
 *
 * A session outlives its connections: whoever has its token comes back to it, with views and unsaved
 * changes as they were. When the server had to build it anew, or lost it, the views are void; they stay
 * to be typed into until others come in their place, which take over what is unsaved.
 */

import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import type {
  ContextOpened,
  IntentWire,
  PeerOffer,
  PeerStart,
  PeerStop,
  Resume,
  SessionInfo,
  SessionStarted,
} from './contract.gen.ts';
import type { Dispatcher } from './dispatch.ts';
import { closed, Failure, raise } from './failure.ts';
import { type Declared, type Declares, Node } from './node.ts';
import { Path } from './path.ts';
import type { Remote } from './remote.ts';
import { Signal } from './signal.ts';
import type { Transport } from './transport.ts';
import { type Carried, type Person, View } from './view.ts';

const START = 'ytefas.session.start_session';
const MEMBERS = 0;
const ROLE = 'client';

/** One time the session was taken up; what was listened to in another life is heard no more. */
export interface Live {
  readonly life: number;
}

/** What the server's half answers. */
export interface MemberCalls {
  peer_ready(id: number, uri: string, role: string, known?: readonly number[]): Promise<null>;
  peer_stop(id: number): Promise<null>;
  session_stop(): Promise<null>;
  begin_intent(intent: IntentWire): Promise<ContextOpened>;
}

/** Remembers how to come back to a session, at least as long as the page lives. */
export interface TokenKeeper {
  load(): Resume | undefined;
  save(resume: Resume): void;
  clear(): void;
}

/** Gives what a view before this page had not saved, to the one that shows the same. */
export interface Leftovers {
  take(shown: string): Carried | undefined;
  remember(name: string, value: unknown): void;
  remembered(name: string): unknown;
}

export class Session extends Node {
  static override readonly calls: Declared = {
    create_peer: 'createPeer',
    peer_start: 'peerStart',
    peer_stop: 'peerStop',
  } satisfies Declares<Session>;

  readonly #dispatcher: Dispatcher;
  readonly #person: Person;
  readonly #tokens: TokenKeeper;
  readonly #views = signal<ReadonlyMap<number, View>>(new Map());
  readonly #started = signal<SessionStarted | undefined>(undefined);
  readonly #live = signal<Live | undefined>(undefined);
  #life = 0;
  readonly #problem = signal<Readonly<Record<string, unknown>> | undefined>(undefined);
  readonly #left = signal<readonly View[]>([]);
  readonly #opening = signal(false);

  /** What this machine has kept of pages before. */
  leftovers: Leftovers | undefined;

  /** The open views, in the order they were opened. */
  readonly views: ReadonlySignal<ReadonlyMap<number, View>> = this.#views;
  readonly started: ReadonlySignal<SessionStarted | undefined> = this.#started;
  /** The session is there and answers; a new value each time it is taken up. */
  readonly live: ReadonlySignal<Live | undefined> = this.#live;
  /** Why a session that began shows nothing. */
  readonly problem: ReadonlySignal<Readonly<Record<string, unknown>> | undefined> = this.#problem;
  /** Begun or built anew, and what was open before is still being shown. */
  readonly opening: ReadonlySignal<boolean> = this.#opening;
  /** Views that are void, and nothing has come in their place yet. */
  readonly left: ReadonlySignal<readonly View[]> = this.#left;
  /** The session is over and will not come back. */
  readonly ended = new Signal<[]>('ended');

  constructor(dispatcher: Dispatcher, person: Person, tokens: TokenKeeper) {
    super();
    this.#dispatcher = dispatcher;
    this.#person = person;
    this.#tokens = tokens;
  }

  get server(): Remote<MemberCalls> {
    return this.remote<MemberCalls>('@server');
  }

  // -- coming and going

  /** Start, or come back, on a new connection. */
  async takeUp(transport: Transport): Promise<void> {
    const before = this.#started.peek();
    const started = await this.#start(transport);
    this.#tokens.save({ id: started.id, token: started.token });
    const kept = started.resumed && !started.rebuilt && before?.id === started.id;
    if (!kept) await this.#voidAll();
    if (before !== undefined && before.user['user_id'] !== started.user['user_id']) {
      this.#left.value = []; // somebody else has signed in: what was typed is not his
    }
    this.#started.value = started;
    this.#opening.value = !started.resumed || started.rebuilt;
    this.#problem.value = undefined;
    await this.#dispatcher.connect(transport);
    // in one go, for one connection is heard in order: each answer would cost a way there and back
    const placed = this.nodePhase === 'unbound' ? this.#place(started.base) : [];
    const ready = this.#sayReady([...this.#views.peek().keys()]);
    await Promise.all([...placed, ready]);
    for (const view of this.#views.peek().values()) view.resumed();
    this.#live.value = { life: this.#life };
  }

  /** Be somewhere, and hear what becomes of the session. */
  #place(base: string): Promise<unknown>[] {
    this.#life += 1;
    const bound = this.bind(Path.of(ROLE, base), this.#dispatcher.newContext());
    const hear = (info: SessionInfo) => this.#onInfo(info);
    return [bound, this.server.nodeListen<[SessionInfo]>('session_info', hear)];
  }

  async #sayReady(known: readonly number[]): Promise<void> {
    await this.#dispatcher.said();
    await this.server.peer_ready(MEMBERS, String(this.nodePath), ROLE, known);
  }

  /** Wait until the session is there. */
  async present(): Promise<void> {
    if (this.#live.peek() !== undefined) return;
    await new Promise<void>((resolve) => {
      const end = this.#live.subscribe((live) => {
        if (live === undefined) return;
        resolve();
        queueMicrotask(() => end());
      });
    });
  }

  async #start(transport: Transport): Promise<SessionStarted> {
    const resume = this.#tokens.load();
    if (resume === undefined) return (await transport.call(START, [])) as SessionStarted;
    try {
      return (await transport.call(START, [resume])) as SessionStarted;
    } catch (error) {
      // gone for good, or of another user: begin a new one
      if (!(error instanceof Failure) || error.code !== 'not_authenticated') throw error;
      this.#tokens.clear();
      return (await transport.call(START, [])) as SessionStarted;
    }
  }

  /** End the session, here and there. */
  async stop(): Promise<void> {
    if (this.nodePhase === 'bound') await this.server.session_stop();
  }

  async begin(intent: IntentWire): Promise<ContextOpened> {
    return await this.server.begin_intent(intent);
  }

  /** Forget who was here: somebody else may be next. */
  async forget(): Promise<void> {
    this.#tokens.clear();
    await this.#voidAll();
    this.#left.value = [];
    this.#started.value = undefined;
  }

  async #voidAll(): Promise<void> {
    batch(() => {
      // of those nobody came for, only what holds something is worth its room
      const unsaved = this.#left.peek().filter((view) => view.carried() !== undefined);
      this.#left.value = [...unsaved, ...this.#views.peek().values()];
      this.#views.value = new Map();
      this.#live.value = undefined;
    });
    if (this.nodePhase === 'bound') await this.unbind();
  }

  async #onInfo(info: SessionInfo): Promise<void> {
    if (info.error !== undefined) this.#problem.value = info.error;
    if (info.error !== undefined || info.opened === true) this.#opening.value = false;
    // `kept`: only its node goes; whoever connects again comes back to it elsewhere
    if (info.status !== 'stopped' || info.kept === true) return;
    this.#tokens.clear();
    await this.#voidAll();
    await this.ended.notify();
  }

  // -- what the server says

  async createPeer(offer: PeerOffer): Promise<void> {
    await this.#drop(offer.id);
    const before = this.#leftBy(offer);
    const kept = before?.carried() === undefined ? this.leftovers?.take(shownBy(offer)) : undefined;
    const view = new View(offer, this.#person, { before, kept });
    try {
      await this.add(String(offer.id), view);
      const heard = view.listen();
      heard.catch(() => undefined); // told below
      await this.#dispatcher.said();
      this.#peerReady(offer.id, view); // heard after what we listen to, so nothing is missed
      await heard;
      if (view.nodePhase !== 'bound') throw closed();
    } catch (error) {
      if (this.nodePhase !== 'bound') throw closed(); // the session ended meanwhile
      if (view.nodePhase === 'bound') await view.unbind();
      throw error;
    }
    batch(() => {
      this.#left.value = this.#left.peek().filter((one) => one !== before);
      this.#views.value = new Map(this.#views.peek()).set(offer.id, view);
    });
  }

  /** The void view whose place this one takes: that of the same number, where several showed the same. */
  #leftBy(offer: PeerOffer): View | undefined {
    const alike = this.#left.peek().filter((one) => shownBy(one.offer) === shownBy(offer));
    return alike.find((one) => one.id === offer.id) ?? alike.at(-1);
  }

  #peerReady(id: number, view: View): void {
    const ready = this.server.peer_ready(id, String(view.nodePath), 'view');
    ready.catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }

  peerStart(start: PeerStart): void {
    const view = this.nodeChildren.get(String(start.id));
    const other = start.locations['server'];
    if (view instanceof View && other !== undefined) view.start(other.role, other.uri);
  }

  async peerStop(stop: PeerStop): Promise<void> {
    await this.#drop(stop.id);
  }

  async #drop(id: number): Promise<void> {
    const view = this.#views.peek().get(id);
    if (view === undefined) return;
    const left = new Map(this.#views.peek());
    left.delete(id);
    this.#views.value = left;
    if (view.nodePhase === 'bound') await view.unbind();
  }
}

/** Two views of the same records by the same controller take each other's place. */
export const shownBy = ({ controller, intent }: PeerOffer): string =>
  JSON.stringify([controller, intent.operation, intent.content ?? null]);
