/** Files on their way in, one below the other: the name, how far, what went wrong, the way out. */

import { useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import type { Coming, ComingFiles } from './coming.ts';

export function ComingList({ files }: { readonly files: ComingFiles }) {
  const i18n = useI18n();
  const list = useValue(files.list);
  if (list.length === 0) return null;
  return (
    <ul className="coming" aria-label={i18n.gettext('Files on their way')}>
      {list.map((one) => (
        <ComingLine key={one.id} file={one} />
      ))}
    </ul>
  );
}

function ComingLine({ file }: { readonly file: Coming }) {
  const i18n = useI18n();
  const part = useValue(file.part);
  const error = useValue(file.error);
  if (error !== undefined) {
    return (
      <li className="coming-line wrong">
        <Icon name="circle-alert" small />
        <div className="coming-words" role="alert">
          <b className="cut">{file.name}</b>
          <span>{error.text}</span>
        </div>
        {error.final ? null : (
          <Button look="quiet" onPress={file.again}>
            {i18n.gettext('Try again')}
          </Button>
        )}
        <IconButton
          icon="x"
          small
          label={i18n.gettext('Remove {file} from the list', { file: file.name })}
          onPress={file.stop}
        />
      </li>
    );
  }
  return (
    <li className="coming-line">
      <Icon name="file" small />
      <b className="cut">{file.name}</b>
      <progress
        value={part}
        max={1}
        aria-label={i18n.gettext('{file}: sent', { file: file.name })}
      />
      <span className="faint coming-state">
        {part < 1 ? i18n.number(part, { style: 'percent' }) : i18n.gettext('Checking…')}
      </span>
      <IconButton
        icon="x"
        small
        label={i18n.gettext('Stop {file}', { file: file.name })}
        onPress={file.stop}
      />
    </li>
  );
}
