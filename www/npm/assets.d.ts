/**
 * The files of the package's browser version and where the bundler put them, for `configure({ assets })`.
 * Written as `new URL('./release/…', import.meta.url)`, which Vite and webpack follow.
 */
export const assets: Readonly<Record<string, string>>;
