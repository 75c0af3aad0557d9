/** Texts side by side, a field a line: what was, what stands now, what is new. */

import { useId } from 'react';
import { useI18n } from '../kit/app.tsx';
import './library.css';

export interface Line {
  readonly label: string;
  /** One for each column; undefined: nothing. */
  readonly texts: readonly (string | undefined)[];
}

export interface ComparisonProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
  /** The column whose text would be taken or was, to be seen first. */
  readonly strong?: number;
}

export function Comparison({ title, columns, lines, strong }: ComparisonProps) {
  const i18n = useI18n();
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="comparison" aria-labelledby={id} tabIndex={0}>
      <table aria-labelledby={id}>
        <caption id={id}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{i18n.gettext('Field')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              {columns.map((column, at) => (
                <td key={column} className={at === strong ? 'strong' : undefined}>
                  {line.texts[at] ?? <span className="faint">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
