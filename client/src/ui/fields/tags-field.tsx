/** Several short texts in one field, as codes of activities are: each is a tag, typed one by one. */

import { type KeyboardEvent, useRef, useState } from 'react';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { isUnread } from './facts.ts';
import { tagFault, tidyTag } from './reasons.ts';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

export const tagsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : isUnread(value) ? [value.unread] : [];

export function TagsField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const tags = tagsOf(useValue(slot.value));
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const add = (typed: string) => {
    const found = typed
      .split(/[,;\s]+/)
      .map((one) => tidyTag(slot.field, one))
      .filter((one) => one !== '' && !tags.includes(one));
    setText('');
    if (found.length > 0) slot.set([...tags, ...new Set(found)]);
  };
  const remove = (tag: string) => {
    slot.set(tags.filter((one) => one !== tag));
    input.current?.focus();
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = tags.at(-1);
    if (event.key === 'Enter' && text.trim() !== '' && !event.ctrlKey) add(text);
    else if (event.key === 'Backspace' && text === '' && last !== undefined) remove(last);
    else return;
    event.preventDefault();
  };
  return (
    <span className="control tags">
      <ul className="tag-list" aria-label={i18n.gettext('Chosen')}>
        {tags.map((tag) => (
          <li key={tag} className={tagFault(slot.field, tag) ? 'tag wrong' : 'tag'}>
            <span className="zeros">{tag}</span>
            <button
              type="button"
              tabIndex={-1}
              className="tag-remove"
              aria-label={i18n.gettext('Remove {tag}', { tag })}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => remove(tag)}
            >
              <Icon name="x" small />
            </button>
          </li>
        ))}
      </ul>
      <input
        {...namesOf(props)}
        ref={input}
        className="control-text zeros"
        type="text"
        autoComplete="off"
        spellCheck={false}
        placeholder={i18n.gettext('add')}
        value={text}
        onChange={(event) => {
          if (/[,;]$/.test(event.target.value)) add(event.target.value);
          else setText(event.target.value);
        }}
        onKeyDown={key}
        onBlur={() => {
          add(text);
          slot.leave();
        }}
      />
    </span>
  );
}

registerWidget('texts', TagsField);
