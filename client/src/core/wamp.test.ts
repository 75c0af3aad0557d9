import { beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './failure.ts';
import { WampTransport } from './wamp.ts';

type Message = readonly unknown[];

/** A socket with a router behind it that answers what the test says. */
class FakeSocket extends EventTarget {
  readonly protocol = 'wamp.2.json';
  readonly sent: Message[] = [];
  readyState = 0;
  onopen: (() => void) | undefined;
  onclose: ((event: object) => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onerror: ((event: object) => void) | undefined;
  answer: (message: Message) => Message | undefined = () => undefined;

  constructor() {
    super();
    queueMicrotask(() => {
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const message = JSON.parse(text) as Message;
    this.sent.push(message);
    const said = this.answer(message);
    if (said !== undefined) queueMicrotask(() => this.say(said));
  }

  say(message: Message): void {
    this.dispatchEvent(new Event('message'));
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  close(): void {
    this.readyState = 3;
  }

  fall(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
    this.onclose?.({});
  }
}

const features = { broker: { features: {} }, dealer: { features: { call_canceling: true } } };

const handshake = ([kind]: Message): Message | undefined => {
  if (kind === 1) return [4, 'ticket', {}];
  if (kind === 5) return [2, 77, { roles: features, contract: 'hash' }];
  return undefined;
};

const opened = async (answer: FakeSocket['answer'] = () => undefined) => {
  const socket = new FakeSocket();
  socket.answer = (message) => handshake(message) ?? answer(message);
  const make = () => socket as unknown as WebSocket;
  const address = { url: 'ws://here/ws', socket: make };
  const transport = await WampTransport.open(address, { ticket: 'secret', authid: 'u' });
  return { socket, transport };
};

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('the ticket opens it, and the welcome tells the contract', async () => {
  const { socket, transport } = await opened();
  expect(socket.sent[1]).toEqual([5, 'secret', {}]);
  expect(transport.contract).toBe('hash');
});

test('a call has arguments by place and by name, an answer, or a failure with its fields', async () => {
  const body = { code: 'conflict', fields: { a: 1 }, retry: false, message: 'No' };
  const { socket, transport } = await opened(([kind, request, , uri]) => {
    if (kind !== 48) return undefined;
    if (uri === 'a.fail') return [8, 48, request, {}, 'ytefas.error.conflict', ['No'], body];
    return [50, request, {}, [7]];
  });
  expect(await transport.call('a.b', [1], { named: { c: 2 } })).toBe(7);
  expect(socket.sent.at(-1)?.slice(3)).toEqual(['a.b', [1], { c: 2 }]);
  await expect(transport.call('a.fail', [])).rejects.toMatchObject(body);
});

test('an answer that does not come is told after three seconds, and given up', async () => {
  const { socket, transport } = await opened();
  const call = transport.call('a.b', []);
  const failed = expect(call).rejects.toMatchObject({ code: 'timeout', retry: true });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(transport.slow.value).toBe(1);
  await vi.advanceTimersByTimeAsync(27_000);
  await failed;
  expect(transport.slow.value).toBe(0);
  expect(socket.sent.at(-1)?.[0]).toBe(49);
});

test('who waits is told at once when the connection goes, whatever the socket does', async () => {
  const { socket, transport } = await opened();
  const failed = expect(transport.call('a.b', [])).rejects.toMatchObject({ code: 'closed' });
  transport.cut();
  await failed;
  await transport.gone;
  await expect(transport.call('a.b', [])).rejects.toMatchObject({ code: 'closed' });
  socket.fall();
});

test('a socket that falls is gone', async () => {
  const { socket, transport } = await opened();
  socket.fall();
  await transport.gone;
});

test('a handshake that hangs is given up', async () => {
  const socket = new FakeSocket();
  const make = () => socket as unknown as WebSocket;
  const address = { url: 'ws://here/ws', socket: make };
  const opening = WampTransport.open(address, { ticket: 't', authid: 'u' });
  const failed = expect(opening).rejects.toMatchObject({ code: 'timeout' });
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
});

test('a ticket that is refused is another try: only HTTP knows whether the login has ended', async () => {
  const socket = new FakeSocket();
  const refuse: Message = [3, {}, 'wamp.error.authentication_failed'];
  socket.answer = (message) => (message[0] === 5 ? refuse : handshake(message));
  const make = () => socket as unknown as WebSocket;
  const address = { url: 'ws://here/ws', socket: make };
  const opening = WampTransport.open(address, { ticket: 't', authid: 'u' });
  await expect(opening).rejects.toMatchObject({ code: 'ticket_refused', retry: true });
});

test('events and invocations come with their arguments; what fails is said as ours', async () => {
  const { socket, transport } = await opened(([kind, request]) => {
    if (kind === 32) return [33, request, 5];
    if (kind === 64) return [65, request, 6];
    return undefined;
  });
  const heard: unknown[] = [];
  await transport.subscribe('a.news', (...event) => heard.push(event));
  socket.say([36, 5, 1, {}, ['x'], { y: 1 }]);
  expect(heard).toEqual([['a.news', ['x'], { y: 1 }]]);
  await transport.register('s.client', (uri, args) => {
    if (uri === 's.client.fail') throw new Failure('invalid', { fields: { reason: 'x' } });
    return [uri, args];
  });
  socket.say([68, 1, 6, { procedure: 's.client.7.a' }, [1]]);
  socket.say([68, 2, 6, { procedure: 's.client.fail' }, []]);
  const said = (kind: number) => socket.sent.find((message) => message[0] === kind);
  await vi.waitFor(() => expect([said(8), said(70)]).not.toContain(undefined));
  expect(said(70)).toEqual([70, 1, {}, [['s.client.7.a', [1]]]]);
  expect(said(8)?.slice(1, 5)).toEqual([68, 2, {}, 'ytefas.error.invalid']);
});

test('what is larger than the door is not sent', async () => {
  const { socket, transport } = await opened();
  const before = socket.sent.length;
  await expect(transport.call('a.b', ['è'.repeat(40_000)])).rejects.toMatchObject({
    code: 'too_large',
  });
  expect(socket.sent.length).toBe(before);
});
