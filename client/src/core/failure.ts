/**
 * What goes wrong beyond this module's control: a stable code, data, and a sentence for the reader.
 *
 * The server says its errors as `ytefas.error.<code>` with a body; the router has its own names.
 * `retry`: the same request may be sent again as it is.
 */

import type { WireErrorBody } from './contract.gen.ts';

const OURS = 'ytefas.error.';

const OF_THE_ROUTER: Readonly<Record<string, readonly [code: string, retry: boolean]>> = {
  'wamp.error.no_such_procedure': ['no_procedure', false],
  'wamp.error.timeout': ['timeout', true],
  'wamp.error.canceled': ['closed', true],
  'wamp.error.not_authorized': ['denied', false],
  'wamp.error.authentication_failed': ['not_authenticated', false],
  'wamp.error.invalid_argument': ['invalid', false],
  'wamp.error.invalid_uri': ['invalid', false],
  'wamp.error.payload_size_exceeded': ['too_large', false],
};

export type Fields = Readonly<Record<string, unknown>>;

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly fields: Fields;
  readonly retry: boolean;

  constructor(code: string, options: { fields?: Fields; retry?: boolean; message?: string } = {}) {
    super(options.message ?? code);
    this.code = code;
    this.fields = options.fields ?? {};
    this.retry = options.retry ?? false;
  }
}

/** The connection went, or was not there: nobody knows whether it was done. */
export const closed = (): Failure => new Failure('closed', { retry: true });

export const timedOut = (): Failure => new Failure('timeout', { retry: true });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Read the body of one of our errors, from the wire or from an HTTP answer. */
export const readBody = (code: string, body: unknown): Failure => {
  const said: Partial<WireErrorBody> = isRecord(body) ? body : {};
  return new Failure(typeof said.code === 'string' ? said.code : code, {
    fields: isRecord(said.fields) ? said.fields : {},
    retry: said.retry === true,
    ...(typeof said.message === 'string' && { message: said.message }),
  });
};

/** Make a Failure of an ERROR of the wire. */
export const fromWire = (uri: string, body: unknown): Failure => {
  if (uri.startsWith(OURS)) return readBody(uri.slice(OURS.length), body);
  const [code, retry] = OF_THE_ROUTER[uri] ?? ['remote', false];
  return new Failure(code, { fields: { uri }, retry });
};

/** What an ERROR of ours carries; of an unexpected error nothing leaves but its kind. */
export const toWire = (error: unknown): { uri: string; body: WireErrorBody } => {
  const known = error instanceof Failure ? error : new Failure('internal');
  const { code, fields, retry, message } = known;
  const uri = code === 'no_procedure' ? 'wamp.error.no_such_procedure' : OURS + code;
  return { uri, body: { code, fields, retry, message } };
};

/** Loud on purpose: whatever watches for uncaught errors hears of what nobody waits for. */
export const raise = (error: unknown): void => {
  queueMicrotask(() => {
    throw error;
  });
};
