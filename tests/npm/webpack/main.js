// webpack; glue and WebAssembly from the bundle.

import { configure } from 'leadgate';
import { assets } from 'leadgate/assets';
import 'leadgate/define';

configure({ proxy: document.querySelector('meta[name="leadgate-proxy"]').content, assets });
document.querySelector('#root').innerHTML = '<leadgate-form form="call-me-back" partner="demo" lang="nl"></leadgate-form>';
addEventListener('leadgate-success', ({ detail }) => {
  document.querySelector('output').textContent = detail.id;
});
