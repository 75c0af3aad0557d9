/** Long work of one's own: how far it is, how to stop it, where its result is. It survives a reload. */

import './tray.css';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Failure } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Job } from '../../core/services.ts';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { bytes, isUnderWay, progressOf, stateWords } from './job-words.ts';

const ICON: Readonly<Record<Job['state'], string>> = {
  queued: 'clock',
  running: 'loader',
  done: 'check',
  failed: 'circle-alert',
  cancelled: 'minus',
};

export function JobTray() {
  const { services, i18n } = useApp();
  const jobs = useValue(services.jobs.list);
  const working = jobs.filter(isUnderWay).length;
  const name =
    working === 0
      ? i18n.gettext('Jobs')
      : i18n.ngettext('Jobs, {n} under way', 'Jobs, {n} under way', working);
  return (
    <DialogTrigger>
      <IconButton icon="loader" label={name}>
        {working === 0 ? null : <span className="tool-count">{i18n.number(working)}</span>}
      </IconButton>
      <Popover className="floating" placement="bottom end" offset={4}>
        <Dialog className="tray" aria-label={i18n.gettext('Jobs')}>
          {({ close }) => (
            <>
              <h2 className="drawer-head">{i18n.gettext('Jobs')}</h2>
              {jobs.length === 0 ? (
                <p className="drawer-empty">
                  {i18n.gettext('Nothing under way. Exports and documents are made here.')}
                </p>
              ) : (
                <ul className="drawer-list">
                  {jobs.map((job) => (
                    <JobLine key={job.id} job={job} close={close} />
                  ))}
                </ul>
              )}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface JobLineProps {
  readonly job: Job;
  /** Close the tray: something else is shown. */
  readonly close: () => void;
}

function JobLine({ job, close }: JobLineProps) {
  const { i18n } = useApp();
  const progress = progressOf(job);
  return (
    <li className={`job ${job.state}`}>
      <Icon name={ICON[job.state]} />
      <span className="cut">{job.label}</span>
      <JobActs job={job} close={close} />
      <span className="job-note">{noteOf(job, i18n)}</span>
      {job.state !== 'running' ? null : (
        <div
          className="job-bar"
          role="progressbar"
          aria-label={job.label}
          aria-valuemin={0}
          aria-valuemax={100}
          {...(progress !== undefined && { 'aria-valuenow': progress })}
        >
          <div style={{ width: `${progress ?? 10}%` }} />
        </div>
      )}
    </li>
  );
}

function noteOf(job: Job, i18n: I18n): string {
  if (job.error) return job.error.message;
  const size = job.file ? bytes(job.file.size, i18n) : '';
  return [stateWords(job, i18n), job.note, size].filter(Boolean).join(' · ');
}

function JobActs({ job, close }: JobLineProps) {
  const { desk, services, i18n, notices } = useApp();
  const doing = (work: Promise<unknown>) => {
    work.catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      notices.tell({ level: 'danger', text: error.message });
    });
  };
  if (isUnderWay(job)) {
    return (
      <Button look="quiet" onPress={() => doing(services.jobs.cancel(job.id))}>
        {i18n.gettext('Stop')}
      </Button>
    );
  }
  const { opens } = job;
  return (
    <span className="job-acts">
      {opens ? (
        <Button
          look="quiet"
          onPress={() => {
            close();
            doing(desk.open(opens));
          }}
        >
          {i18n.gettext('Result')}
          <span className="for-readers"> {job.label}</span>
        </Button>
      ) : null}
      {job.file ? (
        <a href={job.file.url} download={job.file.name}>
          {i18n.gettext('Download')}
          <span className="for-readers"> {job.file.name}</span>
        </a>
      ) : (
        <Button look="quiet" onPress={() => doing(services.jobs.retry(job.id))}>
          {i18n.gettext('Try again')}
        </Button>
      )}
      <IconButton
        icon="x"
        small
        label={i18n.gettext('Remove {job} from the list', { job: job.label })}
        onPress={() => doing(services.jobs.dismiss(job.id))}
      />
    </span>
  );
}
