// Vite with Svelte: the element itself, and glue and WebAssembly from the proxy.

import { configure } from 'leadgate';
import 'leadgate/define';
import { mount } from 'svelte';

import App from './App.svelte';

configure({ proxy: document.querySelector('meta[name="leadgate-proxy"]').content });
mount(App, { target: document.querySelector('#root') });
