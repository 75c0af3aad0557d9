/**
 * The bench of a method: its form, what comes of it, and how, all three live. Values belong to whoever
 * shows it: a screen of its own, or a record.
 */

import './methods.css';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MethodDescribed, MethodHint } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import type { Column } from './controls.tsx';
import type { Side } from './form-facts.tsx';
import {
  asked,
  copied,
  defaultsOf,
  isEmpty,
  pathOf,
  type Values,
  valueAt,
  withValue,
} from './form-model.ts';
import { FormPane } from './form-pane.tsx';
import { type Results, useHints, useResults } from './live-results.ts';
import { isComputed } from './result-facts.ts';
import { ResultPane } from './result-pane.tsx';
import { StepsPane } from './steps-pane.tsx';

export interface BenchProps {
  readonly description: MethodDescribed;
  readonly before: Values;
  /** The scenario after the measures; null: only the case as it is. */
  readonly after: Values | null;
  readonly onBefore: (values: Values) => void;
  readonly onAfter: (values: Values | null) => void;
  readonly readOnly?: boolean;
  /** Beside the buttons of the bench. */
  readonly children?: ReactNode;
}

export function Bench(props: BenchProps) {
  const { description, before, after, readOnly = false } = props;
  const results = useResults(description, before, after);
  const ghost = useLast(results);
  const hints = useHints(description, before, results.before);
  const box = useRef<HTMLDivElement>(null);
  const { change, copy, attempt } = useChanges(props);
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const two = after !== null;
  const wide = description.inputs.some((one) => one.kind === 'rows' && one.of.length > 2);
  const go = useCallback((column: Column, path: string) => goTo(box.current, column, path), []);
  const sides = useMemo<readonly Side[]>(
    () => [
      { column: 'before', values: before, faults: results.before?.faults ?? [] },
      ...(after === null
        ? []
        : [{ column: 'after' as const, values: after, faults: results.after?.faults ?? [] }]),
    ],
    [before, after, results],
  );
  return (
    <div className="mb" ref={box} data-wide={wide || undefined} data-two={two || undefined}>
      <BenchBar
        {...props}
        onlyDifferent={onlyDifferent && two}
        setOnlyDifferent={setOnlyDifferent}
      />
      <div className="mb-panes">
        <div className="mb-pane mb-inputs">
          <FormPane
            key={`${description.id} ${description.version}`}
            description={description}
            sides={sides}
            onlyDifferent={onlyDifferent && two}
            readOnly={readOnly}
            onChange={change}
            onCopy={copy}
          />
        </div>
        <ResultPane
          description={description}
          results={results}
          comparing={two}
          ghost={ghost}
          hints={hints}
          readOnly={readOnly}
          onGo={go}
          onTry={attempt}
        />
        <StepsPane
          description={description}
          before={isComputed(results.before) ? results.before : ghost.before}
          after={two ? (isComputed(results.after) ? results.after : ghost.after) : undefined}
          ghost={!isComputed(results.before)}
        />
      </div>
    </div>
  );
}

const NOTHING: Results = { before: undefined, after: undefined, trouble: undefined };

/** The last case of which there was a result. */
function useLast(results: Results): Results {
  const last = useRef(NOTHING);
  useEffect(() => {
    if (isComputed(results.before)) last.current = results;
  }, [results]);
  return last.current;
}

interface Changes {
  readonly change: (column: Column, path: string, value: unknown) => void;
  readonly copy: (path: string) => void;
  readonly attempt: (hint: MethodHint) => void;
}

/** What changes values; the same functions as long as the bench stands. */
function useChanges(props: BenchProps): Changes {
  const latest = useRef(props);
  latest.current = props;
  // what does not apply is not the case's; it comes back when it applies again
  const hidden = useRef<Record<Column, Values>>({ before: {}, after: {} });
  return useMemo(() => {
    const set = (column: Column, whole: Values) => {
      const { description, onBefore, onAfter } = latest.current;
      const values = asked(description.inputs, whole);
      hidden.current[column] = Object.fromEntries(
        Object.entries(whole).filter(([key, value]) => !(key in values || isEmpty(value))),
      );
      if (column === 'before') onBefore(values);
      else onAfter(values);
    };
    const of = (column: Column): Values => {
      const { before, after } = latest.current;
      return { ...hidden.current[column], ...(column === 'before' ? before : (after ?? before)) };
    };
    return {
      change: (column, path, value) => set(column, withValue(of(column), pathOf(path), value)),
      copy: (path) => {
        const place = pathOf(path);
        set('after', withValue(of('after'), place, valueAt(latest.current.before, place) ?? null));
      },
      attempt: (hint) => set('after', withValue(of('after'), pathOf(hint.path), hint.to)),
    };
  }, []);
}

/** Go to the field of a fault: itself, or the first one inside. */
function goTo(box: HTMLElement | null, column: Column, path: string): void {
  const all = [...(box?.querySelectorAll<HTMLElement>(`[data-column="${column}"]`) ?? [])];
  const found =
    all.find((one) => one.dataset['path'] === path) ??
    all.find((one) => one.dataset['path']?.startsWith(path)) ??
    all.find((one) => path.startsWith(one.dataset['path'] ?? '?'));
  found?.focus();
  found?.scrollIntoView({ block: 'nearest' });
}

interface BarProps extends BenchProps {
  readonly onlyDifferent: boolean;
  readonly setOnlyDifferent: (wanted: boolean) => void;
}

function BenchBar(props: BarProps) {
  const { description, before, after, onBefore, onAfter, readOnly = false, children } = props;
  const i18n = useI18n();
  const last = useRef<Values>(undefined);
  const begin = (inputs: Values) => {
    onBefore(asked(description.inputs, { ...defaultsOf(description.inputs), ...inputs }));
    onAfter(null);
  };
  const compare = () => {
    if (after !== null) last.current = after;
    onAfter(after === null ? (last.current ?? copied(before)) : null);
  };
  return (
    <div className="mb-bar" role="toolbar" aria-label={i18n.gettext('Case')}>
      <h3 className="mb-bar-title">{i18n.gettext('Data of the case')}</h3>
      {readOnly ? null : (
        <>
          <Examples description={description} begin={begin} />
          <Button look="quiet" icon="split" onPress={compare}>
            {after === null ? i18n.gettext('Compare') : i18n.gettext('Stop comparing')}
          </Button>
        </>
      )}
      {after === null ? null : (
        <>
          {readOnly ? null : (
            <Button look="quiet" icon="copy" onPress={() => onAfter(copied(before))}>
              {i18n.gettext('Copy before to after')}
            </Button>
          )}
          <label className="mb-check">
            <input
              type="checkbox"
              checked={props.onlyDifferent}
              onChange={({ target }) => props.setOnlyDifferent(target.checked)}
            />
            {i18n.gettext('Only differences')}
          </label>
        </>
      )}
      {children}
    </div>
  );
}

function Examples({
  description,
  begin,
}: {
  readonly description: MethodDescribed;
  readonly begin: (inputs: Values) => void;
}) {
  const i18n = useI18n();
  const [first, ...more] = description.examples;
  if (first === undefined) return null;
  const label = i18n.gettext('Try an example');
  if (more.length === 0) {
    return (
      <Button look="quiet" icon="flask-conical" onPress={() => begin(first.inputs)}>
        {label}
      </Button>
    );
  }
  return (
    <Menu
      label={label}
      trigger={
        <Button look="quiet" icon="flask-conical">
          {label}
        </Button>
      }
      groups={[
        {
          entries: description.examples.map((one, at) => ({
            id: String(at),
            label: one.name ?? i18n.gettext('Example {n}', { n: at + 1 }),
            hint: one.source,
            run: () => begin(one.inputs),
          })),
        },
      ]}
    />
  );
}
