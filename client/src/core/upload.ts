/**
 * Handing a file in: over HTTP, with the login's cookie, one file to a request, told how far it is.
 *
 * XMLHttpRequest, because nothing else tells how much of a body has gone.
 */

import { closed, Failure, isRecord, readBody } from './failure.ts';

/** Whose a file is: a customer's, or the studio's; and the record it is to hang on. */
export interface Destination {
  readonly customer: string;
  readonly source?: string;
  readonly record?: string;
}

export interface Uploaded {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Where it hangs now, if it was told to. */
  readonly link: string | null;
}

export interface Upload {
  readonly done: Promise<Uploaded>;
  stop(): void;
}

const readUploaded = (said: unknown): Uploaded => {
  if (!isRecord(said) || typeof said['id'] !== 'string') throw new Failure('internal');
  return said as unknown as Uploaded;
};

export function upload(
  file: File,
  to: Destination,
  how: { readonly locale: string; readonly told: (part: number) => void },
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Uploaded>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => how.told(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(closed());
    request.onabort = () => reject(new Failure('cancelled'));
    request.onload = () => {
      const said: unknown = request.response;
      try {
        if (request.status >= 400) throw readBody('internal', said);
        resolve(readUploaded(said));
      } catch (error) {
        reject(error);
      }
    };
    const body = new FormData();
    body.append('file', file, file.name === '' ? 'file' : file.name);
    request.open('POST', `/files?${new URLSearchParams({ ...to })}`);
    request.setRequestHeader('Accept-Language', how.locale);
    request.responseType = 'json';
    request.send(body);
  });
  return { done, stop: () => request.abort() };
}

/** Where a file is fetched; a photo also in a smaller size. */
export const fileAddress = (id: string, size?: 'thumb' | 'screen'): string =>
  `/attachments/${encodeURIComponent(id)}${size === undefined ? '' : `?size=${size}`}`;

/** The address that gives it to keep, whatever it is. */
export const downloadAddress = (id: string): string => `${fileAddress(id)}?download`;

export const isPhoto = (mime: string): boolean => mime.startsWith('image/');
