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
  /** Whether a link for a forgotten password can be sent. */
  readonly mails: boolean;
  readonly signedIn: SignedIn | undefined;
}

export interface SecondFactor {
  readonly active: boolean;
  readonly since: string | null;
  readonly codes_left: number;
  readonly required: boolean;
}

export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
  readonly qr: { readonly path: string; readonly size: number };
}

export interface ResetChoice {
  readonly kind: 'reset' | 'invitation';
  readonly email: string;
  readonly name: string;
  readonly locale: string;
}

export interface OwnLogin {
  readonly id: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly ip: string | null;
  readonly agent: string;
}

export interface OwnLogins {
  readonly logins: readonly OwnLogin[];
  readonly current: string;
}

/** A key for another program; the key itself is shown once, when it is made. */
export interface OwnToken {
  readonly id: string;
  readonly name: string;
  readonly reads_only: boolean;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

export interface UndeliveredMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly error: string;
  readonly at: string;
}

export interface AccessPolicy {
  readonly second_factor: string;
  readonly mail: boolean;
  readonly undelivered: readonly UndeliveredMail[];
}

/** What a login is for until it is done, if it is not for everything. */
export const mustOf = ({ login }: LoginState): 'enrol' | 'password' | undefined => {
  const must = login['must'];
  return must === 'enrol' || must === 'password' ? must : undefined;
};

type Fetch = typeof fetch;

export class Auth {
  readonly #base: string;
  readonly #fetch: Fetch;

  constructor(base = '', fetcher: Fetch = (...args) => fetch(...args)) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  /** Asks the person to prove again who it is; true: they did, and what was refused is asked again. */
  reprove: () => Promise<boolean> = async () => false;

  /** An account with a second factor answers `second_factor` until its code comes, too. */
  async login(email: string, password: string, code = ''): Promise<LoginState> {
    const more = code === '' ? {} : { code };
    return readLogin(await this.#post('/auth/login', { email, password, ...more }));
  }

  /** Prove again who one is, by the password or by a code. */
  async prove(proof: { readonly password?: string; readonly code?: string }): Promise<void> {
    await this.#post('/auth/proof', { password: '', code: '', ...proof });
  }

  // -- the second factor

  async secondFactor(): Promise<SecondFactor> {
    const said = await this.#ask('GET', '/auth/second-factor');
    return part<SecondFactor>(said, 'second_factor');
  }

  async beginSecondFactor(): Promise<Enrolment> {
    const said = await this.#post('/auth/second-factor/begin', {});
    if (!isRecord(said) || !isRecord(said['qr'])) throw unreadable();
    return said as unknown as Enrolment;
  }

  /** The codes for a lost phone are shown this once. */
  async confirmSecondFactor(code: string): Promise<readonly string[]> {
    return codesOf(await this.#post('/auth/second-factor/confirm', { code }));
  }

  async renewRecoveryCodes(): Promise<readonly string[]> {
    return codesOf(await this.#post('/auth/second-factor/codes', {}));
  }

  async endSecondFactor(): Promise<void> {
    await this.#post('/auth/second-factor/end', {});
  }

  // -- a forgotten password, an invitation

  /** Answered the same whoever it is for. */
  async askReset(email: string): Promise<void> {
    await this.#post('/auth/reset', { email });
  }

  async resetChoice(token: string): Promise<ResetChoice> {
    return part<ResetChoice>(await this.#post('/auth/reset/choice', { token }), 'choice');
  }

  async chooseByLink(token: string, password: string): Promise<void> {
    await this.#post('/auth/reset/use', { token, password });
  }

  // -- the own account, and the rules of all

  async changeEmail(email: string): Promise<void> {
    await this.#post('/auth/email', { email });
  }

  async logins(): Promise<OwnLogins> {
    const said = await this.#ask('GET', '/auth/logins');
    if (!isRecord(said) || !Array.isArray(said['logins'])) throw unreadable();
    return said as unknown as OwnLogins;
  }

  async endLogin(id: string): Promise<void> {
    await this.#ask('DELETE', `/auth/logins/${encodeURIComponent(id)}`);
  }

  async endOtherLogins(): Promise<void> {
    await this.#ask('DELETE', '/auth/logins');
  }

  async tokens(): Promise<readonly OwnToken[]> {
    const said = await this.#ask('GET', '/auth/tokens');
    if (!isRecord(said) || !Array.isArray(said['tokens'])) throw unreadable();
    return said['tokens'] as unknown as readonly OwnToken[];
  }

  async makeToken(name: string, scope: 'read' | 'write', days: string): Promise<string> {
    const said = await this.#post('/auth/tokens', { name, scope, days });
    if (!isRecord(said) || typeof said['token'] !== 'string') throw unreadable();
    return said['token'];
  }

  async endToken(id: string): Promise<void> {
    await this.#ask('DELETE', `/auth/tokens/${encodeURIComponent(id)}`);
  }

  async policy(): Promise<AccessPolicy> {
    const said = await this.#ask('GET', '/auth/policy');
    if (!isRecord(said) || !Array.isArray(said['undelivered'])) throw unreadable();
    return said as unknown as AccessPolicy;
  }

  async setPolicy(secondFactor: string): Promise<void> {
    await this.#post('/auth/policy', { second_factor: secondFactor });
  }

  /** What a page begins with, in one answer: without an administrator the first is to be made. */
  async state(): Promise<PageState> {
    const said = await this.#post('/auth/state', {});
    const is = (name: string) => isRecord(said) && said[name] === true;
    const signedIn = is('signed_in') ? readSignedIn(said) : undefined;
    return { hasAdmin: is('admin'), mails: is('mail'), signedIn };
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
    try {
      return await this.#asked(method, path, body);
    } catch (error) {
      const again = error instanceof Failure && error.code === 'reauthenticate';
      if (!again || !(await this.reprove())) throw error;
      return await this.#asked(method, path, body);
    }
  }

  async #asked(method: string, path: string, body?: string): Promise<unknown> {
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

const readSignedIn = (said: unknown): SignedIn => {
  const state = readLogin(said);
  return mustOf(state) === undefined ? { ...state, ticket: readTicket(said) } : state;
};

const part = <T>(said: unknown, name: string): T => {
  if (!isRecord(said) || !isRecord(said[name])) throw unreadable();
  return said[name] as T;
};

const codesOf = (said: unknown): readonly string[] => {
  const codes = isRecord(said) ? said['codes'] : undefined;
  if (!Array.isArray(codes)) throw unreadable();
  return codes.filter((one): one is string => typeof one === 'string');
};

const readLogin = (said: unknown): LoginState => {
  if (!isRecord(said) || !isRecord(said['user']) || !isRecord(said['login'])) throw unreadable();
  return { user: said['user'], login: said['login'] };
};
