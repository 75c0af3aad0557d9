/** The second step: which column is which, and what stands for a column that is missing. */

import { useId } from 'react';
import type { ImportChoices, ImportField, ImportUpload } from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import type { Doing } from './doing.ts';

const REFERENCE = 'ytefas';

export interface ColumnsStepProps {
  readonly upload: ImportUpload;
  readonly busy: boolean;
  readonly doing: Doing;
  readonly onChange: (upload: ImportUpload) => void;
  readonly onBack: () => void;
  readonly onGo: () => void;
}

export function ColumnsStep({ upload, busy, doing, onChange, onBack, onGo }: ColumnsStepProps) {
  const { i18n, services } = useApp();
  const arrange = (choices: ImportChoices) =>
    doing(async () => onChange(await services.imports.arrange(upload.id, choices)));
  const map = (at: number, field: string) => {
    const others = upload.columns.filter((one) => one.at !== at && one.field !== field);
    const mapping = Object.fromEntries(
      [...others, { at, field }].map((one) => [String(one.at), one.field]),
    );
    arrange({ mapping });
  };
  const constant = (name: string, text: string) => {
    if ((upload.constants[name] ?? '') === text) return;
    arrange({ constants: { ...upload.constants, [name]: text } });
  };
  const mapped = upload.columns.filter((one) => one.field !== '').length;
  const fixed = Object.keys(upload.constants).filter(
    (name) => !upload.missing.some((one) => one.name === name),
  );
  return (
    <>
      {upload.notes.map((note) => (
        <Strip key={note} level="warn">
          {note}
        </Strip>
      ))}
      <div className="import-bar">
        <span className="import-name">{upload.file_name}</span>
        {upload.sheets.length < 2 ? null : (
          <label>
            {i18n.gettext('Sheet')}
            <select
              className="import-select"
              value={upload.sheet}
              onChange={(event) => arrange({ sheet: Number(event.target.value) })}
            >
              {upload.sheets.map((sheet, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sheets are known by their place
                <option key={at} value={at} disabled={sheet.rows === 0}>
                  {sheet.hidden
                    ? i18n.gettext('{sheet} (hidden)', { sheet: sheet.name })
                    : sheet.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {i18n.gettext('Headings in row')}
          <input
            key={`${upload.sheet} ${upload.header}`}
            className="import-number"
            type="number"
            min={1}
            defaultValue={upload.header}
            onBlur={(event) => {
              const header = Number(event.target.value);
              if (header !== upload.header && header >= 1) {
                arrange({ sheet: upload.sheet, header: header - 1 });
              }
            }}
          />
        </label>
        <span className="import-count">
          {i18n.ngettext('{n} row', '{n} rows', upload.rows)} ·{' '}
          {i18n.ngettext('{n} column matched', '{n} columns matched', mapped)}
        </span>
      </div>
      <table className="import-columns">
        <caption className="for-readers">{i18n.gettext('Columns of the sheet')}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n.gettext('Column of the sheet')}</th>
            <th scope="col">{i18n.gettext('What stands in it')}</th>
            <th scope="col">{i18n.gettext('Goes into')}</th>
          </tr>
        </thead>
        <tbody>
          {upload.columns.map((column) => (
            <tr key={column.at} className={column.field === '' ? 'unused' : undefined}>
              <th scope="row">
                <span className="import-letter">{column.letter}</span>
                {column.heading}
              </th>
              <td className="import-samples">{column.samples.join(' · ')}</td>
              <td>
                <FieldSelect
                  fields={upload.fields}
                  value={column.field}
                  label={i18n.gettext('Field for column {column}', { column: column.heading })}
                  onChange={(field) => map(column.at, field)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {upload.missing.length === 0 && fixed.length === 0 ? null : (
        <fieldset className="import-missing">
          <legend>{i18n.gettext('The same for all rows')}</legend>
          {upload.missing.length === 0 ? null : (
            <p>
              {i18n.gettext(
                'New records need these, and no column holds them. Choose a column above, or write a value that goes for all rows.',
              )}
            </p>
          )}
          {[...upload.missing.map((one) => one.name), ...fixed].map((name) => (
            <Constant
              key={name}
              field={upload.fields.find((one) => one.name === name)}
              missing={!fixed.includes(name)}
              value={upload.constants[name] ?? ''}
              onChange={(text) => constant(name, text)}
            />
          ))}
        </fieldset>
      )}
      <label className="import-flag">
        <input
          type="checkbox"
          checked={upload.clear}
          onChange={(event) => arrange({ clear: event.target.checked })}
        />
        <span>
          {i18n.gettext('Empty cells empty the data')}
          <small>
            {i18n.gettext('Otherwise an empty cell of a record that is there leaves it as it is.')}
          </small>
        </span>
      </label>
      <footer className="import-foot">
        <Button onPress={onBack}>{i18n.gettext('Back')}</Button>
        <Button look="go" isDisabled={busy || mapped === 0} onPress={onGo}>
          {i18n.gettext('Check the rows')}
        </Button>
      </footer>
    </>
  );
}

interface FieldSelectProps {
  readonly fields: readonly ImportField[];
  readonly value: string;
  readonly label: string;
  readonly onChange: (field: string) => void;
}

function FieldSelect({ fields, value, label, onChange }: FieldSelectProps) {
  const { i18n } = useApp();
  const parts = [...new Set(fields.map((one) => one.part))];
  const option = (one: ImportField) => (
    <option key={one.name} value={one.name}>
      {one.required ? `${one.label} *` : one.label}
    </option>
  );
  return (
    <select
      className="import-select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{i18n.gettext('Not imported')}</option>
      {parts.length < 2
        ? fields.map(option)
        : parts.map((part) => (
            <optgroup key={part} label={part}>
              {fields.filter((one) => one.part === part).map(option)}
            </optgroup>
          ))}
      <option value={REFERENCE}>{i18n.gettext('Ytefas reference')}</option>
    </select>
  );
}

interface ConstantProps {
  readonly field: ImportField | undefined;
  readonly missing: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function Constant({ field, missing, value, onChange }: ConstantProps) {
  const { i18n } = useApp();
  const id = useId();
  if (field === undefined) return null;
  return (
    <div className={missing ? 'import-constant missing' : 'import-constant'}>
      <label htmlFor={id}>
        {field.label}
        {field.part === '' ? null : <small>{field.part}</small>}
      </label>
      {field.choices === null ? (
        <input
          id={id}
          className="import-text"
          defaultValue={value}
          placeholder={field.kind === 'date' ? i18n.gettext('day/month/year') : ''}
          onBlur={(event) => onChange(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onChange(event.currentTarget.value.trim());
          }}
        />
      ) : (
        <select
          id={id}
          className="import-select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="" />
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
    </div>
  );
}
