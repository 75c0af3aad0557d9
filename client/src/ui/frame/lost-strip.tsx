/** A link that leads nowhere: said over what there is, so nobody is stuck. */

import { Failure, raise } from '../../core/failure.ts';
import { explain } from '../app/explain.ts';
import type { WholeApp } from '../app/shell.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { copyLink } from './copy-link.ts';

export function LostStrip({ app }: { readonly app: WholeApp }) {
  const { desk, i18n } = app;
  const lost = useValue(desk.lost);
  if (lost === undefined) return null;
  const again = lost.error instanceof Failure && lost.error.retry;
  return (
    <Strip
      level="warn"
      urgent
      actions={
        <>
          {again ? (
            <Button onPress={() => desk.follow(lost.address).catch(raise)}>
              {i18n.gettext('Try again')}
            </Button>
          ) : null}
          <Button look="quiet" onPress={() => copyLink(app, lost.address).catch(raise)}>
            {i18n.gettext('Copy the link')}
          </Button>
          <IconButton icon="x" label={i18n.gettext('Close')} onPress={() => desk.dismissLost()} />
        </>
      }
    >
      <b>{i18n.gettext('This link cannot be opened.')}</b>{' '}
      {again
        ? explain(i18n, lost.error)
        : i18n.gettext('What it leads to does not exist, or is not among what you may see.')}
    </Strip>
  );
}
