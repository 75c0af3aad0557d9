import { expect, test, vi } from 'vitest';
import { Dispatcher } from './dispatch.ts';
import { Failure } from './failure.ts';
import { FakeTransport } from './fake-transport.ts';
import { type Declared, type Declares, Node } from './node.ts';
import { Path } from './path.ts';
import type { Remote } from './remote.ts';

class Second extends Node {
  readonly onFoo = this.signal<[text: string]>('on_foo');
}

class Third extends Node {
  static override readonly calls: Declared = {
    rpc: 'rpc',
    fail: 'fail',
    '.': 'own',
  } satisfies Declares<Third>;
  static override readonly handlers: Declared = {
    '@first.second': 'hear',
  } satisfies Declares<Third>;
  heard: readonly unknown[][] = [];
  something: unknown;

  rpc(something: unknown, named?: object): unknown {
    this.something = something;
    return named ?? something;
  }

  own(): string {
    return 'own';
  }

  fail(): never {
    throw new Failure('conflict', { fields: { field: 'name' } });
  }

  hidden(): string {
    return 'not declared';
  }

  hear(...args: unknown[]): void {
    this.heard = [...this.heard, args];
  }
}

const base = Path.of('test');

const threeNodes = async (dispatcher: Dispatcher) => {
  const [first, second, third] = [new Node(), new Second(), new Third()];
  await first.bind(base.plus('first'), dispatcher.newContext());
  await third.bind(base.plus('third'), dispatcher.newContext());
  await first.add('second', second);
  return { first, second, third };
};

test('a28 t11 three nodes on one connection, without a transport', async () => {
  const { first, second, third } = await threeNodes(new Dispatcher());
  const remote = third.remote<Third>('@third');
  await remote.rpc('hello');
  await second.onFoo.notify('hello handler');
  expect(third.something).toBe('hello');
  expect(third.heard).toEqual([['hello handler']]);
  await first.unbind();
  await third.unbind();
});

test('t8 a tree is one registration; what is told survives the transport', async () => {
  const dispatcher = new Dispatcher();
  const transport = new FakeTransport();
  await dispatcher.connect(transport);
  const { first, third } = await threeNodes(dispatcher);
  await third.remote('elsewhere').nodeListen('news', () => undefined);
  expect(transport.log).toEqual([
    'register test.first',
    'register test.third',
    'subscribe elsewhere.news',
  ]);
  dispatcher.disconnect();
  await expect(third.remote('elsewhere').nodeCall('x')).rejects.toMatchObject({ code: 'closed' });
  const next = new FakeTransport();
  await dispatcher.connect(next);
  expect(new Set(next.log)).toEqual(new Set(transport.log));
  await third.unbind();
  await first.unbind();
  await vi.waitFor(() => expect(next.registered.size + next.subscribed.size).toBe(0));
});

test('t1 what is not declared does not exist, and only failures of ours say more', async () => {
  const faults = vi.fn();
  const dispatcher = new Dispatcher(faults);
  const transport = new FakeTransport();
  await dispatcher.connect(transport);
  await threeNodes(dispatcher);
  expect(await transport.invoke('test.third.rpc', 7)).toBe(7);
  expect(await transport.invoke('test.third')).toBe('own');
  await expect(transport.invoke('test.third.hidden')).rejects.toMatchObject({
    code: 'no_procedure',
  });
  await expect(transport.invoke('test.third.fail')).rejects.toMatchObject({ code: 'conflict' });
  expect(faults).not.toHaveBeenCalled();
});

test('named arguments travel by name, and arrive as the last', async () => {
  const dispatcher = new Dispatcher();
  const transport = new FakeTransport((_uri, args, named) => [args, named]);
  await dispatcher.connect(transport);
  const { third } = await threeNodes(dispatcher);
  const near = third.remote<Third>('@third').nodeOptions({ named: { a: 1 } });
  expect(await near.rpc(0)).toEqual({ a: 1 });
  const far = third.remote('else.where').nodeOptions({ named: { a: 1 } });
  expect(await far.nodeCall('rpc', 0)).toEqual([[0], { a: 1 }]);
});

test('t12 a listener that fails is reported, and nobody else hears of it', async () => {
  const faults = vi.fn();
  const dispatcher = new Dispatcher(faults);
  const transport = new FakeTransport();
  await dispatcher.connect(transport);
  const { third } = await threeNodes(dispatcher);
  const heard: unknown[] = [];
  await third.remote('else').nodeListen('news', () => {
    throw new Error('mine');
  });
  await third.remote('else').nodeListen('news', (text) => heard.push(text));
  transport.event('else.news', 'one');
  transport.event('else.news', 'two');
  expect(heard).toEqual(['one', 'two']);
  expect(faults).toHaveBeenCalledTimes(2);
});

test('t15 quick ends and beginnings leave what was wanted last', async () => {
  const dispatcher = new Dispatcher();
  const transport = new FakeTransport();
  await dispatcher.connect(transport);
  const { third } = await threeNodes(dispatcher);
  const remote = third.remote('else');
  const end = await remote.nodeListen('news', () => undefined);
  end();
  await remote.nodeListen('news', () => undefined);
  expect(transport.subscribed.has('else.news')).toBe(true);
});

test('t13 notifying a remote signal fires it at its owner; t10 a remote is no promise', async () => {
  const dispatcher = new Dispatcher();
  const { second, third } = await threeNodes(dispatcher);
  const heard: string[] = [];
  second.onFoo.connect((text) => heard.push(text));
  const remote: Remote = third.remote('@first.second');
  expect(await remote).toBe(remote);
  await remote.nodeNotify('on_foo', 'fired');
  expect([heard, third.heard]).toEqual([['fired'], [['fired']]]);
  await expect(remote.nodeNotify('on_node_bind')).rejects.toMatchObject({ code: 'closed' });
});

test('a call that asks for a proof is made again as it was, when the proof was given', async () => {
  const dispatcher = new Dispatcher();
  const proved = vi.fn(async () => true);
  dispatcher.reprove = proved;
  const transport = new FakeTransport(() => {
    if (proved.mock.calls.length === 0) throw new Failure('reauthenticate');
    return 'done';
  });
  await dispatcher.connect(transport);
  expect(await dispatcher.call('a.save', [{ name: 'x' }, 'key'])).toBe('done');
  const made = transport.log.filter((line) => line.startsWith('call a.save'));
  expect(made).toEqual([made[0], made[0]]);
  dispatcher.reprove = async () => false;
  proved.mockClear();
  await expect(dispatcher.call('a.save', [])).rejects.toMatchObject({ code: 'reauthenticate' });
});
