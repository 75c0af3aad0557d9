/** What was said about a record: the open ones first to last, those dealt with behind a word. */

import './papers.css';
import { type KeyboardEvent, useId, useState } from 'react';
import type { Comment, RecordPapers } from '../../core/papers.ts';
import { askConfirm } from '../dialogs/confirm.tsx';
import { spelled } from '../keys/spelled.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useDoing } from './use-papers.ts';

const LONGEST = 2000;

export function Comments({ papers }: { readonly papers: RecordPapers }) {
  const { services, i18n } = useApp();
  const [all, setAll] = useState(false);
  const open = papers.comments.filter((one) => one.resolved_at === null);
  const done = papers.comments.length - open.length;
  const shown = all ? papers.comments : open;
  return (
    <div className="papers">
      {shown.length === 0 ? null : (
        <ul className="comments" aria-label={i18n.gettext('Comments')}>
          {shown.map((one) => (
            <Said key={one.id} comment={one} may={papers.may_add} />
          ))}
        </ul>
      )}
      {done === 0 ? null : (
        <Button look="quiet" onPress={() => setAll(!all)}>
          {all
            ? i18n.gettext('Hide what is resolved')
            : i18n.ngettext('Show {n} resolved', 'Show {n} resolved', done)}
        </Button>
      )}
      {papers.may_add ? (
        <Write
          label={i18n.gettext('Write a comment')}
          action={i18n.gettext('Comment')}
          keep={(body) => services.papers.say(papers.source, String(papers.key), body)}
        />
      ) : papers.comments.length === 0 ? (
        <p className="faint">{i18n.gettext('No comments.')}</p>
      ) : null}
    </div>
  );
}

function Said({ comment, may }: { readonly comment: Comment; readonly may: boolean }) {
  const { services, dialogs, i18n } = useApp();
  const doing = useDoing();
  const [changing, setChanging] = useState(false);
  const resolved = comment.resolved_at !== null;
  const remove = async () => {
    const yes = await askConfirm(dialogs, i18n, {
      title: i18n.gettext('Remove this comment?'),
      text: comment.body.slice(0, 200),
      action: i18n.gettext('Remove'),
      destructive: true,
    });
    if (yes) await services.papers.reword(comment.id, null);
  };
  return (
    <li className={resolved ? 'comment resolved' : 'comment'}>
      <p className="comment-head">
        <b>{comment.by}</b>
        <time className="faint" dateTime={comment.at}>
          {i18n.moment(comment.at)}
        </time>
        {resolved ? (
          <span className="comment-done">
            <Icon name="check" small />
            {i18n.gettext('resolved')}
          </span>
        ) : null}
        <span className="save-space" />
        {may ? (
          <IconButton
            icon={resolved ? 'rotate-ccw' : 'check'}
            small
            label={resolved ? i18n.gettext('Open again') : i18n.gettext('Mark as resolved')}
            onPress={() => doing(services.papers.resolve(comment.id, !resolved))}
          />
        ) : null}
        {comment.may_change && !changing ? (
          <IconButton
            icon="pencil"
            small
            label={i18n.gettext('Change the comment')}
            onPress={() => setChanging(true)}
          />
        ) : null}
        {comment.may_remove ? (
          <IconButton
            icon="trash"
            small
            label={i18n.gettext('Remove the comment')}
            onPress={() => doing(remove())}
          />
        ) : null}
      </p>
      {changing ? (
        <Write
          label={i18n.gettext('Change the comment')}
          action={i18n.gettext('Save')}
          begin={comment.body}
          keep={(body) => services.papers.reword(comment.id, body)}
          end={() => setChanging(false)}
        />
      ) : (
        <p className="comment-body">{comment.body}</p>
      )}
    </li>
  );
}

interface WriteProps {
  readonly label: string;
  readonly action: string;
  readonly begin?: string;
  readonly keep: (body: string) => Promise<void>;
  readonly end?: () => void;
}

function Write({ label, action, begin = '', keep, end }: WriteProps) {
  const i18n = useI18n();
  const id = useId();
  const doing = useDoing();
  const [body, setBody] = useState(begin);
  const [busy, setBusy] = useState(false);
  const ready = body.trim() !== '' && !busy;
  const send = () => {
    if (!ready) return;
    setBusy(true);
    const sent = keep(body.trim()).then(() => {
      setBody('');
      end?.();
    });
    doing(sent.finally(() => setBusy(false)));
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
    else if (event.key === 'Escape' && end !== undefined) end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="comment-write">
      <span className="control paragraph">
        <textarea
          id={id}
          className="control-text"
          aria-label={label}
          placeholder={label}
          rows={body === '' && end === undefined ? 1 : 3}
          maxLength={LONGEST}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={key}
          // biome-ignore lint/a11y/noAutofocus: one has just asked to change it
          autoFocus={end !== undefined}
        />
      </span>
      {body === '' && end === undefined ? null : (
        <span className="comment-buttons">
          <Button isDisabled={!ready} keys={spelled('$mod+Enter', i18n)} onPress={send}>
            {action}
          </Button>
          {end === undefined ? null : (
            <Button look="quiet" onPress={end}>
              {i18n.gettext('Cancel')}
            </Button>
          )}
        </span>
      )}
    </div>
  );
}
