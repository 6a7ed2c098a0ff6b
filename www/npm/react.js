// @ts-check
// <leadgate-form> as a React component: props are attributes and `values`, handlers are the events.
// Importing it registers the element, in a browser.
'use client';

import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import './define.js';
import { ATTRIBUTES, EVENTS, TAG } from './names.js';

/** @param {string} name */
const camelCase = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Attributes by the names of their props. @type {Map<string, string>} */
const ATTRIBUTE_OF = new Map(ATTRIBUTES.map((name) => [camelCase(name), name]));
/** Events by the names of their handlers: `onSuccess` hears `leadgate-success`. @type {Map<string, string>} */
const EVENT_OF = new Map(EVENTS.map((name) => [camelCase(name.replace('leadgate', 'on')), name]));

/** Before the browser paints; a server renders, and has no effects. */
const useSoon = globalThis.document ? useLayoutEffect : useEffect;

/** What React writes as the element's attributes. @param {Record<string, any>} props */
const attributesOf = ({ className, ...props }) => {
  /** @type {Record<string, any>} */
  const attributes = className === undefined ? {} : { class: className };
  for (const [prop, value] of Object.entries(props)) {
    const name = ATTRIBUTE_OF.get(prop);
    if (EVENT_OF.has(prop)) continue;
    if (!name) attributes[prop] = value;
    else if (value !== false && value != null) attributes[name] = value === true ? '' : String(value);
  }
  return attributes;
};

export const LeadgateForm = forwardRef(
  /** @param {Record<string, any>} props @param {import('react').ForwardedRef<any>} given */
  function LeadgateForm({ values, ...props }, given) {
    const element = useRef(/** @type {any} */ (null));
    const latest = useRef(props);
    useSoon(() => {
      latest.current = props;
    });
    useSoon(() => {
      const node = element.current;
      const listeners = [...EVENT_OF].map(([prop, name]) => ({ name, listener: (/** @type {Event} */ event) => latest.current[prop]?.(event) }));
      for (const { name, listener } of listeners) node.addEventListener(name, listener);
      return () => {
        for (const { name, listener } of listeners) node.removeEventListener(name, listener);
      };
    }, []);
    // Compared by what they hold: an object that is made anew at each rendering must not undo what was typed since.
    const wanted = values && JSON.stringify(values);
    useSoon(() => {
      if (wanted) element.current.values = JSON.parse(wanted);
    }, [wanted]);
    useImperativeHandle(given, () => element.current, []);
    return createElement(TAG, { ...attributesOf(props), ref: element });
  },
);
