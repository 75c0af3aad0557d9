/** A transport for tests: it remembers what it was told, and says what the test has it say. */

import { signal } from '@preact/signals-core';
import { closed } from './failure.ts';
import type { LiveTransport } from './line.ts';
import type { CallOptions } from './remote.ts';
import type { Incoming } from './transport.ts';

export type Answer = (
  uri: string,
  args: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
) => unknown;

export class FakeTransport implements LiveTransport {
  heard = Date.now();
  contract: string | undefined;
  readonly slow = signal(0);
  readonly log: string[] = [];
  readonly registered = new Map<string, Incoming>();
  readonly subscribed = new Map<string, Incoming>();
  readonly gone: Promise<void>;
  answer: Answer;
  #end: () => void = () => undefined;
  #over = false;

  constructor(answer: Answer = () => null) {
    this.answer = answer;
    this.gone = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async call(uri: string, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    if (this.#over) throw closed();
    this.log.push(`call ${uri} ${JSON.stringify(args)}`);
    return await this.answer(uri, args, options.named ?? {});
  }

  publish(uri: string, args: readonly unknown[]): Promise<void> {
    this.log.push(`publish ${uri} ${JSON.stringify(args)}`);
    return Promise.resolve();
  }

  register(prefix: string, answer: Incoming): Promise<void> {
    this.log.push(`register ${prefix}`);
    this.registered.set(prefix, answer);
    return Promise.resolve();
  }

  unregister(prefix: string): Promise<void> {
    this.log.push(`unregister ${prefix}`);
    this.registered.delete(prefix);
    return Promise.resolve();
  }

  subscribe(topic: string, hear: Incoming): Promise<void> {
    this.log.push(`subscribe ${topic}`);
    this.subscribed.set(topic, hear);
    return Promise.resolve();
  }

  unsubscribe(topic: string): Promise<void> {
    this.log.push(`unsubscribe ${topic}`);
    this.subscribed.delete(topic);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.cut();
    return this.gone;
  }

  cut(): void {
    this.#over = true;
    this.#end();
  }

  // -- what a test has it say

  /** Let an event come. */
  event(topic: string, ...args: readonly unknown[]): void {
    this.subscribed.get(topic)?.(topic, args, {});
  }

  /** Let a call come, to whoever answers there. */
  invoke(uri: string, ...args: readonly unknown[]): unknown {
    for (const [prefix, answer] of this.registered) {
      if (uri === prefix || uri.startsWith(`${prefix}.`)) return answer(uri, args, {});
    }
    throw new Error(`nobody answers at ${uri}`);
  }
}
