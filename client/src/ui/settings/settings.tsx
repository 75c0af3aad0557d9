/** How the program looks and answers for one person: looks, keys, password. */

import './settings.css';
import { useState } from 'react';
import {
  Label,
  RadioButton,
  RadioField,
  RadioGroup,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from 'react-aria-components';
import type { Command } from '../../core/commands.ts';
import type { User } from '../app/signed-in.ts';
import { spelled } from '../keys/spelled.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { pressed } from './key-capture.ts';
import { keysOf, REMAPPED } from './keys.ts';
import { densityWords, languageWords, themeWords } from './look-words.ts';
import { DENSITIES, densityOf, LANGUAGES, languageOf, THEMES, themeOf } from './looks.ts';
import { OwnEmail } from './own-email.tsx';
import { Policy } from './policy.tsx';
import { OwnLoginsList, OwnPassword, OwnSecondFactor } from './security.tsx';
import { OwnTokens } from './tokens.tsx';

export type SettingsTab = 'looks' | 'keys' | 'password' | 'factor' | 'logins' | 'tokens' | 'policy';

type PersonsApp = App & { readonly user: User };

export function openSettings(app: PersonsApp, tab: SettingsTab): Promise<null> {
  return app.dialogs.ask(
    app.i18n.gettext('Settings'),
    (answer: (done: null) => void) => (
      <Settings tab={tab} user={app.user} onClose={() => answer(null)} />
    ),
    null,
    { wide: true },
  );
}

interface SettingsProps {
  readonly tab: string;
  readonly user: User;
  readonly onClose: () => void;
}

function Settings({ tab, user, onClose }: SettingsProps) {
  const { i18n } = useApp();
  const rules = user.role === 'admin';
  return (
    <>
      <Tabs className="settings" orientation="vertical" defaultSelectedKey={tab}>
        <TabList aria-label={i18n.gettext('Settings')} className="settings-list">
          <Tab id="looks">{i18n.gettext('Looks and language')}</Tab>
          <Tab id="keys">{i18n.gettext('Keys')}</Tab>
          <Tab id="password">{i18n.gettext('Password and address')}</Tab>
          <Tab id="factor">{i18n.gettext('Second factor')}</Tab>
          <Tab id="logins">{i18n.gettext('Where you are signed in')}</Tab>
          <Tab id="tokens">{i18n.gettext('Keys for programs')}</Tab>
          {rules ? <Tab id="policy">{i18n.gettext("The studio's access rules")}</Tab> : null}
        </TabList>
        <TabPanel id="looks" className="settings-panel">
          <Looks />
        </TabPanel>
        <TabPanel id="keys" className="settings-panel">
          <Keys />
        </TabPanel>
        <TabPanel id="password" className="settings-panel">
          <OwnPassword user={user} />
          <OwnEmail user={user} />
        </TabPanel>
        <TabPanel id="factor" className="settings-panel">
          <OwnSecondFactor />
        </TabPanel>
        <TabPanel id="logins" className="settings-panel">
          <OwnLoginsList />
        </TabPanel>
        <TabPanel id="tokens" className="settings-panel">
          <OwnTokens />
        </TabPanel>
        {rules ? (
          <TabPanel id="policy" className="settings-panel">
            <Policy />
          </TabPanel>
        ) : null}
      </Tabs>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{i18n.gettext('Close')}</Button>
      </div>
    </>
  );
}

interface PickedProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: T;
  readonly choices: readonly T[];
  readonly words: Readonly<Record<T, string>>;
}

function Picked<T extends string>({ name, label, value, choices, words }: PickedProps<T>) {
  const { prefs } = useApp();
  return (
    <RadioGroup
      className="settings-group"
      value={value}
      onChange={(chosen) => prefs.set(name, chosen)}
    >
      <Label>{label}</Label>
      <div className="settings-choices">
        {choices.map((choice) => (
          <RadioField key={choice} value={choice} className="settings-choice">
            <RadioButton className="settings-button">{words[choice]}</RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}

function Looks() {
  const { prefs, i18n } = useApp();
  const themes = themeWords(i18n);
  const densities = densityWords(i18n);
  const languages = languageWords(i18n);
  return (
    <>
      <Picked
        name="theme"
        label={i18n.gettext('Theme')}
        value={useValue(themeOf(prefs))}
        choices={THEMES}
        words={themes}
      />
      <Picked
        name="density"
        label={i18n.gettext('Density')}
        value={useValue(densityOf(prefs))}
        choices={DENSITIES}
        words={densities}
      />
      <Picked
        name="language"
        label={i18n.gettext('Language')}
        value={useValue(languageOf(prefs))}
        choices={LANGUAGES}
        words={languages}
      />
      <p className="faint">
        {i18n.gettext('Kept with your account: the same on every computer you use.')}
      </p>
    </>
  );
}

function Keys() {
  const app = useApp();
  const { commands, i18n } = app;
  const listed = useValue(commands.visible).filter((one) => (one.keys ?? []).length > 0);
  const clashes = useValue(commands.clashes);
  const own = useValue(keysOf(app.prefs));
  const changed = Object.keys(own).length;
  return (
    <>
      <div className="keys-list">
        {[...new Map(listed.map((one) => [one.id, one])).values()].map((command) => (
          <KeyLine key={command.id} command={command} />
        ))}
      </div>
      {[...clashes].map(([keys, ids]) => (
        <Strip key={keys} level="warn">
          {i18n.gettext('{keys} means {n} commands: the nearest one answers.', {
            keys: spelled(keys, i18n),
            n: ids.length,
          })}
        </Strip>
      ))}
      {changed === 0 ? null : (
        <Button look="quiet" icon="restore" onPress={() => app.prefs.set(REMAPPED, {})}>
          {i18n.gettext('All keys as they came')}
        </Button>
      )}
    </>
  );
}

function KeyLine({ command }: { readonly command: Command }) {
  const { commands, prefs, i18n } = useApp();
  const [listening, listen] = useState(false);
  const own = useValue(keysOf(prefs));
  const now = commands.keysOf(command);
  const remap = (keys: readonly string[] | undefined) => {
    const { [command.id]: _, ...others } = own;
    const next = keys === undefined ? others : { ...others, [command.id]: keys };
    prefs.set(REMAPPED, next);
  };
  return (
    <div className="keys-setting">
      <span className="cut">{command.label}</span>
      <input
        readOnly
        className="keys-field"
        aria-label={i18n.gettext('Keys of {command}', { command: command.label })}
        value={
          listening
            ? i18n.gettext('Press the keys…')
            : now.map((keys) => spelled(keys, i18n)).join(', ')
        }
        onFocus={() => listen(true)}
        onBlur={() => listen(false)}
        onKeyDown={(event) => {
          if (event.key === 'Tab' || event.key === 'Escape') return;
          event.preventDefault();
          const keys = pressed(event.nativeEvent);
          if (keys === undefined) return;
          remap([keys]);
          event.currentTarget.blur();
        }}
      />
      <IconButton
        icon="restore"
        small
        label={i18n.gettext('As it came')}
        isDisabled={own[command.id] === undefined}
        onPress={() => remap(undefined)}
      />
    </div>
  );
}
