/**
 * The line to the server: one transport after the other, for ever.
 *
 * A try that fails is tried again after a jittered time, with a new ticket each time. A login that has
 * ended is no failure of the line: it waits until somebody has signed in. A socket that says nothing is
 * asked, and given up when it does not answer.
 */

import { computed, type ReadonlySignal, signal } from '@preact/signals-core';
import { CONTRACT_HASH } from './contract.gen.ts';
import { Failure, raise } from './failure.ts';
import type { Transport } from './transport.ts';

const HEARTBEAT = 'ytefas.heartbeat';
const PING = 'ytefas.session.ping';
const LOOK = 1_000;
const ASK_AFTER = 10_000;
const GIVE_UP_AFTER = 30_000;
const FIRST_WAIT = 400;
const LONGEST_WAIT = 5_000; // a person looks at it, and the server that comes back is not far

/** A transport that can be watched and let go. */
export interface LiveTransport extends Transport {
  readonly heard: number;
  readonly contract: string | undefined;
  readonly gone: Promise<void>;
  readonly slow: ReadonlySignal<number>;
  close(): Promise<void>;
  cut(): void;
}

export type LinePhase = 'off' | 'connecting' | 'online' | 'waiting' | 'signed_out';

export interface LineStanding {
  readonly phase: LinePhase;
  /** Milliseconds of the clock since when there is no connection; undefined while there is one. */
  readonly downSince?: number;
  /** When the next try begins. */
  readonly retryAt?: number;
  readonly attempt: number;
  readonly error?: Failure;
}

export interface LineOptions {
  /** Get a ticket and open a transport; not_authenticated means that the login has ended. */
  readonly open: () => Promise<LiveTransport>;
  /** Take up what lives on the line; a failure ends this transport. */
  readonly up: (transport: LiveTransport) => Promise<void>;
  readonly down: () => void;
  readonly random?: () => number;
}

const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('internal', { message: String(error) });

export class Line {
  readonly #options: LineOptions;
  readonly #standing = signal<LineStanding>({ phase: 'off', attempt: 0 });
  readonly #transport = signal<LiveTransport | undefined>(undefined);
  #downSince: number | undefined;
  #attempt = 0;
  #wake: (() => void) | undefined;
  #running = false;
  #life = 0;

  /** Where it stands; a banner belongs to everything but `online`. */
  readonly standing: ReadonlySignal<LineStanding> = this.#standing;
  /** Whether a call has been waiting for too long. */
  readonly slow = computed(() => (this.#transport.value?.slow.value ?? 0) > 0);
  /** Whether the server speaks another contract than this page: a new version is available. */
  readonly outdated = computed(() => {
    const theirs = this.#transport.value?.contract;
    return theirs !== undefined && theirs !== CONTRACT_HASH;
  });

  constructor(options: LineOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#life += 1;
    this.#downSince = Date.now();
    this.#attempt = 0;
    this.#run(this.#life).catch(raise);
  }

  /** Try now what would be tried later. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Go on after the login had ended: somebody has signed in. */
  signedIn(): void {
    this.#attempt = 0;
    if (this.#running) this.#wake?.();
    else this.start();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#life += 1;
    this.#wake?.();
    this.#say('off');
    await this.#transport.peek()?.close();
  }

  /** Break the connection as a network does; the line makes another. */
  cut(): void {
    this.#transport.peek()?.cut();
  }

  async #run(life: number): Promise<void> {
    while (life === this.#life) {
      this.#say('connecting');
      const error = await this.#live(life);
      if (life !== this.#life) return;
      this.#downSince ??= Date.now();
      await this.#pause(error);
    }
  }

  /** Connect, live until the transport goes, and say why it did not work. */
  async #live(life: number): Promise<Failure | undefined> {
    let transport: LiveTransport | undefined;
    try {
      transport = await this.#options.open();
      if (life !== this.#life) return undefined;
      // asked for together: each costs a way there and back
      const pulse = transport.subscribe(HEARTBEAT, () => undefined);
      await Promise.all([pulse, this.#options.up(transport)]);
      if (life !== this.#life) return undefined;
      this.#online(transport);
      await this.#watch(transport);
      return undefined;
    } catch (error) {
      return asFailure(error);
    } finally {
      this.#transport.value = undefined;
      if (transport !== undefined) {
        this.#options.down();
        transport.cut();
      }
    }
  }

  #online(transport: LiveTransport): void {
    this.#downSince = undefined;
    this.#attempt = 0;
    this.#transport.value = transport;
    this.#say('online');
  }

  /** Look after the pulse until the transport has gone. */
  async #watch(transport: LiveTransport): Promise<void> {
    let asking = false;
    const look = setInterval(() => {
      const silent = Date.now() - transport.heard;
      if (silent >= GIVE_UP_AFTER) transport.cut();
      else if (silent >= ASK_AFTER && !asking) {
        asking = true;
        const answered = () => {
          asking = false;
        };
        transport.call(PING, [], { timeout: GIVE_UP_AFTER }).then(answered, answered);
      }
    }, LOOK);
    try {
      await transport.gone;
    } finally {
      clearInterval(look);
    }
  }

  async #pause(error: Failure | undefined): Promise<void> {
    if (error?.code === 'not_authenticated') {
      this.#say('signed_out', { error });
      await this.#sleep(undefined);
      return;
    }
    const wait = this.#delay(error);
    this.#attempt += 1;
    this.#say('waiting', { retryAt: Date.now() + wait, ...(error && { error }) });
    await this.#sleep(wait);
  }

  /** Longer each time, and never the same for everybody who lost the same server. */
  #delay(error: Failure | undefined): number {
    const random = this.#options.random ?? Math.random;
    const longest = Math.min(FIRST_WAIT * 2 ** this.#attempt, LONGEST_WAIT);
    const asked = error?.fields['retry_after'];
    const least = typeof asked === 'number' ? asked * 1000 : 0;
    return least + longest * (0.5 + random() / 2);
  }

  #sleep(wait: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = wait === undefined ? undefined : setTimeout(() => this.#wake?.(), wait);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #say(phase: LinePhase, more: Pick<LineStanding, 'retryAt' | 'error'> = {}): void {
    this.#standing.value = {
      phase,
      attempt: this.#attempt,
      ...(this.#downSince !== undefined && { downSince: this.#downSince }),
      ...more,
    };
  }
}
