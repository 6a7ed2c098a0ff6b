// Plain esbuild, without a framework; glue and WebAssembly by address, from a copied folder.

import { configure } from 'leadgate';
import 'leadgate/define';

configure({ proxy: document.querySelector<HTMLMetaElement>('meta[name="leadgate-proxy"]')!.content, assets: './release' });

const form = document.createElement('leadgate-form');
form.setAttribute('form', 'call-me-back');
form.setAttribute('partner', 'demo');
form.setAttribute('lang', 'nl');
form.values = { remarks: 'From esbuild' };
document.addEventListener('leadgate-success', ({ detail }) => {
  document.querySelector('output')!.textContent = detail.id;
});
document.querySelector('#root')!.append(form);
