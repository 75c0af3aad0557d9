/** A pictogram of the CLP as a plain sign: a square on its corner, and what it warns of. */

import { SIGN_EDGE, SIGNS } from './hazard-paths.ts';

export const hasSign = (code: string): boolean => code in SIGNS;

/** Beside its words: to a reader it is nothing. */
export function HazardSign({ code }: { readonly code: string }) {
  return (
    <svg className="hazard-sign" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path className="hazard-edge" d={SIGN_EDGE} />
      <path className="hazard-shape" d={SIGNS[code]} fillRule="evenodd" />
    </svg>
  );
}
