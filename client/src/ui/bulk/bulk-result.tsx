/** What came of every record, while it is being done and afterwards; and taking it back. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { listIn } from '../kit/open-lists.ts';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { isUnderWay } from '../tray/job-words.ts';
import {
  cameOf,
  canGoBack,
  ENDS,
  type End,
  endWords,
  isAsBefore,
  isUndone,
  type Outcome,
  readOutcome,
  type Told,
  wrongOf,
} from './bulk-words.ts';

const PAGE = 100;
const ICON: Readonly<Record<End, string>> = {
  done: 'check',
  same: 'minus',
  refused: 'triangle-alert',
  waiting: 'clock',
  back: 'undo',
  stays: 'triangle-alert',
};

/** `first`: what the answer to doing it was; without it the server is asked how it stands. */
export function BulkResult({ view, first }: { readonly view: View; readonly first?: Outcome }) {
  const { i18n, desk, services } = useApp();
  const [outcome, setOutcome] = useState<Outcome | undefined>(first);
  const jobs = useValue(services.jobs.list);
  const job = jobs.find(({ id }) => id === outcome?.job);
  const underWay = outcome?.job != null && (job === undefined || isUnderWay(job));
  const ask = useCallback(
    async (only: End | '', offset: number, limit = PAGE) =>
      readOutcome(await desk.run(view, 'result', { only, offset, limit })),
    [desk, view],
  );

  // looked at when it is opened, and once more when its job has ended
  useEffect(() => {
    if (underWay) return;
    ask('', 0, 0).then((said) => said !== undefined && setOutcome(said), raise);
  }, [ask, underWay]);
  useKeepingRefused(view, outcome, underWay, ask);

  if (outcome === undefined) return <p className="bulk-wait">{i18n.gettext('Waiting…')}</p>;
  const wrong = wrongOf(outcome);
  return (
    <div className="bulk">
      <section className="bulk-result" aria-label={i18n.gettext('Result')}>
        {underWay ? (
          <UnderWay
            done={job?.done ?? 0}
            total={outcome.total}
            back={isUndone(outcome)}
            stop={job === undefined ? undefined : () => void services.jobs.cancel(job.id)}
          />
        ) : (
          <>
            <Strip level={wrong > 0 ? 'warn' : 'ok'} urgent>
              {isAsBefore(outcome)
                ? i18n.gettext('Taken back: everything is as it was before.')
                : cameOf(outcome, i18n)}
            </Strip>
            <Records key={`${outcome.state} ${wrong}`} outcome={outcome} ask={ask} />
          </>
        )}
      </section>
      <footer className="bulk-foot">
        {underWay ? null : <Further view={view} outcome={outcome} told={setOutcome} />}
        <span className="bulk-room" />
        <Button look="go" onPress={() => void desk.close(view)}>
          {i18n.gettext('Close')}
        </Button>
      </footer>
    </div>
  );
}

interface FurtherProps {
  readonly view: View;
  readonly outcome: Outcome;
  readonly told: (outcome: Outcome) => void;
}

/** What can be done when it has ended: taking it back, and a file of what came of it. */
function Further({ view, outcome, told }: FurtherProps) {
  const { i18n, desk, notices } = useApp();
  const [busy, setBusy] = useState(false);
  const takeBack = async () => {
    setBusy(true);
    try {
      const said = readOutcome(await desk.run(view, 'take_back'));
      if (said !== undefined) told(said);
    } finally {
      setBusy(false);
    }
  };
  const report = async () => {
    if ((await desk.run(view, 'report')) === undefined) return;
    notices.tell({
      level: 'info',
      text: i18n.gettext('The file is being made: you find it in the tray.'),
    });
  };
  return (
    <>
      {canGoBack(outcome) ? (
        <Button icon="undo" isDisabled={busy} onPress={() => void takeBack()}>
          {i18n.gettext('Take it back')}
        </Button>
      ) : null}
      <Button look="quiet" icon="download" onPress={() => void report()}>
        {i18n.gettext('Export the result')}
      </Button>
    </>
  );
}

interface UnderWayProps {
  readonly done: number;
  readonly total: number;
  readonly back: boolean;
  readonly stop: (() => void) | undefined;
}

function UnderWay({ done, total, back, stop }: UnderWayProps) {
  const { i18n } = useApp();
  const said = i18n.gettext('{done} of {total}', {
    done: i18n.number(done),
    total: i18n.number(total),
  });
  return (
    <>
      <Strip
        level="info"
        icon="loader"
        actions={
          <Button isDisabled={stop === undefined} onPress={() => stop?.()}>
            {i18n.gettext('Stop')}
          </Button>
        }
      >
        {back ? i18n.gettext('It is being taken back:') : i18n.gettext('It is being done:')} {said}
      </Strip>
      <div
        className="bulk-bar"
        role="progressbar"
        aria-label={i18n.gettext('Progress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={said}
      >
        <div style={{ width: `${total > 0 ? (done / total) * 100 : 0}%` }} />
      </div>
      <p>
        {i18n.gettext(
          'You may close this and go on working: it goes on among the jobs, where you find the result as well.',
        )}
      </p>
    </>
  );
}

interface RecordsProps {
  readonly outcome: Outcome;
  readonly ask: (only: End | '', offset: number) => Promise<Outcome | undefined>;
}

/** The records one by one, beginning with those that need somebody. */
function Records({ outcome, ask }: RecordsProps) {
  const { i18n } = useApp();
  const { counts, total } = outcome;
  const there = ENDS.filter((end) => counts[end] > 0);
  const first = (['stays', 'refused', 'waiting'] as const).find((end) => counts[end] > 0) ?? '';
  const [only, setOnly] = useState<End | ''>(first);
  const [rows, setRows] = useState<readonly Told[]>([]);
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    ask(only, 0).then((said) => {
      if (asked.current === mine && said !== undefined) setRows(said.rows);
    }, raise);
  }, [ask, only]);
  const more = async () => {
    const mine = asked.current;
    const said = await ask(only, rows.length);
    if (asked.current === mine && said !== undefined) setRows([...rows, ...said.rows]);
  };
  const all = only === '' ? total : counts[only];
  return (
    <>
      <label className="bulk-add">
        <span>{i18n.gettext('Show')}</span>
        <select
          className="import-select"
          value={only}
          onChange={({ target }) => setOnly(ENDS.find((end) => end === target.value) ?? '')}
        >
          <option value="">
            {i18n.gettext('All records')} ({i18n.number(total)})
          </option>
          {there.map((end) => (
            <option key={end} value={end}>
              {endWords(end, i18n)} ({i18n.number(counts[end])})
            </option>
          ))}
        </select>
      </label>
      <ul className="bulk-records" aria-label={i18n.gettext('Records')}>
        {rows.map((one) => (
          <li key={one.key} className={one.state}>
            <Icon name={ICON[one.state]} small />
            <b>{one.title}</b>
            <span>{one.reason || endWords(one.state, i18n)}</span>
          </li>
        ))}
      </ul>
      {rows.length > 0 && rows.length < all ? (
        <Button look="quiet" onPress={() => void more().catch(raise)}>
          {i18n.gettext('Show more: {n} left', { n: i18n.number(all - rows.length) })}
        </Button>
      ) : null}
    </>
  );
}

/** Ticked stays what was refused, as far as one page of it: there is something to do about those. */
function useKeepingRefused(
  view: View,
  outcome: Outcome | undefined,
  underWay: boolean,
  ask: (only: End | '', offset: number) => Promise<Outcome | undefined>,
): void {
  const { desk } = useApp();
  const views = useValue(desk.views);
  const origin = views.find((one) => one.offer.uri === view.offer.context['from_context']);
  const ended = outcome?.state === 'done' && !underWay;
  const refused = outcome?.counts.refused ?? 0;
  useEffect(() => {
    const list = origin === undefined ? undefined : listIn(origin);
    if (!ended || list === undefined) return;
    if (refused === 0 || refused > PAGE) {
      list.tick([]);
      return;
    }
    ask('refused', 0).then((said) => {
      if (said !== undefined) list.tick(said.rows.map(({ key }) => key));
    }, raise);
  }, [origin, ended, refused, ask]);
}
