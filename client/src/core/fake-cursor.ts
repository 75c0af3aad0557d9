/** A cursor for tests, with a server that answers what the test says. */

import type { CursorDescription, CursorReset } from './contract.gen.ts';
import { Cursor, type CursorCalls } from './cursor.ts';
import { Dispatcher } from './dispatch.ts';
import { type Answer, FakeTransport } from './fake-transport.ts';
import { Node } from './node.ts';
import { Path } from './path.ts';

export const URI = 's.1.server.2.rows';

export const description = (tracks: string | null = null): CursorDescription => ({
  uri: URI,
  tracks,
  readonly: false,
  source: {
    name: 'org.sites',
    key: 'id',
    label: 'Sede',
    plural: 'Sedi',
    names_by: 'name',
    sort: [['name', 'asc']],
    words: true,
    can: { create: true, write: true, delete: true },
    columns: ['id', 'name', 'row_version'],
    fields: [],
  },
});

export const reset = (
  version: number,
  first: number,
  rows: readonly (readonly unknown[])[],
  more: Partial<CursorReset> = {},
): CursorReset => ({
  version,
  first,
  columns: ['id', 'name', 'row_version'],
  rows,
  total: rows.length,
  exactness: 'exact',
  state: { current_id: null, edit: 'read', loading: false, error: null, stale: [] },
  ...more,
});

export interface FakeCursor {
  readonly cursor: Cursor;
  readonly transport: FakeTransport;
  /** The calls that came, without their address. */
  readonly asked: () => readonly string[];
}

export const fakeCursor = async (
  answer: Answer = () => null,
  tracks: string | null = null,
): Promise<FakeCursor> => {
  const dispatcher = new Dispatcher();
  const transport = new FakeTransport(answer);
  await dispatcher.connect(transport);
  const owner = new Node();
  await owner.bind(Path.of('client', 's.1'), dispatcher.newContext());
  const cursor = new Cursor('rows', description(tracks), owner.remote<CursorCalls>(Path.of(URI)));
  await cursor.listen();
  const asked = () =>
    transport.log
      .filter((line) => line.startsWith(`call ${URI}.`))
      .map((line) => line.slice(`call ${URI}.`.length));
  return { cursor, transport, asked };
};
