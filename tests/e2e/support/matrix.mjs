// Matrices: pairwise by default, wholly with LEADGATE_FULL=1.

const full = Boolean(process.env.LEADGATE_FULL);

/**
 * Each row with one column, another one for the next row; with LEADGATE_FULL every pair.
 * @template A, B
 * @param {A[]} rows
 * @param {B[]} columns
 * @returns {[A, B][]}
 */
export const pairs = (rows, columns) =>
  rows.flatMap((row, index) => (full ? columns : [columns[index % columns.length]]).map((column) => [row, column]));
