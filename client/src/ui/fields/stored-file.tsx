/** The file a field holds: its picture or its mark, and its name, by which it is fetched. */

import '../papers/papers.css';
import { useEffect, useState } from 'react';
import { downloadAddress, fileAddress } from '../../core/upload.ts';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useNamed } from './relation-name.tsx';

/** What has just been handed in has its name from there: the server knows it by a title only later. */
const names = new Map<string, string>();

export const learnName = (id: string, name: string): void => {
  names.set(id, name);
};

const isPicture = (name: string): boolean => /\.(jpe?g|png|webp)$/i.test(name);

export function StoredFile({
  source,
  value,
}: {
  readonly source: string | null;
  readonly value: string;
}) {
  const i18n = useI18n();
  const known = useNamed(source ?? '', source === null ? null : value);
  const studio = source === null;
  const [kind, setKind] = useState<string>();
  const fresh = names.get(value);
  useEffect(() => {
    // the studio's files have no titles of their own: their head tells what they are
    if (!studio || fresh !== undefined) return;
    fetch(fileAddress(value), { method: 'HEAD' }).then(
      (answer) => setKind(answer.headers.get('Content-Type') ?? ''),
      () => setKind(''),
    );
  }, [studio, value, fresh]);
  const title = fresh ?? known?.title ?? (studio ? i18n.gettext('The file') : '…');
  const picture = isPicture(title) || kind?.startsWith('image/') === true;
  return (
    <>
      {picture ? <img src={fileAddress(value, 'thumb')} alt={title} /> : <Icon name="file-text" />}
      <a className="paper-name cut" href={downloadAddress(value)} download title={title}>
        {title}
      </a>
    </>
  );
}
