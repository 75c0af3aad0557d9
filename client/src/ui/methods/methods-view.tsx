/** The screens of methods: all of them, the bench of one with nothing behind it, and a table of cases. */

import { signal } from '@preact/signals-core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { MethodDescribed, MethodListed } from '../../core/methods.ts';
import type { View } from '../../core/view.ts';
import { callView } from '../app/view-facts.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import type { PartProps } from '../parts/registry.ts';
import { Bench } from './bench.tsx';
import { asked, defaultsOf, isSame, type Values } from './form-model.ts';
import { MethodList } from './method-list.tsx';
import { MethodTable } from './method-table.tsx';
import { fitsTable } from './paste-model.ts';
import { SheetButton } from './sheet-button.tsx';
import { blankRow, type CaseRow, isBlankRow, looseRows, rowOf } from './table-model.ts';
import { useDescription } from './use-description.ts';

export const CALCULATIONS = 'risk.calculations';

/** What a screen of methods is asked for, by a list, an address or a record. */
function useIntent(view: View) {
  return useMemo(() => {
    const { content, options } = view.offer.intent;
    const values = content?.values ?? {};
    const version = Number(values['version'] ?? 0);
    const given = (name: string): Values | undefined => {
      const found = options?.[name];
      return isRecord(found) ? found : undefined;
    };
    return {
      values,
      method: String(values['method'] ?? ''),
      version: version > 0 ? version : null,
      inputs: given('inputs'),
      after: given('after'),
    };
  }, [view]);
}

const opening = (method: string, version: number | null, wish: string, options: Values = {}) => ({
  operation: 'view',
  content: {
    source: CALCULATIONS,
    values: version === null ? { method } : { method, version },
  },
  categories: [wish],
  options,
});

export function MethodListView({ view }: PartProps) {
  const { i18n, desk } = useApp();
  return (
    <MethodList
      title={i18n.gettext('Evaluation methods')}
      autoFocus
      onPick={({ id, version }: MethodListed) => {
        desk.open(opening(id, version, 'method_bench'), view).catch(raise);
      }}
    />
  );
}

export function MethodBenchView({ view }: PartProps) {
  const intent = useIntent(view);
  const [picked, setPicked] = useState<MethodListed>();
  const method = picked?.id ?? intent.method;
  const { i18n } = useApp();
  const { description, trouble } = useDescription(method, picked?.version ?? intent.version);
  if (method === '') {
    return <MethodList title={i18n.gettext('Choose a method')} autoFocus onPick={setPicked} />;
  }
  return (
    <Screen trouble={trouble}>
      {description === undefined ? null : (
        <Scratch
          key={description.id}
          view={view}
          description={description}
          inputs={intent.inputs}
          later={intent.after}
        />
      )}
    </Screen>
  );
}

function Screen({
  trouble,
  children,
}: {
  readonly trouble: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="mb-screen" aria-busy={children === null}>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {children}
    </div>
  );
}

function Top({
  view,
  description,
  children,
}: {
  readonly view: View;
  readonly description: MethodDescribed;
  readonly children: ReactNode;
}) {
  const { i18n } = useApp();
  useEffect(() => callView(view, description.name), [view, description.name]);
  return (
    <>
      <header className="form-head mb-top">
        <h2 className="form-title cut" title={description.name}>
          {description.name}
        </h2>
        <p className="form-facts mute cut" title={description.edition}>
          {description.edition} · {i18n.gettext('version {n}', { n: description.version })}
        </p>
        <span className="save-space" />
        {children}
      </header>
      <p className="mb-about">{description.about}</p>
    </>
  );
}

interface ScratchProps {
  readonly view: View;
  readonly description: MethodDescribed;
  readonly inputs: Values | undefined;
  readonly later: Values | undefined;
}

function Scratch({ view, description, inputs, later }: ScratchProps) {
  const { i18n, desk } = useApp();
  const [before, setBefore] = useState<Values>(() => inputs ?? defaultsOf(description.inputs));
  const [after, setAfter] = useState<Values | null>(later ?? null);
  const { id: method, version, name } = description;
  const keep = () => {
    const options = after === null ? { inputs: before } : { inputs: before, after };
    const values = { method, version, title: name };
    const intent = { operation: 'create', content: { source: CALCULATIONS, values }, options };
    desk.open(intent, view).catch(raise);
  };
  const table = () => {
    desk.open(opening(method, version, 'method_table'), view).catch(raise);
  };
  return (
    <>
      <Top view={view} description={description}>
        {fitsTable(description.inputs) ? (
          <Button icon="table-2" onPress={table}>
            {i18n.gettext('Table of cases')}
          </Button>
        ) : null}
        <Button look="go" icon="save" onPress={keep}>
          {i18n.gettext('Save as a calculation')}
        </Button>
      </Top>
      <Bench
        description={description}
        before={before}
        after={after}
        onBefore={setBefore}
        onAfter={setAfter}
      >
        <SheetButton request={() => ({ method, version, title: name, inputs: before, after })} />
      </Bench>
    </>
  );
}

export function MethodTableView({ view }: PartProps) {
  const intent = useIntent(view);
  const [picked, setPicked] = useState<MethodListed>();
  const method = picked?.id ?? intent.method;
  const { i18n } = useApp();
  const { description, trouble } = useDescription(method, picked?.version ?? intent.version);
  if (method === '') {
    return <MethodList title={i18n.gettext('Choose a method')} autoFocus onPick={setPicked} />;
  }
  return (
    <Screen trouble={trouble}>
      {description === undefined ? null : (
        <Table
          key={description.id}
          view={view}
          description={description}
          customer={String(intent.values['customer_id'] ?? '')}
          site={String(intent.values['site_id'] ?? '')}
        />
      )}
    </Screen>
  );
}

interface TableProps {
  readonly view: View;
  readonly description: MethodDescribed;
  readonly customer: string;
  readonly site: string;
}

const BLANK = [0, 1, 2];

/** The rows of the table; those that are no calculations yet are there again when it is opened again. */
function useLooseRows(description: MethodDescribed, place: string) {
  const { leftovers } = useApp().client.session;
  const name = `${description.id} ${description.version} ${place}`;
  const rows = useState<readonly CaseRow[]>(() => [
    ...looseRows(leftovers?.remembered(name)),
    ...BLANK.map(() => blankRow(description)),
  ]);
  const [now] = rows;
  useEffect(() => {
    const loose = now.filter((row) => row.key === undefined && !isBlankRow(row, description));
    leftovers?.remember(name, loose.length === 0 ? undefined : loose);
  }, [now, name, leftovers, description]);
  return rows;
}

function Table({ view, description, customer, site }: TableProps) {
  const { i18n, desk } = useApp();
  const cursor = view.cursors.get('calculation');
  const [rows, setRows] = useLooseRows(description, `${customer} ${site}`);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [saved, setSaved] = useState(0);
  useKept(customer === '' ? undefined : cursor, description, setRows);
  const save = async (kept: readonly CaseRow[]) => {
    setTrouble(undefined);
    const whose = customer === '' ? await pickedCustomer(view, desk) : customer;
    if (whose === undefined) return;
    setBusy(true);
    try {
      const told = await savedAll(view, description, kept, { customer_id: whose, site_id: site });
      if (told.trouble === undefined) {
        setSaved(told.keys.size);
        setRows((now) => now.map((row) => ({ ...row, key: told.keys.get(row.id) ?? row.key })));
      } else setTrouble(told.trouble);
    } finally {
      setBusy(false);
    }
  };
  const canSave = cursor?.described.source.can.create === true;
  return (
    <>
      <Top view={view} description={description}>
        {null}
      </Top>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {saved === 0 ? null : (
        <Strip
          level="ok"
          urgent
          actions={
            <Button
              onPress={() => {
                const intent = { operation: 'view', content: { source: CALCULATIONS } };
                desk.open(intent, view).catch(raise);
              }}
            >
              {i18n.gettext('Go to the calculations')}
            </Button>
          }
        >
          {i18n.ngettext(
            '{n} row was kept as a calculation.',
            '{n} rows were kept as calculations.',
            saved,
          )}
        </Strip>
      )}
      <MethodTable
        description={description}
        rows={rows}
        onRows={setRows}
        busy={busy}
        onSave={
          canSave
            ? (kept) => {
                save(kept).catch(raise);
              }
            : undefined
        }
      />
    </>
  );
}

async function pickedCustomer(
  view: View,
  desk: ReturnType<typeof useApp>['desk'],
): Promise<string | undefined> {
  const asking = { operation: 'pick', content: { source: 'org.customers', ids: [] } };
  const [key] = (await desk.pick(asking, view)) ?? [];
  return key === undefined ? undefined : String(key);
}

const MOST_KEPT = 200;

/** Begin with the cases of this method that are kept already. */
function useKept(
  cursor: Cursor | undefined,
  description: MethodDescribed,
  setRows: (change: (now: readonly CaseRow[]) => readonly CaseRow[]) => void,
): void {
  const begun = useRef(false);
  const ready = useValue<boolean>(cursor?.ready ?? NEVER);
  const layout = useValue<unknown>(cursor?.layout ?? NO_LAYOUT);
  useEffect(() => {
    cursor?.show(0, MOST_KEPT).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows come with the layout
  useEffect(() => {
    if (cursor === undefined || begun.current || !ready) return;
    const { n } = cursor.total.peek();
    if (n > 0 && cursor.rows.length === 0) return;
    begun.current = true;
    const found = cursor.rows.flatMap((row) => {
      const { id, title, method, inputs } = cursor.record(row);
      return method === description.id && isRecord(inputs)
        ? [rowOf(String(title ?? ''), inputs, String(id))]
        : [];
    });
    if (found.length === 0) return;
    setRows((now) => {
      const loose = now.filter((row) => row.key === undefined && !isBlankRow(row, description));
      return [...found, ...loose, blankRow(description)];
    });
  }, [cursor, ready, layout, description, setRows]);
}

const NEVER = signal(false);
const NO_LAYOUT = signal(0);

interface SavedAll {
  readonly keys: ReadonlyMap<string, string | number>;
  readonly trouble?: string;
}

/** Keep every row in one go: those that are kept already change, the others are made. */
async function savedAll(
  view: View,
  description: MethodDescribed,
  rows: readonly CaseRow[],
  whose: { readonly customer_id: string; readonly site_id: string },
): Promise<SavedAll> {
  const edits = view.editsOf('calculation');
  const made = rows.map((row, at) => {
    const inputs = asked(description.inputs, row.values);
    const title = row.name === '' ? `${description.name} ${at + 1}` : row.name;
    if (row.key !== undefined) {
      const record = edits.record(row.key);
      record.set('title', title);
      if (!isSame(record.field('inputs').value.peek(), inputs)) record.set('inputs', inputs);
      return { row, record };
    }
    const { id: method, version } = description;
    const place = whose.site_id === '' ? {} : { site_id: whose.site_id };
    const values = { customer_id: whose.customer_id, ...place, title, method, version, inputs };
    return { row, record: edits.create(values) };
  });
  const done = await view.saveAll(['calculation']);
  if (done) {
    return {
      keys: new Map(
        made.flatMap(({ row, record }) => {
          const key = record.key.peek();
          return key === undefined ? [] : [[row.id, key] as const];
        }),
      ),
    };
  }
  const failed = made.find(({ record }) => record.failure.peek() !== undefined)?.record;
  for (const { row, record } of made) {
    if (row.key === undefined && record.key.peek() === undefined) edits.uncreate(record);
    else record.discard();
  }
  return { keys: new Map(), trouble: failed?.failure.peek()?.message ?? '' };
}
