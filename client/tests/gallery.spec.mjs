/** Every widget of the gallery in every theme, as axe sees it and without a word in the console. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import { openLab } from './lab.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe('the gallery', () => {
  let gallery;
  before(async () => {
    gallery = await openLab({ html: 'gallery.html' });
  });
  after(() => gallery.close());

  for (const theme of ['light', 'dark', 'contrast']) {
    it(`has nothing that axe minds, ${theme}`, async () => {
      const page = await gallery.page('', { bypassCSP: true });
      await page.addScriptTag({ path: AXE });
      const sections = await page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.hash.slice(1).split('?')[0]));
      assert.ok(sections.length > 0);
      for (const section of sections) {
        await page.evaluate(
          async ([id, name]) => {
            location.hash = `${id}?theme=${name}`;
            await new Promise((painted) => setTimeout(painted, 200));
          },
          [section, theme],
        );
        const found = await page.evaluate(async (rules) => {
          const { violations } = await globalThis.axe.run(document, {
            runOnly: rules,
            rules: { 'landmark-unique': { enabled: false } }, // the same in several states
          });
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
        }, RULES);
        assert.deepEqual(found, [], section);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
});
