/**
 * The whole client but its screens: login, line, session, and how they come and go together.
 */

import { type Auth, type LoginState, mustOf } from './auth.ts';
import { Dispatcher } from './dispatch.ts';
import { Failure, raise } from './failure.ts';
import { Line } from './line.ts';
import { Session, type TokenKeeper } from './session.ts';
import type { Person } from './view.ts';
import { type Address, type Credentials, WampTransport } from './wamp.ts';

export interface ClientOptions {
  readonly address: Address;
  readonly auth: Auth;
  readonly person: Pick<Person, 'decide' | 'choose'>;
  readonly tokens: TokenKeeper;
  /** Opens the first connection, if it came with the page; each later one asks for its own. */
  readonly ticket?: Credentials;
  readonly random?: () => number;
  /** Ask the person to prove again who it is. */
  readonly prove?: () => Promise<boolean>;
}

/** The address of the WebSocket beside a page. */
export const socketBeside = (page: string): string => {
  const url = new URL('/ws', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
};

export class Client {
  readonly auth: Auth;
  readonly dispatcher = new Dispatcher();
  readonly session: Session;
  readonly line: Line;

  constructor(options: ClientOptions) {
    const { address, auth, person, tokens } = options;
    this.auth = auth;
    if (options.prove !== undefined) auth.reprove = this.dispatcher.reprove = once(options.prove);
    const whole: Person = {
      decide: (view, cursors) => person.decide(view, cursors),
      choose: (view, choices) => person.choose(view, choices),
      leave: () => this.logout(),
    };
    this.session = new Session(this.dispatcher, whole, tokens);
    let given = options.ticket;
    const ticket = async () => {
      const first = given;
      given = undefined;
      return first ?? (await auth.ticket());
    };
    this.line = new Line({
      open: async () => await WampTransport.open(address, await ticket()),
      up: (transport) => this.session.takeUp(transport),
      down: () => this.dispatcher.disconnect(),
      ...(options.random && { random: options.random }),
    });
    // a session that was ended from elsewhere: come back with a new one, or be asked to sign in
    this.session.ended.connect(() => this.line.cut());
  }

  /** Sign in and go on: the same screen, if it was only the login that had ended. */
  async login(email: string, password: string, code = ''): Promise<LoginState> {
    const state = await this.auth.login(email, password, code);
    // who has something to do first is let in when it is done
    if (mustOf(state) === undefined) this.line.signedIn();
    return state;
  }

  /** Have everything that is unsaved kept now: the page may be going. */
  async keepDrafts(): Promise<void> {
    const dirty = [...this.session.views.peek().values()].filter((view) => view.dirty);
    await Promise.all(dirty.map((view) => unlessGone(view.keepDrafts())));
  }

  /** Follow the page: back on a network it tries at once, leaving it keeps what is unsaved. */
  attend(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): () => void {
    const online = () => this.line.retryNow();
    const leaving = () => {
      this.keepDrafts().catch(raise);
    };
    page.addEventListener('online', online);
    page.addEventListener('pagehide', leaving);
    return () => {
      page.removeEventListener('online', online);
      page.removeEventListener('pagehide', leaving);
    };
  }

  /** End the session, the connection and the login, whatever of them still answers. */
  async logout(): Promise<void> {
    await unlessGone(this.session.stop());
    await this.line.stop();
    await this.session.forget();
    await unlessGone(this.auth.logout());
  }
}

/** Several who ask at once wait for one answer. */
const once = (ask: () => Promise<boolean>): (() => Promise<boolean>) => {
  let asking: Promise<boolean> | undefined;
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
};

const unlessGone = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
};
