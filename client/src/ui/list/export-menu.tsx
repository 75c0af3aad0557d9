/** A file of the list: what one sees, the chosen rows, or fields of one's choice; made as a job. */

import { useState } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import { type App, useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useValue } from '../kit/use-value.ts';
import { type ListModel, MOST_NAMED, tooManyNamed } from './list-model.ts';

type Format = 'xlsx' | 'csv';

export function ExportMenu({ list }: { readonly list: ListModel }) {
  const app = useApp();
  const { i18n } = app;
  const selected = useValue(list.grid.selected);
  const selection = useValue(list.grid.selection);
  const seen = (format: Format) => () => {
    exportList(app, list, { columns: shown(list), format }).catch(raise);
  };
  const chosen = (format: Format) => () => {
    exportList(app, list, { columns: shown(list), format, chosen: true }).catch(raise);
  };
  const n = i18n.number(selected);
  return (
    <Menu
      label={i18n.gettext('Export')}
      trigger={<IconButton icon="download" label={i18n.gettext('Export')} />}
      groups={[
        {
          label: i18n.gettext('What I see'),
          entries: [
            {
              id: 'seen-xlsx',
              label: i18n.gettext('Excel (XLSX)'),
              icon: 'file-spreadsheet',
              run: seen('xlsx'),
            },
            {
              id: 'seen-csv',
              label: i18n.gettext('Text (CSV)'),
              icon: 'file-text',
              run: seen('csv'),
            },
          ],
        },
        {
          label: i18n.gettext('Selected rows: {n}', { n }),
          // of all ticked without exception it is what one sees
          entries:
            selected === 0 || (selection.all && selection.keys.size === 0)
              ? []
              : [
                  {
                    id: 'chosen-xlsx',
                    label: i18n.gettext('Excel (XLSX)'),
                    icon: 'file-spreadsheet',
                    run: chosen('xlsx'),
                  },
                  {
                    id: 'chosen-csv',
                    label: i18n.gettext('Text (CSV)'),
                    icon: 'file-text',
                    run: chosen('csv'),
                  },
                ],
        },
        {
          entries: [
            {
              id: 'choose',
              label: i18n.gettext('Choose the fields…'),
              icon: 'list-checks',
              run: () => {
                choose(app, list).catch(raise);
              },
            },
          ],
        },
      ]}
    />
  );
}

/** A type, not an interface: it travels as plain data. */
export type ExportColumn = {
  readonly name: string;
  readonly label: string;
  readonly width: number;
};

const shown = (list: ListModel): readonly ExportColumn[] => {
  const columns = list.grid.columns.all.peek().filter((column) => !column.hidden);
  return [...columns.filter((one) => one.pinned), ...columns.filter((one) => !one.pinned)].map(
    ({ name, label, width }) => ({ name, label, width }),
  );
};

interface Wanted {
  readonly columns: readonly ExportColumn[];
  readonly format: Format;
  readonly chosen?: boolean;
}

async function exportList(app: App, list: ListModel, wanted: Wanted): Promise<void> {
  const { i18n, notices, services } = app;
  const { keys, all } = list.grid.selection.peek();
  if (wanted.chosen === true && keys.size > MOST_NAMED) {
    notices.tell({ level: 'warn', text: tooManyNamed(i18n) });
    return;
  }
  const named = all ? { left_out: [...keys] } : { selection: [...keys] };
  const name = list.saved.current.peek()?.name;
  try {
    await services.jobs.export({
      context: list.view.offer.uri,
      cursor: list.cursor.name,
      columns: wanted.columns,
      format: wanted.format,
      name: name ?? list.source.description.plural,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(wanted.chosen === true ? named : {}),
    });
    notices.tell({
      level: 'info',
      text: i18n.gettext('The file is being made: you find it in the tray.'),
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    notices.tell({ level: 'danger', text: error.message });
  }
}

async function choose(app: App, list: ListModel): Promise<void> {
  const wanted = await app.dialogs.ask<Wanted | null>(
    app.i18n.gettext('Export: choose the fields'),
    (done) => <Fields list={list} done={done} />,
    null,
    { wide: true },
  );
  if (wanted !== null) await exportList(app, list, wanted);
}

interface FieldsProps {
  readonly list: ListModel;
  readonly done: (wanted: Wanted | null) => void;
}

function Fields({ list, done }: FieldsProps) {
  const i18n = useI18n();
  const columns = list.grid.columns.all.peek();
  const [names, setNames] = useState<ReadonlySet<string>>(
    () => new Set(columns.filter((one) => !one.hidden).map((one) => one.name)),
  );
  const put = (name: string, wanted: boolean) => {
    const next = new Set(names);
    if (wanted) next.add(name);
    else next.delete(name);
    setNames(next);
  };
  const end = (format: Format) => () =>
    done({
      format,
      columns: columns
        .filter((one) => names.has(one.name))
        .map(({ name, label, width }) => ({ name, label, width })),
    });
  const every = names.size === columns.length;
  return (
    <>
      <div className="export-fields">
        <label className="check">
          <input
            type="checkbox"
            checked={every}
            ref={(box) => {
              if (box !== null) box.indeterminate = names.size > 0 && !every;
            }}
            onChange={() => setNames(new Set(every ? [] : columns.map((one) => one.name)))}
          />
          {i18n.gettext('All fields')}
        </label>
        <ul>
          {columns.map(({ name, label }) => (
            <li key={name}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={names.has(name)}
                  onChange={(event) => put(name, event.target.checked)}
                />
                {label}
              </label>
            </li>
          ))}
        </ul>
      </div>
      <div className="dialog-buttons">
        <Button onPress={() => done(null)}>{i18n.gettext('Cancel')}</Button>
        <Button isDisabled={names.size === 0} onPress={end('csv')}>
          {i18n.gettext('Text (CSV)')}
        </Button>
        <Button look="go" isDisabled={names.size === 0} onPress={end('xlsx')}>
          {i18n.gettext('Excel (XLSX)')}
        </Button>
      </div>
    </>
  );
}
