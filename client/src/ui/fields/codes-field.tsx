/**
 * Several codes, each with its words beside it: found by number, by code or by a word, one after the
 * other, or pasted as a sheet has them. What nobody knows stays, marked, until it is put right.
 */

import './codes.css';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { type Coded, fitting, isKnown, ordered, readCodes } from './coded.ts';
import { Combo, type ComboOption } from './combo.tsx';
import { HazardSign, hasSign } from './hazard-sign.tsx';
import { tagsOf } from './tags-field.tsx';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

const SHOWN = 60; // more are found by typing on

export function CodesField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const choices: Coded = slot.field.choices ?? [];
  const codes = tagsOf(useValue(slot.value));
  const [typed, setTyped] = useState('');
  const add = (more: readonly string[]) => slot.set(ordered([...codes, ...more]));
  const remove = (code: string) => slot.set(codes.filter((one) => one !== code));
  const free = fitting(typed, choices).filter(([code]) => !codes.includes(code));
  const several = readCodes(typed, choices);
  const pasted: readonly ComboOption[] =
    several.length > 1 || (free.length === 0 && several.length > 0)
      ? [
          {
            id: 'typed',
            icon: 'plus',
            label: i18n.gettext('Add {codes}', { codes: several.join(', ') }),
            act: () => add(several),
          },
        ]
      : [];
  const key = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const last = codes.at(-1);
    if (event.key !== 'Backspace' || event.currentTarget.value !== '' || last === undefined) {
      return false;
    }
    remove(last);
    return true;
  };
  return (
    <span className="codes">
      <Combo
        names={namesOf(props)}
        listLabel={slot.field.label}
        text=""
        chosen={undefined}
        options={[
          ...pasted,
          ...(several.length > 1 ? [] : free.slice(0, SHOWN)).map(([id, label]) => ({
            id,
            code: id,
            label,
          })),
        ]}
        status={
          free.length === 0 && several.length === 0
            ? i18n.gettext('Nothing fits what you typed.')
            : undefined
        }
        autoFocus={props.autoFocus === true}
        onTyped={(text) => setTyped(text ?? '')}
        onPick={(code) => add([code])}
        onClear={() => undefined}
        onUnread={(text) => add(readCodes(text, choices))}
        onLeave={() => slot.leave()}
        onKey={key}
      />
      {codes.length === 0 ? null : (
        <ul className="codes-chosen" aria-label={i18n.gettext('Chosen')}>
          {codes.map((code) => (
            <li key={code} className={isKnown(code, choices) ? 'coded' : 'coded wrong'}>
              <CodeWords code={code} choices={choices} />
              <IconButton
                small
                icon="x"
                label={i18n.gettext('Remove {tag}', { tag: code })}
                onPress={() => remove(code)}
              />
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

function CodeWords({ code, choices }: { readonly code: string; readonly choices: Coded }) {
  const i18n = useI18n();
  const said = choices.find(([one]) => one === code)?.[1];
  return (
    <>
      {hasSign(code) ? <HazardSign code={code} /> : null}
      {said === undefined ? <Icon name="circle-alert" small /> : null}
      <b className="zeros">{code}</b>
      <span className="coded-words">{said ?? i18n.gettext('not a known code')}</span>
    </>
  );
}

/** Where nothing is typed: every code with its words. */
export function CodesRead({
  codes,
  choices,
}: {
  readonly codes: readonly string[];
  readonly choices: Coded;
}) {
  return (
    <span className="codes-chosen read">
      {codes.map((code) => (
        <span key={code} className="coded">
          <CodeWords code={code} choices={choices} />
        </span>
      ))}
    </span>
  );
}

registerWidget('texts/codes', CodesField);
