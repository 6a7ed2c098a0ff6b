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

/**
 * Combinations in which every value of one dimension meets every value of every other, in as few
 * rows as a greedy choice finds; with LEADGATE_FULL all combinations.
 * @param {Record<string, unknown[]>} dimensions
 * @returns {Record<string, any>[]}
 */
export function combinations(dimensions) {
  let all = [{}];
  for (const [name, values] of Object.entries(dimensions)) all = all.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  if (full) return all;
  const meetings = (row) => Object.entries(row).flatMap(([name, value], index, cells) => cells.slice(index + 1).map(([other, its]) => `${name} ${value}, ${other} ${its}`));
  const open = new Set(all.flatMap(meetings));
  const chosen = [];
  while (open.size) {
    const gain = (row) => meetings(row).filter((meeting) => open.has(meeting)).length;
    const best = all.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    for (const meeting of meetings(best)) open.delete(meeting);
    chosen.push(best);
  }
  return chosen;
}
