/** Taking a customer in from an archive: the file, what is in it, how far it is. */

import './privacy.css';
import { type DragEvent, useRef, useState } from 'react';
import { type ArchiveSummary, sendArchive } from '../../core/privacy.ts';
import { useDoing } from '../imports/doing.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import type { PartProps } from '../parts/registry.ts';
import { isUnderWay } from '../tray/job-words.ts';
import '../imports/imports.css';

export function BringView({ view }: PartProps) {
  const { i18n, services } = useApp();
  const [summary, setSummary] = useState<ArchiveSummary>();
  const [sending, setSending] = useState('');
  const [job, setJob] = useState('');
  const { busy, trouble, doing } = useDoing();

  const send = (file: File | undefined) => {
    if (file === undefined) return;
    setSending(file.name);
    doing(async () => {
      try {
        setSummary(await services.privacy.look(await sendArchive(file)));
      } finally {
        setSending('');
      }
    });
  };
  const again = () => {
    if (summary !== undefined && job === '') doing(() => services.privacy.forget(summary.archive));
    setSummary(undefined);
    setJob('');
  };
  return (
    <div className="bring" aria-busy={busy}>
      <header className="bring-head">
        <h2>{i18n.gettext('Import a customer')}</h2>
        <p>
          {i18n.gettext(
            'From the archive that “Export all data” makes, here or on another installation.',
          )}
        </p>
      </header>
      <div className="bring-body">
        {trouble === undefined ? null : (
          <Strip level="danger" urgent>
            {trouble}
          </Strip>
        )}
        {summary === undefined ? (
          <Choose sending={sending} busy={busy} send={send} />
        ) : job === '' ? (
          <Summary
            summary={summary}
            busy={busy}
            again={again}
            bring={(asCopy) =>
              doing(async () => setJob(await services.privacy.bring(summary.archive, asCopy)))
            }
          />
        ) : (
          <Going job={job} summary={summary} again={again} view={view} />
        )}
      </div>
    </div>
  );
}

interface ChooseProps {
  readonly sending: string;
  readonly busy: boolean;
  readonly send: (file: File | undefined) => void;
}

function Choose({ sending, busy, send }: ChooseProps) {
  const { i18n } = useApp();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    <section
      className={over ? 'import-drop over' : 'import-drop'}
      aria-label={i18n.gettext('The archive')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="package-open" />
      {sending === '' ? (
        <p>{i18n.gettext('Drop the archive here, or')}</p>
      ) : (
        <p role="status">{i18n.gettext('Checking “{file}”…', { file: sending })}</p>
      )}
      <Button look="go" isDisabled={busy} onPress={() => input.current?.click()}>
        {i18n.gettext('Choose an archive')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip"
        hidden
        aria-label={i18n.gettext('The archive to import')}
        onChange={(event) => {
          send(event.target.files?.[0] ?? undefined);
          event.target.value = '';
        }}
      />
      <small>
        {i18n.gettext(
          'It is checked wholly first: nothing is written before you have seen what is in it.',
        )}
      </small>
    </section>
  );
}

interface SummaryProps {
  readonly summary: ArchiveSummary;
  readonly busy: boolean;
  readonly again: () => void;
  readonly bring: (asCopy: boolean) => void;
}

function Summary({ summary, busy, again, bring }: SummaryProps) {
  const { i18n } = useApp();
  const { customer, faults } = summary;
  return (
    <>
      <dl className="bring-facts">
        <dt>{i18n.gettext('Customer')}</dt>
        <dd>
          {customer.name} · {customer.code}
        </dd>
        <dt>{i18n.gettext('File')}</dt>
        <dd>{summary.file}</dd>
        <dt>{i18n.gettext('Made by')}</dt>
        <dd>Ytefas {summary.program}</dd>
      </dl>
      {faults.length === 0 ? null : (
        <section>
          <Strip level="danger" urgent>
            {i18n.gettext('This archive cannot be imported: some of its values are not taken.')}
          </Strip>
          <ul className="bring-faults">
            {faults.map((one) => (
              <li key={`${one.part} ${one.line} ${one.column}`}>
                {one.column}: {one.message} <small>{`${one.part}, ${one.line}`}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {summary.here ? (
        <Strip level="warn">
          {i18n.gettext('This customer is here already. It can be imported as a copy, beside it.')}
        </Strip>
      ) : null}
      {summary.code_taken ? (
        <Strip level="info">
          {i18n.gettext('Another customer has this code: the imported one gets a new code.')}
        </Strip>
      ) : null}
      <section>
        <h3>{i18n.gettext('What is in it')}</h3>
        <ul className="bring-counts">
          {summary.counts.map((one) => (
            <li key={one.label}>
              <span>{one.label}</span>
              <b>{i18n.number(one.count)}</b>
            </li>
          ))}
        </ul>
      </section>
      {summary.missing.length === 0 ? null : (
        <section>
          <h3>{i18n.gettext('Added to the studio’s catalogue')}</h3>
          <ul className="bring-faults">
            {summary.missing.map((one) => (
              <li key={one.label}>
                {one.label}: {one.names.join(', ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {summary.users.unknown === 0 ? null : (
        <p className="faint">
          {i18n.ngettext(
            '{n} user is not known here: what they made will be yours.',
            '{n} users are not known here: what they made will be yours.',
            summary.users.unknown,
          )}
        </p>
      )}
      <div className="bring-foot">
        <Button onPress={again}>{i18n.gettext('Choose another')}</Button>
        <Button
          look="go"
          isDisabled={busy || faults.length > 0}
          onPress={() => bring(summary.here)}
        >
          {summary.here ? i18n.gettext('Import as a copy') : i18n.gettext('Import the customer')}
        </Button>
      </div>
    </>
  );
}

interface GoingProps {
  readonly job: string;
  readonly summary: ArchiveSummary;
  readonly again: () => void;
  readonly view: PartProps['view'];
}

function Going({ job, summary, again, view }: GoingProps) {
  const { i18n, services, desk } = useApp();
  const jobs = useValue(services.jobs.list);
  const found = jobs.find((one) => one.id === job);
  if (found === undefined || isUnderWay(found)) {
    return (
      <div className="import-going">
        <p role="status">{i18n.gettext('Importing “{file}”…', { file: summary.file })}</p>
        <progress
          aria-label={i18n.gettext('Progress of the import')}
          {...(found?.total ? { max: found.total, value: found.done } : {})}
        />
      </div>
    );
  }
  if (found.state !== 'done') {
    return (
      <div className="import-going">
        <Strip level="danger" urgent>
          {found.error?.message ?? i18n.gettext('The import was stopped. Nothing was written.')}
        </Strip>
        <Button onPress={again}>{i18n.gettext('Choose another')}</Button>
      </div>
    );
  }
  return (
    <div className="import-done">
      <Strip level="ok" urgent>
        {i18n.gettext('“{name}” has been imported.', { name: summary.customer.name })}
      </Strip>
      <Button
        look="go"
        onPress={() => {
          const content = { source: 'org.customers', ids: [] };
          void desk.open({ operation: 'view', content }, view);
        }}
      >
        {i18n.gettext('Open the list')}
      </Button>
    </div>
  );
}
