/** Text of one line: words, codes, addresses of mail and of the web, telephone numbers. */

import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import type { FieldFacts } from './facts.ts';
import { isMail } from './reasons.ts';
import { useTyped } from './use-typed.ts';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

type Kind = 'text' | 'email' | 'tel' | 'url' | 'code';

const kindOf = (field: FieldFacts): Kind => {
  if (isMail(field)) return 'email';
  if (field.widget === 'phone' || /(^|_)(phone|mobile|tel|fax)$/.test(field.name)) return 'tel';
  if (field.widget === 'url' || /(^|_)(url|website|web)$/.test(field.name)) return 'url';
  const code = /(^|_)(code|vat|tax_code|rea|pat|iban)$/.test(field.name);
  return field.widget === 'code' || code ? 'code' : 'text';
};

const hrefOf = (kind: Kind, value: unknown): string | undefined => {
  if (typeof value !== 'string' || value === '') return undefined;
  if (kind === 'email') return /^\S+@\S+\.\S+$/.test(value) ? `mailto:${value}` : undefined;
  if (kind === 'tel') return /\d{5}/.test(value.replace(/\D/g, '')) ? telOf(value) : undefined;
  if (kind !== 'url') return undefined;
  return /^https?:\/\//.test(value) ? value : `https://${value}`;
};

const telOf = (value: string): string => `tel:${value.replace(/[^\d+]/g, '')}`;

export function TextField(props: WidgetProps) {
  const { slot } = props;
  const { text, type, leave } = useTyped(slot);
  const kind = kindOf(slot.field);
  const mode = kind === 'code' ? 'text' : kind;
  return (
    <span className="control">
      <input
        {...namesOf(props)}
        className={kind === 'code' ? 'control-text zeros' : 'control-text'}
        type="text"
        inputMode={mode}
        autoComplete="off"
        spellCheck={kind === 'text'}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
      />
      {['email', 'tel', 'url'].includes(kind) ? (
        <OpenLink id={props.id} slot={slot} kind={kind} />
      ) : null}
    </span>
  );
}

function OpenLink({ id, slot, kind }: Pick<WidgetProps, 'id' | 'slot'> & { readonly kind: Kind }) {
  const i18n = useI18n();
  const href = hrefOf(kind, useValue(slot.value));
  if (href === undefined) return null;
  const said =
    kind === 'email'
      ? i18n.gettext('Write')
      : kind === 'tel'
        ? i18n.gettext('Call')
        : i18n.gettext('Open the page');
  return (
    <a
      className="control-tool"
      href={href}
      aria-label={said}
      aria-describedby={`${id}-label`}
      title={said}
      {...(kind === 'url' ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      <Icon name={kind === 'tel' ? 'phone' : 'external-link'} small />
    </a>
  );
}

/** Several lines; as high as what is in it. */
export function LongText(props: WidgetProps) {
  const { text, type, leave } = useTyped(props.slot);
  return (
    <span className="control area">
      <span className="control-grow" data-text={`${text}\n`}>
        <textarea
          {...namesOf(props)}
          className="control-text"
          rows={2}
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={leave}
        />
      </span>
    </span>
  );
}

registerWidget('text', TextField);
registerWidget('text/notes', LongText);
registerWidget('text/multiline', LongText);
