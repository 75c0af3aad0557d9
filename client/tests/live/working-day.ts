/**
 * A working day of two people, over real sockets: look, move, change, collide, lose the connection.
 * Arguments: url, password, the e-mail of each; both may edit the same customers.
 */

import { strict as assert } from 'node:assert';
import { effect } from '@preact/signals-core';
import { uuid7 } from '../../src/core/uuid.ts';
import { column, keys, open, reload, shows, until, visit } from './person.ts';

const [url = '', password = '', first = '', second = ''] = process.argv.slice(2);

const say = (step: string) => process.stdout.write(`${step}\n`);

const anna = await visit(url, first, password);
const bruno = await visit(url, second, password);
await shows(anna, 'desktop');
await shows(bruno, 'desktop');
assert.equal(anna.client.line.outdated.value, false);
say('arrived');

// -- master and detail

const customers = await open(anna, 'view', 'org.customers');
const [master, detail] = [customers.cursor('customer'), customers.cursor('site')];
const [one = '', other = ''] = keys(master);
assert.equal(master.current.value, one);
await until(() => detail.rows.length > 0, 'the sites of the first customer');
const sitesOf = (key: string) => column(detail, 'customer_id').every((owner) => owner === key);
assert(sitesOf(one));
const moving = master.setCurrent(other);
assert.equal(master.current.value, other, 'moves here at once');
await moving;
await until(() => detail.rows.length > 0 && sitesOf(other), 'the sites of the other customer');
say('master and detail');

// -- many clicks, one answer

await Promise.all([one, other, one, other, one].map((key) => master.setCurrent(key)));
await until(() => detail.rows.length > 0 && sitesOf(one), 'the last one counts');
say('quick clicks');

// -- save, and a patch that touches one row of the other's screen

const sites = await open(anna, 'view', 'org.sites');
const theirs = await open(bruno, 'view', 'org.sites');
const [mine, his] = [sites.cursor('site'), theirs.cursor('site')];
const [site = '', neighbour = ''] = keys(mine);
let touched = 0;
let beside = 0;
const watching = [
  effect(() => {
    if (his.row(site).value !== undefined) touched += 1;
  }),
  effect(() => {
    if (his.row(neighbour).value !== undefined) beside += 1;
  }),
];
const record = sites.editsOf('site').record(site);
record.set('floors', 7);
assert.deepEqual(sites.editsOf('site').dirtyKeys.value, [site]);
assert.notEqual(await record.save(), undefined);
const seen = (name: string) => his.value(his.get(site) ?? [], name);
await until(() => seen('floors') === 7, 'the patch');
assert.equal(touched, 2);
assert.equal(beside, 1);
for (const end of watching) end();
say('saved and seen');

// -- different fields merge, the same field collides

const hisRecord = theirs.editsOf('site').record(site);
await until(() => record.rowVersion === his.value(his.get(site) ?? [], 'row_version'), 'versions');
record.set('name', 'Di Anna');
hisRecord.set('name', 'Di Bruno');
hisRecord.set('floors', 3);
assert.notEqual(await hisRecord.save(), undefined);
const conflict = await until(() => record.conflicts.value['name'], 'a conflict');
assert.deepEqual([conflict.theirs, conflict.mine], ['Di Bruno', 'Di Anna']);
assert.equal(record.field('floors').value.value, 3, 'what nobody typed into follows');
assert.equal(await record.save(), undefined, 'not before it is decided');
record.resolve('name', 'mine');
assert.notEqual(await record.save(), undefined);
await until(() => seen('name') === 'Di Anna', 'mine');
say('conflict decided');

// -- unsaved changes are asked about before moving on

await master.setCurrent(other);
await until(() => detail.rows.length > 0 && sitesOf(other), 'the other again');
const [child = ''] = keys(detail);
const typed = customers.editsOf('site').record(child);
typed.set('name', 'Prima di andare');
await master.setCurrent(one);
await until(() => anna.asked.length === 1, 'the question');
assert.deepEqual(anna.asked[0], ['site']);
assert.equal(master.current.value, other, 'stayed');
anna.decide = () => 'save';
await master.setCurrent(one);
await until(() => detail.rows.length > 0 && sitesOf(one), 'moved after saving');
assert.equal(typed.dirty.value, false);
await until(() => column(his, 'name').includes('Prima di andare'), 'saved on the way');
say('asked before moving');

// -- ten rows typed, the connection cut, others go on, nothing is lost

const edits = sites.editsOf('site');
const ten = keys(mine)
  .filter((key) => key !== site)
  .slice(0, 10);
assert.equal(ten.length, 10);
for (const [at, key] of ten.entries()) edits.record(key).set('name', `riga ${at}`);
await edits.keep();
const views = [...anna.client.session.views.value.keys()];
const started = anna.client.session.started.value?.id;
anna.client.line.cut();
await until(() => anna.client.line.standing.value.phase !== 'online', 'the banner');
for (const [at, key] of ten.entries()) edits.record(key).set('name', `riga ${at}, senza rete`);
const hisOther = theirs.editsOf('site').record(site);
hisOther.set('floors', 9);
assert.notEqual(await hisOther.save(), undefined);
await until(() => anna.client.line.standing.value.phase === 'online', 'back');
assert.equal(anna.client.session.started.value?.id, started);
assert.deepEqual([...anna.client.session.views.value.keys()], views);
await until(() => mine.value(mine.get(site) ?? [], 'floors') === 9, 'what others did meanwhile');
assert.deepEqual(new Set(edits.dirtyKeys.value), new Set(ten));
assert.equal(await sites.saveAll(), true);
await until(
  () => ten.every((key, at) => his.value(his.get(key) ?? [], 'name') === `riga ${at}, senza rete`),
  'all ten rows',
);
assert.equal(anna.sockets.length, 2);
say('back without loss');

// -- a record that did not exist, undone twice and made once

const blank = edits.create({ customer_id: one, code: 'N1' });
blank.set('name', 'Nuova');
blank.seal();
blank.set('name', 'Nuovissima');
blank.undo();
assert.equal(blank.field('name').value.value, 'Nuova');
const made = await blank.save();
assert.notEqual(made, undefined);
await until(() => column(his, 'name').includes('Nuova'), 'the new one');
assert.equal(edits.dirty.value, false);
say('made');

// -- what may not be stored is said beside its field

const wrong = edits.record(site);
wrong.set('name', '');
assert.equal(await wrong.save(), undefined);
assert.notEqual(wrong.field('name').error.value, undefined);
wrong.discard();
say('refused beside the field');

// -- a storm of changes by somebody else: what the patches made is what a fresh load shows

const storm = theirs.editsOf('site');
await sites.cursor('site').query({ sort: [['name', 'desc']], words: '' });
await Promise.all(
  ten.map(async (key, at) => {
    const typed = storm.record(key);
    for (const turn of [1, 2, 3]) {
      typed.set('name', `${(at * 7 + turn * 3) % 10} giro ${turn}`);
      assert.notEqual(await typed.save(), undefined, String(typed.failure.value));
    }
  }),
);
const last = await storm.create({ customer_id: one, code: 'N2', name: '5 ultima' }).save();
await until(() => mine.get(last?.key ?? '') !== undefined, 'the last one');
await his.delete([last?.key ?? ''], uuid7());
await until(() => mine.get(last?.key ?? '') === undefined, 'the last one gone');
const [patched, version] = [mine.rows, mine.version];
await mine.renew();
await until(() => mine.version > version, 'a fresh load');
assert.deepEqual(patched, mine.rows);
say('a storm');

// -- the page loaded anew: the same views, and what was typed, from the server

const typing = sites.editsOf('site').record(site);
typing.set('name', 'Prima di ricaricare');
await anna.client.keepDrafts();
const again = await reload(anna);
const same = await until(() => again.client.session.views.value.get(sites.id), 'the same view');
await until(() => same.editsOf('site').dirty.value, 'the draft');
assert.deepEqual(same.editsOf('site').record(site).changes, { name: 'Prima di ricaricare' });
assert.deepEqual([...again.client.session.views.value.keys()].sort(), [...views].sort());
assert.equal(await same.saveAll(), true);
await until(() => seen('name') === 'Prima di ricaricare', 'saved by the next page');
say('loaded anew');

// -- leaving

await bruno.client.logout();
assert.equal(bruno.client.session.nodePhase, 'unbound');
await shows(again, 'desktop').then((desktop) => desktop.run('logout'));
await until(() => again.client.line.standing.value.phase === 'off', 'off');
say('left');
