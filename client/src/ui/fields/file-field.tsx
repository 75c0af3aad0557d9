/** One file in one field: dropped, chosen or photographed; looked at, fetched, taken out again. */

import '../papers/papers.css';
import { type DragEvent, useMemo, useState } from 'react';
import { useFormHost } from '../form/form-host.tsx';
import { useApp } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { Adding, PHOTOS } from '../papers/adding.tsx';
import { ComingFiles } from '../papers/coming.ts';
import { ComingList } from '../papers/coming-list.tsx';
import { learnName, StoredFile } from './stored-file.tsx';
import { registerWidget, type WidgetProps } from './widget.ts';

const STUDIO = 'studio';

/** Whose record it is: its customer's; a customer is its own; what is nobody's is the studio's. */
function useCustomer({ slot }: WidgetProps): string | undefined {
  const { form } = useFormHost();
  return useComputed(() => {
    const { source } = form.cursor.described;
    if (source.name.startsWith('studio.')) return STUDIO;
    if (source.name === 'org.customers') {
      const key = slot.record.key.value;
      return key === undefined ? undefined : String(key);
    }
    const owner = slot.record.field('customer_id').value.value;
    return typeof owner === 'string' ? owner : undefined;
  }, [form, slot]);
}

export function FileField(props: WidgetProps) {
  const app = useApp();
  const { i18n } = app;
  const { slot, id, describedBy } = props;
  const { field } = slot;
  const value = useValue(slot.value);
  const customer = useCustomer(props);
  const coming = useMemo(() => new ComingFiles(app), [app]);
  const [over, setOver] = useState(false);
  const isPicture = customer === STUDIO || field.name.startsWith('logo');
  const take = ([file]: readonly File[]) => {
    if (file === undefined || customer === undefined) return;
    coming.add([file], { customer }, (made) => {
      learnName(made.id, made.name);
      slot.set(made.id);
      slot.leave();
    });
  };
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have a legend of its own
    <div role="group" id={id} aria-labelledby={`${id}-label`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has its button beside it */}
      <div
        className="file-field"
        data-filled={typeof value === 'string' || undefined}
        data-over={over || undefined}
        onDragEnter={drag}
        onDragOver={drag}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {typeof value === 'string' ? (
          <>
            <StoredFile source={field.reference} value={value} />
            <Adding
              take={take}
              of={field.label}
              label={i18n.gettext('Replace')}
              describedBy={describedBy}
              {...(isPicture ? { accept: PHOTOS } : {})}
            />
            <IconButton
              icon="x"
              label={i18n.gettext('Take the file out of {field}', { field: field.label })}
              onPress={() => {
                slot.set(null);
                slot.leave();
              }}
            />
          </>
        ) : customer === undefined ? (
          <p className="faint">
            {i18n.gettext(
              'Choose the customer first, or save the record: then a file can be added.',
            )}
          </p>
        ) : (
          <>
            <Adding
              take={take}
              of={field.label}
              label={i18n.gettext('Choose a file')}
              describedBy={describedBy}
              {...(isPicture ? { accept: PHOTOS } : {})}
            />
            <p className="faint drop-hint">{i18n.gettext('or drop it here')}</p>
          </>
        )}
      </div>
      <ComingList files={coming} />
    </div>
  );
}

registerWidget('file', FileField);
