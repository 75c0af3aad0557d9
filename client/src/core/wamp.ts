/**
 * One connection by wampy, from ticket to goodbye. It never comes back: the line makes another.
 *
 * What wampy leaves to us: it neither notices a handshake that hangs nor lets go of a dead socket, so
 * the socket is made here and watched here. Its prefix URIs may not end in a dot, so a tree is one
 * registration of its root; subscriptions are exact, because it cannot end others.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import { Errors, Wampy } from 'wampy';
import { closed, Failure, fromWire, timedOut, toWire } from './failure.ts';
import type { CallOptions } from './remote.ts';
import type { Incoming, Transport } from './transport.ts';

type CallResult = Awaited<ReturnType<Wampy['call']>>;
type EventData = Parameters<Parameters<Wampy['subscribe']>[1]>[0];
type InvocationData = Parameters<Parameters<Wampy['register']>[1]>[0];
type Sockets = NonNullable<ReturnType<Wampy['getOptions']>['ws']>;

const REALM = 'ytefas';
const OPEN_IN = 10_000;
const ANSWER_IN = 30_000;
const SLOW = 3_000; // a call without an answer for so long is worth telling
const FAREWELL = 1_000;
const MAX_MESSAGE = 64 * 1024 - 1024; // what the door takes, less the envelope

export interface Credentials {
  readonly ticket: string;
  readonly authid: string;
}

export interface Address {
  readonly url: string;
  readonly realm?: string;
  readonly socket?: (url: string, protocols: string | string[]) => WebSocket;
}

const asFailure = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  if (error instanceof Errors.AbortError) return fromWire(error.errorUri, undefined);
  if (error instanceof Errors.WampError) return fromWire(error.errorUri, error.argsDict);
  return closed();
};

/** Wampy says `new`, which takes a function that gives an object, but no arrow. */
const newable = (make: (url: string, protocols: string[]) => WebSocket): Sockets => {
  function socket(url: string, protocols: string[]): WebSocket {
    return make(url, protocols);
  }
  return socket as unknown as Sockets;
};

const payload = (args: readonly unknown[], named: Readonly<Record<string, unknown>> = {}) => ({
  argsList: [...args],
  ...(Object.keys(named).length > 0 && { argsDict: { ...named } }),
});

export class WampTransport implements Transport {
  /** Milliseconds of the clock when anything last came. */
  heard = Date.now();
  /** The hash of the contract that the server speaks. */
  contract: string | undefined;
  /** Resolves when the connection has gone, whoever ended it. */
  readonly gone: Promise<void>;
  readonly #session: Wampy;
  readonly #slow = signal(0);
  readonly #waiting = new Set<(error: Failure) => void>();
  readonly #subscriptions = new Map<string, number>();
  #socket: WebSocket | undefined;
  #over = false;
  #end: () => void = () => undefined;

  private constructor(address: Address, credentials: Credentials) {
    this.gone = new Promise((resolve) => {
      this.#end = resolve;
    });
    const make = address.socket ?? ((url, protocols) => new WebSocket(url, protocols));
    const watched = (url: string, protocols: string[]) => this.#watch(make(url, protocols));
    this.#session = new Wampy(address.url, {
      ws: newable(watched),
      realm: address.realm ?? REALM,
      authid: credentials.authid,
      authmethods: ['ticket'],
      onChallenge: () => credentials.ticket,
      autoReconnect: false,
      onClose: () => this.#lost(),
    });
  }

  static async open(address: Address, credentials: Credentials): Promise<WampTransport> {
    const made = new WampTransport(address, credentials);
    try {
      const details = await made.#until(made.#session.connect(), OPEN_IN);
      const contract: unknown = Reflect.get(details, 'contract');
      made.contract = typeof contract === 'string' ? contract : undefined;
      return made;
    } catch (error) {
      made.cut();
      const failure = asFailure(error);
      // a ticket may have waited for too long; whether the login has ended tells who gives tickets
      if (failure.code !== 'not_authenticated') throw failure;
      throw new Failure('ticket_refused', { retry: true });
    }
  }

  /** How many calls have been waiting for too long. */
  get slow(): ReadonlySignal<number> {
    return this.#slow;
  }

  // -- the six

  async call(uri: string, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    const tell = options.onProgress;
    const said = payload(args, options.named);
    if (new TextEncoder().encode(JSON.stringify(said)).length > MAX_MESSAGE) {
      throw new Failure('too_large', { fields: { limit: MAX_MESSAGE } });
    }
    const asked = this.#session.call(uri, said, {
      ...(tell && { progress_callback: (part: CallResult) => tell(part.argsList?.[0]) }),
    });
    const request = this.#session.getOpStatus().reqId;
    try {
      const answer = await this.#until(asked, options.timeout ?? ANSWER_IN);
      return answer.argsList?.[0] ?? null;
    } catch (error) {
      if (error instanceof Failure && error.code === 'timeout') this.#cancel(request);
      throw asFailure(error);
    }
  }

  async publish(uri: string, args: readonly unknown[]): Promise<void> {
    await this.#settled(this.#session.publish(uri, payload(args)));
  }

  async register(prefix: string, answer: Incoming): Promise<void> {
    const invoke = async ({ details, argsList, argsDict }: InvocationData) => {
      const procedure = details['procedure'];
      const uri = typeof procedure === 'string' ? procedure : prefix;
      try {
        return { argsList: [await answer(uri, argsList ?? [], argsDict ?? {})] };
      } catch (error) {
        const said = toWire(error);
        throw { error: said.uri, argsList: [said.body.message], argsDict: said.body };
      }
    };
    await this.#settled(this.#session.register(prefix, invoke, { match: 'prefix' }));
  }

  async unregister(prefix: string): Promise<void> {
    await this.#settled(this.#session.unregister(prefix));
  }

  async subscribe(topic: string, hear: Incoming): Promise<void> {
    const take = ({ argsList, argsDict }: EventData) => {
      hear(topic, argsList ?? [], argsDict ?? {});
    };
    // without options: wampy finds a subscription again by them, and `{}` is not nothing
    const { subscriptionId } = await this.#settled(this.#session.subscribe(topic, take));
    this.#subscriptions.set(topic, subscriptionId);
  }

  async unsubscribe(topic: string): Promise<void> {
    const subscription = this.#subscriptions.get(topic);
    if (subscription === undefined) return;
    this.#subscriptions.delete(topic);
    await this.#settled(this.#session.unsubscribe(subscription));
  }

  // -- the end

  /** Say goodbye; a socket that does not answer is cut. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.cut(), FAREWELL);
    this.#session.disconnect().catch(() => this.cut());
    await this.gone;
    clearTimeout(late);
  }

  /** Let go at once, whatever the socket does. */
  cut(): void {
    this.#socket?.close();
    this.#lost();
  }

  #lost(): void {
    if (this.#over) return;
    this.#over = true;
    for (const fail of [...this.#waiting]) fail(closed());
    this.#end();
  }

  #watch(socket: WebSocket): WebSocket {
    this.#socket = socket;
    this.heard = Date.now();
    socket.addEventListener('message', () => {
      this.heard = Date.now();
    });
    socket.addEventListener('close', () => this.#lost());
    return socket;
  }

  #cancel(request: number): void {
    try {
      this.#session.cancel(request, { mode: 'kill' });
    } catch {
      // it was answered in this very moment: nothing is left to cancel
    }
  }

  async #settled<T>(asked: Promise<T>): Promise<T> {
    try {
      return await this.#until(asked, ANSWER_IN);
    } catch (error) {
      throw asFailure(error);
    }
  }

  /** Wait for an answer, but not beyond the connection nor for ever. */
  #until<T>(asked: Promise<T>, patience: number): Promise<T> {
    return new Promise((resolve, reject) => {
      let slow = false;
      const tell = setTimeout(() => {
        slow = true;
        this.#slow.value += 1;
      }, SLOW);
      const late = setTimeout(() => fail(timedOut()), patience);
      const done = () => {
        clearTimeout(tell);
        clearTimeout(late);
        this.#waiting.delete(fail);
        if (slow) this.#slow.value -= 1;
        slow = false;
      };
      const fail = (error: unknown) => {
        done();
        reject(error);
      };
      this.#waiting.add(fail);
      asked.then((answer) => {
        done();
        resolve(answer);
      }, fail);
      if (this.#over) fail(closed());
    });
  }
}
