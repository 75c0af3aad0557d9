/** Draws the open questions, the last one on top. Esc and a click beside give the harmless answer. */

import './dialogs.css';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import type { Question } from './dialogs.ts';

export function DialogLayer() {
  const open = useValue(useApp().dialogs.open);
  return open.map((question) => <Asked key={question.id} question={question} />);
}

function Asked({ question }: { readonly question: Question }) {
  const draw = question.body as (answer: (value: unknown) => void) => ReactNode;
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) question.answer(question.harmless);
      }}
    >
      <Modal className={question.width === undefined ? 'dialog' : 'dialog wide'}>
        <Dialog className="dialog-inside" role="alertdialog">
          <Heading slot="title" level={2} className="dialog-title">
            {question.title}
          </Heading>
          {draw(question.answer)}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
