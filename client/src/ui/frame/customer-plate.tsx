/** Whose data this is: the customer of what is in front, or the one worked on last. */

import { useEffect, useRef } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { WholeApp } from '../app/shell.ts';
import { type Customer, factsOf } from '../app/view-facts.ts';
import { useKeys } from '../keys/use-keys.ts';
import { hueOf } from '../kit/customer-hue.ts';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import { openPalette } from '../palette/state.ts';

/** The customer of the view in front. */
export function useCustomer(app: WholeApp): Customer | undefined {
  return useComputed(() => {
    const view = app.desk.current.value;
    return view === undefined ? undefined : factsOf(view).customer.value;
  }, [app]);
}

export function CustomerPlate({ app }: { readonly app: WholeApp }) {
  const { i18n } = app;
  const found = useCustomer(app);
  const keys = useKeys('customers.switch');
  const last = useRef(found);
  if (found !== undefined) last.current = found;
  const shown = found ?? last.current;
  const known = useComputed(
    () => (shown === undefined ? undefined : app.customers.find(shown.id)),
    [app, shown?.id],
  );
  const code = shown?.code ?? known?.code ?? '';
  const name = shown?.name ?? known?.name ?? '';
  useEffect(() => {
    if (found !== undefined) app.customers.see(found);
  }, [app, found]);
  if (shown === undefined || (code === '' && name === '')) {
    return (
      <AriaButton className="plate none" onPress={() => openPalette('@')}>
        <span className="mute">{i18n.gettext('Choose a customer')}</span>
        <Icon name="chevrons-up-down" small />
      </AriaButton>
    );
  }
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      <AriaButton
        className={`plate ${hueOf(shown.id)}${found === undefined ? ' away' : ''}`}
        onPress={() => openPalette('@')}
      >
        <i className="plate-bar" />
        <span className="for-readers">{i18n.gettext('Customer in hand')} </span>
        <span className="code">{code} </span>
        <b className="cut">{name}</b>
        <Icon name="chevrons-up-down" small />
      </AriaButton>
      <Tooltip className="tooltip" offset={4}>
        {i18n.gettext('Change customer')}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
