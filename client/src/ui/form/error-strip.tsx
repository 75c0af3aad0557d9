/** What is to be mended before saving, as links to the fields; F8 goes round. */

import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import { focusField } from './focus-field.ts';
import type { Problem, RecordForm } from './form-model.ts';

const LISTED = 4;

/** The problems that are said, in the order of the fields on the screen. */
export const toldProblems = (form: RecordForm, order: readonly string[]): readonly Problem[] =>
  form.problems.value
    .filter(({ slot }) => slot.told.value !== undefined)
    .toSorted(
      (one, other) => order.indexOf(one.slot.field.name) - order.indexOf(other.slot.field.name),
    );

export function ErrorStrip({
  form,
  order,
}: {
  readonly form: RecordForm;
  readonly order: readonly string[];
}) {
  const i18n = useI18n();
  const problems = useComputed(() => toldProblems(form, order), [form, order]);
  const tried = useComputed(() => form.tried.value || form.record.state.value === 'failed', [form]);
  if (problems.length === 0 || !tried) return null;
  return (
    <div className="strip danger errors" role="alert">
      <Icon name="circle-alert" />
      <div className="strip-words">
        <b>
          {i18n.ngettext(
            'One field to mend before saving:',
            '{n} fields to mend before saving:',
            problems.length,
          )}
        </b>{' '}
        {problems.slice(0, LISTED).map(({ slot, text }, at) => (
          <span key={slot.id}>
            {at === 0 ? '' : ' · '}
            <button type="button" className="link-button" onClick={() => focusField(slot)}>
              {slot.field.label}: {text}
            </button>
          </span>
        ))}
        {problems.length > LISTED
          ? ` · ${i18n.ngettext('{n} more', '{n} more', problems.length - LISTED)}`
          : null}
      </div>
      <kbd>F8</kbd>
    </div>
  );
}

/** Go to the next problem after the field one is in, or to the one before. */
export const goRound = (form: RecordForm, order: readonly string[], step: 1 | -1): boolean => {
  const problems = toldProblems(form, order).map(({ slot }) => slot);
  if (problems.length === 0) return false;
  const here = order.indexOf(form.focused.peek() ?? '');
  const place = (name: string) => order.indexOf(name);
  const next =
    step === 1
      ? (problems.find((slot) => place(slot.field.name) > here) ?? problems[0])
      : (problems.findLast((slot) => place(slot.field.name) < here) ?? problems.at(-1));
  return next !== undefined && focusField(next);
};
