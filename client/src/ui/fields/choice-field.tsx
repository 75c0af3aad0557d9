/** One of a few: by typing its first letters, from the list, or side by side when they are very few. */

import { useState } from 'react';
import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { Combo } from './combo.tsx';
import { isUnread } from './facts.ts';
import { valueText } from './say.ts';
import { Segments } from './segments.tsx';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

const FEW = 3;
const SHORT = 4; // characters of all their words together for each column, to stand side by side

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();

export function ChoiceField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const { field } = slot;
  const value = useValue(slot.value);
  const [typed, setTyped] = useState<string>();
  const choices = field.choices ?? [];
  const chosen = value === null || value === undefined || isUnread(value) ? '' : String(value);
  const choose = (key: string) =>
    slot.set(key === '' ? null : field.type === 'integer' ? Number(key) : key);
  const few =
    choices.length <= FEW &&
    choices.map(([, label]) => label).join('').length <= SHORT * (field.width ?? 4);
  if (few && field.required && props.label === undefined) {
    return <Segments {...props} choices={choices} chosen={chosen} choose={choose} />;
  }
  const sought = plain(typed ?? '');
  const fitting = choices.filter(
    ([key, label]) =>
      plain(label)
        .split(/[^\p{L}\p{N}]+/u)
        .some((word) => word.startsWith(sought)) ||
      plain(label).startsWith(sought) ||
      plain(key) === sought,
  );
  return (
    <Combo
      names={namesOf(props)}
      listLabel={field.label}
      text={valueText(value, field, i18n)}
      chosen={chosen}
      options={[
        ...fitting.map(([id, label]) => ({ id, label })),
        ...(field.nullable && sought === ''
          ? [{ id: '-', label: i18n.gettext('None'), act: () => choose('') }]
          : []),
      ]}
      status={fitting.length === 0 ? i18n.gettext('Nothing fits what you typed.') : undefined}
      autoFocus={props.autoFocus === true}
      onTyped={setTyped}
      onPick={choose}
      onClear={() => choose('')}
      onUnread={(text) => slot.set({ unread: text })}
      onLeave={() => slot.leave()}
    />
  );
}

registerWidget('choice', ChoiceField);
