/** Days, times and moments: typed as one writes them; a day can be picked from a calendar, too. */

import { type CalendarDate, parseDate } from '@internationalized/date';
import { type KeyboardEvent, useRef, useState } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  Heading,
  I18nProvider,
  Popover,
} from 'react-aria-components';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { shifted, todayOf } from './read.ts';
import { useTyped } from './use-typed.ts';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

export function DateField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const { text, type, leave } = useTyped(slot);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const pick = (day: string | null) => {
    slot.set(day);
    setOpen(false);
    leave();
    queueMicrotask(() => input.current?.focus());
  };
  const key = (event: KeyboardEvent) => {
    const opens = event.key === 'F4' || (event.altKey && event.key === 'ArrowDown');
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 }[event.key];
    const value = slot.value.peek();
    if (opens) setOpen(true);
    else if (step !== undefined && !event.altKey && isDay(value)) slot.set(shifted(value, step));
    else return;
    event.preventDefault();
  };
  return (
    <span className="control" ref={box}>
      <input
        {...namesOf(props)}
        ref={input}
        className="control-text"
        type="text"
        inputMode="text"
        autoComplete="off"
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        onKeyDown={key}
      />
      <AriaButton
        className="control-tool"
        excludeFromTabOrder
        aria-label={i18n.gettext('Calendar')}
        aria-describedby={`${props.id}-label`}
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        <Icon name="calendar" small />
      </AriaButton>
      <Popover
        className="floating calendar-box"
        triggerRef={box}
        isOpen={open}
        onOpenChange={setOpen}
        placement="bottom end"
        offset={2}
      >
        {open ? <DayPicker slot={slot} pick={pick} /> : null}
      </Popover>
    </span>
  );
}

function DayPicker({
  slot,
  pick,
}: {
  readonly slot: WidgetProps['slot'];
  readonly pick: (day: string | null) => void;
}) {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const day = isDay(value) ? parseDate(value) : null;
  return (
    <I18nProvider locale={i18n.locale}>
      <Dialog className="calendar-dialog" aria-label={i18n.gettext('Calendar')}>
        <Calendar
          autoFocus
          aria-label={i18n.gettext('Calendar')}
          value={day}
          defaultFocusedValue={day ?? parseDate(todayOf())}
          onChange={(chosen: CalendarDate) => pick(chosen.toString())}
        >
          <header className="calendar-head">
            <AriaButton slot="previous" className="tool small">
              <Icon name="chevron-left" small />
            </AriaButton>
            <Heading className="calendar-title" />
            <AriaButton slot="next" className="tool small">
              <Icon name="chevron-right" small />
            </AriaButton>
          </header>
          <CalendarGrid className="calendar-days">
            {(date) => <CalendarCell date={date} className="calendar-day" />}
          </CalendarGrid>
        </Calendar>
        <footer className="calendar-foot">
          <Button look="quiet" onPress={() => pick(todayOf())}>
            {i18n.gettext('Today')}
          </Button>
          {slot.field.required ? null : (
            <Button look="quiet" onPress={() => pick(null)}>
              {i18n.gettext('No date')}
            </Button>
          )}
        </footer>
      </Dialog>
    </I18nProvider>
  );
}

/** A time, or a day with a time. */
export function MomentField(props: WidgetProps) {
  const { text, type, leave } = useTyped(props.slot);
  const clock = props.slot.field.type === 'time';
  return (
    <span className="control">
      <input
        {...namesOf(props)}
        className="control-text"
        type="text"
        autoComplete="off"
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
      />
      <span className="control-mark">
        <Icon name={clock ? 'clock' : 'calendar'} small />
      </span>
    </span>
  );
}

registerWidget('date', DateField);
registerWidget('time', MomentField);
registerWidget('datetime', MomentField);
