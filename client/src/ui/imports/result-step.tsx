/** The last step: how far the import is, what came of it, and how to take it back. */

import type { ImportSummary, ImportUpload } from '../../core/imports.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { isUnderWay } from '../tray/job-words.ts';
import { SOURCE_OF } from './targets.ts';
import { UndoBox } from './undo-box.tsx';

export interface ResultStepProps {
  readonly summary: ImportSummary | undefined;
  readonly view: View;
  readonly upload: ImportUpload;
  readonly job: string;
  readonly again: () => void;
  readonly onBack: () => void;
}

export function ResultStep({ view, upload, summary, job, again, onBack }: ResultStepProps) {
  const { i18n, services, desk } = useApp();
  const jobs = useValue(services.jobs.list);
  const found = jobs.find((one) => one.id === job);
  if (found === undefined || isUnderWay(found)) {
    return (
      <div className="import-going">
        <p role="status">{i18n.gettext('Importing “{file}”…', { file: upload.file_name })}</p>
        <progress
          aria-label={i18n.gettext('Progress of the import')}
          {...(found?.total ? { max: found.total, value: found.done } : {})}
        />
        <small>
          {i18n.gettext('You may go on working: the tray of jobs tells when it is done.')}
        </small>
      </div>
    );
  }
  if (found.state !== 'done') {
    return (
      <div className="import-going">
        <Strip level="danger" urgent>
          {found.error?.message ?? i18n.gettext('The import was stopped. Nothing was written.')}
        </Strip>
        <Button look="go" onPress={onBack}>
          {i18n.gettext('Check again')}
        </Button>
      </div>
    );
  }
  const source = SOURCE_OF[upload.target] ?? '';
  return (
    <div className="import-done">
      <Strip level="ok" urgent>
        {i18n.gettext('“{file}” has been imported.', { file: upload.file_name })}
      </Strip>
      {summary === undefined ? null : (
        <p className="import-counts">
          {[
            i18n.ngettext('{n} new', '{n} new', summary.new),
            i18n.ngettext('{n} updated', '{n} updated', summary.update),
            i18n.ngettext('{n} unchanged', '{n} unchanged', summary.same),
            i18n.ngettext('{n} left out', '{n} left out', summary.errors),
            i18n.ngettext('{n} made along', '{n} made along', summary.made.length),
          ].join(' · ')}
        </p>
      )}
      <div className="import-next">
        <Button
          look="go"
          onPress={() => {
            void desk.open({ operation: 'view', content: { source, ids: [] } }, view);
          }}
        >
          {i18n.gettext('Open the list')}
        </Button>
        <Button
          onPress={() => {
            const content = { source: 'org.imports', ids: [upload.id] };
            void desk.open({ operation: 'view', content }, view);
          }}
        >
          {i18n.gettext('Open the import')}
        </Button>
        {found.file === null ? null : (
          <a className="button plain" href={found.file.url} download={found.file.name}>
            {i18n.gettext('Download the outcome')}
          </a>
        )}
        <Button onPress={again}>{i18n.gettext('Import another sheet')}</Button>
      </div>
      <UndoBox batch={upload.id} />
    </div>
  );
}
