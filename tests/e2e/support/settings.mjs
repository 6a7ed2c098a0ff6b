// Settings as an object, written as TOML.

/** Puts `over` on top of `base`, table by table; `null` takes a setting away. */
export function merge(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const both = isTable(value) && isTable(merged[key]);
    if (value === null) delete merged[key];
    else merged[key] = both ? merge(merged[key], value) : value;
  }
  return merged;
}

/** One inline value a line: JSON's strings, numbers and lists are TOML's too. */
export function toToml(settings) {
  return Object.entries(settings)
    .map(([section, table]) => `[${section}]\n${lines(table)}`)
    .join('\n');
}

const lines = (table) => Object.entries(table).map(([key, value]) => `${JSON.stringify(key)} = ${inline(value)}\n`).join('');

function inline(value) {
  if (!isTable(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)} = ${inline(inner)}`).join(', ')} }`;
}

const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
