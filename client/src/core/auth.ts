/**
 * Logging in and out: the only HTTP of the client beside files. Passwords go nowhere else, and the
 * cookie is the browser's: what comes back is who it is, and tickets that open one connection each.
 */

import { Failure, isRecord, readBody } from './failure.ts';
import type { Credentials } from './wamp.ts';

export interface LoginState {
  readonly user: Readonly<Record<string, unknown>>;
  readonly login: Readonly<Record<string, unknown>>;
}

/** Somebody who is signed in when a page begins, with what opens its first connection. */
export interface SignedIn extends LoginState {
  readonly ticket?: Credentials;
}

export interface PageState {
  readonly hasAdmin: boolean;
  readonly signedIn: SignedIn | undefined;
}

type Fetch = typeof fetch;

export class Auth {
  readonly #base: string;
  readonly #fetch: Fetch;

  constructor(base = '', fetcher: Fetch = (...args) => fetch(...args)) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  async login(email: string, password: string): Promise<LoginState> {
    return readLogin(await this.#post('/auth/login', { email, password }));
  }

  /** What a page begins with, in one answer: without an administrator the first is to be made. */
  async state(): Promise<PageState> {
    const said = await this.#post('/auth/state', {});
    const is = (name: string) => isRecord(said) && said[name] === true;
    const signedIn = is('signed_in') ? { ...readLogin(said), ticket: readTicket(said) } : undefined;
    return { hasAdmin: is('admin'), signedIn };
  }

  async createFirstAdmin(form: Readonly<Record<string, string>>): Promise<void> {
    await this.#post('/auth/first-admin', form);
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.#post('/auth/password', { current, new: next });
  }

  /** In which language the server speaks to the user, in sessions that begin from now on. */
  async changeLocale(locale: string): Promise<void> {
    await this.#post('/auth/locale', { locale });
  }

  async logout(): Promise<void> {
    await this.#post('/auth/logout', {});
  }

  /** A ticket opens one connection, within a minute. */
  async ticket(): Promise<Credentials> {
    return readTicket(await this.#post('/auth/ticket', {}));
  }

  #post(path: string, body: unknown): Promise<unknown> {
    return this.#ask('POST', path, JSON.stringify(body));
  }

  async #ask(method: string, path: string, body?: string): Promise<unknown> {
    const answer = await this.#send(method, path, body);
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
    const said: unknown = isJson ? await answer.json() : undefined;
    if (answer.ok) return said;
    const failure = readBody(answer.status === 401 ? 'not_authenticated' : 'unavailable', said);
    if (answer.status !== 429) throw failure;
    const after = Number(answer.headers.get('retry-after') ?? failure.fields['retry_after'] ?? 1);
    throw new Failure(failure.code, {
      fields: { ...failure.fields, retry_after: after },
      retry: true,
      message: failure.message,
    });
  }

  async #send(method: string, path: string, body?: string): Promise<Response> {
    try {
      return await this.#fetch(this.#base + path, {
        method,
        credentials: 'same-origin',
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
        ...(body !== undefined && { body }),
      });
    } catch {
      throw new Failure('unavailable', { retry: true });
    }
  }
}

const unreadable = () => new Failure('unavailable', { fields: { reason: 'unreadable' } });

const readTicket = (said: unknown): Credentials => {
  const { ticket, authid } = isRecord(said) ? said : {};
  if (typeof ticket !== 'string' || typeof authid !== 'string') throw unreadable();
  return { ticket, authid };
};

const readLogin = (said: unknown): LoginState => {
  if (!isRecord(said) || !isRecord(said['user']) || !isRecord(said['login'])) throw unreadable();
  return { user: said['user'], login: said['login'] };
};
