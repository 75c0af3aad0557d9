/** The buttons that begin it: choose files, or take a photo where there is a camera at hand. */

import { useRef } from 'react';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';

export const TAKEN = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx';
export const PHOTOS = '.jpg,.jpeg,.png,.webp';

/** A finger is what holds a camera. */
const hasCamera = (): boolean => matchMedia('(pointer: coarse)').matches;

export interface AddingProps {
  readonly take: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly label: string;
  readonly describedBy?: string | undefined;
  /** Of the field it stands in, where there are several such buttons. */
  readonly of?: string;
}

export function Adding({ take, accept = TAKEN, multiple, label, describedBy, of }: AddingProps) {
  const i18n = useI18n();
  const files = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const chosen = (input: HTMLInputElement) => {
    take([...(input.files ?? [])]);
    input.value = ''; // the same file may be chosen again
  };
  return (
    <>
      <Button
        icon="paperclip"
        {...(of === undefined ? {} : { 'aria-label': `${label}: ${of}` })}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
        onPress={() => files.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={files}
        type="file"
        className="papers-input"
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={multiple === true}
        onChange={(event) => chosen(event.target)}
      />
      {hasCamera() ? (
        <>
          <Button icon="camera" onPress={() => camera.current?.click()}>
            {i18n.gettext('Take a photo')}
          </Button>
          <input
            ref={camera}
            type="file"
            className="papers-input"
            tabIndex={-1}
            aria-hidden="true"
            accept="image/jpeg,image/png,image/webp"
            capture="environment"
            onChange={(event) => chosen(event.target)}
          />
        </>
      ) : null}
    </>
  );
}
