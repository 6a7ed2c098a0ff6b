// @ts-check
// The loader, served as embed.js: registers <leadgate-form>. May be included twice, late, as a
// classic or a module script. The proxy fills in the four texts when it serves this file.

import { leadgateForm } from './element.js';

const NAME = 'leadgate-form';
if (!customElements.get(NAME)) {
  const proxy = () => '__LEADGATE_PROXY__';
  const fragments = JSON.parse('__LEADGATE_FRAGMENTS__');
  customElements.define(NAME, leadgateForm(proxy, '__LEADGATE_VERSION__', fragments, (url) => url, '__LEADGATE_WITHDRAWN__'));
}
