/** The small things every screen is made of. */

import { Avatar } from '../../ui/kit/avatar.tsx';
import { Button, type ButtonLook, IconButton } from '../../ui/kit/button.tsx';
import { Icon, iconNames } from '../../ui/kit/icon.tsx';
import { Menu } from '../../ui/kit/menu.tsx';
import { Strip, type StripLevel } from '../../ui/kit/strip.tsx';
import type { Section } from '../section.ts';
import { Specimen } from '../specimen.tsx';

const LOOKS: readonly ButtonLook[] = ['go', 'plain', 'quiet', 'stop', 'stop-go'];
const LEVELS: readonly StripLevel[] = ['info', 'ok', 'warn', 'danger'];
const nothing = () => undefined;

function Kit() {
  return (
    <>
      {LOOKS.map((look) => (
        <Specimen key={look} name={`Button, ${look}`}>
          <Button look={look} icon="save" onPress={nothing}>
            Salva
          </Button>
          <Button look={look} isDisabled onPress={nothing}>
            Salva
          </Button>
          <Button look={look} keys="Ctrl+S" onPress={nothing}>
            Salva
          </Button>
        </Specimen>
      ))}
      <Specimen name="Icon button">
        <IconButton icon="refresh" label="Aggiorna" onPress={nothing} />
        <IconButton icon="bell" label="Avvisi, 3 nuovi" onPress={nothing}>
          3
        </IconButton>
        <IconButton icon="x" label="Chiudi" small onPress={nothing} />
        <IconButton icon="trash" label="Elimina" isDisabled onPress={nothing} />
      </Specimen>
      <Specimen name="Menu">
        <Menu
          label="Azioni"
          trigger={<Button look="plain">Azioni</Button>}
          groups={[
            {
              label: 'Elemento',
              entries: [
                { id: 'edit', label: 'Modifica', icon: 'pencil', keys: 'F2', run: nothing },
                { id: 'copy', label: 'Duplica', icon: 'copy-plus', disabled: true, run: nothing },
                { id: 'pinned', label: 'Fissa', checked: true, run: nothing },
              ],
            },
            {
              entries: [
                {
                  id: 'delete',
                  label: 'Elimina',
                  hint: 'Si può ripristinare per 30 giorni',
                  icon: 'trash',
                  destructive: true,
                  run: nothing,
                },
              ],
            },
          ]}
        />
      </Specimen>
      <Specimen name="Avatar">
        <Avatar initials="AM" name="Anna Amministratrice" />
        {[1, 2, 3, 4].map((who) => (
          <Avatar key={who} initials={`P${who}`} name={`Persona ${who}`} who={who} />
        ))}
        <Avatar initials="MC" name="Marta Colombo" who={2} small />
      </Specimen>
      {LEVELS.map((level) => (
        <Specimen key={level} name={`Strip, ${level}`} wide>
          <Strip
            level={level}
            actions={
              <Button look="quiet" onPress={nothing}>
                Riprova
              </Button>
            }
          >
            Il server non ha risposto entro 10 secondi. Le modifiche restano qui.
          </Strip>
        </Specimen>
      ))}
      <Specimen name="Icons" wide>
        {iconNames.map((name) => (
          <span key={name} className="specimen-icon" title={name}>
            <Icon name={name} />
          </span>
        ))}
      </Specimen>
    </>
  );
}

export const section: Section = { title: 'Kit', body: Kit };
