/** A file on a record: what it is called, what it looks like, how it is taken off. */

import type { Attached, RecordPapers } from '../../core/papers.ts';
import { isPhoto } from '../../core/upload.ts';
import { type App, useApp } from '../kit/app.tsx';
import { useDoing } from './use-papers.ts';

/** What somebody reads: the name he gave it, or what it shows. */
export const titleOf = (file: Attached, i18n: App['i18n']): string => {
  const said = i18n.locale.startsWith('en') && file.caption_en !== '' ? file.caption_en : '';
  return said || file.caption || file.name;
};

export const iconOf = (mime: string): string => {
  if (isPhoto(mime)) return 'image';
  return mime.includes('sheet') ? 'file-spreadsheet' : 'file-text';
};

/** Take a file off its record, with the way back. */
export function useRemoving(papers: RecordPapers): (file: Attached) => void {
  const { services, notices, i18n } = useApp();
  const doing = useDoing();
  return (file) => {
    const removed = services.papers.detach(file.link).then(() => {
      notices.tell({
        level: 'ok',
        text: i18n.gettext('Removed: {file}', { file: file.name }),
        action: {
          label: i18n.gettext('Undo'),
          run: () => doing(services.papers.attach(papers.source, String(papers.key), file.id)),
        },
      });
    });
    doing(removed);
  };
}

/** As they stand on the record: photos first. */
export const inOrder = ({ attachments }: RecordPapers): readonly Attached[] => [
  ...attachments.filter((one) => isPhoto(one.mime)),
  ...attachments.filter((one) => !isPhoto(one.mime)),
];
