// The browser's half of the page that a server rendered.

import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';

import { Page } from './page.js';

const proxy = document.querySelector('meta[name="leadgate-proxy"]').content;
hydrateRoot(document.querySelector('#root'), createElement(Page, { proxy }));
