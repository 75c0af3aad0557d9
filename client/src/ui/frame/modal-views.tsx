/** Contexts that stand over the one they were opened from: forms to create, lists to pick from. */

import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { WholeApp } from '../app/shell.ts';
import { factsOf, plainTitle } from '../app/view-facts.ts';
import { IconButton } from '../kit/button.tsx';
import { useValue } from '../kit/use-value.ts';
import { ViewScreen } from '../parts/view-screen.tsx';
import { ViewBoundary } from './view-boundary.tsx';

export function ModalViews({ app }: { readonly app: WholeApp }) {
  const modals = useValue(app.desk.modals);
  return modals.map((view) => <ModalView key={view.id} app={app} view={view} />);
}

function ModalView({ app, view }: { readonly app: WholeApp; readonly view: View }) {
  const { i18n, desk } = app;
  const dirty = useValue(factsOf(view).dirty);
  const cancel = () => {
    desk.close(view).catch(raise);
  };
  const form = ['Form', 'Ask'].includes(view.offer.view.type);
  const what = plainTitle(view);
  const [cursor] = view.cursors.values();
  const made = view.offer.intent.operation === 'create';
  const unnamed = made && what === cursor?.described.source.label; // called as what is there
  const title = unnamed ? i18n.gettext('New: {what}', { what }) : what;
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen
      isDismissable={!dirty}
      onOpenChange={(open) => {
        if (!open) cancel();
      }}
    >
      <Modal className={form ? 'modal-view form' : 'modal-view list'}>
        <Dialog className="modal-inside">
          <header className="modal-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {dirty ? (
              <i className="tab-dirty" role="img" aria-label={i18n.gettext('Unsaved changes')} />
            ) : null}
            <IconButton icon="x" label={i18n.gettext('Cancel')} keys="Esc" onPress={cancel} />
          </header>
          <div className="modal-body">
            <ViewBoundary app={app} name={title}>
              <ViewScreen view={view} />
            </ViewBoundary>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
