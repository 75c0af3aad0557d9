/** The files of a record: photos as pictures, papers as lines; more are dropped, pasted or chosen. */

import './papers.css';
import { useMemo, useRef, useState } from 'react';
import type { Attached, RecordPapers } from '../../core/papers.ts';
import { downloadAddress, fileAddress, isPhoto } from '../../core/upload.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { later } from '../kit/later.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { bytes } from '../tray/job-words.ts';
import { Adding } from './adding.tsx';
import { ComingFiles } from './coming.ts';
import { ComingList } from './coming-list.tsx';
import { Dropping } from './dropping.tsx';
import { iconOf, titleOf, useRemoving } from './paper-file.ts';
import { useDoing } from './use-papers.ts';

/** Seldom opened, and large. */
const Lightbox = later(async () => (await import('./lightbox.tsx')).Lightbox);

export interface FilesProps {
  readonly papers: RecordPapers;
}

export function Files({ papers }: FilesProps) {
  const app = useApp();
  const { i18n, services } = app;
  const box = useRef<HTMLDivElement>(null);
  const coming = useMemo(() => new ComingFiles(app), [app]);
  const [open, setOpen] = useState<string>();
  const { source, customer_id: customer, may_add: may } = papers;
  const record = String(papers.key);
  const take = (files: readonly File[]) =>
    coming.add(files, { customer, source, record }, () => services.papers.again(source, record));
  const photos = papers.attachments.filter((one) => isPhoto(one.mime));
  const others = papers.attachments.filter((one) => !isPhoto(one.mime));
  return (
    <div className="papers" ref={box}>
      {photos.length === 0 ? null : (
        <ul className="paper-photos" aria-label={i18n.gettext('Photos')}>
          {photos.map((one) => (
            <Photo key={one.link} file={one} papers={papers} open={() => setOpen(one.link)} />
          ))}
        </ul>
      )}
      {others.length === 0 ? null : (
        <ul className="paper-lines" aria-label={i18n.gettext('Documents')}>
          {others.map((one) => (
            <Line key={one.link} file={one} papers={papers} open={() => setOpen(one.link)} />
          ))}
        </ul>
      )}
      <ComingList files={coming} />
      {may ? (
        <div className="papers-add">
          <Adding take={take} multiple label={i18n.gettext('Add files')} />
          <p className="faint drop-hint">
            {i18n.gettext('or drop them anywhere on this record, or paste a picture')}
          </p>
          <Dropping inside={box} take={take} />
        </div>
      ) : papers.attachments.length === 0 ? (
        <p className="faint">{i18n.gettext('No files.')}</p>
      ) : null}
      {open === undefined ? null : (
        <Lightbox papers={papers} link={open} show={setOpen} close={() => setOpen(undefined)} />
      )}
    </div>
  );
}

interface OneProps extends FilesProps {
  readonly file: Attached;
  readonly open: () => void;
}

function Photo({ file, papers, open }: OneProps) {
  const i18n = useI18n();
  const title = titleOf(file, i18n);
  return (
    <li className="paper-photo">
      <button type="button" className="paper-picture" onClick={open} aria-label={title}>
        <img src={fileAddress(file.id, 'thumb')} alt="" loading="lazy" decoding="async" />
      </button>
      <div className="paper-under">
        <span className="cut" title={title}>
          {title}
        </span>
        <FileMenu file={file} papers={papers} open={open} />
      </div>
    </li>
  );
}

function Line({ file, papers, open }: OneProps) {
  const i18n = useI18n();
  const title = titleOf(file, i18n);
  return (
    <li className="paper-line">
      <Icon name={iconOf(file.mime)} />
      <a className="paper-name cut" href={downloadAddress(file.id)} download={file.name}>
        {title}
      </a>
      <span className="faint paper-facts">
        {[bytes(file.size, i18n), i18n.date(file.at), file.by].filter((one) => one).join(' · ')}
      </span>
      <FileMenu file={file} papers={papers} open={open} />
    </li>
  );
}

/** Put a file one place earlier or later among those of its kind. */
const moved = (papers: RecordPapers, file: Attached, by: -1 | 1): readonly string[] | undefined => {
  const same = papers.attachments.filter((one) => isPhoto(one.mime) === isPhoto(file.mime));
  const other = same[same.findIndex((one) => one.link === file.link) + by];
  if (other === undefined) return undefined;
  const links = papers.attachments.map((one) => one.link);
  return links.map((link) =>
    link === file.link ? other.link : link === other.link ? file.link : link,
  );
};

function FileMenu({ file, papers, open }: OneProps) {
  const { services, i18n } = useApp();
  const doing = useDoing();
  const remove = useRemoving(papers);
  const { source, may_add: may } = papers;
  const move = (by: -1 | 1, label: string, icon: string): readonly MenuEntry[] => {
    const links = moved(papers, file, by);
    if (links === undefined) return [];
    const run = () => doing(services.papers.arrange(source, String(papers.key), links));
    return [{ id: `move${by}`, label, icon, run }];
  };
  const changes: readonly MenuEntry[] = may
    ? [
        {
          id: 'report',
          label: i18n.gettext('In documents'),
          checked: file.in_report,
          run: () => doing(services.papers.describe(file.link, { in_report: !file.in_report })),
        },
        ...move(-1, i18n.gettext('Move before'), 'arrow-left'),
        ...move(1, i18n.gettext('Move after'), 'arrow-right'),
        {
          id: 'remove',
          label: i18n.gettext('Remove'),
          icon: 'trash',
          destructive: true,
          run: () => remove(file),
        },
      ]
    : [];
  const name = i18n.gettext('What to do with {file}', { file: file.name });
  return (
    <Menu
      label={name}
      trigger={<IconButton icon="ellipsis" small label={name} />}
      groups={[
        {
          entries: [
            { id: 'open', label: i18n.gettext('Look at it'), icon: 'eye', run: open },
            {
              id: 'download',
              label: i18n.gettext('Download'),
              icon: 'download',
              run: () => window.location.assign(downloadAddress(file.id)),
            },
          ],
        },
        { entries: changes },
      ]}
    />
  );
}
