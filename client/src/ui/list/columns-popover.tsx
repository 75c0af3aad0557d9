/** Which columns are shown and in which order: by mouse or by keys, and back to how they were. */

import { type DragEvent, useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { GridColumn } from '../../grid/columns-api.ts';
import { useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import type { ListModel } from './list-model.ts';

export function ColumnsPopover({ list }: { readonly list: ListModel }) {
  const i18n = useI18n();
  return (
    <DialogTrigger>
      <IconButton icon="columns" label={i18n.gettext('Columns')} />
      <Popover className="floating" placement="bottom end" offset={2}>
        <Dialog className="columns-box" aria-label={i18n.gettext('Columns')}>
          <ColumnList list={list} />
          <footer>
            <Button look="quiet" icon="restore" onPress={() => list.resetColumns()}>
              {i18n.gettext('Reset to default')}
            </Button>
          </footer>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function ColumnList({ list }: { readonly list: ListModel }) {
  const columns = useValue(list.grid.columns.all);
  const [dragged, setDragged] = useState<string | undefined>(undefined);
  const shown = columns.filter((column) => !column.hidden);
  // the pinned ones stand first on the screen, too
  const ordered = [
    ...columns.filter((column) => column.pinned),
    ...columns.filter((column) => !column.pinned),
  ];
  return (
    <ul>
      {ordered.map((column, at) => (
        <ColumnLine
          key={column.name}
          list={list}
          column={column}
          before={ordered[at - 1]}
          after={ordered[at + 1]}
          only={shown.length === 1 && !column.hidden}
          dragged={dragged}
          onDragged={setDragged}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly list: ListModel;
  readonly column: GridColumn;
  readonly before: GridColumn | undefined;
  readonly after: GridColumn | undefined;
  readonly only: boolean;
  readonly dragged: string | undefined;
  readonly onDragged: (name: string | undefined) => void;
}

function ColumnLine({ list, column, before, after, only, dragged, onDragged }: LineProps) {
  const i18n = useI18n();
  const { columns } = list.grid;
  const { name, label, pinned, hidden } = column;
  const over = (event: DragEvent) => {
    if (dragged === undefined || dragged === name) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    columns.place(dragged, name, event.clientY > top + height / 2);
  };
  return (
    <li className={dragged === name ? 'dragged' : undefined} onDragOver={over}>
      <span
        className="grip"
        draggable
        aria-hidden="true"
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', name);
          onDragged(name);
        }}
        onDragEnd={() => onDragged(undefined)}
      >
        <Icon name="grip" small />
      </span>
      <label title={column.hint ?? undefined}>
        <input
          type="checkbox"
          checked={!hidden}
          disabled={only}
          onChange={(event) => columns.show(name, event.target.checked)}
        />
        <span className="cut">{label}</span>
      </label>
      <IconButton
        small
        icon={pinned ? 'pin-off' : 'pin'}
        label={
          pinned
            ? i18n.gettext('Unpin {column}', { column: label })
            : i18n.gettext('Pin {column}', { column: label })
        }
        onPress={() => columns.pin(name, !pinned)}
      />
      <IconButton
        small
        icon="arrow-up"
        label={i18n.gettext('Move {column} up', { column: label })}
        isDisabled={before === undefined}
        onPress={() => before && columns.place(name, before.name, false)}
      />
      <IconButton
        small
        icon="arrow-down"
        label={i18n.gettext('Move {column} down', { column: label })}
        isDisabled={after === undefined}
        onPress={() => after && columns.place(name, after.name, true)}
      />
    </li>
  );
}
