/** A browser without its window: a jar for cookies, an origin, and somebody who decides. */

import { Auth } from '../../src/core/auth.ts';
import { Client, socketBeside } from '../../src/core/client.ts';
import type { Cursor } from '../../src/core/cursor.ts';
import type { TokenKeeper } from '../../src/core/session.ts';
import type { View } from '../../src/core/view.ts';

const PATIENCE = 10_000;

/** Keep the cookies of one address, and say where we come from, as a browser does. */
const browser = (origin: () => string): typeof fetch => {
  const jar = new Map<string, string>();
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Origin', origin());
    headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(`${origin()}${String(input)}`, { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
};

const memory = (): TokenKeeper => {
  let held: ReturnType<TokenKeeper['load']>;
  return {
    load: () => held,
    save: (resume) => {
      held = resume;
    },
    clear: () => {
      held = undefined;
    },
  };
};

export type Decide = (cursors: readonly string[]) => 'save' | 'discard' | 'stay';

export interface Visitor {
  /** Where the server is; a proxy in front of several would hide that it moves. */
  url: string;
  readonly client: Client;
  /** What is decided about unsaved changes. */
  decide: Decide;
  /** Every question that was asked. */
  readonly asked: (readonly string[])[];
  readonly sockets: WebSocket[];
  readonly fetcher: typeof fetch;
  readonly tokens: TokenKeeper;
}

export const visit = async (url: string, email: string, password: string): Promise<Visitor> => {
  const visitor = browse(url);
  await visitor.client.login(email, password);
  await until(() => visitor.client.line.standing.value.phase === 'online');
  return visitor;
};

/** Load the page anew: the cookie and the token of the tab are all that is left of the one before. */
export const reload = async (before: Visitor): Promise<Visitor> => {
  await before.client.line.stop();
  const visitor = browse(before.url, before.fetcher, before.tokens);
  visitor.client.line.start();
  await until(() => visitor.client.line.standing.value.phase === 'online');
  return visitor;
};

const browse = (url: string, jar?: typeof fetch, tokens: TokenKeeper = memory()): Visitor => {
  const sockets: WebSocket[] = [];
  const fetcher = jar ?? browser(() => visitor.url);
  const visitor: Visitor = {
    url,
    decide: () => 'stay',
    asked: [],
    sockets,
    fetcher,
    tokens,
    client: new Client({
      address: {
        url: 'ws://here',
        socket: (_where, protocols) => {
          const socket = new WebSocket(socketBeside(visitor.url), protocols);
          sockets.push(socket);
          return socket;
        },
      },
      auth: new Auth('', fetcher),
      tokens,
      person: {
        decide: (_view, cursors) => {
          visitor.asked.push(cursors);
          return Promise.resolve(visitor.decide(cursors));
        },
        choose: (_view, options) => Promise.resolve(options[0]?.id ?? ''),
      },
    }),
  };
  return visitor;
};

/** Wait for something to become true, and say what did not. */
export const until = async <T>(found: () => T | false | undefined, what?: string): Promise<T> => {
  const late = Date.now() + PATIENCE;
  for (;;) {
    const value = found();
    if (value !== false && value !== undefined) return value;
    if (Date.now() > late) throw new Error(`never: ${what ?? String(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

/** The latest view of a controller, once it has started. */
export const shows = (visitor: Visitor, controller: string): Promise<View> =>
  until(
    () =>
      [...visitor.client.session.views.value.values()].findLast(
        (view) => view.offer.controller === controller && view.active.value,
      ),
    controller,
  );

/** Open what an intent asks for, and wait for its rows. */
export const open = async (
  visitor: Visitor,
  operation: string,
  source: string,
  ids: readonly string[] = [],
): Promise<View> => {
  const opened = await visitor.client.session.begin({ operation, content: { source, ids } });
  const ofIt = (view: View) => view.offer.uri === opened.context;
  const views = visitor.client.session.views;
  const view = await until(() => [...views.value.values()].find(ofIt), `view of ${opened.context}`);
  await until(() => [...view.cursors.values()].every((cursor) => cursor.ready.value), 'rows');
  return view;
};

export const column = (cursor: Cursor, name: string): readonly unknown[] =>
  cursor.rows.map((row) => cursor.value(row, name));

export const keys = (cursor: Cursor): readonly string[] => cursor.rows.map((row) => String(row[0]));
