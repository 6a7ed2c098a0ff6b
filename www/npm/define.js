// @ts-check
// Registers <leadgate-form>. Where the proxy's loader, or another copy of this package, was there
// first, its class stays: both do the same.

import { LeadgateForm, TAG } from './index.js';

if (globalThis.customElements && !customElements.get(TAG)) customElements.define(TAG, LeadgateForm);
