// The form as Chromium hands it to screen readers: role, name, description, states.

/** What is told of a node beside its role and its name, in this order. */
const STATES = ['required', 'invalid', 'checked', 'expanded', 'focused'];
/** Nodes that only hold others, or what is in the line of the control around them already. */
const SILENT = ['RootWebArea', 'generic', 'none', 'StaticText', 'InlineTextBox', 'LabelText', 'paragraph', 'form', 'MenuListPopup', 'option', 'list', 'listitem', 'ListMarker', 'Legend', 'Date', 'Time', 'spinbutton', 'LineBreak'];

/**
 * One line for each thing in the form that a screen reader stops at:
 * `textbox "Voornaam" required, invalid: Vul uw voornaam in`.
 * @param {import('playwright-core').Page} page a page with one form
 * @returns {Promise<string[]>}
 */
export async function spoken(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const form = find(root, ({ attributes = [] }) => attributes.includes('leadgate'));
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const top = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === form.backendNodeId);
  const lines = [];
  const walk = (node) => {
    if (!node.ignored && !SILENT.includes(node.role.value)) lines.push(line(node));
    // A list is one control, whatever it offers.
    if (node.role?.value !== 'combobox') for (const id of node.childIds ?? []) walk(byId.get(id));
  };
  walk(top);
  return lines;
}

function line({ role, name, description, value, properties }) {
  const has = Object.fromEntries(properties.map((property) => [property.name, property.value.value]));
  const states = STATES.filter((state) => has[state] && has[state] !== 'false').map((state) => (has[state] === true || has[state] === 'true' ? state : `${state} ${has[state]}`));
  const said = [`${role.value} "${name.value}"`, states.join(', ')].filter(Boolean).join(' ');
  const held = role.value === 'combobox' && value?.value ? ` = ${value.value}` : '';
  return said + held + (description?.value ? `: ${description.value}` : '');
}

function find(node, isIt) {
  if (isIt(node)) return node;
  for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) {
    const found = find(child, isIt);
    if (found) return found;
  }
  return undefined;
}
