/** The drawing itself: cards, teams and homes, joined by lines. Gone through like a tree. */

import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import {
  type Box,
  type Chart,
  columnsOfBoxes,
  type HomeBoxes,
  type Person,
  rowsOfHomes,
  type Vacancy,
} from './chart-model.ts';
import { nearest, type Way } from './chart-moves.ts';

export interface ChartWords {
  /** What a role is called. */
  readonly role: (role: string) => string;
  /** What one reads of a person besides the role. */
  readonly note: (person: Person) => string;
  /** Since when, until when, if that matters now. */
  readonly term: (person: Person) => string;
  readonly home: (key: string | undefined) => string;
}

export interface ChartActs {
  readonly open: (person: Person) => void;
  readonly fill: ((vacancy: Vacancy) => void) | undefined;
  readonly choose: (key: string | number) => void;
  /** The record one is on. */
  readonly current: string | number | null;
}

interface DrawingProps {
  readonly chart: Chart;
  readonly label: string;
  readonly words: ChartWords;
  readonly acts: ChartActs;
}

const WAYS: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

export function ChartDrawing({ chart, label, words, acts }: DrawingProps) {
  const i18n = useI18n();
  const tree = useRef<HTMLDivElement>(null);
  const first = firstOf(chart);
  const active = acts.current === null ? undefined : String(acts.current);
  const known = active !== undefined && hasPerson(chart, active);
  const draw: Draw = { words, acts, stop: known ? active : first };
  const rows = rowsOfHomes(chart.homes);
  const key = (event: KeyboardEvent) => {
    const items = itemsOf(tree.current);
    const at = items.indexOf(event.target as HTMLElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = targetOf(items, at, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items[to]?.focus();
    items[to]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <div
      ref={tree}
      className="chart-drawing"
      role="tree"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={key}
    >
      <div className="chart-head">
        <div className="chart-top">
          <Boxes boxes={chart.top} level={1} draw={draw} />
        </div>
        <Staff side="left" boxes={chart.left} draw={draw} />
        <Staff side="right" boxes={chart.right} draw={draw} />
      </div>
      {chart.line.length === 0 ? null : (
        <div className="chart-tier">
          <Boxes boxes={chart.line} level={2} draw={draw} />
        </div>
      )}
      {rows.map((row, at) => (
        <div
          key={row[0]?.id ?? at}
          className={`chart-tier homes ${at === rows.length - 1 ? 'last' : ''}`}
        >
          {row.map((home) => (
            <HomeOf
              key={home.id}
              home={home}
              name={home.home?.name ?? i18n.gettext('The whole firm')}
              draw={draw}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Draw {
  readonly words: ChartWords;
  readonly acts: ChartActs;
  /** The one item the Tab key stops at. */
  readonly stop: string | undefined;
}

function Staff({
  side,
  boxes,
  draw,
}: {
  readonly side: 'left' | 'right';
  readonly boxes: readonly Box[];
  readonly draw: Draw;
}) {
  if (boxes.length === 0) return <div className={`chart-staff ${side} none`} />;
  return (
    <div className={`chart-staff ${side}`}>
      <Boxes boxes={boxes} level={2} draw={draw} />
    </div>
  );
}

function HomeOf({
  home,
  name,
  draw,
}: {
  readonly home: HomeBoxes;
  readonly name: string;
  readonly draw: Draw;
}) {
  const isEmpty = home.line.length + home.team.length === 0;
  const columns = [...columnsOfBoxes(home.line), ...columnsOfBoxes(home.team)];
  const wide = columns.length > 1;
  return (
    <div className="chart-node">
      {/* biome-ignore lint/a11y/useSemanticElements: a group of a tree, not of fields */}
      <div className={`chart-home ${wide ? 'wide' : ''}`} role="group" aria-label={name}>
        <div className="chart-home-name" aria-hidden="true">
          <Icon name={home.home === undefined ? 'building-2' : 'map-pin'} small />
          <span title={name}>{name}</span>
        </div>
        {isEmpty ? <Nobody /> : null}
        <div className="chart-inside">
          {columns.map((column) => (
            <div key={column[0]?.id} className="chart-stack">
              {column.map((box) => (
                <BoxOf key={box.id} box={box} level={3} draw={draw} />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Nobody() {
  const i18n = useI18n();
  return <div className="faint">{i18n.gettext('Nobody is appointed here.')}</div>;
}

function Boxes({
  boxes,
  level,
  draw,
}: {
  readonly boxes: readonly Box[];
  readonly level: number;
  readonly draw: Draw;
}) {
  return boxes.map((box) => (
    <div key={box.id} className="chart-node">
      <BoxOf box={box} level={level} draw={draw} />
    </div>
  ));
}

function BoxOf({
  box,
  level,
  draw,
}: {
  readonly box: Box;
  readonly level: number;
  readonly draw: Draw;
}): ReactNode {
  switch (box.kind) {
    case 'person':
      return <Card person={box} level={level} draw={draw} />;
    case 'vacancy':
      return <Empty vacancy={box} level={level} draw={draw} />;
    case 'team':
      return (
        <div className={`chart-team role-${box.role}`}>
          <div className="chart-team-name" aria-hidden="true">
            {draw.words.role(box.role)}
            <small>{box.members.length}</small>
          </div>
          {box.members.map((person) => (
            <Line key={person.id} person={person} level={level} draw={draw} />
          ))}
        </div>
      );
  }
}

interface PersonProps {
  readonly person: Person;
  readonly level: number;
  readonly draw: Draw;
}

function Card({ person, level, draw }: PersonProps) {
  const { words } = draw;
  const role = words.role(person.also === '' ? person.holder.role : person.also);
  const note = words.note(person);
  const term = words.term(person);
  return (
    <Item
      className={`chart-card role-${person.also === '' ? person.holder.role : person.also}`}
      level={level}
      draw={draw}
      person={person}
      name={nameOf(person, role, draw)}
    >
      <span className="chart-role">{role}</span>
      <span className="chart-name">{person.holder.name}</span>
      {note === '' && term === '' ? null : (
        <span className="chart-note">
          {note}
          {term === '' ? null : <em>{term}</em>}
        </span>
      )}
    </Item>
  );
}

function Line({ person, level, draw }: PersonProps) {
  const term = draw.words.term(person);
  const aside = term === '' ? draw.words.note(person) : term;
  return (
    <Item
      className="chart-line"
      level={level}
      draw={draw}
      person={person}
      name={nameOf(person, draw.words.role(person.holder.role), draw)}
    >
      <span className="chart-name">{person.holder.name}</span>
      {aside === '' ? null : <span className="chart-note">{aside}</span>}
    </Item>
  );
}

function nameOf(person: Person, role: string, { words }: Draw): string {
  const parts = [words.home(person.holder.home), words.note(person), words.term(person)];
  return [`${role}: ${person.holder.name}`, ...parts].filter((part) => part !== '').join(', ');
}

interface ItemProps {
  readonly className: string;
  readonly level: number;
  readonly draw: Draw;
  readonly person: Person;
  readonly name: string;
  readonly children: ReactNode;
}

function Item({ className, level, draw, person, name, children }: ItemProps) {
  const { acts, stop } = draw;
  const isCurrent = acts.current === person.holder.key;
  return (
    <div
      className={className}
      role="treeitem"
      aria-level={level}
      aria-selected={isCurrent}
      aria-label={name}
      title={name}
      tabIndex={person.id === stop ? 0 : -1}
      onFocus={() => acts.choose(person.holder.key)}
      onClick={() => acts.open(person)}
      onKeyDown={(event) => pressed(event, () => acts.open(person))}
    >
      {children}
    </div>
  );
}

interface EmptyProps {
  readonly vacancy: Vacancy;
  readonly level: number;
  readonly draw: Draw;
}

function Empty({ vacancy, level, draw }: EmptyProps) {
  const i18n = useI18n();
  const { words, acts, stop } = draw;
  const role = words.role(vacancy.role);
  const said =
    vacancy.weight === 'required' ? i18n.gettext('Missing') : i18n.gettext('To be checked');
  const where = words.home(vacancy.home);
  const fill = () => acts.fill?.(vacancy);
  return (
    <div
      className={`chart-card empty ${vacancy.weight}`}
      role="treeitem"
      aria-level={level}
      aria-selected={false}
      aria-label={[`${role}: ${said}`, where, vacancy.why].filter((one) => one !== '').join(', ')}
      title={vacancy.why}
      tabIndex={vacancy.id === stop ? 0 : -1}
      onClick={fill}
      onKeyDown={(event) => pressed(event, fill)}
    >
      <span className="chart-role">{role}</span>
      <span className="chart-name">{said}</span>
      {acts.fill === undefined ? null : (
        <span className="chart-note">
          <Icon name="plus" small /> {i18n.gettext('Appoint')}
        </span>
      )}
    </div>
  );
}

function pressed(event: KeyboardEvent, act: () => void): void {
  const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
  if (!isPlain || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

const itemsOf = (tree: HTMLElement | null): readonly HTMLElement[] => [
  ...(tree?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []),
];

function targetOf(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return items.length - 1;
  if (!WAYS.has(key)) return undefined;
  const spots = items.map((item) => item.getBoundingClientRect());
  return nearest(spots, at, key as Way);
}

const boxesOf = (chart: Chart): readonly Box[] => [
  ...chart.top,
  ...chart.left,
  ...chart.right,
  ...chart.line,
  ...chart.homes.flatMap((home) => [...home.line, ...home.team]),
];

function firstOf(chart: Chart): string | undefined {
  const [box] = boxesOf(chart);
  return box?.kind === 'team' ? box.members[0]?.id : box?.id;
}

const hasPerson = (chart: Chart, id: string): boolean =>
  boxesOf(chart).some((box) =>
    box.kind === 'team' ? box.members.some((one) => one.id === id) : box.id === id,
  );
