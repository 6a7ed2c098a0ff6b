// @ts-check
// The class of <leadgate-form>: puts the prerendered form where the page did not bring it, then
// loads the WebAssembly that takes it over. No dependencies. Whatever fails here, the plain HTML
// form stays.
//
// Who registers the class says where it comes from: the loader (loader.js) by what the proxy filled
// in, the npm package (www/npm/index.js) by what the application configured.

/**
 * Makes the class, for a browser.
 * @param {() => string} proxy the proxy's public URL, where an element names none
 * @param {string} VERSION the release that this came with
 * @param {Record<string, string>} FRAGMENTS those that came along, by `form partner lang`
 * @param {(url: string) => string} locate where a file of a release is, instead of on the proxy
 * @param {string} [WITHDRAWN] the release that must not take over a form any more, even out of a cache
 */
export const leadgateForm = (proxy, VERSION, FRAGMENTS, locate, WITHDRAWN) => {
  /** Fragments by URL, so that several forms ask once. @type {Map<string, Promise<string>>} */
  const fetched = new Map();
  /** Modules by the folder of their release. @type {Map<string, Promise<any>>} */
  const modules = new Map();

  /** A version 4 UUID; `crypto.randomUUID` is missing on pages without TLS. */
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  /** The one word to the page's developer. @param {string} what @param {unknown} reason */
  const warn = (what, reason) => console.warn(`leadgate: the form ${what}:`, reason);

  /** Loads one release's glue and WebAssembly, both at once. @param {string} folder */
  const load = (folder) => {
    let module = modules.get(folder);
    if (!module) {
      const wasm = fetch(locate(folder + 'leadgate_bg.wasm')).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
        return answer;
      });
      wasm.catch(() => {});
      module = import(/* webpackIgnore: true */ /* @vite-ignore */ locate(folder + 'leadgate.js')).then(async (glue) => {
        await glue.default({ module_or_path: wasm });
        return glue;
      });
      module.catch(() => modules.delete(folder));
      modules.set(folder, module);
    }
    return module;
  };

  /** How many nodes an element holds: the proxy wrote the number beside them. @param {Element} root */
  const countNodes = (root) => {
    const walker = document.createTreeWalker(root);
    let count = 0;
    while (walker.nextNode()) count++;
    return count;
  };

  /** Named controls of a form. @param {Element} root @returns {any[]} */
  const controls = (root) => [...(root.querySelector('form')?.elements ?? [])].filter((control) => 'name' in control && control.name);

  /** Attributes that name what the form is; a change brings another form. */
  const IDENTITY = ['form', 'partner', 'lang', 'proxy'];
  /** Attributes that fill hidden inputs. */
  const PRODUCT = ['product-type-id', 'product-id', 'supplier-id', 'url', 'subject'];
  /** What the page hears, and on request its data layer. */
  const EVENTS = ['ready', 'start', 'invalid', 'submit', 'success', 'error'].map((event) => `leadgate-${event}`);

  /** Whether the visitor changed a control. @param {any} control */
  const isTouched = ({ options, value, defaultValue, checked, defaultChecked }) => {
    if (options) ({ value: defaultValue } = [...options].find((option) => option.defaultSelected) ?? options[0]);
    return value !== defaultValue || checked !== defaultChecked;
  };

  /**
   * Where the visitor came from, by the hidden inputs' names: from the address and the referrer that
   * the page had when this script ran. A page that goes on without loading changes the address.
   * @type {Record<string, string>}
   */
  const ATTRIBUTION = {};
  const query = new URLSearchParams(location.search);
  for (const name of ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'gclid', 'fbclid', 'msclkid']) {
    // The proxy keeps as many characters.
    ATTRIBUTION[name] = [...(query.get(name) ?? '')].slice(0, 255).join('');
  }
  const referrer = document.referrer.split('/')[2];
  if (referrer !== location.host) ATTRIBUTION.referrer_host = referrer;

  class LeadgateForm extends HTMLElement {
    static observedAttributes = [...IDENTITY, ...PRODUCT];

    /** The form that WebAssembly took over. @type {any} */
    #mounted;
    /** Settles once a start has come to its end. @type {Promise<void>} */
    #ready = Promise.resolve();
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
      for (const event of EVENTS) this.addEventListener(event, this.#onTold);
    }

    connectedCallback() {
      if (Object.hasOwn(this, 'values')) {
        // Set before this class was there: the property hides the accessor.
        const { values } = this;
        Reflect.deleteProperty(this, 'values');
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
        const root = this.#root();
        const field = root && controls(root).find((control) => control.name === name.replaceAll('-', '_'));
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
      else if (this.#adopted) this.#fill(this.#values);
      this.#openGroups();
    }

    /** Sends the form. @returns {Promise<{ id: string }>} */
    async submit() {
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

    /**
     * Repeats an event in the page's data layer, where the attribute `data-layer` asks for it. What an
     * event does not have is named all the same: a tag manager would remember the one before.
     * @param {any} event
     */
    #onTold = (event) => {
      const { layer } = this.dataset;
      if (layer === undefined) return;
      const { id, fields, status } = event.detail;
      const told = { event: event.type.replace('-', '_'), leadgate_form: this.getAttribute('form'), leadgate_id: id, leadgate_fields: fields, leadgate_status: status };
      // Once every listener was asked: what one of them cancels did not happen.
      queueMicrotask(() => event.defaultPrevented || (/** @type {any} */ (globalThis)[layer || 'dataLayer'] ??= []).push(told));
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
      this.#keep();
      this.removeEventListener('input', this.#onInput);
      this.#mounted?.free();
      this.#mounted = undefined;
    }

    #start() {
      const turn = ++this.#turn;
      this.#ready = this.#takeOver(() => turn !== this.#turn);
      // Whoever calls submit() is told as well; nobody else needs to be.
      this.#ready.catch((reason) => {
        if (turn === this.#turn) warn(this.#root() ? 'works as plain HTML only' : 'cannot be shown', reason);
      });
    }

    /** @param {() => boolean} stale */
    async #takeOver(stale) {
      await this.#parsed();
      if (stale()) return this.#ready;
      let root = this.#outdated ? null : this.#root();
      let glue;
      if (root) {
        this.#adopt(root);
        if (countNodes(root) === Number(root.dataset.nodes) && root.dataset.version !== WITHDRAWN) {
          glue = await load(this.#folder(root)).catch((reason) => {
            // This release cannot be had any more: go on with the current one, if it is another.
            if (root?.dataset.version === VERSION) throw reason;
          });
          if (stale()) return this.#ready;
        }
      }
      if (!glue) {
        root = await this.#insert(stale);
        if (!root) return this.#ready;
        glue = await load(this.#folder(root));
        if (stale()) return this.#ready;
      }
      const { slot } = this.#read();
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

    /** Waits until the parser has left the element: its fragment may still be coming. */
    #parsed() {
      /** @type {Node | null} */
      let node = this;
      while (node && !node.nextSibling) node = node.parentNode;
      if (node || document.readyState !== 'loading') return;
      return new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));
    }

    /** Waits for the end of what is being sent. */
    #answered() {
      const ends = ['leadgate-success', 'leadgate-error', 'leadgate-invalid'];
      return Promise.race(ends.map((name) => new Promise((resolve) => this.addEventListener(name, resolve, { once: true }))));
    }

    /** @param {HTMLElement} root */
    #folder(root) {
      return `${this.#proxy}/assets/${root.dataset.version}/`;
    }

    /** Puts the proxy's current fragment in place of whatever is there. @param {() => boolean} stale */
    async #insert(stale) {
      const [form, partner, lang] = ['form', 'partner', 'lang'].map((name) => this.getAttribute(name) ?? '');
      const brought = FRAGMENTS[`${form} ${partner} ${lang}`];
      const html = brought && this.#proxy === proxy() ? brought : await this.#fetchFragment(form, partner, lang);
      // What is on its way is answered first; its form is not torn away.
      if (this.#mounted?.is_busy()) await this.#answered();
      if (stale()) return null;
      const template = document.createElement('template');
      template.innerHTML = html;
      // A constructed style sheet needs no exception in the page's Content-Security-Policy.
      const sheet = new CSSStyleSheet();
      for (const style of template.content.querySelectorAll('style')) {
        sheet.replaceSync(style.textContent ?? '');
        style.remove();
      }
      // At the last moment: the visitor types while it is fetched.
      const focused = this.#root()?.querySelector(':focus')?.id;
      this.#keep();
      this.#mounted?.free();
      this.#mounted = undefined;
      const shadow = this.#shadow();
      shadow.adoptedStyleSheets = [sheet];
      shadow.replaceChildren(template.content);
      this.#outdated = false;
      const root = this.#root();
      if (root) this.#adopt(root);
      if (root && focused) controls(root).find((control) => control.id === focused)?.focus();
      return root;
    }

    /** @param {string} form @param {string} partner @param {string} lang */
    #fetchFragment(form, partner, lang) {
      const query = new URLSearchParams({ partner, lang });
      const url = `${this.#proxy}/v1/forms/${encodeURIComponent(form)}/fragment?${query}`;
      let html = fetched.get(url);
      if (!html) {
        html = fetch(url, { headers: { accept: 'text/html' } }).then(async (answer) => {
          if (answer.ok) return answer.text();
          const problem = await answer.json().catch(() => ({}));
          throw new Error(problem.detail ?? `${answer.status} for ${url}`);
        });
        html.catch(() => fetched.delete(url));
        fetched.set(url, html);
      }
      return html;
    }

    /** Readies a form, once, before its WebAssembly has come. @param {HTMLElement} root */
    #adopt(root) {
      if (this.#adopted === root) return;
      this.#adopted = root;
      const style = this.shadowRoot?.querySelector('style');
      if (style && !style.sheet) {
        // The page's policy refused the inline style of a pasted fragment.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style.textContent ?? '');
        this.#shadow().adoptedStyleSheets = [sheet];
      }
      this.#writeId(root);
      /** @type {Record<string, string | null>} */
      const hidden = { ...ATTRIBUTION, page_url: location.origin + location.pathname };
      for (const name of PRODUCT) hidden[name.replaceAll('-', '_')] = this.getAttribute(name);
      for (const control of controls(root)) {
        if (control.type === 'hidden') control.value = hidden[control.name] || control.value;
      }
      this.#fill(this.#values, true);
      this.#fill(this.#kept, false, true);
      this.#openGroups();
    }

    /** What is filled in is in sight: a group that holds it is open. */
    #openGroups() {
      const root = this.#root();
      for (const control of root ? controls(root) : []) {
        if (isTouched(control)) control.closest('details')?.setAttribute('open', '');
      }
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

    /**
     * Fills controls that the visitor sees. A consent is ticked by nobody but the visitor: it is
     * only given back, and only beside the very words that it was given for.
     * @param {Record<string, any>} values
     * @param {boolean} [untouched] only controls in which nothing was typed
     * @param {boolean} [back] whether the visitor's own values are given back
     */
    #fill(values, untouched, back) {
      const root = this.#root();
      const all = root ? controls(root) : [];
      const touched = new Set(all.filter(isTouched).map(({ name }) => name));
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
    }

    /** Keeps what was typed, unless it was sent. */
    #keep() {
      const form = this.#root()?.querySelector('form');
      if (form && !form.hidden) this.#kept = this.#read();
    }

    /** What was typed, the boxes that are ticked, and the versions of what was agreed to. @returns {Record<string, any>} */
    #read() {
      const root = this.#root();
      /** @type {Record<string, any>} */
      const values = { lang: root?.lang };
      for (const { name, type, value, checked } of root ? controls(root) : []) {
        if (type === 'checkbox') (values[name] ??= []).push(...(checked ? [value] : []));
        else if (type !== 'hidden' || name.endsWith('_version')) values[name] = value;
      }
      return values;
    }
  }

  return LeadgateForm;
};
