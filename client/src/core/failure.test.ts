import { expect, test } from 'vitest';
import { Failure, fromWire, toWire } from './failure.ts';

test('an error of the server keeps code, fields, sentence, and whether to repeat', () => {
  const body = { code: 'busy', fields: { a: 1 }, retry: true, message: 'Riprova' };
  const failure = fromWire('ytefas.error.busy', body);
  expect(failure).toMatchObject({ ...body, name: 'Failure' });
  expect(toWire(failure)).toEqual({ uri: 'ytefas.error.busy', body });
});

test('errors of the router and of strangers have codes of their own', () => {
  expect(fromWire('wamp.error.canceled', undefined)).toMatchObject({ code: 'closed', retry: true });
  expect(fromWire('other.thing', undefined)).toMatchObject({ code: 'remote', retry: false });
  expect(fromWire('ytefas.error.new_one', 'no body')).toMatchObject({ code: 'new_one' });
});

test('of an unexpected error nothing leaves', () => {
  const said = toWire(new Error('the secret'));
  expect(said.uri).toBe('ytefas.error.internal');
  expect(JSON.stringify(said)).not.toContain('secret');
  expect(toWire(new Failure('no_procedure')).uri).toBe('wamp.error.no_such_procedure');
});
