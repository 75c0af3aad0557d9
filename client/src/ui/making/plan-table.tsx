/** Everything that would be made, as a tree to tick, to rename, and to see what is there already. */

import type { MakingPlan, MakingRow } from '../../core/making.ts';
import { useApp } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { type Chosen, type Fate, type Line, withRow } from './plan-model.ts';

export interface PlanTableProps {
  readonly plan: MakingPlan;
  readonly lines: readonly Line[];
  readonly fates: ReadonlyMap<string, Fate>;
  readonly chosen: Chosen;
  /** What is wrong with what was typed: `<row>.<field>`. */
  readonly wrong: Readonly<Record<string, string>>;
  readonly onChange: (chosen: Chosen) => void;
}

export function PlanTable(props: PlanTableProps) {
  const { i18n } = useApp();
  return (
    <table className="making-table" aria-label={i18n.gettext('What will be made')}>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('What')}</th>
          <th scope="col">{i18n.gettext('Name')}</th>
          <th scope="col">{i18n.gettext('Code')}</th>
          <th scope="col">{i18n.gettext('What becomes of it')}</th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line) => (
          <PlanRow key={line.row.key} {...props} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function PlanRow({ line, ...props }: PlanTableProps & { readonly line: Line }) {
  const { i18n } = useApp();
  const { plan, fates, chosen, onChange } = props;
  const { row, level } = line;
  const fate = fates.get(row.key) ?? 'dropped';
  const name = chosen.names[row.key] ?? row.name;
  const wanted = !chosen.leave.has(row.key);
  return (
    <tr data-fate={fate} data-level={Math.min(level, 6)}>
      <td className="making-what">
        <label>
          <input
            type="checkbox"
            checked={wanted && fate !== 'dropped' && fate !== 'denied'}
            disabled={row.denied && row.there === null}
            onChange={(event) => onChange(withRow(plan, chosen, row.key, event.target.checked))}
            aria-label={i18n.gettext('Make {what}', { what: `${row.label}: ${name}` })}
          />
          <Icon name={row.icon} small />
          <span className="making-kind">{row.label}</span>
        </label>
      </td>
      <td>
        {fate === 'made' ? (
          <Typed {...props} row={row} field="name" value={name} />
        ) : (
          <span className="making-name">{fate === 'there' ? row.there : name}</span>
        )}
      </td>
      <td className="making-code">
        {row.code === null ? null : fate === 'made' ? (
          <Typed {...props} row={row} field="code" value={chosen.codes[row.key] ?? row.code} />
        ) : (
          <span className="making-name">{row.code}</span>
        )}
      </td>
      <td className="making-fate">
        <FateWords {...props} row={row} fate={fate} name={name} />
      </td>
    </tr>
  );
}

interface TypedProps extends PlanTableProps {
  readonly row: MakingRow;
  readonly field: 'name' | 'code';
  readonly value: string;
}

function Typed({ row, field, value, chosen, wrong, onChange }: TypedProps) {
  const { i18n } = useApp();
  const fault = wrong[`${row.key}.${field}`];
  const id = `making-${row.key}-${field}`;
  const label =
    field === 'name'
      ? i18n.gettext('Name of {what}', { what: row.name })
      : i18n.gettext('Code of {what}', { what: row.name });
  return (
    <>
      <input
        id={id}
        className="making-input"
        type="text"
        value={value}
        maxLength={field === 'name' ? 200 : 20}
        aria-label={label}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-wrong`}
        onChange={(event) => {
          const given = { [row.key]: event.target.value };
          onChange(
            field === 'name'
              ? { ...chosen, names: { ...chosen.names, ...given } }
              : { ...chosen, codes: { ...chosen.codes, ...given } },
          );
        }}
      />
      {fault === undefined ? null : (
        <small className="making-wrong" id={`${id}-wrong`}>
          {fault}
        </small>
      )}
    </>
  );
}

interface FateProps extends PlanTableProps {
  readonly row: MakingRow;
  readonly fate: Fate;
  readonly name: string;
}

function FateWords({ row, fate, name, chosen, onChange }: FateProps) {
  const { i18n } = useApp();
  const words: Readonly<Record<Fate, string>> = {
    made: i18n.gettext('To be made'),
    there: i18n.gettext('Already there'),
    left: i18n.gettext('Left out'),
    dropped: i18n.gettext('Left out with what it needs'),
    denied: i18n.gettext('You may not make it'),
  };
  if (!row.again || row.there === null || fate === 'left' || fate === 'dropped') {
    return <span className="making-mark">{words[fate]}</span>;
  }
  return (
    <select
      className="import-select"
      aria-label={i18n.gettext('What becomes of {what}', { what: name })}
      value={fate === 'made' ? 'anew' : 'there'}
      onChange={(event) =>
        onChange({
          ...chosen,
          anew: { ...chosen.anew, [row.key]: event.target.value === 'anew' },
        })
      }
    >
      <option value="there">{i18n.gettext('Use the one that is there')}</option>
      <option value="anew">{i18n.gettext('Make a new one')}</option>
    </select>
  );
}
