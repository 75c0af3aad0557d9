/** A QR code, drawn from the path the server made of it: no picture from elsewhere, no library. */

import type { Enrolment } from '../../core/auth.ts';
import type { Say } from './say.ts';

export function QrCode({ say, qr }: { readonly say: Say; readonly qr: Enrolment['qr'] }) {
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={say.gettext('QR code for the authenticator app')}
      viewBox={`0 0 ${qr.size} ${qr.size}`}
      shapeRendering="crispEdges"
    >
      <path className="qr-white" d={`M0 0h${qr.size}v${qr.size}h-${qr.size}z`} />
      <path className="qr-dark" d={qr.path} />
    </svg>
  );
}
