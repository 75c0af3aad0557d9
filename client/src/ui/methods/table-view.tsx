/** The screen of a table of cases: those that are kept already, and those that are to be. */

import { signal } from '@preact/signals-core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { MethodDescribed, MethodListed } from '../../core/methods.ts';
import type { View } from '../../core/view.ts';
import { explain } from '../app/explain.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import type { PartProps } from '../parts/registry.ts';
import { keeping } from './keep-rows.ts';
import { MethodList } from './method-list.tsx';
import { MethodTable } from './method-table.tsx';
import { listing, Screen, Top, useIntent } from './screen.tsx';
import { blankRow, type CaseRow, isBlankRow, looseRows, MOST_ROWS, rowOf } from './table-model.ts';
import { useDescription } from './use-description.ts';

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
  const keep = useMemo(() => keeping(view, description), [view, description]);
  const count = useKept(customer === '' ? undefined : cursor, description, setRows);
  const save = async (kept: readonly CaseRow[]) => {
    setTrouble(undefined);
    const whose = customer === '' ? await pickedCustomer(view, desk) : customer;
    if (whose === undefined) return;
    setBusy(true);
    try {
      const told = await keep(kept, { customer_id: whose, site_id: site });
      setSaved(told.keys.size);
      setRows((now) => now.map((row) => ({ ...row, key: told.keys.get(row.id) ?? row.key })));
      if (told.failure !== undefined) setTrouble(explain(i18n, told.failure));
    } finally {
      setBusy(false);
    }
  };
  const canSave = cursor?.described.source.can.create === true;
  return (
    <>
      <Top
        view={view}
        description={description}
        tab={i18n.gettext('{name}, table of cases', { name: description.name })}
      >
        {null}
      </Top>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {count <= MOST_ROWS ? null : (
        <Strip level="warn">
          {i18n.gettext(
            'There are {n} cases, and a table holds {most}: these are the worst. Opened from the calculation of a site it shows those of that site.',
            { n: i18n.number(count), most: i18n.number(MOST_ROWS) },
          )}
        </Strip>
      )}
      {saved === 0 ? null : (
        <Strip
          level="ok"
          urgent
          actions={
            <Button
              onPress={() => {
                desk.open(listing({}), view).catch(raise);
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

/** Begin with the cases of this method that are kept already; tells how many there are. */
function useKept(
  cursor: Cursor | undefined,
  description: MethodDescribed,
  setRows: (change: (now: readonly CaseRow[]) => readonly CaseRow[]) => void,
): number {
  const begun = useRef(false);
  const [count, setCount] = useState(0);
  const ready = useValue<boolean>(cursor?.ready ?? NEVER);
  const layout = useValue<unknown>(cursor?.layout ?? NO_LAYOUT);
  useEffect(() => {
    cursor?.show(0, MOST_ROWS).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows come with the layout
  useEffect(() => {
    if (cursor === undefined || begun.current || !ready) return;
    const { n } = cursor.total.peek();
    if (cursor.rows.length < Math.min(n, MOST_ROWS)) return;
    begun.current = true;
    setCount(n);
    const found = cursor.rows.flatMap((row) => {
      const { id, title, method, inputs } = cursor.record(row);
      return method === description.id && isRecord(inputs)
        ? [rowOf(String(title ?? ''), inputs, String(id))]
        : [];
    });
    if (found.length === 0) return;
    setRows((now) => {
      const loose = now.filter((row) => row.key === undefined && !isBlankRow(row, description));
      const rows = [...found, ...loose];
      return rows.length < MOST_ROWS ? [...rows, blankRow(description)] : rows;
    });
  }, [cursor, ready, layout, description, setRows]);
  return count;
}

const NEVER = signal(false);
const NO_LAYOUT = signal(0);
