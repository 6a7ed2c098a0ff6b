// @ts-check
// The class of <leadgate-form>: puts the prerendered form where the page did not bring it and, when
// the visitor comes near, loads the WebAssembly that hydrates it. No dependencies. Whatever fails
// here, the plain HTML form stays.
//
// Who registers the class says where it comes from: the loader (loader.js) by what the proxy filled
// in, the npm package (www/npm/index.js) by what the application configured.

import { approach } from './element/approach.js';
import { attribution } from './element/attribution.js';
import { controls, fill, openGroups, read } from './element/controls.js';
import { ENDS, EVENTS, repeat } from './element/data-layer.js';
import { fetchFragment, isWhole, parsed, putInto, sheetOf, tryOut } from './element/fragment.js';
import { browserVersions } from './element/browser-version.js';
import { uuid } from './element/uuid.js';

/**
 * Makes the class, for a browser.
 * @param {() => string} proxy the proxy's public URL, where an element names none
 * @param {string} VERSION the browser version that this came with
 * @param {Record<string, string>} FRAGMENTS those that came along, by `form partner lang`
 * @param {(url: string) => string} locate where a file of a browser version is, instead of on the proxy
 * @param {string} [WITHDRAWN] the browser version that must not hydrate a form any more, even out of a cache
 */
export const leadgateForm = (proxy, VERSION, FRAGMENTS, locate, WITHDRAWN) => {
  const load = browserVersions(locate);
  const came = attribution();

  /** Attributes that name what the form is; a change brings another form. */
  const IDENTITY = ['form', 'partner', 'lang', 'proxy'];
  /** Attributes that fill hidden inputs. */
  const PRODUCT = ['product-type-id', 'product-id', 'supplier-id', 'url', 'subject'];

  class LeadgateForm extends HTMLElement {
    static observedAttributes = [...IDENTITY, ...PRODUCT];

    /** The form that WebAssembly hydrated. @type {any} */
    #mounted;
    /** Settles once a start has come to its end. @type {Promise<void>} */
    #ready = Promise.resolve();
    /** The visitor's way here, until the element leaves the page. @type {ReturnType<typeof approach> | undefined} */
    #approach;
    /** Counts starts: whatever belongs to an earlier one stops. */
    #turn = 0;
    /** The id of the lead that is being filled in. */
    #id = '';
    /** The fragment that was readied. @type {Element | undefined} */
    #adopted;
    /** What was typed in a form that is gone, until another one takes it. @type {Record<string, any>} */
    #kept = {};
    /** What the page wants filled in. @type {Record<string, any>} */
    #values = {};
    /** What is there belongs to earlier attributes. */
    #outdated = false;
    /** The first input was told. */
    #started = false;

    constructor() {
      super();
      for (const event of EVENTS) this.addEventListener(event, (told) => repeat(this, told));
    }

    connectedCallback() {
      if (Object.hasOwn(this, 'values')) {
        // Set before this class was there: the property hides the accessor.
        const { values } = this;
        delete (/** @type {any} */ (this).values);
        this.values = values;
      }
      this.addEventListener('input', this.#onInput);
      addEventListener('pageshow', this.#onPageShow);
      if (!this.#mounted || this.#outdated) this.#start();
    }

    disconnectedCallback() {
      removeEventListener('pageshow', this.#onPageShow);
      // Moving an element disconnects and connects it: only what stays out is taken down.
      queueMicrotask(() => {
        if (!this.isConnected) this.#stop();
      });
    }

    /** @param {string} name @param {string | null} before @param {string | null} after */
    attributeChangedCallback(name, before, after) {
      if (before === after || !this.#turn) return;
      if (IDENTITY.includes(name)) {
        this.#outdated = true;
        if (this.isConnected) this.#start();
      } else {
        const field = controls(this.#root()).find((control) => control.name === name.replaceAll('-', '_'));
        if (field) field.value = after ?? '';
      }
    }

    /** Values to fill in, by field name: text, numbers, true or false, for several boxes an array. */
    get values() {
      return { ...this.#values };
    }

    set values(values) {
      this.#values = {};
      for (const [name, value] of Object.entries({ ...values })) {
        this.#values[name] = Array.isArray(value) ? value.map(String) : typeof value === 'boolean' ? value : `${value ?? ''}`;
        delete this.#kept[name];
      }
      if (this.#mounted) this.#mounted.fill(this.#values);
      else if (this.#adopted) fill(this.#root(), this.#values);
      openGroups(this.#root());
    }

    /** Sends the form. @returns {Promise<{ id: string }>} */
    async submit() {
      this.#approach?.come();
      await this.#ready;
      return this.#mounted.submit();
    }

    /** Empties the form and gives it a new id. */
    reset() {
      this.#kept = {};
      if (this.#mounted) return this.#mounted.reset();
      this.#root()?.querySelector('form')?.reset();
      this.#renewId();
    }

    #onInput = () => {
      if (this.#started) return;
      this.#started = true;
      this.#tell('leadgate-start');
    };

    /** Back from the next page: what is sent now is another lead. @param {PageTransitionEvent} event */
    #onPageShow = (event) => {
      if (event.persisted && !this.#mounted?.is_busy()) this.#renewId();
    };

    /** @param {string} name */
    #tell(name) {
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: {} }));
    }

    get #proxy() {
      return (this.getAttribute('proxy') || proxy()).replace(/\/$/, '');
    }

    #shadow() {
      return this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    }

    /** The fragment's outermost element: in the shadow root, or (on the form's own page) in the light. @returns {HTMLElement | null} */
    #root() {
      return (this.shadowRoot ?? this).querySelector('.leadgate');
    }

    #stop() {
      this.#turn++;
      this.#approach?.come();
      this.#approach = undefined;
      this.#keep();
      this.removeEventListener('input', this.#onInput);
      this.#mounted?.free();
      this.#mounted = undefined;
    }

    #start() {
      const turn = ++this.#turn;
      this.#approach ??= approach(this);
      this.#ready = this.#takeOver(() => turn !== this.#turn, this.#approach.near);
      // Whoever calls submit() is told as well; nobody else needs to be.
      this.#ready.catch((reason) => {
        if (turn !== this.#turn) return;
        // The one word to the page's developer.
        console.warn(`leadgate: the form ${this.#root() ? 'works as plain HTML only' : 'cannot be shown'}:`, reason);
      });
    }

    /** @param {() => boolean} stale @param {Promise<void>} near */
    async #takeOver(stale, near) {
      await parsed(this);
      if (stale()) return this.#ready;
      let root = this.#outdated ? null : this.#root();
      if (root) this.#adopt(root);
      else if (this.#brought()) root = await this.#insert(stale);
      // What came along is there. The rest is for a visitor who comes near.
      await near;
      if (stale()) return this.#ready;
      let glue;
      if (root && isWhole(root) && root.dataset.version !== WITHDRAWN) {
        glue = await load(this.#folder(root)).catch((reason) => {
          // This version cannot be had any more: go on with the current one, if it is another.
          if (root?.dataset.version === VERSION) throw reason;
        });
        if (stale()) return this.#ready;
      }
      if (!glue) {
        root = await this.#insert(stale);
        if (!root) return this.#ready;
        glue = await load(this.#folder(root));
        if (stale()) return this.#ready;
      }
      const { slot } = read(this.#root());
      const mounted = glue.mount(root, this, () => {
        // A form that is gone does not make another lead of what was kept of it.
        if (this.#mounted === mounted) this.#renewId();
      });
      this.#mounted = mounted;
      // Dated slots are there only now.
      const wanted = slot || this.#kept.slot;
      this.#kept = {};
      if (wanted) setTimeout(() => this.#mounted?.fill({ slot: wanted }));
      this.#tell('leadgate-ready');
    }

    /** @param {HTMLElement} root */
    #folder(root) {
      return `${this.#proxy}/assets/${root.dataset.version}/`;
    }

    /** Form, partner and language. @returns {[string, string, string]} */
    #place() {
      return /** @type {any} */ (['form', 'partner', 'lang'].map((name) => this.getAttribute(name) ?? ''));
    }

    /** The fragment that came with the loader. @returns {string | undefined} */
    #brought() {
      const brought = FRAGMENTS[this.#place().join(' ')];
      return brought && this.#proxy === proxy() ? brought : undefined;
    }

    /** Puts the proxy's current fragment in place of whatever is there. @param {() => boolean} stale */
    async #insert(stale) {
      const html = this.#brought() ?? (await fetchFragment(this.#proxy, ...this.#place()));
      // What is on its way is answered first; its form is not torn away.
      if (this.#mounted?.is_busy()) {
        await new Promise((answered) => ENDS.forEach((name) => this.addEventListener(name, answered, { once: true })));
      }
      if (stale()) return null;
      // Where the page lets nobody do that, what is there stays.
      tryOut();
      // At the last moment: the visitor types while it is fetched.
      const focused = this.#root()?.querySelector(':focus')?.id;
      this.#keep();
      this.#mounted?.free();
      this.#mounted = undefined;
      putInto(this.#shadow(), html);
      this.#outdated = false;
      const root = this.#root();
      if (root) this.#adopt(root);
      if (root && focused) controls(root).find((control) => control.id === focused)?.focus();
      return root;
    }

    /** Readies a form, once, before its WebAssembly has come. @param {HTMLElement} root */
    #adopt(root) {
      if (this.#adopted === root) return;
      this.#adopted = root;
      const style = this.shadowRoot?.querySelector('style');
      if (style && !style.sheet) {
        // The page's policy refused the inline style of a pasted fragment.
        this.#shadow().adoptedStyleSheets = [sheetOf(style.textContent)];
      }
      this.#writeId(root);
      /** @type {Record<string, string | null>} */
      const hidden = { ...came, page_url: location.origin + location.pathname };
      for (const name of PRODUCT) hidden[name.replaceAll('-', '_')] = this.getAttribute(name);
      for (const control of controls(root)) {
        if (control.type === 'hidden') control.value = hidden[control.name] || control.value;
      }
      fill(root, this.#values, true);
      fill(root, this.#kept, false, true);
      openGroups(root);
    }

    #renewId() {
      this.#id = uuid();
      this.#writeId(this.#root());
    }

    /** @param {Element | null} root */
    #writeId(root) {
      this.#id ||= uuid();
      const field = root?.querySelector('input[name="id"]');
      if (field instanceof HTMLInputElement) field.value = this.#id;
    }

    /** Keeps what was typed, unless it was sent. */
    #keep() {
      const form = this.#root()?.querySelector('form');
      if (form && !form.hidden) this.#kept = read(this.#root());
    }
  }

  return LeadgateForm;
};
