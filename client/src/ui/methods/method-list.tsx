/** All methods by family, found by any word of them: to work with one, or to choose it for a case. */

import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Failure } from '../../core/failure.ts';
import type { MethodFamily, MethodListed } from '../../core/methods.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';
import { found } from './list-model.ts';
import './methods.css';

export interface MethodListProps {
  /** Its heading. */
  readonly title: string;
  /** In a screen of its own, or inside another one. */
  readonly level?: 2 | 3;
  readonly autoFocus?: boolean;
  readonly onPick: (method: MethodListed) => void;
}

export function MethodList({ title, level = 2, autoFocus = false, onPick }: MethodListProps) {
  const i18n = useI18n();
  const { families, trouble, again } = useFamilies();
  const [words, setWords] = useState('');
  const [aids, setAids] = useState(false);
  const box = useRef<HTMLElement>(null);
  const field = useId();
  const shown = useMemo(() => found(families ?? [], words, aids), [families, words, aids]);
  const count = shown.reduce((sum, one) => sum + one.methods.length, 0);
  const Heading = level === 2 ? 'h2' : 'h3';

  const key = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>('.ml-method, .ml-search') ?? [])];
    const next = items[reached(event.key, items.indexOf(event.target as HTMLElement))];
    if (next === undefined) return;
    event.preventDefault();
    if (event.key === 'Enter') next.click();
    else next.focus();
  };
  return (
    <section ref={box} className="ml" aria-label={title} onKeyDown={key}>
      <header className="ml-head">
        <Heading>{title}</Heading>
        <span className="control ml-find">
          <Icon name="search" small />
          <input
            id={field}
            className="control-text ml-search"
            type="search"
            aria-label={i18n.gettext('Search a method')}
            placeholder={i18n.gettext('Name, norm, what it is about')}
            // biome-ignore lint/a11y/noAutofocus: whoever comes here looks for a method
            autoFocus={autoFocus}
            autoComplete="off"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </span>
        <label className="mb-check">
          <input
            type="checkbox"
            checked={aids}
            onChange={({ target }) => setAids(target.checked)}
          />
          {i18n.gettext('Partial calculations, too')}
        </label>
        <span className="faint" role="status">
          {families === undefined ? '' : i18n.ngettext('{n} method', '{n} methods', count)}
        </span>
      </header>
      {trouble === undefined ? null : (
        <Strip
          level="danger"
          urgent
          actions={<Button onPress={again}>{i18n.gettext('Try again')}</Button>}
        >
          {trouble}
        </Strip>
      )}
      <div className="ml-body" aria-busy={families === undefined}>
        {families !== undefined && count === 0 ? (
          <p className="faint">
            {i18n.gettext('No method fits these words.')}{' '}
            {aids ? null : (
              <button type="button" className="link-button" onClick={() => setAids(true)}>
                {i18n.gettext('Look among partial calculations, too')}
              </button>
            )}
          </p>
        ) : null}
        <div className="ml-families">
          {shown.map((family) => (
            <FamilyOf key={family.id} family={family} level={level} onPick={onPick} />
          ))}
        </div>
      </div>
    </section>
  );
}

/** Where a key leads from a place in the list; the search is its first. */
function reached(key: string, at: number): number {
  if (at < 0) return -1;
  if (key === 'ArrowDown' || (key === 'Enter' && at === 0)) return at + 1;
  return key === 'ArrowUp' ? at - 1 : -1;
}

function FamilyOf({
  family,
  level,
  onPick,
}: {
  readonly family: MethodFamily;
  readonly level: 2 | 3;
  readonly onPick: (method: MethodListed) => void;
}) {
  const id = useId();
  const Heading = level === 2 ? 'h3' : 'h4';
  return (
    <section className="ml-family" aria-labelledby={id}>
      <Heading id={id}>{family.name}</Heading>
      <ul>
        {family.methods.map((one) => (
          <li key={one.id}>
            <MethodLine method={one} onPick={onPick} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function MethodLine({
  method,
  onPick,
}: {
  readonly method: MethodListed;
  readonly onPick: (method: MethodListed) => void;
}) {
  const i18n = useI18n();
  return (
    <AriaButton className="ml-method" onPress={() => onPick(method)}>
      <span className="ml-name">
        {method.name}
        {method.part ? <small className="tag">{i18n.gettext('partial')}</small> : null}
      </span>
      <span className="ml-about">{method.about}</span>
      <span className="ml-edition cut">{method.edition}</span>
    </AriaButton>
  );
}

function useFamilies() {
  const { services } = useApp();
  const [families, setFamilies] = useState<readonly MethodFamily[]>();
  const [trouble, setTrouble] = useState<string>();
  const [turn, setTurn] = useState(0);
  const news = useValue(services.methods.news);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another try, and news another answer
  useEffect(() => {
    let wanted = true;
    setTrouble(undefined);
    services.methods.list().then(
      (told) => {
        if (wanted) setFamilies(told);
      },
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        if (wanted) setTrouble(error.message);
      },
    );
    return () => {
      wanted = false;
    };
  }, [services, turn, news]);
  return { families, trouble, again: () => setTurn((one) => one + 1) };
}
