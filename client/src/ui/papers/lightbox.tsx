/** One file, large, with what is said of it; the next one by arrow keys. */

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Attached, AttachedChanges, RecordPapers } from '../../core/papers.ts';
import { downloadAddress, fileAddress, isPhoto } from '../../core/upload.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { bytes } from '../tray/job-words.ts';
import { iconOf, inOrder, titleOf, useRemoving } from './paper-file.ts';
import { useDoing } from './use-papers.ts';

export interface LightboxProps {
  readonly papers: RecordPapers;
  readonly link: string;
  readonly show: (link: string) => void;
  readonly close: () => void;
}

export function Lightbox({ papers, link, show, close }: LightboxProps) {
  const i18n = useI18n();
  const all = inOrder(papers);
  const at = all.findIndex((one) => one.link === link);
  const file = all[at];
  // somebody has taken it away meanwhile
  useEffect(() => {
    if (file === undefined) close();
  }, [file, close]);
  if (file === undefined) return null;
  const go = (by: number) => {
    const next = all[(at + by + all.length) % all.length];
    if (next !== undefined) show(next.link);
  };
  const key = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) {
      return;
    }
    if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === 'ArrowRight') go(1);
    else return;
    event.preventDefault();
  };
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Modal className="lightbox">
        <Dialog className="lightbox-inside">
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the dialog as a whole */}
          <div className="lightbox-frame" onKeyDown={key}>
            <header className="lightbox-head">
              <Heading slot="title" level={2} className="lightbox-title cut">
                {titleOf(file, i18n)}
              </Heading>
              {all.length < 2 ? null : (
                <>
                  <span className="mute">
                    {i18n.gettext('{place} of {total}', {
                      place: i18n.number(at + 1),
                      total: i18n.number(all.length),
                    })}
                  </span>
                  <IconButton
                    icon="chevron-left"
                    label={i18n.gettext('Previous file')}
                    onPress={() => go(-1)}
                  />
                  <IconButton
                    icon="chevron-right"
                    label={i18n.gettext('Next file')}
                    onPress={() => go(1)}
                  />
                </>
              )}
              <IconButton icon="x" label={i18n.gettext('Close')} onPress={close} />
            </header>
            <div className="lightbox-body">
              <div className="lightbox-stage">
                {isPhoto(file.mime) ? (
                  <img
                    key={file.id}
                    src={fileAddress(file.id, 'screen')}
                    alt={titleOf(file, i18n)}
                  />
                ) : (
                  <p className="lightbox-paper">
                    <Icon name={iconOf(file.mime)} />
                    {file.name}
                  </p>
                )}
              </div>
              <About key={file.link} file={file} papers={papers} close={close} />
            </div>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface AboutProps {
  readonly file: Attached;
  readonly papers: RecordPapers;
  readonly close: () => void;
}

function About({ file, papers, close }: AboutProps) {
  const { services, i18n } = useApp();
  const doing = useDoing();
  const remove = useRemoving(papers);
  const change = (changes: AttachedChanges) => doing(services.papers.describe(file.link, changes));
  const may = papers.may_add;
  const size =
    file.width === null || file.height === null
      ? ''
      : i18n.gettext('{width} × {height} px', {
          width: i18n.number(file.width),
          height: i18n.number(file.height),
        });
  return (
    <div className="lightbox-about">
      <Words
        label={i18n.gettext('Caption')}
        value={file.caption}
        lines
        locked={!may}
        keep={(caption) => change({ caption })}
      />
      <Words
        label={i18n.gettext('Caption in English')}
        value={file.caption_en}
        lines
        locked={!may}
        keep={(caption) => change({ caption_en: caption })}
      />
      {isPhoto(file.mime) ? (
        <Words
          label={i18n.gettext('Taken on')}
          value={file.taken_on === null ? '' : i18n.date(file.taken_on)}
          locked={!may}
          keep={(typed) => {
            const day = i18n.parseDate(typed);
            if (typed === '') change({ taken_on: null });
            else if (day !== undefined) change({ taken_on: day });
          }}
        />
      ) : null}
      <Words
        label={i18n.gettext('File name')}
        value={file.name}
        locked={!may}
        keep={(name) => change({ name })}
      />
      <label className="lightbox-check">
        <input
          type="checkbox"
          checked={file.in_report}
          disabled={!may}
          onChange={(event) => change({ in_report: event.target.checked })}
        />
        {i18n.gettext('Print it in documents')}
      </label>
      <p className="faint lightbox-facts">
        {[bytes(file.size, i18n), size].filter((one) => one !== '').join(' · ')}
        <br />
        {i18n.gettext('Added by {name}, {time}', { name: file.by, time: i18n.moment(file.at) })}
      </p>
      <div className="lightbox-buttons">
        <a className="button plain" href={downloadAddress(file.id)} download={file.name}>
          <Icon name="download" />
          <span className="button-words">{i18n.gettext('Download')}</span>
        </a>
        {may ? (
          <Button
            look="stop"
            icon="trash"
            onPress={() => {
              if (papers.attachments.length === 1) close();
              remove(file);
            }}
          >
            {i18n.gettext('Remove')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly locked: boolean;
  readonly lines?: boolean;
  readonly keep: (value: string) => void;
}

/** A text kept when one leaves it; Escape puts back what was there. */
function Words({ label, value, locked, lines, keep }: WordsProps) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const latest = useRef({ typed, value, keep });
  latest.current = { typed, value, keep };
  const leave = () => {
    const now = latest.current;
    if (now.typed !== undefined && now.typed.trim() !== now.value) now.keep(now.typed.trim());
    setTyped(undefined);
  };
  // closing the box is leaving the field, too
  useEffect(
    () => () => {
      const now = latest.current;
      if (now.typed !== undefined && now.typed.trim() !== now.value) now.keep(now.typed.trim());
    },
    [],
  );
  const shared = {
    id,
    className: 'control-text',
    value: typed ?? value,
    readOnly: locked,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: leave,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || typed === undefined) return;
      event.stopPropagation();
      setTyped(undefined);
    },
  };
  return (
    <div className="lightbox-words">
      <label className="field-head" htmlFor={id}>
        {label}
      </label>
      <span className={lines === true ? 'control paragraph' : 'control'}>
        {lines === true ? (
          <textarea {...shared} rows={2} maxLength={400} />
        ) : (
          <input {...shared} type="text" maxLength={150} />
        )}
      </span>
    </div>
  );
}
