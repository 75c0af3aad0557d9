/** The first step: what is imported, for whom, and the file: dropped or chosen. */

import { type DragEvent, useRef, useState } from 'react';
import { type ImportStart, sendSheet, templateAddress } from '../../core/imports.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Strip } from '../kit/strip.tsx';
import type { Doing } from './doing.ts';

const KINDS = '.xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.txt,.tsv';
const MEGA = 1024 * 1024;

export interface FileStepProps {
  readonly view: View;
  readonly start: ImportStart | undefined;
  readonly target: string;
  readonly customer: string;
  readonly busy: boolean;
  readonly doing: Doing;
  readonly taken: (upload: string) => void;
  readonly onTarget: (target: string) => void;
  readonly onCustomer: (customer: string) => void;
  readonly onDiscard: (upload: string) => void;
}

export function FileStep(props: FileStepProps) {
  const { view, start, target, customer, busy, doing, taken } = props;
  const { i18n, desk } = useApp();
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const send = (file: File | undefined) => {
    if (file === undefined || customer === '') return;
    setSending(file.name);
    doing(async () => {
      try {
        taken(await sendSheet(customer, target, file));
      } finally {
        setSending('');
      }
    });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const pick = () =>
    doing(async () => {
      const keys = await desk.pick(
        { operation: 'pick', content: { source: 'org.customers', ids: [] } },
        view,
      );
      if (keys?.[0] !== undefined) props.onCustomer(String(keys[0]));
    });

  if (customer === '') {
    return (
      <div className="import-empty">
        <p>{i18n.gettext('A sheet is imported for one customer. Choose whose data it holds.')}</p>
        <Button look="go" icon="building-2" onPress={pick}>
          {i18n.gettext('Choose the customer')}
        </Button>
      </div>
    );
  }
  return (
    <div className="import-file">
      {start?.left ? (
        <Strip
          level="info"
          actions={
            <>
              <Button onPress={() => taken(start.left?.id ?? '')}>{i18n.gettext('Go on')}</Button>
              <Button look="quiet" onPress={() => props.onDiscard(start.left?.id ?? '')}>
                {i18n.gettext('Discard it')}
              </Button>
            </>
          }
        >
          {i18n.gettext('You left “{file}” in the middle.', { file: start.left.file_name })}
        </Strip>
      ) : null}
      <label className="import-what">
        <span>{i18n.gettext('What to import')}</span>
        <select
          className="import-select"
          value={target}
          onChange={(event) => props.onTarget(event.target.value)}
        >
          {start === undefined ? <option value={target}>…</option> : null}
          {start?.targets.map((one) => (
            <option key={one.name} value={one.name}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
      <section
        className={over ? 'import-drop over' : 'import-drop'}
        aria-label={i18n.gettext('The file')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="file-spreadsheet" />
        {sending === '' ? (
          <p>{i18n.gettext('Drop the sheet here, or')}</p>
        ) : (
          <p role="status">{i18n.gettext('Reading “{file}”…', { file: sending })}</p>
        )}
        <Button look="go" isDisabled={busy} onPress={() => input.current?.click()}>
          {i18n.gettext('Choose a file')}
        </Button>
        <input
          ref={input}
          type="file"
          accept={KINDS}
          hidden
          aria-label={i18n.gettext('The sheet to import')}
          onChange={(event) => {
            send(event.target.files?.[0] ?? undefined);
            event.target.value = '';
          }}
        />
        {start === undefined ? null : (
          <small>
            {i18n.gettext('Excel, LibreOffice or CSV · at most {rows} rows and {size} MB', {
              rows: i18n.number(start.most_rows),
              size: i18n.number(Math.round(start.most_bytes / MEGA)),
            })}
          </small>
        )}
      </section>
      <div className="import-templates">
        <p>
          {i18n.gettext(
            'Any sheet will do: its columns are matched in the next step. To begin from ours:',
          )}
        </p>
        <a href={templateAddress(customer, target, false)} download="">
          {i18n.gettext('Download the empty template')}
        </a>
        <a href={templateAddress(customer, target, true)} download="">
          {i18n.gettext('Download the template with the data of today')}
        </a>
        <small>
          {i18n.gettext(
            'The second one is for correcting many at once: change it, save it and import it here.',
          )}
        </small>
      </div>
    </div>
  );
}
