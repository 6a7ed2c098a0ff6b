// @ts-check
// The form's controls: what the visitor typed is read, kept and given back.

/** Named controls of a form. @param {Element | null} root @returns {any[]} */
export const controls = (root) => [...(root?.querySelector('form')?.elements ?? [])].filter((control) => 'name' in control && control.name);

/** Whether the visitor changed a control. @param {any} control */
const isTouched = ({ options, value, defaultValue, checked, defaultChecked }) => {
  if (options) ({ value: defaultValue } = [...options].find((option) => option.defaultSelected) ?? options[0]);
  return value !== defaultValue || checked !== defaultChecked;
};

/** What is filled in is in sight: a group that holds it is open. @param {Element | null} root */
export const openGroups = (root) => {
  for (const control of controls(root)) {
    const group = control.closest('details');
    if (group && isTouched(control)) group.open = true;
  }
};

/**
 * Fills controls that the visitor sees. A consent is ticked by nobody but the visitor: it is
 * only given back, and only beside the very words that it was given for.
 * @param {HTMLElement | null} root
 * @param {Record<string, any>} values
 * @param {boolean} [untouched] only controls in which nothing was typed
 * @param {boolean} [back] whether the visitor's own values are given back
 */
export const fill = (root, values, untouched, back) => {
  const all = controls(root);
  const touched = new Set(all.filter((control) => control.name in values && isTouched(control)).map(({ name }) => name));
  for (const control of all) {
    const { name } = control;
    const value = values[name];
    if (value === undefined || control.type === 'hidden') continue;
    // The boxes of one name are one answer.
    if (untouched && touched.has(name)) continue;
    if (control.type === 'checkbox') {
      const version = all.find((other) => other.name === `${name}_version`)?.value;
      const sameWords = version === values[`${name}_version`] && root?.lang === values.lang;
      if (version === undefined || (back && sameWords)) control.checked = value === true || [value].flat().includes(control.value);
    } else {
      control.value = value;
      // A choice that this list does not have (yet) is none.
      if (control.selectedIndex === -1) control.selectedIndex = 0;
    }
  }
};

/**
 * What was typed, the boxes that are ticked, and the versions of what was agreed to.
 * @param {HTMLElement | null} root
 * @returns {Record<string, any>}
 */
export const read = (root) => {
  /** @type {Record<string, any>} */
  const values = { lang: root?.lang };
  for (const { name, type, value, checked } of controls(root)) {
    if (type === 'checkbox') (values[name] ??= []).push(...(checked ? [value] : []));
    else if (type !== 'hidden' || name.endsWith('_version')) values[name] = value;
  }
  return values;
};
