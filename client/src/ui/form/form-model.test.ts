import { effect } from '@preact/signals-core';
import { expect, test } from 'vitest';
import { FakeTransport } from '../../core/fake-transport.ts';
import { I18n } from '../../core/i18n.ts';
import { formView } from '../../gallery/form-lab.ts';
import { type FieldSlot, formsOf, type RecordForm } from './form-model.ts';
import { formSections } from './layout.ts';
import { saveEverything, unsavedCount } from './save-all.ts';

const i18n = new I18n('en');

const opened = async (
  state: Parameters<typeof formView>[0] = 'filled',
  answer = (): unknown => ({}),
) => {
  const transport = new FakeTransport(answer);
  const view = await formView(state, transport);
  const forms = formsOf(view, 'record', i18n);
  const end = forms.show();
  const form = forms.form.value as RecordForm;
  const slot = (name: string) => form.slots.get(name) as FieldSlot;
  const saves = () => transport.log.filter((line) => line.includes('.save '));
  return { view, form, slot, end, saves };
};

test('a key pressed in one field tells that field alone', async () => {
  const { slot } = await opened();
  let told = 0;
  const end = effect(() => {
    slot('email').value.value;
    slot('email').told.value;
    told += 1;
  });
  for (const text of ['A', 'Ab', 'Abc']) slot('name').set(text);
  expect(told).toBe(1);
  end();
});

test('what cannot be read is a change, is in the draft, and is never sent', async () => {
  const { view, form, slot, saves } = await opened();
  slot('started_on').set({ unread: '31/0' });
  expect(unsavedCount(view, form)).toBe(1);
  expect(JSON.stringify(view.drafts())).toContain('31/0');
  expect((await saveEverything(view, form)).outcome).toBe('wrong');
  expect(saves()).toEqual([]);
  expect(slot('started_on').told.value).toContain('There is no such day');
});

test('nothing is said to be wrong before one has left the field or wants to save', async () => {
  const { slot } = await opened();
  slot('started_on').set({ unread: '3' });
  expect(slot('started_on').told.value).toBeUndefined();
  slot('started_on').leave();
  expect(slot('started_on').told.value).toBeDefined();
  slot('started_on').set('2026-01-03');
  expect(slot('started_on').told.value).toBeUndefined();
});

test('a field that was wrong before one came does not keep others from being saved', async () => {
  const { view, form, slot, saves } = await opened('empty');
  slot('phone').set('0163 555014');
  expect((await saveEverything(view, form)).outcome).toBe('saved');
  expect(saves()).toHaveLength(1);
});

test('a condition is asked of what is typed, and what was typed behind it is kept', async () => {
  const { slot } = await opened();
  slot('night_hours').set(8);
  slot('night').set(false);
  expect(slot('night_hours').visible.value).toBe(false);
  expect(slot('night_hours').dirty.value).toBe(true);
  slot('night').set(true);
  expect([slot('night_hours').visible.value, slot('night_hours').value.value]).toEqual([true, 8]);
});

test('what others saved meanwhile collides field by field, and stops saving until it is decided', async () => {
  const { view, form, saves } = await opened('conflict');
  expect(form.conflicts.value.map(({ field }) => field.name)).toEqual(['name', 'risk']);
  expect((await saveEverything(view, form)).outcome).toBe('conflict');
  form.record.resolve('name', 'mine');
  form.record.resolve('risk', 'theirs');
  expect((await saveEverything(view, form)).outcome).toBe('saved');
  expect(saves()).toHaveLength(1);
  expect(saves()[0]).not.toContain('"risk"');
});

test('undo takes back a run of typing in one field, redo brings it again', async () => {
  const { form, slot } = await opened();
  const before = slot('name').value.value;
  for (const text of ['O', 'Of', 'Off']) slot('name').set(text);
  slot('name').leave();
  slot('phone').set('1');
  form.record.undo();
  form.record.undo();
  expect(slot('name').value.value).toBe(before);
  form.record.redo();
  expect(slot('name').value.value).toBe('Off');
});

test('fields stand under their headings; what is worked out for lists does not', async () => {
  const { view } = await opened();
  const sections = formSections(view, { kind: 'form', cursor: 'record' }, '0', 'Rest');
  expect(sections.map(({ label }) => label)).toEqual(['Anagrafica', 'Attività']);
  const names = sections.flatMap((one) => (one.kind === 'fields' ? one.fields : []));
  expect(names).not.toContain('id');
  expect(names).toContain('shape');
});

test('rows are saved with their record, in one wish', async () => {
  const { view, form, saves } = await opened();
  view.editsOf('roles').record('r1').set('person', 'Paola Debernardi');
  view.editsOf('roles').delete('r2');
  expect(unsavedCount(view, form)).toBe(2);
  expect((await saveEverything(view, form)).outcome).toBe('saved');
  expect(saves()).toHaveLength(1);
  expect(saves()[0]).toContain('"deletes":["r2"]');
});

test('who may not write reads', async () => {
  const { form, slot } = await opened('read-only');
  slot('name').set('X');
  expect([form.readonly, slot('name').dirty.value]).toEqual([true, false]);
});

test('what the server said of a group it saved stands at the fields of the record it is about', async () => {
  const { view, slot } = await opened();
  const cursor = view.cursor('record');
  slot('email').set('x@y.it');
  const tell = (error: Readonly<Record<string, unknown>>, version: number) =>
    cursor.onPatch({ version, ops: [['state', { error }]] });
  const refused = {
    code: 'invalid_fields',
    errors: { email: 'taken', name: 'required' },
    sentences: { email: 'Somebody has this address already.' },
  };
  tell({ ...refused, cursor: 'roles' }, 3);
  expect(slot('email').told.value).toBeUndefined();
  tell({ ...refused, cursor: 'record', key: 'another' }, 4);
  expect(slot('email').told.value).toBeUndefined();
  tell({ ...refused, cursor: 'record', key: 'c1' }, 5);
  expect(slot('email').told.value).toBe('Somebody has this address already.');
  expect(slot('name').told.value).toBeUndefined(); // what is not unsaved is not to be mended
});
