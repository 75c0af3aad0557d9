/**
 * Somebody at an address, seen from a node: call it, go below it, listen to it, fire its signals.
 *
 * `remote<Calls>('#controller').close()`: the calls of `Calls` are methods; everything else is
 * reached by name. A remote is bound to the node that made it: what it listens to ends with it.
 */

import type { Path } from './path.ts';
import type { Unsubscribe } from './signal.ts';

// biome-ignore lint/suspicious/noExplicitAny: the arguments of each call are its own
type AnyCall = (...args: any[]) => unknown;

/** The methods of T as they are seen from elsewhere: each answer comes later. */
export type CallsOf<T> = {
  readonly [K in keyof T as T[K] extends AnyCall ? K : never]: T[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

export interface CallOptions {
  /** Milliseconds until the caller gives up. */
  readonly timeout?: number;
  /** Arguments given by name: what the server takes in no other way. */
  readonly named?: Readonly<Record<string, unknown>>;
  readonly onProgress?: (value: unknown) => void;
}

export interface RemoteNode {
  readonly nodePath: Path;
  /** The same, with calls that end in another time or tell their progress. */
  nodeOptions(options: CallOptions): this;
  nodeChild<T extends object = object>(name: string): Remote<T>;
  nodeCall(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Fire the real signal at its owner, and so everywhere, once. */
  nodeNotify(name: string, ...args: readonly unknown[]): Promise<void>;
  /** Hear what is published at `name` below it (`.`: at its own address). */
  nodeListen<A extends readonly unknown[]>(
    name: string,
    listener: (...args: A) => unknown,
  ): Promise<Unsubscribe>;
}

export type Remote<T extends object = object> = RemoteNode & CallsOf<T>;

/** What a remote needs of the connection. */
export interface RemoteSupport {
  call(uri: string, args: readonly unknown[], options: CallOptions): Promise<unknown>;
  listen(topic: string, listener: (...args: never) => unknown): Promise<Unsubscribe>;
}

export const NOTIFY = '_notify';

/** The address of a name at a path; `.` is the path itself. */
export const named = (path: Path | string, name: string): string =>
  name === '.' ? String(path) : `${path}.${name}`;

export const makeRemote = <T extends object>(
  support: RemoteSupport,
  path: Path,
  options: CallOptions = {},
): Remote<T> => {
  const call = (name: string, ...args: readonly unknown[]) =>
    support.call(named(path, name), args, options);
  const own: Omit<RemoteNode, 'nodeOptions'> & { nodeOptions(more: CallOptions): Remote<T> } = {
    nodePath: path,
    nodeOptions: (more) => makeRemote<T>(support, path, { ...options, ...more }),
    nodeChild: (name) => makeRemote(support, path.child(name), options),
    nodeCall: call,
    nodeNotify: async (name, ...args) => {
      await support.call(`${named(path, name)}.${NOTIFY}`, args, options);
    },
    nodeListen: (name, listener) => support.listen(named(path, name), listener),
  };
  return new Proxy(own, {
    get: (target, name) => {
      if (typeof name === 'symbol' || name in target) return Reflect.get(target, name);
      // a remote is not a promise, whoever awaits it; private names do not exist
      if (name === 'then' || name.startsWith('_')) return undefined;
      return (...args: readonly unknown[]) => call(name, ...args);
    },
  }) as unknown as Remote<T>;
};
