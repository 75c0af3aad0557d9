import { expect, test, vi } from 'vitest';
import type { PeerOffer, SessionStarted } from './contract.gen.ts';
import { Dispatcher } from './dispatch.ts';
import { Failure } from './failure.ts';
import { description, reset, URI } from './fake-cursor.ts';
import { type Answer, FakeTransport } from './fake-transport.ts';
import { Session } from './session.ts';

const started = (more: Partial<SessionStarted> = {}): SessionStarted => ({
  id: '1',
  base: 's.1',
  location: 'client',
  token: 't',
  status: 'started',
  resumed: false,
  rebuilt: false,
  user: {},
  ...more,
});

const offer = (id = 2): PeerOffer => ({
  id,
  role: 'controller',
  controller: 'sites',
  uri: `s.1.server.${id}`,
  label: 'Sedi',
  icon: '',
  modal: false,
  intent: { operation: 'view' },
  view: { type: 'Grid', title: 'Sedi', parts: [], options: {} },
  cursors: { rows: description() },
  actions: [{ id: 'print', uri: 'x', enabled: true, visible: true, label: 'Stampa' }],
  context: {},
  drafts: {},
  drafts_kept_at: null,
});

const person = {
  decide: vi.fn(() => Promise.resolve('stay' as const)),
  choose: () => Promise.resolve('one'),
  leave: () => Promise.resolve(),
};

const saving = vi.fn((_changes: unknown, _key: unknown): unknown => ({}));

const server =
  (start: (resume: unknown) => unknown): Answer =>
  (uri, args) => {
    if (uri === 'ytefas.session.start_session') return start(args[0]);
    return uri.endsWith('.save') ? saving(args[0], args[1]) : null;
  };

const made = async (start: (resume: unknown) => unknown = () => started()) => {
  let held: { id: string; token: string } | undefined;
  const dispatcher = new Dispatcher();
  const session = new Session(dispatcher, person, {
    load: () => held,
    save: (resume) => {
      held = resume;
    },
    clear: () => {
      held = undefined;
    },
  });
  const transport = new FakeTransport(server(start));
  await session.takeUp(transport);
  const again = async (next: (resume: unknown) => unknown) => {
    dispatcher.disconnect();
    const other = new FakeTransport(server(next));
    await session.takeUp(other);
    return other;
  };
  return { session, transport, again, held: () => held };
};

const shown = async (transport: FakeTransport, session: Session) => {
  await transport.invoke('s.1.client.create_peer', offer());
  transport.invoke('s.1.client.peer_start', {
    id: 2,
    locations: {
      server: { uri: 's.1.server.2', role: 'controller' },
      client: { uri: 's.1.client.2', role: 'view' },
    },
  });
  const view = session.views.value.get(2);
  if (view === undefined) throw new Error('no view');
  return view;
};

test('h1 g1 a session starts, is registered whole, and says that it is ready', async () => {
  const { transport, held } = await made();
  expect(transport.log).toEqual([
    'call ytefas.session.start_session []',
    'register s.1.client',
    'subscribe s.1.server.session_info',
    'call s.1.server.peer_ready [0,"s.1.client","client",[]]',
  ]);
  expect(held()).toEqual({ id: '1', token: 't' });
});

test('x2 g1 a view listens before it is ready, and finds its other side by role', async () => {
  const { session, transport } = await made();
  const view = await shown(transport, session);
  const ready = transport.log.findIndex((line) => line.includes('peer_ready [2'));
  const heard = transport.log.findIndex((line) => line.includes(`${URI}.patch`));
  expect(heard).toBeGreaterThan(0);
  expect(ready).toBeGreaterThan(heard);
  expect(view.active.value).toBe(true);
  expect(view.remote('#controller').nodePath.text).toBe('s.1.server.2');
  expect(view.nodeResolve('#view').text).toBe('s.1.client.2');
  transport.event('s.1.server.2.actions.flags', { print: { enabled: false, visible: true } });
  expect(view.flags.value['print']).toEqual({ enabled: false, visible: true });
});

test('x7 a view that is stopped leaves nothing behind', async () => {
  const { session, transport } = await made();
  const view = await shown(transport, session);
  await transport.invoke('s.1.client.peer_stop', { id: 2 });
  expect([view.nodePhase, session.views.value.size]).toEqual(['unbound', 0]);
  await vi.waitFor(() =>
    expect([...transport.subscribed.keys()]).toEqual(['s.1.server.session_info']),
  );
  await transport.invoke('s.1.client.peer_stop', { id: 2 });
});

test('a view that is being made when the session ends is not made', async () => {
  const { session, transport, held } = await made();
  const making = expect(transport.invoke('s.1.client.create_peer', offer())).rejects.toMatchObject({
    code: 'closed',
  });
  const info = { id: '1', base: 's.1', status: 'stopped', kept: false };
  transport.event('s.1.server.session_info', info);
  await making;
  await vi.waitFor(() => expect(session.nodePhase).toBe('unbound'));
  expect([session.views.value.size, held()]).toEqual([0, undefined]);
  await vi.waitFor(() => expect(transport.subscribed.size).toBe(0));
});

test('h8 who comes back keeps its views, and says what it knows and what is unsaved', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Mio');
  const other = await again(() => started({ resumed: true, status: 'active' }));
  expect(session.views.value.get(2)).toBe(view);
  expect(other.log[0]).toBe('call ytefas.session.start_session [{"id":"1","token":"t"}]');
  expect(other.log).toContain('call s.1.server.peer_ready [0,"s.1.client","client",[2]]');
  expect(other.log).toContain(`call ${URI}.set_dirty [["a"]]`);
  expect([...other.subscribed.keys()]).toContain(`${URI}.patch`);
  other.event(`${URI}.reset`, reset(9, 0, [['a', 'Suo', 2]]));
  expect(view.editsOf('rows').conflicting()).toBe(true);
  view.editsOf('rows').dispose();
});

test('h12 a session built anew voids the views, and what was typed goes into the next ones', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Mio');
  const other = await again(() => started({ resumed: true, rebuilt: true }));
  expect([view.nodePhase, session.views.value.size]).toEqual(['unbound', 0]);
  expect(other.log).toContain('call s.1.server.peer_ready [0,"s.1.client","client",[]]');
  const next = await shown(other, session);
  other.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  await Promise.resolve();
  expect(next.editsOf('rows').record('a').changes).toEqual({ name: 'Mio' });
  next.editsOf('rows').dispose();
});

test('h12 a void view is typed into until the next one has its rows, which takes all of it', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  const record = view.editsOf('rows').record('a');
  record.set('name', 'M');
  const other = await again(() => started({ resumed: true, rebuilt: true }));
  expect(session.left.value).toEqual([view]);
  record.set('name', 'Mi');
  const next = await shown(other, session);
  expect([session.left.value, next.before.value]).toEqual([[], view]);
  record.set('name', 'Mio');
  view.settling.add(() => record.set('name', 'Mio!')); // half typed, as its screen knows
  other.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  await Promise.resolve();
  expect(next.before.value).toBeUndefined();
  expect(next.editsOf('rows').record('a').changes).toEqual({ name: 'Mio!' });
  next.editsOf('rows').dispose();
});

test('what is typed into a view that is void twice before it was there goes on, too', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  const once = await again(() => started({ resumed: true, rebuilt: true }));
  await shown(once, session);
  view.editsOf('rows').record('a').set('name', 'Mio');
  const twice = await again(() => started({ resumed: true, rebuilt: true }));
  const next = await shown(twice, session);
  twice.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  await Promise.resolve();
  expect(next.editsOf('rows').record('a').changes).toEqual({ name: 'Mio' });
  next.editsOf('rows').dispose();
});

test('h9 a token that is not taken any more is forgotten, and a new session begins', async () => {
  const { session, again, held } = await made();
  await again((resume) => {
    if (resume !== undefined) throw new Failure('not_authenticated');
    return started({ id: '2', base: 's.2', token: 'u' });
  });
  expect([session.nodePath?.text, held()]).toEqual(['s.2.client', { id: '2', token: 'u' }]);
});

test('h13 a problem is told; h12 kept is not over, not kept is', async () => {
  const { session, transport, held } = await made();
  const ended = vi.fn();
  session.ended.connect(ended);
  const info = { id: '1', base: 's.1' };
  transport.event('s.1.server.session_info', { ...info, status: 'active', error: { code: 'x' } });
  expect(session.problem.value).toEqual({ code: 'x' });
  transport.event('s.1.server.session_info', { ...info, status: 'stopped', kept: true });
  await vi.waitFor(() =>
    expect([ended.mock.calls.length, held() !== undefined]).toEqual([0, true]),
  );
  transport.event('s.1.server.session_info', { ...info, status: 'stopped', kept: false });
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  expect([session.nodePhase, held()]).toEqual(['unbound', undefined]);
});

test('d4 what a person decides is answered, once all of it is saved', async () => {
  const { session, transport } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Mio');
  const fresh = view.editsOf('rows').create({ name: 'Nuovo' });
  const ask = () => transport.invoke('s.1.client.2.ask_pending', ['rows']);
  expect(await ask()).toEqual({ choice: 'stay' });
  const errors = { name: 'too_long' };
  person.decide.mockResolvedValue('save' as never);
  saving.mockImplementationOnce(() => {
    throw new Failure('invalid_fields', { fields: { cursor: 'rows', at: 0, errors } });
  });
  expect(await ask()).toEqual({ choice: 'stay' });
  expect([fresh.field('name').error.value, fresh.state.value]).toEqual(['too_long', 'failed']);
  saving.mockImplementationOnce(() => ({
    rows: { versions: { a: 2 }, created: [{ key: fresh.newKey, row_version: 1 }], deleted: [] },
  }));
  expect(await ask()).toEqual({ choice: 'save', changes: {} });
  expect(saving.mock.lastCall?.[0]).toEqual({
    rows: {
      saves: [{ key: 'a', row_version: 1, changes: { name: 'Mio' } }],
      creates: [{ id: fresh.newKey, name: 'Nuovo' }],
      deletes: [],
    },
  });
  view.editsOf('rows').record('a').set('name', 'Ancora');
  person.decide.mockResolvedValueOnce('discard' as never);
  expect(await ask()).toEqual({ choice: 'discard' });
  expect(view.dirty).toBe(false);
  view.editsOf('rows').dispose();
});

test('what got no answer is asked again as it was, and before anything newer', async () => {
  const { session, transport } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  const record = view.editsOf('rows').record('a');
  record.set('name', 'Primo');
  saving.mockClear();
  saving.mockImplementationOnce(() => {
    throw new Failure('unknown_outcome', { retry: true });
  });
  expect(await view.saveAll()).toBe(false);
  expect(record.state.value).toBe('unknown');
  record.set('name', 'Secondo');
  const versions = [2, 3];
  saving.mockImplementation(() => ({
    rows: { versions: { a: versions.shift() }, created: [], deleted: [] },
  }));
  expect(await view.saveAll()).toBe(true);
  const [first, again, second] = saving.mock.calls;
  expect(again).toEqual(first);
  expect(second?.[0]).toMatchObject({
    rows: { saves: [{ row_version: 2, changes: { name: 'Secondo' } }] },
  });
  expect(second?.[1]).not.toBe(first?.[1]);
  view.editsOf('rows').dispose();
});

test('a save that is wanted again while it is under way is sent once', async () => {
  const { session, transport } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').delete('a');
  saving.mockClear();
  let answer: (told: unknown) => void = () => undefined;
  saving.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }) as never,
  );
  const [first, second] = [view.saveAll(), view.saveAll()];
  await vi.waitFor(() => expect(saving).toHaveBeenCalled());
  answer({ rows: { versions: {}, created: [], deleted: ['a'] } });
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect(saving).toHaveBeenCalledTimes(1);
  view.editsOf('rows').dispose();
});

test('a draft of an earlier time says when it was kept, until it is saved or discarded', async () => {
  const { session, transport } = await made();
  const drafts = {
    rows: {
      saves: [{ key: 'a', row_version: 1, base: { name: 'Uno' }, changes: { name: 'Mio' } }],
    },
  };
  const kept = { ...offer(), drafts, drafts_kept_at: '2026-11-01T08:00:00Z' };
  await transport.invoke('s.1.client.create_peer', kept);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Loro', 5]]));
  const view = session.views.value.get(2);
  const record = view?.editsOf('rows').record('a');
  expect(record?.conflicts.value).toMatchObject({ name: { theirs: 'Loro', mine: 'Mio' } });
  expect(view?.draftKeptAt.value).toBe('2026-11-01T08:00:00Z');
  await view?.discardDrafts();
  expect([view?.draftKeptAt.value, view?.dirty]).toEqual([null, false]);
});

test('what was typed is not handed to somebody else', async () => {
  const { session, transport, again } = await made(() => started({ user: { user_id: 'anna' } }));
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Di Anna');
  const other = await again((resume) => {
    if (resume !== undefined) throw new Failure('not_authenticated');
    return started({ user: { user_id: 'bruno' } });
  });
  const next = await shown(other, session);
  other.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  expect(next.dirty).toBe(false);
});

test('what is asked of a void view has no answer, and what was to be saved is saved by the next', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Mio');
  const other = await again(() => started({ resumed: true, rebuilt: true }));
  await expect(view.run('print')).rejects.toMatchObject({ code: 'closed' });
  saving.mockClear();
  expect(await view.saveAll()).toBe(false);
  const next = await shown(other, session);
  other.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  await vi.waitFor(() => expect(saving).toHaveBeenCalledTimes(1));
  next.editsOf('rows').dispose();
});

test('what was given up without a line is given up on the server, too', async () => {
  const { session, transport, again } = await made();
  const view = await shown(transport, session);
  transport.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  view.editsOf('rows').record('a').set('name', 'Mio');
  const other = await again((resume) => {
    expect(resume).toBeDefined();
    view.editsOf('rows').clear(); // the line is down
    return started({ resumed: true, status: 'active' });
  });
  await vi.waitFor(() => expect(other.log).toContain(`call ${URI}.set_dirty [[]]`));
  view.editsOf('rows').dispose();
});

test('what waits for its rows is not lost when the view is void, or the page goes, before', async () => {
  const { session, transport, again } = await made();
  const change = { key: 'a', row_version: 1, base: { name: 'Uno' }, changes: { name: 'Mio' } };
  const left = { drafts: { rows: { saves: [change] } } };
  session.leftovers = {
    take: () => left,
    remember: () => undefined,
    remembered: () => undefined,
  };
  const view = await shown(transport, session);
  expect([view.inherits, view.carried()]).toEqual([true, { ...left, wish: undefined }]);
  const other = await again(() => started({ resumed: true, rebuilt: true }));
  const next = await shown(other, session);
  other.event(`${URI}.reset`, reset(2, 0, [['a', 'Uno', 1]]));
  await Promise.resolve();
  expect(next.editsOf('rows').record('a').changes).toEqual({ name: 'Mio' });
  expect(next.inherits).toBe(false);
  next.editsOf('rows').dispose();
});

/** A line on which every answer waits until the test lets one way there and back go by. */
class FarTransport extends FakeTransport {
  readonly #held: (() => void)[] = [];

  override async call(...asked: Parameters<FakeTransport['call']>): Promise<unknown> {
    const answer = super.call(...asked);
    await this.#far();
    return await answer;
  }

  override async register(...asked: Parameters<FakeTransport['register']>): Promise<void> {
    await super.register(...asked);
    await this.#far();
  }

  override async subscribe(...asked: Parameters<FakeTransport['subscribe']>): Promise<void> {
    await super.subscribe(...asked);
    await this.#far();
  }

  override async unsubscribe(...asked: Parameters<FakeTransport['unsubscribe']>): Promise<void> {
    await super.unsubscribe(...asked);
    await this.#far();
  }

  #far(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** Let one way there and back go by; tells what was said in answer to it. */
  async thereAndBack(): Promise<readonly string[]> {
    const before = this.log.length;
    for (const go of this.#held.splice(0)) go();
    await settled();
    return this.log.slice(before);
  }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

const far = async () => {
  const transport = new FarTransport(server(() => started()));
  const tokens = { load: () => undefined, save: () => undefined, clear: () => undefined };
  const session = new Session(new Dispatcher(), person, tokens);
  const up = session.takeUp(transport);
  await settled();
  return { session, transport, up };
};

test('a session is up after two ways there and back, and a view is ready without any', async () => {
  const { session, transport, up } = await far();
  expect(transport.log).toEqual(['call ytefas.session.start_session []']);
  expect(await transport.thereAndBack()).toEqual([
    'register s.1.client',
    'subscribe s.1.server.session_info',
    'call s.1.server.peer_ready [0,"s.1.client","client",[]]',
  ]);
  expect(session.live.value).toBeUndefined();
  await transport.thereAndBack();
  await up;
  expect(session.live.value).toBeDefined();

  const before = transport.log.length;
  const offered = transport.invoke('s.1.client.create_peer', offer());
  await settled();
  const said = transport.log.slice(before);
  expect(said.at(-1)).toBe('call s.1.server.peer_ready [2,"s.1.client.2","view"]');
  expect(said.slice(0, -1).every((line) => line.startsWith('subscribe '))).toBe(true);
  expect(said).toContain(`subscribe ${URI}.reset`);
  await transport.thereAndBack();
  await offered;
  expect([...session.views.value.keys()]).toEqual([2]);
});

test('a view that comes again listens anew before it is ready', async () => {
  const { transport, up } = await far();
  await transport.thereAndBack();
  await transport.thereAndBack();
  await up;
  const come = async () => {
    transport.invoke('s.1.client.create_peer', offer());
    await settled();
  };
  await come();
  await transport.thereAndBack();
  const before = transport.log.length;
  await come(); // what the first listened to is being given up: the same topics wait for that
  const ready = 'call s.1.server.peer_ready [2,"s.1.client.2","view"]';
  expect(transport.log.slice(before)).not.toContain(ready);
  const said = await transport.thereAndBack();
  expect(said.indexOf(`subscribe ${URI}.reset`)).toBeGreaterThanOrEqual(0);
  expect(said.indexOf(ready)).toBeGreaterThan(said.indexOf(`subscribe ${URI}.reset`));
});
