/**
 * The way to the other side, in six methods. It lives as long as one connection: whoever holds it
 * makes another when it has gone, and tells it everything again.
 */

import type { CallOptions } from './remote.ts';

/** Answers a call, or hears an event: the address, then the arguments by place and by name. */
export type Incoming = (
  uri: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
) => unknown;

export interface Transport {
  call(uri: string, args: readonly unknown[], options?: CallOptions): Promise<unknown>;
  publish(uri: string, args: readonly unknown[]): Promise<void>;
  /** Answer at an address and at everything below it. */
  register(prefix: string, answer: Incoming): Promise<void>;
  unregister(prefix: string): Promise<void>;
  subscribe(topic: string, hear: Incoming): Promise<void>;
  unsubscribe(topic: string): Promise<void>;
}
