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
  const { alert, text, wide } = question.manner;
  const about = `dialog-${question.id}-text`;
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
      <Modal className={wide === true ? 'dialog wide' : 'dialog'}>
        <Dialog
          className="dialog-inside"
          role={alert === true ? 'alertdialog' : 'dialog'}
          {...(text === undefined ? {} : { 'aria-describedby': about })}
        >
          <Heading slot="title" level={2} className="dialog-title">
            {question.title}
          </Heading>
          {text === undefined ? null : (
            <p id={about} className="dialog-text">
              {text}
            </p>
          )}
          {draw(question.answer)}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
