// Vite with Vue: the element itself, and glue and WebAssembly from the proxy.

import { configure } from 'leadgate';
import 'leadgate/define';
import { createApp } from 'vue';

import App from './App.vue';

configure({ proxy: document.querySelector('meta[name="leadgate-proxy"]').content });
createApp(App).mount('#root');
