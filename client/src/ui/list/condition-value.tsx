/** The value of a condition, by the type of its column: chosen, ticked, typed, or picked in a list. */

import { useEffect, useState } from 'react';
import type { FieldDescription } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import { type Condition, valuesOf } from '../../grid/conditions.ts';
import { filterKind } from '../../grid/filters.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { useValue } from '../kit/use-value.ts';
import type { ListModel } from './list-model.ts';

interface ValueProps {
  readonly list: ListModel;
  readonly field: FieldDescription;
  readonly condition: Condition;
  readonly wrong: boolean;
  readonly change: (condition: Condition) => void;
}

export function ConditionValue(props: ValueProps) {
  const { field, condition, change } = props;
  const i18n = useI18n();
  const how = valuesOf(condition.operator);
  const put = (value: unknown) => change({ ...condition, value });
  if (how === 'none') return <span className="builder-value" />;
  if (field.type === 'key') return <PickedValue {...props} put={put} many={how === 'many'} />;
  if (how === 'many') return <TickedValues {...props} put={put} />;
  if (how === 'one') {
    return <OneValue {...props} value={condition.value} put={put} label={i18n.gettext('Value')} />;
  }
  const [low, high] = Array.isArray(condition.value) ? condition.value : [null, null];
  return (
    <span className="builder-value pair">
      <OneValue
        {...props}
        value={low}
        put={(value) => put([value, high ?? null])}
        label={i18n.gettext('From')}
      />
      <span aria-hidden="true">–</span>
      <OneValue
        {...props}
        value={high}
        put={(value) => put([low ?? null, value])}
        label={i18n.gettext('To')}
      />
    </span>
  );
}

interface OneProps extends ValueProps {
  readonly value: unknown;
  readonly put: (value: unknown) => void;
  readonly label: string;
}

function OneValue(props: OneProps) {
  const { field, value, put, label, wrong } = props;
  const i18n = useI18n();
  const kind = filterKind(field);
  if (kind !== 'choice' && kind !== 'boolean') return <TypedValue {...props} />;
  const choices =
    field.choices ??
    ([
      ['true', i18n.gettext('Yes')],
      ['false', i18n.gettext('No')],
    ] as const);
  return (
    <select
      className="builder-control builder-value"
      aria-label={label}
      aria-invalid={wrong}
      value={value === null || value === undefined ? '' : String(value)}
      onChange={(event) => {
        const chosen = event.target.value;
        put(chosen === '' ? null : kind === 'boolean' ? chosen === 'true' : chosen);
      }}
    >
      <option value="">{i18n.gettext('Choose…')}</option>
      {choices.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  );
}

/** Typed as the person writes numbers and days; what cannot be read yet counts as not given. */
function TypedValue({ list, field, value, put, label, wrong }: OneProps) {
  const [typed, setTyped] = useState(() => written(list, field, value));
  const kind = filterKind(field);
  return (
    <input
      className={`builder-control builder-value${kind === 'number' ? ' end' : ''}`}
      aria-label={label}
      aria-invalid={wrong}
      type="text"
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      placeholder={kind === 'date' ? list.locale.datePattern : undefined}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
        put(read(list, field, event.target.value));
      }}
      onBlur={() => {
        if (value !== null && value !== undefined) setTyped(written(list, field, value));
      }}
    />
  );
}

function written(list: ListModel, field: FieldDescription, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (field.type === 'text') return String(value);
  const day = field.type === 'datetime' ? { ...field, type: 'date' } : field;
  return list.locale.format(day).text(value);
}

function read(list: ListModel, field: FieldDescription, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  switch (filterKind(field)) {
    case 'number': {
      const number = list.locale.readNumber(text);
      if (number === null) return null;
      return field.type === 'integer' ? (/^-?\d+$/.test(number) ? Number(number) : null) : number;
    }
    case 'date': {
      const [first, last] = list.locale.readDate(text) ?? [null, undefined];
      return first === last ? first : null;
    }
    default:
      return text;
  }
}

function TickedValues({ field, condition, wrong, put }: ValueProps & Pick<OneProps, 'put'>) {
  const i18n = useI18n();
  const given: readonly unknown[] = Array.isArray(condition.value) ? condition.value : [];
  const choices = field.choices ?? [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: it stands inside a fieldset already
    <span className="builder-value ticks" role="group" aria-label={i18n.gettext('Values')}>
      {choices.map(([key, words], at) => (
        <label key={key} className="check">
          <input
            type="checkbox"
            aria-invalid={wrong && at === 0}
            checked={given.includes(key)}
            onChange={(event) =>
              put(event.target.checked ? [...given, key] : given.filter((value) => value !== key))
            }
          />
          {words}
        </label>
      ))}
    </span>
  );
}

/** A record of another list: picked there, shown by its title. */
function PickedValue(
  props: ValueProps & { readonly put: (value: unknown) => void; readonly many: boolean },
) {
  const { list, field, condition, wrong, put, many } = props;
  const { desk, i18n } = useApp();
  const keys = Array.isArray(condition.value) ? condition.value : [condition.value];
  const given = keys.filter((key) => typeof key === 'string' || typeof key === 'number');
  const titles = useTitles(field.reference, given);
  const pick = async () => {
    if (field.reference === null) return;
    const intent = { operation: 'pick', content: { source: field.reference } };
    const picked = await desk.pick({ ...intent, options: { multiple: many } }, list.view);
    if (picked !== null && picked.length > 0) put(many ? picked : picked[0]);
  };
  return (
    <span className="builder-value picked">
      <span className="cut">{titles.join(', ') || i18n.gettext('nothing chosen')}</span>
      <Button
        aria-invalid={wrong}
        onPress={() => {
          pick().catch(raise);
        }}
      >
        {i18n.gettext('Choose…')}
      </Button>
    </span>
  );
}

function useTitles(source: string | null, keys: readonly (string | number)[]): readonly string[] {
  const { services, client } = useApp();
  const started = useValue(client.session.started);
  const [titles, setTitles] = useState<readonly string[]>([]);
  const asked = JSON.stringify(keys);
  useEffect(() => {
    const wanted = JSON.parse(asked) as (string | number)[];
    let gone = false;
    if (source === null || wanted.length === 0 || started === undefined) {
      setTitles([]);
      return undefined;
    }
    services.search.titles(wanted.map((key) => ({ source, key }))).then(
      (found) => {
        if (!gone) setTitles(found.map((hit, at) => hit?.title ?? String(wanted[at])));
      },
      () => {
        if (!gone) setTitles(wanted.map(String));
      },
    );
    return () => {
      gone = true;
    };
  }, [services, source, asked, started]);
  return titles;
}
