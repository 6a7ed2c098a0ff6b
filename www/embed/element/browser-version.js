// @ts-check
// The glue and the WebAssembly of a browser version.

/**
 * What loads a browser version by the URL of its folder, once for all forms of a page, and gives its glue.
 * @param {(url: string) => string} locate where a file is, instead of at its URL on the proxy
 */
export const browserVersions = (locate) => {
  /** Modules by the folder of their version. @type {Map<string, Promise<any>>} */
  const modules = new Map();
  return (/** @type {string} */ folder) => {
    let module = modules.get(folder);
    if (!module) {
      // Both at once.
      const wasm = fetch(locate(folder + 'leadgate_bg.wasm')).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
        return answer;
      });
      wasm.catch(() => {});
      module = import(/* webpackIgnore: true */ /* @vite-ignore */ locate(folder + 'leadgate.js')).then(async (glue) => {
        await glue.default({ module_or_path: wasm });
        return glue;
      });
      module.catch(() => modules.delete(folder));
      modules.set(folder, module);
    }
    return module;
  };
};
