/** The axes, how they combine and the bands of a matrix, each changed where it stands. */

import { type KeyboardEvent, useId } from 'react';
import { useI18n } from '../../kit/app.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { numberText } from '../form-model.ts';
import { LevelGlyph } from '../pictures/level.tsx';
import {
  addAxis,
  addBand,
  addStep,
  axisSaid,
  COMBINATIONS,
  type Combination,
  type Definition,
  LEVELS,
  type MatrixBand,
  MOST_BANDS,
  MOST_STEPS,
  removeAxis,
  removeBand,
  removeStep,
  saidIn,
  withAxis,
  withBand,
  withCell,
  withCombination,
  withStep,
  withWeight,
} from './matrix-model.ts';
import { Faults, NumberCell, WordsCell } from './typed.tsx';

export interface EditorProps {
  readonly definition: Definition;
  readonly onChange: (definition: Definition) => void;
}

const FIELDS = 'input.control-text, select.control-text, textarea.control-text';

/** Enter goes on to the next field, and Shift+Enter back, as in the forms of methods. */
function goOn(event: KeyboardEvent<HTMLElement>): void {
  const field = event.target as HTMLElement;
  if (event.key !== 'Enter' || !field.matches(FIELDS) || field.matches('textarea')) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)];
  const next = all[all.indexOf(field) + (event.shiftKey ? -1 : 1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** What a score is made of. */
export function AxesEditor(props: EditorProps) {
  const i18n = useI18n();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of its fields
    <div className="me-editor" onKeyDown={goOn}>
      <section aria-label={i18n.gettext('Axes')}>
        <Axes {...props} />
      </section>
      <section aria-label={i18n.gettext('Combination')}>
        <Combining {...props} />
      </section>
    </div>
  );
}

/** What a score means. */
export function BandsEditor(props: EditorProps) {
  const i18n = useI18n();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of its fields
    <div className="me-editor" onKeyDown={goOn}>
      <section aria-label={i18n.gettext('Bands')}>
        <Bands {...props} />
      </section>
    </div>
  );
}

function Axes({ definition, onChange }: EditorProps) {
  const i18n = useI18n();
  const { axes } = definition;
  return (
    <>
      <h3>{i18n.gettext('Axes')}</h3>
      <Faults at={['', 'axes']} />
      {axes.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place
        <Axis key={at} at={at} definition={definition} onChange={onChange} />
      ))}
      {axes.length < 3 ? (
        <Button look="quiet" icon="plus" onPress={() => onChange(addAxis(definition))}>
          {axes.length < 2 ? i18n.gettext('Axis') : i18n.gettext('Third axis')}
        </Button>
      ) : null}
    </>
  );
}

function Axis({ at, definition, onChange }: EditorProps & { readonly at: number }) {
  const i18n = useI18n();
  const axis = definition.axes[at];
  if (axis === undefined) return null;
  const path = `axes[${at}]`;
  const name = axisSaid(axis, i18n.locale);
  const { steps } = axis;
  return (
    <fieldset className="me-axis">
      <legend className="for-readers">{i18n.gettext('Axis {name}', { name })}</legend>
      {at === 0 ? (
        <div className="me-axis-head me-heads" aria-hidden="true">
          <span>{i18n.gettext('Value')}</span>
          <span>{i18n.gettext('Name in Italian')}</span>
          <span>{i18n.gettext('in English')}</span>
        </div>
      ) : null}
      <div className="me-axis-head">
        <WordsCell
          className="me-key"
          path={`${path}.key`}
          label={i18n.gettext('Symbol of axis {n}', { n: at + 1 })}
          value={axis.key}
          onChange={(key) => onChange(withAxis(definition, at, { key: key.toLowerCase().trim() }))}
        />
        <WordsCell
          path={`${path}.it`}
          label={i18n.gettext('Name of axis {n}', { n: at + 1 })}
          placeholder={i18n.gettext('Name in Italian')}
          value={axis.it}
          onChange={(it) => onChange(withAxis(definition, at, { it }))}
        />
        <WordsCell
          path={`${path}.en`}
          label={i18n.gettext('Name of axis {n} in English', { n: at + 1 })}
          placeholder={i18n.gettext('in English')}
          value={axis.en}
          onChange={(en) => onChange(withAxis(definition, at, { en }))}
        />
        {definition.axes.length > 2 ? (
          <IconButton
            small
            icon="trash"
            label={i18n.gettext('Remove axis {name}', { name })}
            onPress={() => onChange(removeAxis(definition, at))}
          />
        ) : (
          <span />
        )}
      </div>
      <Faults at={[`${path}.key`, `${path}.it`, `${path}.en`, `${path}.steps`]} />
      <div className="me-steps">
        {steps.map((step, n) => {
          const here = `${path}.steps[${n}]`;
          const said = { axis: name, n: n + 1 };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <div key={n} className="me-step">
              <NumberCell
                path={`${here}.value`}
                label={i18n.gettext('{axis}, step {n}: value', said)}
                value={step.value}
                onChange={(value) => onChange(withStep(definition, at, n, { value }))}
              />
              <WordsCell
                path={`${here}.it`}
                label={i18n.gettext('{axis}, step {n}: name', said)}
                value={step.it}
                onChange={(it) => onChange(withStep(definition, at, n, { it }))}
              />
              <WordsCell
                path={`${here}.en`}
                label={i18n.gettext('{axis}, step {n}: name in English', said)}
                placeholder={step.it}
                value={step.en}
                onChange={(en) => onChange(withStep(definition, at, n, { en }))}
              />
              <IconButton
                small
                icon="x"
                label={i18n.gettext('{axis}: remove step {n}', said)}
                isDisabled={steps.length <= 2}
                onPress={() => onChange(removeStep(definition, at, n))}
              />
              <Faults at={['value', 'it', 'en'].map((one) => `${here}.${one}`)} />
            </div>
          );
        })}
      </div>
      {steps.length < MOST_STEPS ? (
        <Button
          look="quiet"
          icon="plus"
          aria-label={i18n.gettext('Add a step to {axis}', { axis: name })}
          onPress={() => onChange(addStep(definition, at))}
        >
          {i18n.gettext('Step')}
        </Button>
      ) : null}
    </fieldset>
  );
}

function Combining({ definition, onChange }: EditorProps) {
  const i18n = useI18n();
  const group = useId();
  const { axes, combine } = definition;
  const words: Readonly<Record<Combination, string>> = {
    product: i18n.gettext('Product'),
    sum: i18n.gettext('Weighted sum'),
    table: i18n.gettext('Table'),
  };
  const symbols = axes.map((axis) => axis.key.toUpperCase() || '?');
  const weight = (at: number) => definition.weights[at] ?? 1;
  const formula: Readonly<Record<Combination, string>> = {
    product: `R = ${symbols.join(' × ')}`,
    sum: `R = ${symbols
      .map((one, at) =>
        weight(at) === 1 ? one : `${numberText(weight(at), i18n.locale)} · ${one}`,
      )
      .join(' + ')}`,
    table: i18n.gettext('R is read from the table'),
  };
  return (
    <>
      <h3>{i18n.gettext('Combination')}</h3>
      <div className="me-combine">
        <span
          className="segments"
          role="radiogroup"
          aria-label={i18n.gettext('How the axes combine')}
        >
          {COMBINATIONS.map((one) => (
            <label key={one} className="segment">
              <input
                type="radio"
                name={group}
                checked={one === combine}
                disabled={one === 'table' && axes.length !== 2}
                onChange={() => onChange(withCombination(definition, one))}
              />
              <span>{words[one]}</span>
            </label>
          ))}
        </span>
        <span className="me-formula mute">{formula[combine]}</span>
      </div>
      <Faults at={['combine', 'weights', 'table']} />
      {combine === 'sum' ? (
        <div className="me-weights">
          {axes.map((axis, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an axis is its place
            <span key={at}>
              <span aria-hidden="true">
                {i18n.gettext('Weight of {axis}', { axis: axisSaid(axis, i18n.locale) })}
              </span>
              <NumberCell
                path={`weights[${at}]`}
                label={i18n.gettext('Weight of {axis}', { axis: axisSaid(axis, i18n.locale) })}
                value={weight(at)}
                onChange={(value) => onChange(withWeight(definition, at, value))}
              />
            </span>
          ))}
          <Faults at={axes.map((_, at) => `weights[${at}]`)} />
        </div>
      ) : null}
      {combine === 'table' && axes.length === 2 ? (
        <CellTable definition={definition} onChange={onChange} />
      ) : null}
    </>
  );
}

/** The scores of a table, typed in: as the matrix stands, the first axis upwards. */
function CellTable({ definition, onChange }: EditorProps) {
  const i18n = useI18n();
  const { locale } = i18n;
  const [first, second] = definition.axes;
  if (first === undefined || second === undefined) return null;
  const rows = first.steps.map((_, up) => first.steps.length - 1 - up);
  const places = definition.table.flatMap((row, y) => row.map((_, x) => `table[${y}][${x}]`));
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const [, y, x] = /^table\[(\d+)\]\[(\d+)\]$/.exec(dataPath(event.target)) ?? [];
    const up = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (y === undefined || x === undefined || up === 0) return;
    event.preventDefault();
    const next = `[data-path="table[${Number(y) + up}][${x}]"]`;
    event.currentTarget.querySelector<HTMLElement>(next)?.focus();
  };
  return (
    <>
      <table className="me-cells" onKeyDown={move}>
        <caption className="for-readers">{i18n.gettext('Scores of the table')}</caption>
        <tbody>
          {rows.map((y) => (
            <tr key={y}>
              <th scope="row">{`${first.key.toUpperCase()} ${numberText(first.steps[y]?.value, locale)}`}</th>
              {second.steps.map((step, x) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={x}>
                  <NumberCell
                    path={`table[${y}][${x}]`}
                    label={i18n.gettext('Score of {y}, {x}', {
                      y: `${first.key.toUpperCase()} ${numberText(first.steps[y]?.value, locale)}`,
                      x: `${second.key.toUpperCase()} ${numberText(step.value, locale)}`,
                    })}
                    value={definition.table[y]?.[x] ?? null}
                    onChange={(value) => onChange(withCell(definition, y, x, value))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {second.steps.map((step, x) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <th key={x} scope="col">
                {`${second.key.toUpperCase()} ${numberText(step.value, locale)}`}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <Faults at={places} />
    </>
  );
}

const dataPath = (target: EventTarget): string =>
  (target as HTMLElement).getAttribute('data-path') ?? '';

function Bands({ definition, onChange }: EditorProps) {
  const i18n = useI18n();
  const { bands } = definition;
  return (
    <>
      <h3>
        {i18n.gettext('Bands')}
        <small>{i18n.gettext('from the lowest to the highest')}</small>
      </h3>
      <Faults at={['bands']} />
      <div className="me-band me-heads" aria-hidden="true">
        <span>{i18n.gettext('Level')}</span>
        <span>{i18n.gettext('Word in Italian')}</span>
        <span>{i18n.gettext('in English')}</span>
        <span className="me-scores">{i18n.gettext('Score')}</span>
      </div>
      {bands.map((band, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place
        <Band key={at} at={at} band={band} definition={definition} onChange={onChange} />
      ))}
      {bands.length < MOST_BANDS ? (
        <Button look="quiet" icon="plus" onPress={() => onChange(addBand(definition))}>
          {i18n.gettext('Band')}
        </Button>
      ) : null}
    </>
  );
}

interface BandProps extends EditorProps {
  readonly at: number;
  readonly band: MatrixBand;
}

function Band({ at, band, definition, onChange }: BandProps) {
  const i18n = useI18n();
  const path = `bands[${at}]`;
  const said = { n: at + 1 };
  const set = (change: Partial<MatrixBand>) => onChange(withBand(definition, at, change));
  const places = ['', '.code', '.level', '.it', '.en', '.min', '.max', '.term_days'];
  const name = saidIn(band, i18n.locale);
  return (
    <fieldset className="me-band">
      <legend className="for-readers">
        {i18n.gettext('Band {n}', said)}: {name}
      </legend>
      <span className="me-level">
        <LevelGlyph level={band.level} />
        <span className="control mb-select">
          <select
            className="control-text"
            aria-label={i18n.gettext('Band {n}: level', said)}
            data-path={`${path}.level`}
            value={band.level}
            onChange={({ target }) => set({ level: Number(target.value) })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={level}>
                {level}
              </option>
            ))}
          </select>
          <span className="control-mark" aria-hidden="true">
            <Icon name="chevron-down" small />
          </span>
        </span>
      </span>
      <WordsCell
        path={`${path}.it`}
        label={i18n.gettext('Band {n}: word', said)}
        placeholder={i18n.gettext('Word in Italian')}
        value={band.it}
        onChange={(it) => set({ it })}
      />
      <WordsCell
        path={`${path}.en`}
        label={i18n.gettext('Band {n}: word in English', said)}
        placeholder={band.it === '' ? i18n.gettext('in English') : band.it}
        value={band.en}
        onChange={(en) => set({ en })}
      />
      <span className="me-span">
        <span aria-hidden="true">{i18n.gettext('from')}</span>
        <NumberCell
          path={`${path}.min`}
          label={i18n.gettext('Band {n}: from', said)}
          value={band.min}
          onChange={(min) => set({ min })}
        />
        <span aria-hidden="true">{i18n.gettext('to')}</span>
        <NumberCell
          path={`${path}.max`}
          label={i18n.gettext('Band {n}: to', said)}
          value={band.max}
          onChange={(max) => set({ max })}
        />
      </span>
      <IconButton
        small
        icon="x"
        label={i18n.gettext('Remove band {n}', said)}
        isDisabled={definition.bands.length <= 2}
        onPress={() => onChange(removeBand(definition, at))}
      />
      <div className="me-asks">
        <WordsCell
          path={`${path}.asks_it`}
          label={i18n.gettext('Band {n}: what it asks for', said)}
          placeholder={i18n.gettext('What it asks for, in Italian')}
          value={band.asks_it}
          onChange={(asks_it) => set({ asks_it })}
        />
        <WordsCell
          path={`${path}.asks_en`}
          label={i18n.gettext('Band {n}: what it asks for, in English', said)}
          placeholder={i18n.gettext('in English')}
          value={band.asks_en}
          onChange={(asks_en) => set({ asks_en })}
        />
        <span className="me-span">
          <span aria-hidden="true">{i18n.gettext('days')}</span>
          <NumberCell
            path={`${path}.term_days`}
            label={i18n.gettext('Band {n}: days to act', said)}
            placeholder="–"
            value={band.term_days}
            onChange={(term_days) => set({ term_days })}
          />
        </span>
      </div>
      <Faults at={places.map((one) => `${path}${one}`)} />
    </fieldset>
  );
}
