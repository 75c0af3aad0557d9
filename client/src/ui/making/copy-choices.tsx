/** Where a copy goes: which customer, and inside which of its sites and departments. */

import { useEffect, useState } from 'react';
import type { MakingRequest } from '../../core/making.ts';
import type { View } from '../../core/view.ts';
import { useNamed } from '../fields/relation-name.tsx';
import { useDoing } from '../imports/doing.ts';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';

export interface CopyChoicesProps {
  readonly view: View;
  readonly onRequest: (request: MakingRequest | undefined) => void;
}

// what a record of each source comes to stand inside
const IN_SITE: ReadonlySet<string> = new Set([
  'org.departments',
  'org.equipment',
  'org.activities',
  'risk.calculations',
]);
const ANYWHERE: ReadonlySet<string> = new Set(['org.activities', 'risk.calculations']);

export function CopyChoices({ view, onRequest }: CopyChoicesProps) {
  const { i18n } = useApp();
  const { content } = view.offer.intent;
  const source = content?.source ?? '';
  const record = String(content?.ids?.[0] ?? '');
  const given = (name: string): string => String(content?.values?.[name] ?? '');
  const above = source === 'org.departments' ? 'parent_id' : 'department_id';
  const [customer, setCustomer] = useState(given('customer_id'));
  const [site, setSite] = useState(given('site_id'));
  const [department, setDepartment] = useState(given(above));
  const [files, setFiles] = useState(false);
  const placed = IN_SITE.has(source);
  const mustSite = placed && !ANYWHERE.has(source);

  useEffect(() => {
    if (customer === '' || (mustSite && site === '')) {
      onRequest(undefined);
      return;
    }
    const place = placed ? { site: site || null, department: department || null } : {};
    onRequest({ source, record, customer, files, ...place });
  }, [source, record, customer, site, department, files, placed, mustSite, onRequest]);

  return (
    <div className="making-choices">
      <Picked
        view={view}
        label={i18n.gettext('Customer')}
        source="org.customers"
        value={customer}
        within={{}}
        onChange={(key) => {
          setCustomer(key);
          setSite('');
          setDepartment('');
        }}
      />
      {placed ? (
        <>
          <Picked
            view={view}
            label={i18n.gettext('Site')}
            source="org.sites"
            value={site}
            within={{ customer_id: customer }}
            onClear={mustSite ? undefined : () => setSite('')}
            onChange={(key) => {
              setSite(key);
              setDepartment('');
            }}
          />
          {site === '' ? null : (
            <Picked
              view={view}
              label={i18n.gettext('Inside the department')}
              source="org.departments"
              value={department}
              within={{ site_id: site }}
              onClear={() => setDepartment('')}
              onChange={setDepartment}
            />
          )}
        </>
      ) : null}
      <label className="making-check">
        <input
          type="checkbox"
          checked={files}
          onChange={(event) => setFiles(event.target.checked)}
        />
        {i18n.gettext('Files and photos, too')}
      </label>
    </div>
  );
}

interface PickedProps {
  readonly view: View;
  readonly label: string;
  readonly source: string;
  readonly value: string;
  readonly within: Readonly<Record<string, string>>;
  readonly onChange: (key: string) => void;
  readonly onClear?: (() => void) | undefined;
}

function Picked({ view, label, source, value, within, onChange, onClear }: PickedProps) {
  const { i18n, desk } = useApp();
  const named = useNamed(source, value === '' ? null : value);
  const { trouble, doing } = useDoing();
  const pick = () =>
    doing(async () => {
      const asked = { operation: 'pick', content: { source, ids: [], values: { ...within } } };
      const [key] = (await desk.pick(asked, view)) ?? [];
      if (key !== undefined) onChange(String(key));
    });
  const said = value === '' ? i18n.gettext('none') : (named?.title ?? '…');
  return (
    <div className="making-choice">
      <span>{label}</span>
      <span className="making-picked">
        <Button onPress={pick} aria-label={`${label}: ${said}`}>
          {said}
        </Button>
        {onClear === undefined || value === '' ? null : (
          <IconButton
            icon="x"
            small
            label={i18n.gettext('Empty {field}', { field: label })}
            onPress={onClear}
          />
        )}
      </span>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
    </div>
  );
}
