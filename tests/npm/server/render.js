// Run by Node, as Next.js and Astro run a page: imports everything, then prints the page.

import assert from 'node:assert/strict';

const names = ['window', 'document', 'HTMLElement', 'customElements', 'location'];
for (const name of names) assert.equal(name in globalThis, false, `a server has no ${name}`);

const { LeadgateForm, configure } = await import('leadgate');
await import('leadgate/define');
await import('leadgate/assets');
const { Page } = await import('./page.js');
const { createElement } = await import('react');
const { renderToString } = await import('react-dom/server');

assert.equal(typeof LeadgateForm, 'function');
const [, , proxy] = process.argv;
configure({ proxy });
for (const name of names) assert.equal(name in globalThis, false, `nobody brought ${name}`);
process.stdout.write(renderToString(createElement(Page, { proxy })));
