/** Dropping files anywhere on a screen, and pasting a picture: said while something hovers over it. */

import { type RefObject, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';

const carriesFiles = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') === true;

/** A picture from the clipboard has no name worth keeping. */
const named = (file: File, word: string): File => {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const ending = file.type === 'image/jpeg' ? 'jpg' : 'png';
  return new File([file], `${word}.${ending}`, { type: file.type });
};

export interface DroppingProps {
  /** Something inside the screen that takes the files. */
  readonly inside: RefObject<HTMLElement | null>;
  readonly take: (files: readonly File[]) => void;
}

export function Dropping({ inside, take }: DroppingProps) {
  const i18n = useI18n();
  const [over, setOver] = useState(false);
  const [screen, setScreen] = useState<HTMLElement>();
  const latest = useRef(take);
  latest.current = take;
  const word = i18n.gettext('Pasted picture');
  useEffect(() => {
    const found = inside.current?.closest<HTMLElement>('.record-screen, .papers-screen');
    if (!found) return;
    setScreen(found);
    const off = new AbortController();
    const { signal } = off;
    const drag = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      const to = event.relatedTarget;
      if (!(to instanceof Node && found.contains(to))) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      const files = [...(data?.files ?? [])];
      if (files.length === 0 || data?.types.includes('text/plain') === true) return;
      event.preventDefault();
      latest.current(files.map((file) => named(file, word)));
    };
    found.addEventListener('dragenter', drag, { signal });
    found.addEventListener('dragover', drag, { signal });
    found.addEventListener('dragleave', leave, { signal });
    found.addEventListener('drop', drop, { signal });
    found.addEventListener('paste', paste, { signal });
    return () => off.abort();
  }, [inside, word]);
  if (!over || screen === undefined) return null;
  return createPortal(
    <div className="papers-drop" aria-hidden="true">
      <p>
        <Icon name="paperclip" />
        {i18n.gettext('Drop to attach')}
      </p>
    </div>,
    screen,
  );
}
