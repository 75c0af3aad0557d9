/**
 * Three nodes, in the client's language, against a real router: a call and a signal cross from one
 * connection to another, or stay on the one there is. Arguments: url, authid, tickets…; one per
 * connection.
 */

import { strict as assert } from 'node:assert';
import { Dispatcher } from '../../src/core/dispatch.ts';
import { type Declared, type Declares, Node } from '../../src/core/node.ts';
import { Path } from '../../src/core/path.ts';
import { WampTransport } from '../../src/core/wamp.ts';

class Second extends Node {
  readonly onFoo = this.signal<[text: string]>('on_foo');

  async callThird(): Promise<void> {
    await this.remote<Third>('@third').rpc('hello');
  }
}

class Third extends Node {
  static override readonly calls: Declared = { rpc: 'rpc' } satisfies Declares<Third>;
  static override readonly handlers: Declared = {
    '@first.second': 'doOnSecondFoo',
  } satisfies Declares<Third>;

  handlerArgs: readonly unknown[] | undefined;
  something: string | undefined;
  readonly heard = Promise.withResolvers<void>();

  doOnSecondFoo(...args: readonly unknown[]): void {
    this.handlerArgs = args;
    this.heard.resolve();
  }

  rpc(something: string): void {
    this.something = something;
  }
}

const [url = '', authid = '', ...tickets] = process.argv.slice(2);
const base = Path.of('test');
const transports = await Promise.all(
  tickets.map((ticket) => WampTransport.open({ url }, { ticket, authid })),
);
const dispatchers = await Promise.all(
  transports.map(async (transport) => {
    const dispatcher = new Dispatcher();
    await dispatcher.connect(transport);
    return dispatcher;
  }),
);
const [one, other = one] = dispatchers;
assert(one !== undefined && other !== undefined);

const [first, second, third] = [new Node(), new Second(), new Third()];
await first.bind(base.plus('first'), one.newContext());
await third.bind(base.plus('third'), other.newContext());
await first.add('second', second);

await second.callThird();
await second.onFoo.notify('hello handler');
await third.heard.promise;

assert.equal(third.something, 'hello');
assert.deepEqual(third.handlerArgs, ['hello handler']);
await first.unbind();
await third.unbind();
await Promise.all(transports.map((transport) => transport.close()));
process.stdout.write('three nodes\n');
