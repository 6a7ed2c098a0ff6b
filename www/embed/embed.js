// @ts-check
// The loader: defines <leadgate-form>, puts the prerendered form where the page did not bring it,
// then loads the WebAssembly that takes it over. No dependencies; may be included twice, late, as
// a classic or a module script. Whatever fails here, the plain HTML form stays.
//
// The proxy fills in the three constants when it serves this file.
(() => {
  /** The proxy's public URL. */
  const PROXY = '__LEADGATE_PROXY__';
  /** The release of this file. */
  const VERSION = '__LEADGATE_VERSION__';
  /** Fragments that came with this file, by `form partner lang`. @type {Record<string, string>} */
  const FRAGMENTS = JSON.parse('__LEADGATE_FRAGMENTS__');

  const NAME = 'leadgate-form';
  if (customElements.get(NAME)) return;

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
      const wasm = fetch(folder + 'leadgate_bg.wasm').then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
        return answer;
      });
      wasm.catch(() => {});
      module = import(folder + 'leadgate.js').then(async (glue) => {
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

  class LeadgateForm extends HTMLElement {
    static observedAttributes = ['form', 'partner', 'lang', 'proxy', 'product-type-id', 'product-id', 'supplier-id', 'url', 'subject'];

    /** The form that WebAssembly took over. @type {any} */
    #mounted;
    /** Counts starts: whatever belongs to an earlier one stops. */
    #turn = 0;
    /** @type {Record<string, unknown>} */
    #values = {};
    /** The first input was told. */
    #started = false;

    connectedCallback() {
      if (Object.hasOwn(this, 'values')) {
        // Set before this class was there: the property hides the accessor.
        const { values } = this;
        Reflect.deleteProperty(this, 'values');
        this.values = values;
      }
      this.addEventListener('input', this.#onInput);
      addEventListener('pageshow', this.#onPageShow);
      if (!this.#mounted) this.#start();
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
      if (before === after || !this.isConnected || !this.#turn) return;
      if (['form', 'partner', 'lang', 'proxy'].includes(name)) {
        const kept = this.#read();
        this.#stop();
        this.#shadow().replaceChildren();
        this.#start(kept);
      } else {
        this.#fillHidden();
      }
    }

    /** Values to fill in, by field name. */
    get values() {
      return { ...this.#values };
    }

    set values(values) {
      this.#values = { ...values };
      this.#fill(this.#values);
    }

    /** Sends the form. @returns {Promise<{ id: string }>} */
    async submit() {
      if (!this.#mounted) {
        await new Promise((resolve) => this.addEventListener('leadgate-ready', resolve, { once: true }));
      }
      return this.#mounted.submit();
    }

    /** Empties the form and gives it a new id. */
    reset() {
      if (this.#mounted) return this.#mounted.reset();
      this.#root()?.querySelector('form')?.reset();
      this.#renewId();
    }

    #onInput = () => {
      if (this.#started) return;
      this.#started = true;
      this.dispatchEvent(new CustomEvent('leadgate-start', { bubbles: true, composed: true }));
    };

    /** Back from the next page: what is sent now is another lead. @param {PageTransitionEvent} event */
    #onPageShow = (event) => {
      if (event.persisted) this.#renewId();
    };

    get #proxy() {
      return (this.getAttribute('proxy') || PROXY).replace(/\/$/, '');
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
      this.removeEventListener('input', this.#onInput);
      this.#mounted?.free();
      this.#mounted = undefined;
    }

    /** @param {Record<string, unknown>} [kept] what was typed in a form that this one replaces */
    async #start(kept) {
      const turn = ++this.#turn;
      const stale = () => turn !== this.#turn;
      try {
        let root = this.#root();
        if (!root) {
          root = await this.#insert(stale);
          if (!root) return;
        }
        this.#adopt(root, kept);
        let glue;
        if (countNodes(root) === Number(root.dataset.nodes)) {
          glue = await load(this.#folder(root)).catch((reason) => {
            // This release cannot be had any more: go on with the current one, if it is another.
            if (root?.dataset.version === VERSION) throw reason;
          });
          if (stale()) return;
        }
        if (!glue) {
          let typed = {};
          let focused = '';
          root = await this.#insert(stale, () => {
            typed = this.#read();
            focused = this.#focused();
          });
          if (!root) return;
          this.#adopt(root, typed);
          if (focused) controls(root).find((control) => control.name === focused)?.focus();
          glue = await load(this.#folder(root));
          if (stale()) return;
        }
        this.#mounted = glue.mount(root, this, () => this.#renewId());
      } catch (reason) {
        if (!stale()) warn(this.#root() ? 'works as plain HTML only' : 'cannot be shown', reason);
      }
    }

    /** @param {HTMLElement} root */
    #folder(root) {
      return `${this.#proxy}/assets/${root.dataset.version}/`;
    }

    /**
     * Puts the proxy's current fragment in place of whatever is there.
     * @param {() => boolean} stale
     * @param {() => void} [save] called at the last moment: the visitor types while it is fetched
     */
    async #insert(stale, save) {
      const [form, partner, lang] = ['form', 'partner', 'lang'].map((name) => this.getAttribute(name) ?? '');
      const html = FRAGMENTS[`${form} ${partner} ${lang}`] ?? (await this.#fetchFragment(form, partner, lang));
      if (stale()) return null;
      const template = document.createElement('template');
      template.innerHTML = html;
      const shadow = this.#shadow();
      // A constructed style sheet needs no exception in the page's Content-Security-Policy.
      const sheet = new CSSStyleSheet();
      for (const style of template.content.querySelectorAll('style')) {
        sheet.replaceSync(style.textContent ?? '');
        style.remove();
      }
      save?.();
      shadow.adoptedStyleSheets = [sheet];
      shadow.replaceChildren(template.content);
      return this.#root();
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

    /** Readies a form before its WebAssembly has come. @param {HTMLElement} root @param {Record<string, unknown>} [kept] */
    #adopt(root, kept) {
      const style = this.shadowRoot?.querySelector('style');
      if (style && !style.sheet) {
        // The page's policy refused the inline style of a pasted fragment.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style.textContent ?? '');
        this.#shadow().adoptedStyleSheets = [sheet];
      }
      this.#renewId(root);
      this.#fillHidden(root);
      this.#fill({ ...this.#values, ...kept }, root);
    }

    /** Hidden inputs from the element's attributes. */
    #fillHidden(root = this.#root()) {
      for (const control of root ? controls(root) : []) {
        const value = this.getAttribute(control.name.replaceAll('_', '-'));
        if (control.type === 'hidden' && value !== null && control.name !== 'id') control.value = value;
      }
    }

    #renewId(root = this.#root()) {
      const field = root?.querySelector('input[name="id"]');
      if (field instanceof HTMLInputElement) field.value = uuid();
    }

    /** @param {Record<string, unknown>} values */
    #fill(values, root = this.#root()) {
      if (this.#mounted) return this.#mounted.fill(values);
      for (const control of root ? controls(root) : []) {
        const value = values[control.name];
        if (value === undefined || control.type === 'hidden') continue;
        if (control.type === 'checkbox') control.checked = value === true;
        else control.value = value;
      }
    }

    /** What was typed and ticked. @returns {Record<string, unknown>} */
    #read() {
      const root = this.#root();
      const visible = root ? controls(root).filter((control) => control.type !== 'hidden') : [];
      return Object.fromEntries(visible.map((control) => [control.name, control.type === 'checkbox' ? control.checked : control.value]));
    }

    /** The name of the control that has the focus. @returns {string} */
    #focused() {
      const active = (this.shadowRoot ?? document).activeElement;
      return active && 'name' in active ? String(active.name) : '';
    }
  }

  customElements.define(NAME, LeadgateForm);
})();
