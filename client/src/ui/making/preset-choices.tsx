/** Whom a preset is applied to, which one, and at which site. */

import { useEffect, useState } from 'react';
import type { MakingRequest, PresetsFor } from '../../core/making.ts';
import type { View } from '../../core/view.ts';
import { useDoing } from '../imports/doing.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';

const NEW_SITE = '+';
const LATER = 400; // milliseconds after the last key, before the name of a new site is looked at

export interface PresetChoicesProps {
  readonly view: View;
  readonly onRequest: (request: MakingRequest | undefined) => void;
}

export function PresetChoices({ view, onRequest }: PresetChoicesProps) {
  const { i18n, services, desk } = useApp();
  const { content } = view.offer.intent;
  const [customer, setCustomer] = useState(String(content?.values?.['customer_id'] ?? ''));
  const [offered, setOffered] = useState<PresetsFor>();
  const [preset, setPreset] = useState(String(content?.ids?.[0] ?? ''));
  const [site, setSite] = useState('');
  const [siteName, setSiteName] = useState('');
  const { trouble, doing } = useDoing();

  useEffect(() => {
    if (customer === '') return undefined;
    let stale = false;
    doing(async () => {
      const found = await services.making.presets(customer);
      if (stale) return;
      setOffered(found);
      setPreset((before) => before || (found.presets.find((one) => one.suits)?.id ?? ''));
      setSite(found.sites[0]?.id ?? (found.may_make_site ? NEW_SITE : ''));
    });
    return () => {
      stale = true;
    };
  }, [customer, services, doing]);
  useEffect(() => {
    if (customer === '' || preset === '' || site === '') return undefined;
    const place = site === NEW_SITE ? { site: null, site_name: siteName } : { site };
    const timer = setTimeout(() => onRequest({ customer, preset, ...place }), LATER);
    return () => clearTimeout(timer);
  }, [customer, preset, site, siteName, onRequest]);

  const pick = () =>
    doing(async () => {
      const asked = { operation: 'pick', content: { source: 'org.customers', ids: [] } };
      const [key] = (await desk.pick(asked, view)) ?? [];
      if (key !== undefined) setCustomer(String(key));
    });
  if (customer === '') {
    return (
      <div className="import-empty">
        <p>{i18n.gettext('A preset is applied to one customer. Choose which.')}</p>
        <Button look="go" icon="building-2" onPress={pick}>
          {i18n.gettext('Choose the customer')}
        </Button>
      </div>
    );
  }
  const known = offered?.presets.find((one) => one.id === preset);
  const suiting = offered?.presets.filter((one) => one.suits) ?? [];
  const others = offered?.presets.filter((one) => !one.suits) ?? [];
  return (
    <div className="making-choices">
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      <label className="making-choice">
        <span>{i18n.gettext('Preset')}</span>
        <select
          className="import-select"
          value={preset}
          onChange={(event) => setPreset(event.target.value)}
        >
          <option value="">{i18n.gettext('Choose a preset')}</option>
          {suiting.length === 0 ? null : (
            <optgroup label={i18n.gettext('For the activity of the customer')}>
              {suiting.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label={i18n.gettext('Other sectors')}>
            {others.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <label className="making-choice">
        <span>{i18n.gettext('Site')}</span>
        <select
          className="import-select"
          value={site}
          onChange={(event) => setSite(event.target.value)}
        >
          {offered?.sites.map((one) => (
            <option key={one.id} value={one.id}>
              {`${one.code} · ${one.name}`}
            </option>
          ))}
          {offered?.may_make_site === true ? (
            <option value={NEW_SITE}>{i18n.gettext('A new site')}</option>
          ) : null}
        </select>
      </label>
      {site === NEW_SITE ? (
        <label className="making-choice">
          <span>{i18n.gettext('Name of the new site')}</span>
          <input
            className="making-input"
            type="text"
            value={siteName}
            maxLength={200}
            placeholder={i18n.gettext('Head office')}
            onChange={(event) => setSiteName(event.target.value)}
          />
        </label>
      ) : null}
      {known === undefined || known.description === '' ? null : (
        <p className="making-about">{known.description}</p>
      )}
    </div>
  );
}
