/** Who holds which role, drawn: on top, beside, below, home by home, and what is missing. */

import { useEffect, useMemo } from 'react';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { Key, Row } from '../../core/rows.ts';
import type { View } from '../../core/view.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import './chart.css';
import { ChartDrawing, type ChartWords } from './chart-drawing.tsx';
import {
  type Chart,
  chartOf,
  type Holder,
  type Home,
  type Need,
  type PlaceName,
  type Vacancy,
} from './chart-model.ts';
import { ChartSheet } from './chart-sheet.tsx';
import { FallbackPart } from './fallback.tsx';
import type { Part, PartProps } from './registry.ts';
import {
  cursorOf,
  fieldOf,
  flagsOf,
  labelOf,
  namesOf,
  openingAction,
  partsOf,
  textOf,
} from './view-facts.ts';

const MOST = 1000; // so many rows are drawn: more than any firm has roles
const SOON = 60; // days; an end nearer than this is said

export function ChartPart(props: PartProps) {
  const { view, part } = props;
  const cursor = cursorOf(view, part);
  const homes = view.cursors.get(textOf(part['homes']) ?? '');
  if (cursor === undefined) return <FallbackPart {...props} />;
  return <Shown {...props} cursor={cursor} homes={homes} />;
}

interface ShownProps extends PartProps {
  readonly cursor: Cursor;
  readonly homes: Cursor | undefined;
}

function Shown({ view, part, cursor, homes }: ShownProps) {
  const { desk, i18n } = useApp();
  useAll(cursor);
  useAll(homes);
  const chart = useComputed(() => readChart(part, cursor, homes), [part, cursor, homes]);
  const ready = useComputed(
    () => cursor.ready.value && (homes?.ready.value ?? true),
    [cursor, homes],
  );
  const current = useValue(cursor.current);
  const flags = useValue(view.flags);
  const words = useWords(part, cursor, homes);
  const label = labelOf(part, i18n.locale) ?? cursor.described.source.plural;
  const opens = openingAction(view, part);
  const fills = view.offer.actions.find((one) => one.id === textOf(part['fill']));
  const may = fills !== undefined && flagsOf(flags, fills).visible && flagsOf(flags, fills).enabled;
  const fill = ({ role, home }: Vacancy) => {
    if (fills === undefined) return;
    desk.run(view, fills.id, { role, ...(home !== undefined && { home }) }).catch(raise);
  };
  const master = masterOf(view, cursor);
  const of = useComputed(() => String(master?.current.value ?? ''), [master]);
  const whose = useComputed(() => nameOfCurrent(master), [master]);
  return (
    <section className="chart" aria-label={label} aria-busy={!ready}>
      <ChartSheet
        of={of}
        head={<Head chart={chart} words={words} ready={ready} />}
        tools={
          may ? (
            <Button
              look="go"
              icon={fills.icon ?? 'plus'}
              onPress={() => {
                desk.run(view, fills.id).catch(raise);
              }}
            >
              {fills.label}
            </Button>
          ) : null
        }
      >
        {ready ? (
          <>
            <h2 className="chart-title">
              {label}
              <small>{[whose, i18n.date(today())].filter(Boolean).join(' · ')}</small>
            </h2>
            <ChartDrawing
              chart={chart}
              label={label}
              words={words}
              acts={{
                current,
                choose: (key) => {
                  cursor.setCurrent(key).catch(raise);
                },
                open: ({ holder }) => {
                  if (opens !== undefined) {
                    desk.run(view, opens.id, { keys: [holder.key] }).catch(raise);
                  }
                },
                fill: may ? fill : undefined,
              }}
            />
          </>
        ) : null}
      </ChartSheet>
    </section>
  );
}

/** How many hold a role, and what is not there. */
function Head({
  chart,
  words,
  ready,
}: {
  readonly chart: Chart;
  readonly words: ChartWords;
  readonly ready: boolean;
}) {
  const i18n = useI18n();
  if (!ready) return null;
  const said = (weight: Vacancy['weight']) => {
    const found = chart.missing.filter((one) => one.weight === weight);
    return [...new Set(found.map((one) => words.role(one.role)))].join(', ');
  };
  const [missing, check] = [said('required'), said('check')];
  return (
    <p className="chart-told" role="status">
      <b>{i18n.ngettext('{n} appointment', '{n} appointments', chart.people)}</b>
      {missing === '' ? null : (
        <span className="chart-missing">
          {i18n.gettext('Missing: {roles}', { roles: missing })}
        </span>
      )}
      {check === '' ? null : (
        <span className="chart-check">
          {i18n.gettext('To be checked: {roles}', { roles: check })}
        </span>
      )}
    </p>
  );
}

function useAll(cursor: Cursor | undefined): void {
  useEffect(() => {
    cursor?.show(0, MOST).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
}

/** The cursor whose record the rows belong to. */
function masterOf(view: View, cursor: Cursor): Cursor | undefined {
  const { tracks } = cursor.described;
  return tracks === null ? undefined : view.cursors.get(tracks);
}

/** What the record one is on is called: whose the drawing is, on paper. */
function nameOfCurrent(cursor: Cursor | undefined): string {
  const key = cursor?.current.value ?? null;
  const row = cursor === undefined || key === null ? undefined : cursor.row(key).value;
  if (cursor === undefined || row === undefined) return '';
  return String(cursor.value(row, cursor.described.source.names_by) ?? '');
}

const today = (): string => new Date().toLocaleDateString('sv-SE');

function useWords(part: Part, cursor: Cursor, homes: Cursor | undefined): ChartWords {
  const i18n = useI18n();
  return useMemo(() => {
    const choices = fieldOf(cursor, textOf(part['role']) ?? '')?.choices ?? [];
    const called = new Map(choices.map(([value, words]) => [value, words]));
    const soon = new Date(Date.now() + SOON * 86_400_000).toLocaleDateString('sv-SE');
    return {
      role: (role) => called.get(role) ?? role,
      note: ({ holder }) => [holder.inner, ...holder.facts].filter(Boolean).join(' · '),
      term: ({ holder: { from, to } }) => {
        if (from !== undefined && from > today()) {
          return i18n.gettext('from {day}', { day: i18n.date(from) });
        }
        return to !== undefined && to < soon
          ? i18n.gettext('until {day}', { day: i18n.date(to) })
          : '';
      },
      home: (key) => {
        const row = key === undefined ? undefined : homes?.get(key);
        const name = homes?.described.source.names_by ?? '';
        return row === undefined ? '' : String(homes?.value(row, name) ?? '');
      },
    };
  }, [part, cursor, homes, i18n]);
}

// -- what the part and its cursors say

function readChart(part: Part, cursor: Cursor, homes: Cursor | undefined): Chart {
  const role = textOf(part['role']) ?? '';
  const needs = partsOf(part).flatMap((one) => readNeed(one) ?? []);
  return chartOf({
    holders: rowsOf(cursor).map((row) => readHolder(part, cursor, row, needs)),
    homes: homes === undefined ? [] : rowsOf(homes).map((row) => readHome(part, homes, row)),
    places: readPlaces(part['places']),
    order: (fieldOf(cursor, role)?.choices ?? []).map(([value]) => value),
    needs,
  });
}

/** As they are now: a change to a row tells the row, not the list. */
function rowsOf(cursor: Cursor): readonly Row[] {
  cursor.layout.value;
  return cursor.rows.map((row) => {
    const [key] = row;
    return typeof key === 'string' || typeof key === 'number'
      ? (cursor.row(key).value ?? row)
      : row;
  });
}

function readHolder(part: Part, cursor: Cursor, row: Row, needs: readonly Need[]): Holder {
  const said = (name: string | undefined) =>
    name === undefined ? undefined : textOf(cursor.value(row, name));
  return {
    key: row[0] as Key,
    role: said(textOf(part['role'])) ?? '',
    name: said(textOf(part['title'])) ?? '',
    facts: namesOf(part['facts']).flatMap((name) => said(name) ?? []),
    home: said(textOf(part['home'])),
    inner: said(textOf(part['inner'])) ?? '',
    from: said(textOf(part['from_on'])),
    to: said(textOf(part['to_on'])),
    flags: needs.flatMap(({ flag }) =>
      flag !== '' && cursor.value(row, flag) === true ? [flag] : [],
    ),
  };
}

function readHome(part: Part, homes: Cursor, row: Row): Home {
  const exempt = isRecord(part['exempt']) ? Object.entries(part['exempt']) : [];
  return {
    key: String(row[0]),
    name: String(homes.value(row, homes.described.source.names_by) ?? ''),
    exempt: exempt.some(([name, values]) =>
      namesOf(values).includes(String(homes.value(row, name))),
    ),
  };
}

const PLACES: ReadonlySet<unknown> = new Set(['top', 'left', 'right', 'line', 'team']);

const readPlaces = (raw: unknown): Readonly<Record<string, PlaceName>> =>
  Object.fromEntries(
    Object.entries(isRecord(raw) ? raw : {}).filter(([, place]) => PLACES.has(place)),
  ) as Record<string, PlaceName>;

const readNeed = (part: Part): Need | undefined =>
  part.kind === 'need'
    ? {
        roles: namesOf(part['roles']),
        per: part['per'] === 'home' ? 'home' : 'all',
        weight: part['weight'] === 'required' ? 'required' : 'check',
        flag: textOf(part['flag']) ?? '',
        why: part.label ?? '',
      }
    : undefined;
