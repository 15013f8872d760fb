// Defines <stemedb-sizing>: the calculator in a frame. See docs/embedding.md. A classic script: any
// page may load it.
(() => {
  const home = document.currentScript?.src.replace(/[^/]*$/, "") ?? document.baseURI;
  const marks = ["data-theme", "data-bs-theme", "data-color-mode", "data-md-color-scheme"];

  // By the words that common themes leave on the page, else by the colour behind its text.
  const hostTheme = () => {
    const all = [document.documentElement, document.body];
    for (const element of all) {
      const words = [...marks.map((name) => element.getAttribute(name)), ...element.classList].join(" ");
      if (/(^|[ -])(dark|ayu|coal|navy|slate|night)\b/.test(words)) return "dark";
      if (/(^|[ -])(light|rust|default)\b/.test(words)) return "light";
    }
    for (const element of all.reverse()) {
      const [, r, g, b, a] = getComputedStyle(element).backgroundColor.match(/^rgba?\((\d+), (\d+), (\d+)(, 0\))?/) ?? [];
      if (r && !a) return 0.3 * r + 0.59 * g + 0.11 * b < 128 ? "dark" : "light";
    }
    return "auto";
  };

  class StemedbSizing extends HTMLElement {
    static observedAttributes = ["scenario", "theme", "locale", "show", "height", "src", "sandbox"];
    #frame;
    #origin;
    #ready = false;
    #queue = [];
    #asked = new Map();
    #undo;

    /** Replaces the inputs by those of a share link's fragment. */
    setScenario(fragment) {
      this.#send({ type: "setScenario", scenario: String(fragment) });
    }

    /** A promise of { scenario, result }. */
    getResult() {
      return new Promise((resolve, reject) => {
        const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
        this.#asked.set(id, { resolve, reject });
        // Nobody has to scroll there first.
        if (this.#frame) this.#frame.loading = "eager";
        this.#send({ type: "getResult", id });
      });
    }

    connectedCallback() {
      const hear = (event) => this.#hear(event);
      const look = () => this.#sendTheme();
      const watch = new MutationObserver(look);
      for (const element of [document.documentElement, document.body])
        watch.observe(element, { attributeFilter: ["class", ...marks] });
      const scheme = matchMedia("(prefers-color-scheme: dark)");
      addEventListener("message", hear);
      scheme.addEventListener("change", look);
      this.#undo = () => {
        watch.disconnect();
        removeEventListener("message", hear);
        scheme.removeEventListener("change", look);
      };
      this.#build();
    }

    disconnectedCallback() {
      this.#undo();
      this.#drop();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      if (name === "scenario") this.setScenario(now ?? "");
      else if (name === "theme") this.#sendTheme();
      else this.#build();
    }

    #drop() {
      for (const { reject } of this.#asked.values()) reject(new Error("The frame was removed."));
      this.#asked.clear();
      this.#queue = [];
      this.#ready = false;
      this.#frame = undefined;
    }

    #theme() {
      return /^(light|dark)$/.test(this.theme) ? this.theme : hostTheme();
    }

    #build() {
      this.#drop();
      const url = new URL(this.src || home, document.baseURI);
      if (!/^https?:$/.test(url.protocol)) return this.#tell("error", { code: "src", text: "src is no address of a web page." });
      const given = { parent: location.origin, theme: this.#theme(), locale: this.locale, show: this.show };
      if (!(this.height > 0)) given.height = "auto";
      for (const name in given) if (given[name] && given[name] !== "null") url.searchParams.set(name, given[name]);
      url.hash = this.scenario;

      const frame = document.createElement("iframe");
      frame.title = this.title || "StemeDB sizing calculator";
      frame.loading = "lazy";
      frame.allow = "clipboard-write";
      this.#origin = url.origin;
      if (this.hasAttribute("sandbox")) {
        frame.sandbox = this.sandbox || "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
        if (!frame.sandbox.contains("allow-same-origin")) this.#origin = "null";
      }
      this.style.display = "block";
      // No style attribute, which a policy may forbid.
      Object.assign(frame.style, { display: "block", width: "100%", height: `${this.height > 0 ? this.height : 640}px`, border: 0 });
      frame.src = url;
      this.#frame = frame;
      this.replaceChildren(frame);
    }

    #send(message) {
      if (!this.#ready) return this.#queue.push(message);
      // A sandboxed frame has no origin to name.
      this.#frame.contentWindow.postMessage({ stemedb: 1, ...message }, this.#origin === "null" ? "*" : this.#origin);
    }

    #sendTheme() {
      if (this.#frame) this.#send({ type: "setTheme", theme: this.#theme() });
    }

    #hear({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin || data?.stemedb !== 1) return;
      const { type, id, height, scenario, result, code, text } = data;
      if (type === "resize") {
        if (!(this.height > 0) && height > 0 && height < 1e5) this.#frame.style.height = `${height}px`;
      } else if (type === "ready") {
        this.#ready = true;
        for (const message of this.#queue.splice(0)) this.#send(message);
        this.#tell(type);
      } else if (type === "result") {
        this.#asked.get(id)?.resolve({ scenario, result });
        this.#asked.delete(id);
      } else if (type === "change") this.#tell(type, { scenario, result });
      else if (type === "error") this.#tell(type, { code, text });
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }
  }

  for (const name of StemedbSizing.observedAttributes)
    Object.defineProperty(StemedbSizing.prototype, name, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        this.setAttribute(name, value);
      },
    });
  customElements.get("stemedb-sizing") ?? customElements.define("stemedb-sizing", StemedbSizing);
})();
