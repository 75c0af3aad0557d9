/** `?`: the keys that work here, by group; nearest first. */

import './keys.css';
import type { Command } from '../../core/commands.ts';
import type { I18n } from '../../core/i18n.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { spelled } from './spelled.ts';

interface KeyGroup {
  readonly label: string;
  readonly lines: readonly { readonly label: string; readonly keys: readonly string[] }[];
}

/** The keys of the grid are its own; commands say theirs. */
function gridKeys(i18n: I18n): KeyGroup {
  const line = (label: string, ...keys: string[]) => ({ label, keys });
  return {
    label: i18n.gettext('In a table'),
    lines: [
      line(i18n.gettext('Move'), 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'),
      line(i18n.gettext('To the edge, to the first or last row'), '$mod+ArrowUp', '$mod+Home'),
      line(i18n.gettext('Open the record, or edit the cell'), 'Enter'),
      line(i18n.gettext('Edit the cell'), 'F2'),
      line(i18n.gettext('Leave the cell as it was'), 'Escape'),
      line(i18n.gettext('Choose the row'), 'Shift+Space'),
      line(i18n.gettext('Choose everything'), '$mod+KeyA'),
      line(i18n.gettext('Select a range'), 'Shift+ArrowDown'),
      line(i18n.gettext('Copy'), '$mod+KeyC'),
      line(i18n.gettext('Menu of a column'), 'Alt+ArrowDown'),
      line(i18n.gettext('Open or close a branch'), 'ArrowRight', 'ArrowLeft'),
    ],
  };
}

function groupsOf({ commands, i18n }: App): readonly KeyGroup[] {
  const general = i18n.gettext('Everywhere');
  const by = new Map<string, Command[]>();
  for (const command of commands.visible.peek()) {
    if (commands.keysOf(command).length === 0) continue;
    const group = command.group ?? general;
    by.set(group, [...(by.get(group) ?? []), command]);
  }
  const named = [...by].toReversed().map(([label, found]) => ({
    label,
    lines: found.map((one) => ({ label: one.label, keys: commands.keysOf(one) })),
  }));
  return [...named, gridKeys(i18n)];
}

export function askKeys(app: App): Promise<null> {
  return app.dialogs.ask(
    app.i18n.gettext('Keys of this view'),
    (answer: (done: null) => void) => <KeysHelp onClose={() => answer(null)} />,
    null,
    { wide: true },
  );
}

function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const { i18n } = app;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard, too */}
      <section className="keys-groups" tabIndex={0} aria-label={i18n.gettext('Keys of this view')}>
        {groupsOf(app).map((group) => (
          <section key={group.label} className="keys-group">
            <h3>{group.label}</h3>
            <dl>
              {group.lines.map((line) => (
                <div key={line.label} className="keys-line">
                  <dt>{line.label}</dt>
                  <dd>
                    {line.keys.map((keys) => (
                      <kbd key={keys}>{spelled(keys, i18n)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </section>
      <div className="dialog-buttons">
        <Button autoFocus onPress={onClose}>
          {i18n.gettext('Close')}
        </Button>
      </div>
    </>
  );
}
