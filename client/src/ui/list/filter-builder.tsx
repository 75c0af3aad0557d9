/**
 * The filter builder: conditions joined by “and” or “or”, inside each other. What is filled in is
 * asked at once, so the list behind it and its count answer while one is still building.
 */

import { useEffect, useMemo, useRef, useState } from 'react';
import {
  addPart,
  type Condition,
  type ConditionGroup,
  conditionOn,
  conditionOperators,
  countConditions,
  DEEPEST,
  type Fields,
  MOST_CONDITIONS,
  NO_CONDITIONS,
  type PartPath,
  type Problem,
  problems,
  putPart,
  withOperator,
} from '../../grid/conditions.ts';
import type { Operator } from '../../grid/filters.ts';
import { type App, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import { ConditionValue } from './condition-value.tsx';
import { countText } from './count-text.ts';
import type { ListModel } from './list-model.ts';

const WAIT = 200;

export async function openBuilder(app: App, list: ListModel): Promise<void> {
  const before = list.grid.where.peek();
  const title = app.i18n.gettext('Filter: {label}', { label: list.source.description.plural });
  const kept = await app.dialogs.ask<boolean>(
    title,
    (done) => <Builder list={list} done={done} />,
    false,
    { wide: true },
  );
  if (!kept) list.grid.where.value = before;
  list.grid.focus();
}

interface BuilderProps {
  readonly list: ListModel;
  readonly done: (keep: boolean) => void;
}

function Builder({ list, done }: BuilderProps) {
  const i18n = useI18n();
  const [group, setGroup] = useState<ConditionGroup>(() => beginning(list));
  const [tried, setTried] = useState(false);
  // what is typed stands beside its value: when lines move up, they are drawn anew
  const [removed, setRemoved] = useState(0);
  const box = useRef<HTMLFormElement>(null);
  const wrong = useMemo(() => problems(group, list.fields), [group, list]);
  useEffect(() => {
    const timer = setTimeout(() => {
      list.grid.where.value = complete(group, list.fields);
    }, WAIT);
    return () => clearTimeout(timer);
  }, [group, list]);
  const finish = () => {
    setTried(true);
    if (wrong.length === 0) {
      list.grid.where.value = complete(group, list.fields);
      done(true);
      return;
    }
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    });
  };
  return (
    <form
      ref={box}
      className="builder"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <div className="builder-body">
        <Group
          list={list}
          root={group}
          group={group}
          path={[]}
          wrong={tried ? wrong : []}
          change={(root, fewer = false) => {
            setGroup(root);
            if (fewer) setRemoved((times) => times + 1);
          }}
          removed={removed}
        />
      </div>
      <div className="builder-foot">
        <LiveCount list={list} />
        <Button
          look="quiet"
          isDisabled={group.parts.length === 0}
          onPress={() => setGroup(NO_CONDITIONS)}
        >
          {i18n.gettext('Clear all')}
        </Button>
        <Button onPress={() => done(false)}>{i18n.gettext('Cancel')}</Button>
        <Button look="go" type="submit">
          {i18n.gettext('Apply the filter')}
        </Button>
      </div>
    </form>
  );
}

/** What is filled in: the rest is still being thought of, and narrows nothing. */
export function complete(group: ConditionGroup, fields: Fields): ConditionGroup | null {
  const left = problems(group, fields).toReversed();
  const whole = left.reduce((now, { path }) => putPart(now, path, null), group);
  return whole.parts.length === 0 ? null : whole;
}

function beginning(list: ListModel): ConditionGroup {
  const now = list.grid.where.peek();
  if (now !== null && now.parts.length > 0) return now;
  const [field] = offered(list);
  return field === undefined ? NO_CONDITIONS : { ...NO_CONDITIONS, parts: [conditionOn(field)] };
}

/** The columns one may filter by, in the order of the screen. */
const offered = (list: ListModel) =>
  list.grid.columns.all.peek().flatMap(({ name }) => {
    const field = list.fields.get(name);
    return field !== undefined && conditionOperators(field).length > 0 ? [field] : [];
  });

function LiveCount({ list }: { readonly list: ListModel }) {
  const i18n = useI18n();
  const said = useComputed(() => countText(list, i18n), [list, i18n]);
  return (
    <p className="builder-count" role="status">
      {i18n.gettext('Matches: {count}', { count: said })}
    </p>
  );
}

interface PartOfBuilder {
  readonly list: ListModel;
  readonly root: ConditionGroup;
  readonly path: PartPath;
  readonly wrong: readonly Problem[];
  readonly change: (root: ConditionGroup, fewer?: boolean) => void;
  readonly removed: number;
}

function Group(props: PartOfBuilder & { readonly group: ConditionGroup }) {
  const { list, root, group, path, change } = props;
  const i18n = useI18n();
  const put = (next: ConditionGroup | null) => change(putPart(root, path, next), next === null);
  const full = countConditions(root) >= MOST_CONDITIONS;
  const [field] = offered(list);
  const outermost = path.length === 0;
  return (
    <fieldset className={outermost ? 'builder-group outermost' : 'builder-group'}>
      <legend className="for-readers">{i18n.gettext('Group of conditions')}</legend>
      <div className="builder-join">
        <label>
          <span className="for-readers">{i18n.gettext('How the conditions are joined')}</span>
          <select
            className="builder-control"
            value={`${group.negated ? 'not-' : ''}${group.join}`}
            onChange={(event) => {
              const [join, not] = [event.target.value.replace('not-', ''), event.target.value];
              put({
                ...group,
                join: join === 'or' ? 'or' : 'and',
                negated: not.startsWith('not-'),
              });
            }}
          >
            <option value="and">{i18n.gettext('All of these hold')}</option>
            <option value="or">{i18n.gettext('At least one of these holds')}</option>
            <option value="not-or">{i18n.gettext('None of these holds')}</option>
            <option value="not-and">{i18n.gettext('Not all of these hold')}</option>
          </select>
        </label>
        {outermost ? null : (
          <IconButton
            small
            icon="x"
            label={i18n.gettext('Remove the group')}
            onPress={() => put(null)}
          />
        )}
      </div>
      <ul>
        {group.parts.map((part, at) => {
          const here = [...path, at];
          return (
            <li key={`${props.removed} ${here.join('/')}`}>
              {part.kind === 'group' ? (
                <Group {...props} group={part} path={here} />
              ) : (
                <Line {...props} condition={part} path={here} />
              )}
            </li>
          );
        })}
      </ul>
      <div className="builder-add">
        <Button
          look="quiet"
          icon="plus"
          isDisabled={full || field === undefined}
          onPress={() => field && change(addPart(root, path, conditionOn(field)))}
        >
          {i18n.gettext('Condition')}
        </Button>
        {path.length + 1 < DEEPEST ? (
          <Button
            look="quiet"
            icon="plus"
            isDisabled={full || field === undefined}
            onPress={() =>
              field &&
              change(
                addPart(root, path, {
                  ...NO_CONDITIONS,
                  join: group.join === 'and' ? 'or' : 'and',
                  parts: [conditionOn(field)],
                }),
              )
            }
          >
            {i18n.gettext('Group')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Line(props: PartOfBuilder & { readonly condition: Condition }) {
  const { list, root, condition, path, wrong, change } = props;
  const i18n = useI18n();
  const field = list.fields.get(condition.column);
  const put = (next: Condition | null) => change(putPart(root, path, next), next === null);
  const problem = wrong.find((one) => one.path.join('/') === path.join('/'));
  return (
    <div className="builder-line">
      <select
        className="builder-control column"
        aria-label={i18n.gettext('Column')}
        value={condition.column}
        onChange={(event) => {
          const next = list.fields.get(event.target.value);
          if (next !== undefined) put(conditionOn(next));
        }}
      >
        {offered(list).map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <select
        className="builder-control operator"
        aria-label={i18n.gettext('Operator')}
        value={condition.operator}
        onChange={(event) => put(withOperator(condition, event.target.value as Operator))}
      >
        {(field === undefined ? [] : conditionOperators(field)).map((operator) => (
          <option key={operator} value={operator}>
            {list.say(`op_${operator}`)}
          </option>
        ))}
      </select>
      {field === undefined ? null : (
        <ConditionValue
          list={list}
          field={field}
          condition={condition}
          wrong={problem !== undefined}
          change={put}
        />
      )}
      <IconButton
        small
        icon="x"
        label={i18n.gettext('Remove the condition')}
        onPress={() => put(null)}
      />
      {problem === undefined ? null : (
        <p className="builder-wrong">
          <Icon name="circle-alert" small />
          {list.say(problem.label)}
        </p>
      )}
    </div>
  );
}
