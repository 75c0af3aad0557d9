/** Exposure limits as a small table: an agent in each row, over eight hours and for short times. */

import './codes.css';
import { useState } from 'react';
import { useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useValue } from '../kit/use-value.ts';
import { type Limit, limitsOf, limitText, readLimit, UNITS } from './limits.ts';
import { registerWidget, type WidgetProps } from './widget.ts';

const MOST = 50;

export function OelField({ slot, id, describedBy, invalid }: WidgetProps) {
  const i18n = useI18n();
  const rows = limitsOf(useValue(slot.value));
  const change = (at: number, name: keyof Limit, text: string) => {
    slot.set(
      rows.map((row, place) => {
        if (place !== at) return row;
        const { [name]: _, ...rest } = row;
        return text === '' ? rest : { ...rest, [name]: text };
      }),
    );
  };
  const said = (at: number, what: string) =>
    i18n.gettext('{what}, row {n}', { what, n: String(at + 1) });
  const text = (at: number, name: 'agent' | 'source', label: string) => (
    <span className="control">
      <input
        className="control-text"
        type="text"
        autoComplete="off"
        maxLength={200}
        aria-label={said(at, label)}
        value={rows[at]?.[name] ?? ''}
        onChange={(event) => change(at, name, event.target.value)}
      />
    </span>
  );
  const number = (at: number, name: 'eight_hours' | 'short_term', label: string) => (
    <LimitInput
      label={said(at, label)}
      value={rows[at]?.[name]}
      onRead={(value) => change(at, name, value)}
    />
  );
  const words = {
    agent: i18n.gettext('Agent'),
    eight: i18n.gettext('8 hours'),
    short: i18n.gettext('Short-term'),
    unit: i18n.gettext('Unit'),
    source: i18n.gettext('Source'),
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand where the labels of fields do
    <span
      className="limits"
      role="group"
      id={id}
      aria-labelledby={`${id}-label`}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      data-invalid={invalid || undefined}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) slot.leave();
      }}
    >
      {rows.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{words.agent}</th>
              <th scope="col" className="limit-number">
                {words.eight}
              </th>
              <th scope="col" className="limit-number">
                {words.short}
              </th>
              <th scope="col" className="limit-unit">
                {words.unit}
              </th>
              <th scope="col">{words.source}</th>
              <td className="limit-tools" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
              <tr key={at}>
                <td>{text(at, 'agent', words.agent)}</td>
                <td>{number(at, 'eight_hours', words.eight)}</td>
                <td>{number(at, 'short_term', words.short)}</td>
                <td>
                  <span className="control">
                    <select
                      className="control-text"
                      aria-label={said(at, words.unit)}
                      value={row.unit ?? ''}
                      onChange={(event) => change(at, 'unit', event.target.value)}
                    >
                      {UNITS.map(([key, label]) => (
                        <option key={key} value={key}>
                          {label}
                        </option>
                      ))}
                    </select>
                  </span>
                </td>
                <td>{text(at, 'source', words.source)}</td>
                <td>
                  <IconButton
                    small
                    icon="x"
                    label={i18n.gettext('Remove row {n}', { n: String(at + 1) })}
                    onPress={() => slot.set(rows.filter((_, place) => place !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button
        look="quiet"
        icon="plus"
        isDisabled={rows.length >= MOST}
        onPress={() => slot.set([...rows, { unit: 'mg/m3' }])}
      >
        {i18n.gettext('Add a limit')}
      </Button>
    </span>
  );
}

interface LimitInputProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onRead: (value: string) => void;
}

/** What is typed is read when one goes on, so that a comma may stand at its end for a moment. */
function LimitInput({ label, value, onRead }: LimitInputProps) {
  const i18n = useI18n();
  const [typed, setTyped] = useState<string>();
  return (
    <span className="control">
      <input
        className="control-text end zeros"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        value={typed ?? limitText(value, i18n)}
        onChange={(event) => {
          setTyped(event.target.value);
          onRead(readLimit(event.target.value, i18n));
        }}
        onBlur={() => setTyped(undefined)}
      />
    </span>
  );
}

registerWidget('json/oel', OelField);
