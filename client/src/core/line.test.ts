import { beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './failure.ts';
import { FakeTransport } from './fake-transport.ts';
import { Line, type LiveTransport } from './line.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const started = (open: () => Promise<LiveTransport>) => {
  const [up, down] = [vi.fn(() => Promise.resolve()), vi.fn()];
  const line = new Line({ open, up, down, random: () => 0 });
  line.start();
  return { line, up, down };
};

const online = async () => {
  const transports: FakeTransport[] = [];
  const made = started(() => {
    transports.push(new FakeTransport());
    return Promise.resolve(transports.at(-1) as FakeTransport);
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(made.line.standing.value.phase).toBe('online');
  return { ...made, transports };
};

test('a closed socket is told at once, and followed by another with the session on it', async () => {
  const { line, up, down, transports } = await online();
  transports[0]?.cut();
  await vi.advanceTimersByTimeAsync(0);
  expect(line.standing.value).toMatchObject({ phase: 'waiting', downSince: Date.now() });
  expect(down).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(line.standing.value.phase).toBe('online');
  expect(up).toHaveBeenCalledTimes(2);
  expect(line.standing.value.downSince).toBeUndefined();
});

test('tries go on for ever, farther apart each time, and a person may hurry them', async () => {
  let tries = 0;
  const { line } = started(() => {
    tries += 1;
    return Promise.reject(new Failure('unavailable'));
  });
  await vi.advanceTimersByTimeAsync(0);
  const at = (line.standing.value.retryAt ?? 0) - Date.now();
  expect(at).toBe(200);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(tries).toBeGreaterThan(300);
  expect((line.standing.value.retryAt ?? 0) - Date.now()).toBeLessThanOrEqual(10_000);
  const before = tries;
  line.retryNow();
  await vi.advanceTimersByTimeAsync(0);
  expect(tries).toBe(before + 1);
});

test('a server that asks for time is given it', async () => {
  const { line } = started(() =>
    Promise.reject(new Failure('rate_limited', { fields: { retry_after: 7 } })),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect((line.standing.value.retryAt ?? 0) - Date.now()).toBe(7_200);
});

test('a login that has ended waits for a person, not for time', async () => {
  let ended = true;
  const { line } = started(() =>
    ended ? Promise.reject(new Failure('not_authenticated')) : Promise.resolve(new FakeTransport()),
  );
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(line.standing.value).toMatchObject({ phase: 'signed_out', attempt: 0 });
  ended = false;
  line.signedIn();
  await vi.advanceTimersByTimeAsync(0);
  expect(line.standing.value.phase).toBe('online');
});

test('silence is asked about after ten seconds, and given up after thirty', async () => {
  const { line, transports } = await online();
  const [transport] = transports;
  if (transport === undefined) throw new Error('no transport');
  transport.answer = () => new Promise(() => undefined);
  await vi.advanceTimersByTimeAsync(9_500);
  expect(transport.log.some((one) => one.includes('ping'))).toBe(false);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(transport.log.filter((one) => one.includes('ytefas.session.ping')).length).toBe(1);
  await vi.advanceTimersByTimeAsync(18_500);
  expect(transports.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([transports.length, line.standing.value.phase]).toEqual([2, 'online']);
});

test('a heartbeat is enough', async () => {
  const { line, transports } = await online();
  expect(transports[0]?.subscribed.has('ytefas.heartbeat')).toBe(true);
  for (let at = 0; at < 12; at += 1) {
    await vi.advanceTimersByTimeAsync(9_000);
    if (transports[0] !== undefined) transports[0].heard = Date.now();
  }
  expect(transports[0]?.log.some((one) => one.includes('ping'))).toBe(false);
  expect(line.standing.value.phase).toBe('online');
});

test('another contract is a new version; a slow call is told', async () => {
  const transport = new FakeTransport();
  transport.contract = 'another';
  const { line } = started(() => Promise.resolve(transport));
  await vi.advanceTimersByTimeAsync(0);
  expect([line.outdated.value, line.slow.value]).toEqual([true, false]);
  transport.slow.value = 1;
  expect(line.slow.value).toBe(true);
});

test('a session that cannot be taken up ends this transport; stopping ends the tries', async () => {
  const transport = new FakeTransport();
  const line = new Line({
    open: () => Promise.resolve(transport),
    up: () => Promise.reject(new Failure('denied', { fields: { reason: 'too_many_sessions' } })),
    down: () => undefined,
    random: () => 0,
  });
  line.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(line.standing.value).toMatchObject({ phase: 'waiting', error: { code: 'denied' } });
  await transport.gone;
  await line.stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(line.standing.value.phase).toBe('off');
});
