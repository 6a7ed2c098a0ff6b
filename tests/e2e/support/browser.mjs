// One real Chromium for a file of tests; each test opens pages in a context of its own.

import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * A browser: `open(options)` gives a page, `close()` ends it. Playwright switches off the cache that brings a page back as it
 * was left.
 * @param {{ withBackForwardCache?: boolean }} [options]
 */
export async function startBrowser({ withBackForwardCache = false } = {}) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN || '/usr/bin/chromium', args: FLAGS, ignoreDefaultArgs: withBackForwardCache ? ['--disable-back-forward-cache'] : [] });
  return {
    /**
     * A page in a new context; options are Playwright's (`javaScriptEnabled`, `locale`,
     * `colorScheme`, `viewport`). The page keeps `page.console` (`{ type, text }`) and
     * `page.errors` (uncaught ones); `page.context().close()` ends it.
     */
    open: async (options = {}) => {
      const context = await browser.newContext({ locale: 'nl-BE', timezoneId: 'Europe/Brussels', ...options });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.console = [];
      page.errors = [];
      page.on('console', (message) => page.console.push({ type: message.type(), text: message.text() }));
      page.on('pageerror', (error) => page.errors.push(error.message));
      return page;
    },
    close: () => browser.close(),
  };
}

/** The warnings that the loader wrote to the console. */
export const warnings = (page) => page.console.filter(({ type }) => type === 'warning').map(({ text }) => text);
