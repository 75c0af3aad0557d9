import { expect, test } from 'vitest';
import { Dispatcher } from './dispatch.ts';
import { type Declared, type Declares, Node, NodeContext, NodeError } from './node.ts';
import { PathError } from './path.ts';

class Told extends Node {
  static override readonly handlers: Declared = {
    on_node_bind: 'onBound',
    on_node_unbind: 'onUnbound',
  } satisfies Declares<Told>;
  static log: string[] = [];

  onBound(): void {
    Told.log.push(`bound ${this.nodePath}`);
  }

  onUnbound(): void {
    Told.log.push(`unbound ${this.nodePath}`);
  }
}

test('n1 n2 binding tells, unbinding tells from the top and leaves nothing', async () => {
  Told.log = [];
  const [root, child] = [new Told(), new Told()];
  await root.bind('a', new NodeContext());
  await root.add('b', child);
  expect(child.nodePath?.base?.text).toBe('a');
  expect([...root.nodeChildren.keys()]).toEqual(['b']);
  await root.unbind();
  expect(Told.log).toEqual(['bound a', 'bound a.b', 'unbound a', 'unbound a.b']);
  expect([root.nodePhase, child.nodePhase, child.nodePath]).toEqual([
    'unbound',
    'unbound',
    undefined,
  ]);
  await root.bind('a');
  await root.unbind();
});

test('n1 a bind that fails leaves nothing', async () => {
  class Failing extends Node {
    static override readonly handlers: Declared = {
      on_node_bind: 'refuse',
    } satisfies Declares<Failing>;
    refuse(): void {
      throw new Error('no');
    }
  }
  const root = new Node();
  await root.bind('a');
  const failing = new Failing();
  await expect(root.add('b', failing)).rejects.toThrow('on_node_bind');
  expect(failing.nodePhase).toBe('unbound');
  expect(root.nodeChildren.size).toBe(0);
});

test('n3 two unbinds at once are one; an unbound node is not unbound again', async () => {
  const root = new Node();
  await root.bind('a');
  await Promise.all([root.unbind(), root.unbind()]);
  await expect(root.unbind()).rejects.toThrow(NodeError);
});

test('n2 what fails while unbinding is raised at the end, and all the rest is done', async () => {
  const root = new Node();
  await root.bind('a');
  let ended = false;
  root.nodeKeep(() => {
    ended = true;
  });
  root.nodeKeep(() => {
    throw new Error('stuck');
  });
  await expect(root.unbind()).rejects.toThrow(AggregateError);
  expect([ended, root.nodePhase]).toEqual([true, 'unbound']);
});

test('n7 names are taken once, and removing is unbinding', async () => {
  const root = new Node();
  await root.bind('a');
  const child = await root.add('b', new Node());
  await expect(root.add('b', new Node())).rejects.toThrow(NodeError);
  await root.remove('b');
  expect(child.nodePhase).toBe('unbound');
  await expect(root.remove('b')).rejects.toThrow(NodeError);
});

test('x1 p8 names are inherited, and addresses found by them', async () => {
  const context = new NodeContext();
  const [root, child, other] = [new Node(), new Node(), new Node()];
  await other.bind('else.where', context);
  await root.bind('a', context);
  root.nodeContext?.set('view', root);
  root.nodeContext?.set('context', root);
  root.nodeContext?.set('other', other);
  root.nodeContext?.set('nobody', 7);
  await root.add('b', child);
  expect(child.nodeResolve('#view').text).toBe('a');
  expect(child.nodeResolve('#').text).toBe('a');
  expect(child.nodeResolve('#other.x').text).toBe('else.where.x');
  expect(child.nodeResolve('.').text).toBe('a.b');
  expect(() => child.nodeResolve('#nobody')).toThrow(PathError);
  expect(() => child.nodeResolve('#missing')).toThrow(PathError);
  expect(() => other.nodeResolve('#view')).toThrow(PathError);
});

test('a handler of what does not exist fails the bind', async () => {
  class Wrong extends Node {
    static override readonly handlers = { on_nothing: 'bind' };
  }
  const wrong = new Wrong();
  await expect(wrong.bind('a', new Dispatcher().newContext())).rejects.toThrow(NodeError);
  expect(wrong.nodePhase).toBe('unbound');
});

test('declarations are inherited, and the nearest wins', async () => {
  class Parent extends Node {
    static override readonly calls: Declared = {
      one: 'first',
      two: 'second',
    } satisfies Declares<Parent>;
    first(): string {
      return 'parent one';
    }
    second(): string {
      return 'parent two';
    }
  }
  class Child extends Parent {
    static override readonly calls: Declared = { two: 'third' } satisfies Declares<Child>;
    third(): string {
      return 'child two';
    }
  }
  const dispatcher = new Dispatcher();
  await new Child().bind('a', dispatcher.newContext());
  expect(await dispatcher.call('a.one', [])).toBe('parent one');
  expect(await dispatcher.call('a.two', [])).toBe('child two');
});
