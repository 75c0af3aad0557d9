/** The studio's letter paper as documents will have it, drawn from what is being typed. */

import './letterhead.css';
import type { CSSProperties } from 'react';
import { fileAddress } from '../../core/upload.ts';
import { addressText } from '../fields/say.ts';
import type { RecordForm } from '../form/form-model.ts';
import { useForms } from '../form/form-part.tsx';
import { useI18n } from '../kit/app.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { textOf } from '../parts/view-facts.ts';

export function LetterheadPart(props: PartProps) {
  const cursor = textOf(props.part['cursor']);
  if (cursor === undefined || !props.view.cursors.has(cursor)) return <FallbackPart {...props} />;
  return <OfCursor {...props} cursor={cursor} />;
}

function OfCursor({ view, cursor }: PartProps & { readonly cursor: string }) {
  const form = useValue(useForms(view, cursor).form);
  return form === undefined ? null : <Sheet key={form.id} form={form} />;
}

const COLOUR = /^#[0-9a-f]{6}$/i;

/** What stands there when nobody has written a footer of his own. */
export const composedFooter = (words: readonly string[]): string =>
  words.filter((one) => one !== '').join(' · ');

function Sheet({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const said = useComputed(() => {
    const value = (name: string) => form.slots.get(name)?.value.value;
    const text = (name: string) => {
      const found = value(name);
      return typeof found === 'string' ? found.trim() : '';
    };
    const vat = text('vat');
    return {
      name: text('legal_name'),
      address: addressText(value('address')),
      contacts: [text('phone'), text('email'), text('website')],
      vat: vat === '' ? '' : i18n.gettext('VAT {number}', { number: vat }),
      logo: text('logo_id'),
      strip: text('letterhead_id'),
      footer: text('footer'),
      colour: COLOUR.test(text('theme_colour')) ? text('theme_colour') : '',
      serif: text('theme_font') === 'serif',
    };
  }, [form, i18n]);
  const contacts = composedFooter(said.contacts);
  const footer =
    said.footer === ''
      ? composedFooter([said.name, said.address, contacts, said.vat])
      : said.footer;
  const paint = (said.colour === '' ? {} : { '--paper-colour': said.colour }) as CSSProperties;
  return (
    <div
      className={said.serif ? 'letter serif' : 'letter'}
      style={paint}
      role="img"
      aria-label={i18n.gettext('The letter paper of {studio}', { studio: said.name })}
    >
      <div className="letter-sheet">
        {said.strip === '' ? (
          <header className="letter-head">
            {said.logo === '' ? (
              <b className="letter-name">{said.name}</b>
            ) : (
              <img src={fileAddress(said.logo, 'screen')} alt="" />
            )}
            <p className="letter-data">
              {said.logo === '' ? null : <b>{said.name}</b>}
              <span>{said.address}</span>
              <span>{contacts}</span>
              <span>{said.vat}</span>
            </p>
          </header>
        ) : (
          <img className="letter-strip" src={fileAddress(said.strip, 'screen')} alt="" />
        )}
        <div className="letter-body">
          <p className="letter-title">{i18n.gettext('Risk assessment document')}</p>
          <p className="letter-sub">{i18n.gettext('1. Company data')}</p>
          <i className="letter-line" />
          <i className="letter-line" />
          <i className="letter-line short" />
          <p className="letter-sub">{i18n.gettext('2. Places and activities')}</p>
          <i className="letter-line" />
          <i className="letter-line short" />
        </div>
        <footer className="letter-foot">
          <span>{footer}</span>
          <span>{i18n.gettext('page {page} of {pages}', { page: '1', pages: '24' })}</span>
        </footer>
      </div>
    </div>
  );
}
