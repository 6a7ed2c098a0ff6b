// What the harness measured, as the section "Embedding" of docs/performance.md and its chart.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const BEGIN = '<!-- embed: written by `cargo xtask bench embed` -->';
const END = '<!-- embed: end -->';

const WHAT = { A: 'Profile A', B: 'Profile B', C: 'Profile C' };
/** Whom the goals name: the form in the page itself, the hand-written element, React, Vue, Lit. */
const RULERS = { inline: 'z', element: 'a2', react: 'c', vue: 'd', lit: 'e' };

const ms = (summary) => (Number.isFinite(summary?.median) ? summary.median.toFixed(0) : '–');
const of = (a, b) => (a > 0 && b > 0 ? (a / b).toFixed(2) : '–');
const row = (cells) => `| ${cells.join(' | ')} |`;

/** @param {string} page @param {any} results */
export async function write(page, results) {
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${page} has no lines ${BEGIN} and ${END}`);
  await writeFile(page, `${before}${BEGIN}\n\n${section(results)}\n${END}${after}`);
  const folder = join(dirname(page), 'performance');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'embed.svg'), chart(results));
}

function section({ meta, entries, noise }) {
  const timed = Object.entries(entries).filter(([, entry]) => !entry.sizeOnly);
  const lines = [
    `${meta.chromium}, ${meta.runs} visits of each page and profile in turns, medians, on ${meta.host.cpus} cores. ${noise.disturbed} of ${noise.visits} visits were disturbed by other work.`,
    '',
    '![When the first field is visible and when the form answers, profile B](performance/embed.svg)',
    '',
  ];
  for (const [profile, says] of Object.entries(meta.profiles)) {
    const at = (id, what) => entries[id]?.profiles[profile]?.[what]?.median;
    if (!timed.some(([, entry]) => entry.profiles[profile])) continue;
    lines.push(
      `**${WHAT[profile]}**: ${says}.`,
      '',
      row(['page', 'first field visible, ms', `of ${RULERS.inline}`, `of ${RULERS.element}`, 'usable, ms', 'of React', 'of Lit', 'blocking, ms', 'CLS', 'wire, kB']),
      '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|',
    );
    for (const [id, entry] of timed) {
      const p = entry.profiles[profile];
      if (!p) continue;
      lines.push(row([
        `${id}: ${entry.name}`,
        ms(p.field), of(p.field.median, at(RULERS.inline, 'field')), of(p.field.median, at(RULERS.element, 'field')),
        ms(p.usable), of(p.usable.median, at(RULERS.react, 'usable')), of(p.usable.median, at(RULERS.lit, 'usable')),
        ms(p.tbt), p.clsLoad.median.toFixed(3), (p.bytes.total / 1000).toFixed(1),
      ]));
    }
    lines.push('');
  }
  return lines.join('\n');
}

/** Two bars for each page, as long as their time; readable on light and dark pages. */
function chart({ entries }) {
  const pages = Object.entries(entries).filter(([, entry]) => entry.profiles?.B);
  const most = Math.max(1, ...pages.map(([, entry]) => entry.profiles.B.usable.median));
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  let y = 34;
  const bars = pages.map(([id, entry]) => {
    const { field, usable } = entry.profiles.B;
    const width = (time) => Math.round((380 * time.median) / most);
    const ours = entry.name.startsWith('Leadgate') || entry.name.startsWith('the same');
    const drawn = `<text x="8" y="${y + 12}"${ours ? ' font-weight="bold"' : ''}>${escape(`${id}: ${entry.name}`)}</text>`
      + `<rect x="400" y="${y}" width="${width(usable)}" height="14" fill="${ours ? '#8fbbe0' : '#c9d0d6'}"/>`
      + `<rect x="400" y="${y}" width="${width(field)}" height="14" fill="${ours ? '#1769aa' : '#7b8794'}"/>`
      + `<text x="${406 + width(usable)}" y="${y + 12}">${ms(field)} / ${ms(usable)}</text>`;
    y += 22;
    return drawn;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 ${y + 10}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="First field visible and form usable, in milliseconds, slow 4G">
<rect width="880" height="${y + 10}" fill="#fff"/>
<g fill="#222">
<text x="400" y="20">first field visible (dark) and usable (light), ms, profile B</text>
${bars.join('\n')}
</g>
</svg>
`;
}
