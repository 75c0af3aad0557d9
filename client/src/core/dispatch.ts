/**
 * The table of one connection: who answers which address, who listens to which topic.
 *
 * Local first: what is in this page is called directly, with the very objects; only what is not here
 * goes to the transport. A tree of nodes is one registration, however many calls it has.
 */

import { decode, encode } from './codec.ts';
import { closed, Failure, raise } from './failure.ts';
import {
  addressHandlers,
  callOf,
  type Exchange,
  type Node,
  NodeContext,
  NodeError,
} from './node.ts';
import type { Path } from './path.ts';
import { type CallOptions, makeRemote, NOTIFY, named, type Remote } from './remote.ts';
import type { Listener, Unsubscribe } from './signal.ts';
import type { Incoming, Transport } from './transport.ts';

/** Hears what went wrong where nobody waits for an answer. */
export type Faults = (error: unknown, where: string) => void;

type Hear = Listener<never>;

const split = (uri: string): readonly [string, string] => {
  const at = uri.lastIndexOf('.');
  return [uri.slice(0, Math.max(at, 0)), uri.slice(at + 1)];
};

/** What is given by name arrives as one last argument. */
const together = (args: readonly unknown[], named: Readonly<Record<string, unknown>>) =>
  Object.keys(named).length === 0 ? args : [...args, named];

const arrived = (args: readonly unknown[], named: Readonly<Record<string, unknown>>) =>
  together(args, named).map(decode);

export class Dispatcher implements Exchange {
  readonly #faults: Faults;
  readonly #nodes = new Map<string, Node>();
  readonly #roots = new Set<string>();
  readonly #topics = new Map<string, Set<{ readonly hear: Hear }>>();
  /** Steps about one topic or prefix, one after the other: the last wish wins. */
  readonly #turns = new Map<string, Promise<void>>();
  /** What steps wait for that could not be said at once. */
  readonly #held = new Set<Promise<void>>();
  #told = new Set<string>();
  #transport: Transport | undefined;
  /** Asks the person to prove again who it is; true: they did, and what was refused is asked again. */
  reprove: () => Promise<boolean> = async () => false;

  constructor(faults: Faults = raise) {
    this.#faults = faults;
  }

  newContext(): NodeContext {
    return new NodeContext(this);
  }

  // -- the way out

  /** Use a transport from now on, and tell it everything that is bound here. */
  async connect(transport: Transport): Promise<void> {
    this.#transport = transport;
    this.#told = new Set();
    const prefixes = [...this.#roots].map((prefix) => this.#agreeOnPrefix(prefix));
    // one topic that is refused is its listener's loss, not everybody's
    const topics = [...this.#topics.keys()].map((topic) =>
      this.#agreeOnTopic(topic).catch((error: unknown) => this.#faults(error, topic)),
    );
    await Promise.all([...prefixes, ...topics]);
  }

  /**
   * Wait until all that was asked of the transport has been said to it, answered or not: one connection
   * is heard in order, so what is said after this finds everything in place.
   */
  async said(): Promise<void> {
    while (this.#held.size > 0) await Promise.all(this.#held);
  }

  /** Forget a transport that has gone. */
  disconnect(): void {
    this.#transport = undefined;
    this.#told = new Set();
  }

  // -- nodes

  async attach(node: Node): Promise<void> {
    const uri = String(node.nodePath);
    if (this.#nodes.has(uri)) throw new NodeError(`somebody lives at ${uri} already`);
    this.#nodes.set(uri, node);
    if (node.nodeParent === undefined) {
      this.#roots.add(uri);
      await this.#agreeOnPrefix(uri);
    }
    for (const [target, hear] of addressHandlers(node)) {
      await this.#listen(String(node.nodeResolve(target)), hear, node);
    }
  }

  async detach(node: Node): Promise<void> {
    const uri = String(node.nodePath);
    if (this.#nodes.get(uri) === node) this.#nodes.delete(uri);
    if (this.#roots.delete(uri)) await this.#agreeOnPrefix(uri);
  }

  remote<T extends object>(node: Node, path: Path): Remote<T> {
    const listen = (topic: string, hear: Hear) => this.#listen(topic, hear, node);
    const call = (uri: string, args: readonly unknown[], options: CallOptions) =>
      this.call(uri, args, options);
    return makeRemote<T>({ call, listen }, path);
  }

  nodeAt(address: Path | string): Node | undefined {
    return this.#nodes.get(String(address));
  }

  // -- calls

  async call(uri: string, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    const answer = this.#find(uri);
    const named = options.named ?? {};
    if (answer !== undefined) return await answer(...(together(args, named) as never));
    const wire = { ...options, named: encode(named) as typeof named };
    try {
      return await this.#callThere(uri, args, wire);
    } catch (error) {
      const again = error instanceof Failure && error.code === 'reauthenticate';
      if (!again || !(await this.reprove())) throw error;
      return await this.#callThere(uri, args, wire); // nothing was done the first time
    }
  }

  async #callThere(uri: string, args: readonly unknown[], options: CallOptions): Promise<unknown> {
    if (this.#transport === undefined) throw closed();
    return decode(await this.#transport.call(uri, args.map(encode), options));
  }

  readonly #invoke: Incoming = async (uri, args, kwargs) => {
    const answer = this.#find(uri);
    if (answer === undefined) throw new Failure('no_procedure', { fields: { uri } });
    try {
      return encode(await answer(...(arrived(args, kwargs) as never)));
    } catch (error) {
      if (!(error instanceof Failure)) this.#faults(error, uri);
      throw error;
    }
  };

  #find(uri: string): Hear | undefined {
    const [address, name] = split(uri);
    if (name === NOTIFY) return this.#findSignal(address);
    const below = this.#nodes.get(address);
    const own = this.#nodes.get(uri);
    return (below && callOf(below, name)) ?? (own && callOf(own, '.'));
  }

  #findSignal(topic: string): Hear | undefined {
    const [address, name] = split(topic);
    const found =
      this.#nodes.get(address)?.signalNamed(name) ?? this.#nodes.get(topic)?.signalNamed('.');
    return found === undefined || found.local ? undefined : (...args) => found.notify(...args);
  }

  // -- topics

  async publishSignal(node: Node, name: string, args: readonly unknown[]): Promise<void> {
    const address = String(node.nodePath);
    // who declares no signal at its own address says every signal there, too
    const also = name === '.' || node.signalNamed('.') !== undefined ? [] : [address];
    for (const topic of [named(address, name), ...also]) {
      this.#deliver(topic, args);
      try {
        await this.#transport?.publish(topic, args.map(encode));
      } catch (error) {
        this.#faults(error, topic); // who publishes does not fail because others cannot hear
      }
    }
  }

  async #listen(topic: string, hear: Hear, owner: Node): Promise<Unsubscribe> {
    if (owner.nodePath === undefined) throw closed(); // it left while it was about to listen
    const entry = { hear };
    const listening = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listening.add(entry));
    const end = owner.nodeKeep(() => {
      listening.delete(entry);
      if (listening.size === 0 && this.#topics.get(topic) === listening) this.#topics.delete(topic);
      this.#agreeOnTopic(topic).catch((error: unknown) => this.#faults(error, topic));
    });
    try {
      await this.#agreeOnTopic(topic);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  /** Tell the listeners at once and in order, so that events stay in the order they came. */
  #deliver(topic: string, args: readonly unknown[]): void {
    for (const entry of [...(this.#topics.get(topic) ?? [])]) {
      if (this.#topics.get(topic)?.has(entry) === true) this.#tell(entry.hear, topic, args);
    }
  }

  #tell(hear: Hear, topic: string, args: readonly unknown[]): void {
    try {
      Promise.resolve(hear(...(args as never))).catch((error: unknown) =>
        this.#faults(error, topic),
      );
    } catch (error) {
      this.#faults(error, topic);
    }
  }

  readonly #receive: Incoming = (topic, args, kwargs) => {
    this.#deliver(topic, arrived(args, kwargs));
  };

  // -- agreeing with the transport, one step at a time

  #agreeOnPrefix(prefix: string): Promise<void> {
    return this.#agree(`prefix ${prefix}`, async (transport, key) => {
      const told = this.#told;
      if (this.#roots.has(prefix) === told.has(key)) return;
      if (told.delete(key)) return await transport.unregister(prefix);
      await transport.register(prefix, this.#invoke);
      told.add(key);
    });
  }

  #agreeOnTopic(topic: string): Promise<void> {
    return this.#agree(`topic ${topic}`, async (transport, key) => {
      const told = this.#told;
      const wanted = this.#topics.has(topic) && !this.#isOurs(topic);
      if (wanted === told.has(key)) return;
      if (told.delete(key)) return await transport.unsubscribe(topic);
      await transport.subscribe(topic, this.#receive);
      told.add(key);
    });
  }

  async #agree(key: string, step: (transport: Transport, key: string) => Promise<void>) {
    const before = this.#turns.get(key)?.catch(() => undefined);
    const turn = (async () => {
      if (before !== undefined) await this.#after(before); // else it is said at once
      const transport = this.#transport;
      if (transport === undefined) return;
      try {
        await step(transport, key);
      } catch (error) {
        // a connection that goes takes with it what was to be withdrawn or will be told again
        if (this.#transport === transport) throw error;
      }
    })();
    this.#turns.set(key, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }

  async #after(before: Promise<void>): Promise<void> {
    this.#held.add(before);
    try {
      await before;
    } finally {
      this.#held.delete(before);
    }
  }

  /** Whether only we can publish there: it lies in a tree bound here. */
  #isOurs(topic: string): boolean {
    for (let at: string = topic; at !== ''; at = split(at)[0]) if (this.#roots.has(at)) return true;
    return false;
  }
}
