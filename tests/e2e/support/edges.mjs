// The edge of a control as it is painted, whoever paints it: a line of pixels from outside to inside.

const OUT = 10;
const IN = 26;

/**
 * The colours from 10 px outside a control's left edge to 26 px inside, at half its height.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} locator
 * @returns {Promise<number[][]>} `[r, g, b]` each, from 0 to 255
 */
export async function edge(page, locator) {
  const { x, y, height } = await locator.boundingBox();
  const clip = { x: x - OUT, y: y + height / 2, width: OUT + IN, height: 1 };
  const png = await page.screenshot({ clip });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, bitmap.width, 1);
    return Array.from({ length: bitmap.width }, (_, at) => [...data.subarray(at * 4, at * 4 + 3)]);
  }, png.toString('base64'));
}

/** The relative luminance of a colour, as WCAG defines it. */
function luminance([r, g, b]) {
  const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

/** The contrast of two colours, from 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The most contrast that any pixel of an edge has to what is outside of it. */
export const edgeContrast = (pixels) => Math.max(...pixels.slice(0, OUT + 6).map((pixel) => contrast(pixel, pixels[0])));

/** How many pixels of the edge stand out from what is outside, from the first one inwards. */
export function edgeWidth(pixels, least) {
  const first = pixels.findIndex((pixel) => contrast(pixel, pixels[0]) >= least);
  if (first < 0) return 0;
  const after = pixels.slice(first).findIndex((pixel) => contrast(pixel, pixels[0]) < least);
  return after < 0 ? pixels.length - first : after;
}

/** The most contrast between the same pixels of two states. */
export const change = (before, after) => Math.max(...before.map((pixel, at) => contrast(pixel, after[at])));
