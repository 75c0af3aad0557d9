/** Importing a spreadsheet, step by step: the file, its columns, the check, what came of it. */

import './imports.css';
import { useEffect, useRef, useState } from 'react';
import type { ImportStart, ImportSummary, ImportUpload } from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import type { PartProps } from '../parts/registry.ts';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { useDoing } from './doing.ts';
import { FileStep } from './file-step.tsx';
import { ResultStep } from './result-step.tsx';
import { TARGET_OF } from './targets.ts';

export type Step = 'file' | 'columns' | 'check' | 'result';

const STEPS: readonly Step[] = ['file', 'columns', 'check', 'result'];

export function ImportView({ view }: PartProps) {
  const { i18n, services } = useApp();
  const { content } = view.offer.intent;
  const [target, setTarget] = useState(TARGET_OF[content?.source ?? ''] ?? 'persons');
  const [customer, setCustomer] = useState(String(content?.values?.['customer_id'] ?? ''));
  const [start, setStart] = useState<ImportStart>();
  const [upload, setUpload] = useState<ImportUpload>();
  const [summary, setSummary] = useState<ImportSummary>();
  const [step, setStep] = useState<Step>('file');
  const [job, setJob] = useState('');
  const { busy, trouble, doing, clear } = useDoing();
  const body = useRef<HTMLElement>(null);

  useEffect(() => {
    if (customer === '') return undefined;
    let stale = false;
    doing(async () => {
      const found = await services.imports.open(customer, target);
      if (!stale) setStart(found);
    });
    return () => {
      stale = true;
    };
  }, [customer, target, services, doing]);

  const go = (next: Step) => {
    clear();
    setStep(next);
    body.current?.scrollTo(0, 0);
    // whoever goes on by keyboard begins at the top of what is new
    requestAnimationFrame(() => body.current?.focus());
  };
  const taken = (id: string) =>
    doing(async () => {
      setUpload(await services.imports.look(id));
      setSummary(undefined);
      go('columns');
    });
  const check = () =>
    doing(async () => {
      if (upload === undefined) return;
      setSummary(await services.imports.check(upload.id));
      go('check');
    });
  const again = () => {
    setUpload(undefined);
    setSummary(undefined);
    setStart(undefined);
    setJob('');
    go('file');
    if (customer !== '') doing(async () => setStart(await services.imports.open(customer, target)));
  };

  const label = start?.targets.find((one) => one.name === target)?.label ?? '';
  return (
    <div className="import">
      <header className="import-head">
        <h2>
          {label === ''
            ? i18n.gettext('Import from a sheet')
            : i18n.gettext('Import from a sheet: {what}', { what: label })}
        </h2>
        {start === undefined ? null : (
          <span className="import-customer">{start.customer_name}</span>
        )}
        <Steps step={step} />
      </header>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      <section
        className="import-body"
        ref={body}
        tabIndex={-1}
        aria-label={stepLabel(step, i18n)}
        aria-busy={busy}
      >
        {step === 'file' ? (
          <FileStep
            {...{ view, start, target, customer, busy, doing, taken }}
            onTarget={(name) => {
              setStart(undefined);
              setTarget(name);
            }}
            onCustomer={setCustomer}
            onDiscard={(left) =>
              doing(async () => {
                await services.imports.forget(left);
                setStart(await services.imports.open(customer, target));
              })
            }
          />
        ) : null}
        {step === 'columns' && upload !== undefined ? (
          <ColumnsStep
            {...{ upload, busy, doing }}
            onChange={setUpload}
            onBack={() => go('file')}
            onGo={check}
          />
        ) : null}
        {step === 'check' && upload !== undefined && summary !== undefined ? (
          <CheckStep
            {...{ upload, summary, busy, doing }}
            onUpload={setUpload}
            onSummary={setSummary}
            onBack={() => go('columns')}
            onGo={() =>
              doing(async () => {
                setJob(await services.imports.apply(upload.id));
                go('result');
              })
            }
          />
        ) : null}
        {step === 'result' && upload !== undefined ? (
          <ResultStep {...{ view, upload, summary, job, again }} onBack={check} />
        ) : null}
      </section>
    </div>
  );
}

const stepLabel = (step: Step, i18n: ReturnType<typeof useApp>['i18n']): string =>
  ({
    file: i18n.gettext('File'),
    columns: i18n.gettext('Columns'),
    check: i18n.gettext('Check'),
    result: i18n.gettext('Result'),
  })[step];

function Steps({ step }: { readonly step: Step }) {
  const { i18n } = useApp();
  const at = STEPS.indexOf(step);
  return (
    <ol className="import-steps" aria-label={i18n.gettext('Steps')}>
      {STEPS.map((one, number) => (
        <li
          key={one}
          aria-current={one === step ? 'step' : undefined}
          className={number < at ? 'done' : number === at ? 'now' : undefined}
        >
          <span className="import-step-number" aria-hidden="true">
            {number + 1}
          </span>
          {stepLabel(one, i18n)}
        </li>
      ))}
    </ol>
  );
}
