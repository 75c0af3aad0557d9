/** The name of a part of a preset while it is changed: both languages, Enter keeps, Escape leaves. */

import { type KeyboardEvent, useState } from 'react';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import './library.css';

export interface PartNameProps {
  readonly name: readonly [string, string];
  /** Undefined: it stays as it was. */
  readonly done: (name: readonly [string, string] | undefined) => void;
}

export function PartName({ name, done }: PartNameProps) {
  const i18n = useI18n();
  const [italian, setItalian] = useState(name[0]);
  const [english, setEnglish] = useState(name[1]);
  const keep = () => {
    const said = italian.trim();
    done(said === '' ? undefined : [said, english.trim() || said]);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') keep();
    else if (event.key === 'Escape') done(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="part-name">
      <input
        ref={(input) => input?.focus()}
        aria-label={i18n.gettext('Italian name')}
        value={italian}
        onChange={(event) => setItalian(event.target.value)}
        onKeyDown={keys}
      />
      <input
        aria-label={i18n.gettext('English name')}
        value={english}
        onChange={(event) => setEnglish(event.target.value)}
        onKeyDown={keys}
      />
      <IconButton small icon="check" label={i18n.gettext('Keep the name')} onPress={keep} />
      <IconButton
        small
        icon="x"
        label={i18n.gettext('Leave the name as it was')}
        onPress={() => done(undefined)}
      />
    </span>
  );
}
