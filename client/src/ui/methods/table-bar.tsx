/** What stands above a table of cases: where one pastes, what was pasted, how many are how bad. */

import { memo, type RefObject } from 'react';
import type { MethodDescribed, MethodFault } from '../../core/methods.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { isMissing, pathOf } from './form-model.ts';
import type { Pasted } from './paste-model.ts';
import { LevelBadge } from './pictures/level.tsx';
import { faultTextAt, inputAt } from './said.ts';
import { countsOf, MOST_ROWS, type Rated } from './table-model.ts';

/** Where rows of a spreadsheet are put in, wherever the focus was. */
export function PasteBox({ onPaste }: { readonly onPaste: (text: string) => void }) {
  const i18n = useI18n();
  const label = i18n.gettext('Paste rows of a spreadsheet here');
  return (
    <textarea
      className="mt-paste"
      rows={1}
      aria-label={label}
      placeholder={label}
      value=""
      onPaste={(event) => {
        event.preventDefault();
        onPaste(event.clipboardData.getData('text/plain'));
      }}
      onChange={({ target }) => onPaste(target.value)}
    />
  );
}

/** What was pasted, and how many of its rows found no room. */
export interface PastedRows extends Pasted {
  readonly left: number;
}

interface PasteToldProps {
  readonly told: PastedRows;
  readonly close: () => void;
}

export function PasteTold({ told, close }: PasteToldProps) {
  const i18n = useI18n();
  const strange = told.headings.filter((one) => one.strange !== undefined);
  const words = [
    i18n.ngettext('{n} row was taken in.', '{n} rows were taken in.', told.cells.length),
    ...(told.left === 0
      ? []
      : [
          i18n.ngettext(
            '{n} row was left out: a table holds {most}.',
            '{n} rows were left out: a table holds {most}.',
            told.left,
            { most: i18n.number(MOST_ROWS) },
          ),
        ]),
    told.headed
      ? i18n.gettext('Columns were found by their headings.')
      : i18n.gettext('There were no headings: columns were taken in their order.'),
    ...(told.unknown.length === 0
      ? []
      : [i18n.gettext('Not used: {names}.', { names: told.unknown.join(', ') })]),
    ...strange.map((one) =>
      i18n.gettext('{column}: numbers were taken as they are, not as {unit}.', {
        column: typeof one.place === 'object' ? one.place.label : '',
        unit: one.strange ?? '',
      }),
    ),
  ];
  return (
    <Strip
      level={told.unknown.length + strange.length + told.left > 0 ? 'warn' : 'ok'}
      actions={
        <Button look="quiet" onPress={close}>
          {i18n.gettext('Hide')}
        </Button>
      }
    >
      {words.join(' ')}
    </Strip>
  );
}

export const Counts = memo(function Counts({ rated }: { readonly rated: readonly Rated[] }) {
  const i18n = useI18n();
  const counts = countsOf(rated);
  if (counts.length === 0) return null;
  return (
    <ul className="mt-counts" aria-label={i18n.gettext('Rows by level')}>
      {counts.map((one) => (
        <li key={`${one.level} ${one.word}`}>
          <b>{i18n.number(one.n)}</b>
          <LevelBadge
            level={one.level}
            word={one.word === '' ? i18n.gettext('Unfinished') : one.word}
          />
        </li>
      ))}
    </ul>
  );
});

const MOST_FAULTS = 5;

/** What is wrong in which cell, as links to them. */
export function Faults({
  rated,
  description,
  box,
}: {
  readonly description: MethodDescribed;
  readonly rated: readonly Rated[];
  readonly box: RefObject<HTMLElement | null>;
}) {
  const i18n = useI18n();
  const cells = rated.reduce((sum, { result }) => sum + (result?.faults.length ?? 0), 0);
  const all = rated.flatMap(({ row, result }, at) => {
    const faults = result?.faults ?? [];
    const [first, ...more] = faults.filter(isMissing);
    const missing = first === undefined ? [] : [{ row, at, fault: first, more }];
    const wrong = faults.filter((one) => !isMissing(one));
    return [...wrong.map((fault) => ({ row, at, fault, more: [] })), ...missing];
  });
  if (all.length === 0) return null;
  const go = (id: string, path: string) => {
    const cells = [
      ...(box.current?.querySelectorAll<HTMLElement>(`[data-row="${id}"] [data-path]`) ?? []),
    ];
    const found = cells.find((one) => path.startsWith(one.dataset['path'] ?? '?')) ?? cells[0];
    found?.focus();
    found?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <Strip level="danger">
      <b>{i18n.ngettext('{n} cell to mend:', '{n} cells to mend:', cells)}</b>{' '}
      {all.slice(0, MOST_FAULTS).map(({ row, fault, at, more }) => (
        <button
          key={`${row.id} ${fault.path} ${fault.code}`}
          type="button"
          className="link-button mt-fault"
          onClick={() => go(row.id, fault.path)}
        >
          {i18n.gettext('row {n}', { n: at + 1 })}
          {row.name === '' ? '' : ` (${row.name})`},{' '}
          {isMissing(fault)
            ? i18n.gettext('missing: {fields}', {
                fields: [fault, ...more].map((one) => fieldOf(one, description)).join(', '),
              })
            : faultTextAt(fault, description.inputs, i18n)}
        </button>
      ))}
      {all.length > MOST_FAULTS ? '…' : ''}
    </Strip>
  );
}

const fieldOf = (fault: MethodFault, { inputs }: MethodDescribed): string =>
  inputAt(inputs, pathOf(fault.path))?.label ?? fault.path;
