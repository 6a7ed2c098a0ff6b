// Pictures compared in the browser: it is the one that can read a PNG.

/**
 * How many pixels of two pictures differ visibly; a different size differs everywhere.
 * @param {import('playwright-core').Page} page any page
 * @param {Buffer} one a PNG
 * @param {Buffer} other a PNG
 * @returns {Promise<number>}
 */
export const differingPixels = (page, one, other) =>
  page.evaluate(
    async (pictures) => {
      const [first, second] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          canvas.drawImage(bitmap, 0, 0);
          return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (first.width !== second.width || first.height !== second.height) return Infinity;
      const visibly = 24;
      const different = new Set();
      first.data.forEach((value, at) => Math.abs(value - second.data[at]) > visibly && different.add(at >> 2));
      return different.size;
    },
    [one, other].map((png) => png.toString('base64')),
  );
