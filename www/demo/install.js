// @ts-check
// Starts the demo's program on the install page. Trunk starts it by itself on the page that it builds.
const module = './leadgate-demo.js';
const { default: start } = await import(module);
await start({ module_or_path: new URL('leadgate-demo_bg.wasm', import.meta.url) });
