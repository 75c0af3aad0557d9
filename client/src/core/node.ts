/**
 * An object that lives at an address, from bind to unbind, with its children below it.
 *
 * `bind`, `add`, `remove` and `unbind` are the whole life. Binding is all or nothing; unbinding
 * always finishes and raises what failed at the end. What a class answers (`calls`) and hears
 * (`handlers`) is declared on it, by wire name or address, so what is not declared does not exist.
 */

import { Path, PathError } from './path.ts';
import type { Remote } from './remote.ts';
import { type Listener, Signal, type SignalHost, settle, type Unsubscribe } from './signal.ts';

/** A node was used against its life cycle, or declared wrongly. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
}

export type Phase = 'unbound' | 'binding' | 'bound' | 'unbinding';

/** What a class answers or hears: methods by wire name or address. */
export type Declared = Readonly<Record<string, string>>;

/** `static override readonly calls: Declared = { rpc: 'rpc' } satisfies Declares<Third>`: they exist. */
export type Declares<T> = Readonly<Record<string, MethodName<T>>>;

type MethodName<T> = {
  [K in keyof T]: T[K] extends (...args: never) => unknown ? K : never;
}[keyof T] &
  string;

/** What the connection does for the nodes of its trees. */
export interface Exchange {
  attach(node: Node): Promise<void>;
  detach(node: Node): Promise<void>;
  publishSignal(node: Node, name: string, args: readonly unknown[]): Promise<void>;
  remote<T extends object>(node: Node, path: Path): Remote<T>;
}

/** What a node inherits from those above it; reads fall through, writes are one's own. */
export class NodeContext {
  readonly exchange: Exchange | undefined;
  readonly #parent: NodeContext | undefined;
  readonly #names = new Map<string, unknown>();

  constructor(exchange?: Exchange, parent?: NodeContext) {
    this.exchange = exchange ?? parent?.exchange;
    this.#parent = parent;
  }

  child(): NodeContext {
    return new NodeContext(undefined, this);
  }

  get(name: string): unknown {
    return this.#names.has(name) ? this.#names.get(name) : this.#parent?.get(name);
  }

  set(name: string, value: unknown): void {
    this.#names.set(name, value);
  }

  delete(name: string): void {
    this.#names.delete(name);
  }
}

const addressOf = (value: unknown): Path | undefined => {
  if (value instanceof Node) return value.nodePath;
  const path = typeof value === 'object' && value !== null && 'nodePath' in value && value.nodePath;
  return path instanceof Path ? path : undefined;
};

export class Node implements SignalHost {
  static readonly calls: Declared = {};
  static readonly handlers: Declared = {};

  readonly #signals = new Map<string, Signal<never>>();
  readonly #children = new Map<string, Node>();
  readonly #kept = new Set<Unsubscribe>();
  #phase: Phase = 'unbound';
  #path: Path | undefined;
  #context: NodeContext | undefined;
  #parent: Node | undefined;
  #ending: Promise<void> | undefined;

  readonly onNodeBind = this.signal<[node: Node]>('on_node_bind', { local: true });
  readonly onNodeAdd = this.signal<[node: Node]>('on_node_add', { local: true });
  readonly onNodeUnbind = this.signal<[node: Node]>('on_node_unbind', { local: true });

  get nodePhase(): Phase {
    return this.#phase;
  }

  get nodePath(): Path | undefined {
    return this.#path;
  }

  get nodeContext(): NodeContext | undefined {
    return this.#context;
  }

  get nodeParent(): Node | undefined {
    return this.#parent;
  }

  get nodeChildren(): ReadonlyMap<string, Node> {
    return this.#children;
  }

  /** Declare a signal; its name is that of the wire. */
  protected signal<Args extends readonly unknown[]>(
    name: string,
    options: { readonly local?: boolean } = {},
  ): Signal<Args> {
    const made = new Signal<Args>(name, this, options);
    this.#signals.set(name, made as unknown as Signal<never>);
    return made;
  }

  // -- where it is

  /** The address `target` means here; `.` is the node's own. */
  nodeResolve(target: string): Path {
    const path = this.#bound();
    if (target === '.') return path;
    return path.resolve(target, [(_from, asked) => this.#byName(asked)]);
  }

  /** Reach whatever lives at an address, here or elsewhere. */
  remote<T extends object = object>(target: string | Path): Remote<T> {
    const exchange = this.#context?.exchange;
    if (exchange === undefined) throw new NodeError(`nothing connects ${this} to ${target}`);
    return exchange.remote<T>(this, target instanceof Path ? target : this.nodeResolve(target));
  }

  #bound(): Path {
    if (this.#path === undefined) throw new NodeError('the node is not bound');
    return this.#path;
  }

  #byName(target: string): Path | undefined {
    const [name = '', ...rest] = target.slice(1).split('.');
    const found = addressOf(this.#context?.get(name === '' ? 'context' : name));
    if (found === undefined) throw new PathError(`${target} is nobody from ${this}`);
    return rest.length === 0 ? found : found.plus(rest.join('.'));
  }

  // -- life

  async bind(path: Path | string, context?: NodeContext, parent?: Node): Promise<void> {
    if (this.#phase !== 'unbound') throw new NodeError(`the node is ${this.#phase} already`);
    this.#path = path instanceof Path ? path : Path.of(path);
    this.#context = context?.child() ?? new NodeContext();
    this.#parent = parent;
    this.#phase = 'binding';
    try {
      await this.#context.exchange?.attach(this);
      await this.onNodeBind.notify(this);
      if (this.#ending !== undefined) throw new NodeError(`${this} was unbound while binding`);
    } catch (error) {
      await this.#teardown().catch(() => undefined); // the first failure is the one to raise
      throw error;
    }
    this.#phase = 'bound';
  }

  async add<N extends Node>(name: string, node: N): Promise<N> {
    const path = this.#bound().child(name);
    if (this.#phase !== 'binding' && this.#phase !== 'bound') {
      throw new NodeError(`${this} is ${this.#phase}, nothing can be added`);
    }
    if (this.#children.has(name)) throw new NodeError(`${this} has a child called ${name}`);
    this.#children.set(name, node);
    try {
      await node.bind(path, this.#context, this);
      await this.onNodeAdd.notify(node);
    } catch (error) {
      this.#forget(name, node);
      if (node.nodePhase === 'bound') await node.unbind();
      throw error;
    }
    return node;
  }

  async remove(name: string): Promise<void> {
    const child = this.#children.get(name);
    if (child === undefined) throw new NodeError(`${this} has no child called ${name}`);
    await child.unbind();
  }

  /** Leave: own handlers, own subscriptions, children, registrations. Twice at once it runs once. */
  async unbind(): Promise<void> {
    if (this.#phase === 'unbound') throw new NodeError('the node is not bound');
    this.#ending ??= this.#phase === 'binding' ? Promise.resolve() : this.#teardown();
    await this.#ending;
  }

  async #teardown(): Promise<void> {
    const errors: unknown[] = [];
    this.#phase = 'unbinding';
    await settle(() => this.onNodeUnbind.notify(this), errors);
    for (const end of [...this.#kept].reverse()) await settle(end, errors);
    for (const child of [...this.#children.values()].reverse()) {
      if (child.nodePhase !== 'unbound') await settle(() => child.unbind(), errors);
    }
    await settle(() => this.#context?.exchange?.detach(this), errors);
    this.#leave();
    if (errors.length > 0) throw new AggregateError(errors, 'unbinding failed in part');
  }

  #leave(): void {
    const [parent, name] = [this.#parent, this.#path?.name];
    this.#path = undefined;
    this.#context = undefined;
    this.#parent = undefined;
    this.#ending = undefined;
    this.#kept.clear();
    this.#children.clear();
    this.#phase = 'unbound';
    if (parent !== undefined && name !== undefined) parent.#forget(name, this);
  }

  #forget(name: string, child: Node): void {
    if (this.#children.get(name) === child) this.#children.delete(name);
  }

  // -- what it owns, tells and answers

  /** Own what must end when this node does; the answer ends it earlier. */
  nodeKeep(end: Unsubscribe): Unsubscribe {
    this.#kept.add(end);
    return () => {
      if (this.#kept.delete(end)) end();
    };
  }

  signalNamed(name: string): Signal<never> | undefined {
    return this.#signals.get(name);
  }

  handlersOf(name: string): readonly Listener<never>[] {
    const method = handlersOf(this)[name];
    return method === undefined ? [] : [methodOf(this, method)];
  }

  async publish(name: string, args: readonly unknown[]): Promise<void> {
    await this.#context?.exchange?.publishSignal(this, name, args);
  }

  toString(): string {
    return `${this.constructor.name} at ${this.#path ?? 'no address'}`;
  }
}

const methodOf = (node: Node, name: string): Listener<never> => {
  const method: unknown = Reflect.get(node, name);
  if (typeof method !== 'function') throw new NodeError(`${node} has no method ${name}`);
  return (...args) => Reflect.apply(method, node, args);
};

type Declaration = 'calls' | 'handlers';

/** Unite what a class and those it extends declare; the nearest wins. */
const declared = (node: Node, what: Declaration): Declared => {
  const chain: Declared[] = [];
  for (let own = node.constructor; own !== Function.prototype; own = Object.getPrototypeOf(own)) {
    if (Object.hasOwn(own, what)) chain.unshift((own as typeof Node)[what]);
  }
  return Object.assign({}, ...chain);
};

export const handlersOf = (node: Node): Declared => declared(node, 'handlers');

/** The handlers that hear an address, not a signal of their own node. */
export const addressHandlers = (node: Node): readonly (readonly [string, Listener<never>])[] =>
  Object.entries(handlersOf(node))
    .filter(([target]) => node.signalNamed(target) === undefined)
    .map(([target, method]) => {
      if (!/[.@#]/.test(target)) throw new NodeError(`${node} has no signal ${target}`);
      return [target, methodOf(node, method)] as const;
    });

/** The method that answers a call, if it was declared. */
export const callOf = (node: Node, name: string): Listener<never> | undefined => {
  const method = declared(node, 'calls')[name];
  return method === undefined ? undefined : methodOf(node, method);
};
