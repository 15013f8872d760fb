// Defines <stemedb-sizing>: the calculator in a frame. See docs/embedding.md. A classic script: any
// page may load it.
(() => {
  const home = document.currentScript?.src.replace(/[^/]*$/, "") ?? document.baseURI;
  // Rules of the page around do not reach in here, except those for the element itself, which come before `:host`. No policy
  // for styles applies to an adopted sheet.
  const sheet = new CSSStyleSheet();
  // - At most all of 100vw: in flex rows and table cells it asks for room as a paragraph does, and shrinks as one.
  // - The slot's colour is the text's around, in a form whose first number is the lightness. That of the frame is the same; its
  //   transition tells whenever it changes, for whatever reason, and when the frame comes into sight.
  // - On paper the frame keeps the size that it has on the screen, because it would learn another one too late, and is scaled to
  //   the column. One that has not loaded gives way to what is inside the element.
  sheet.replaceSync(`:host{display:block}
:host([hidden]),slot{display:none}
slot,iframe{color:color-mix(in oklab,currentColor,currentColor)}
iframe{display:block;width:100vw;max-width:100%;height:calc(var(--h)*1px);border:0;transition:color 1ms}
@starting-style{iframe{color:#0000}}
@media print{
div{position:relative;width:calc(var(--w)*1px);max-width:100%;aspect-ratio:var(--w)/var(--h);container-type:inline-size;break-inside:var(--b)}
iframe{position:absolute;width:calc(var(--w)*1px);max-width:none;transform:scale(tan(atan2(100cqw,var(--w)*1px)));transform-origin:0 0}
div:not([data-ready]){display:none}
div:not([data-ready])+slot{display:contents}
}`);

  class StemedbSizing extends HTMLElement {
    static observedAttributes = ["scenario", "show", "theme", "locale", "height", "src", "sandbox"];
    #frame;
    #origin;
    #ready = false;
    #queue = [];
    #asked = new Map();
    #box = document.createElement("div");
    #slot = document.createElement("slot");
    // The inputs as they are, and the theme that the frame was told last.
    #kept;
    #told;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(this.#box, this.#slot);
    }

    /** Replaces the inputs by those of a share link's fragment. */
    setScenario(fragment) {
      this.#kept = String(fragment);
      this.#send({ type: "setScenario", scenario: this.#kept });
    }

    /** A promise of { scenario, result }. */
    getResult() {
      return new Promise((resolve, reject) => {
        const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
        this.#asked.set(id, { resolve, reject });
        this.#load();
        this.#send({ type: "getResult", id });
      });
    }

    connectedCallback() {
      // Properties that were set before this script was there hide the accessors.
      for (const name of StemedbSizing.observedAttributes)
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      addEventListener("message", this.#hear);
      addEventListener("beforeprint", this.#load);
      this.#build();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      removeEventListener("beforeprint", this.#load);
      this.#drop();
    }

    // With moveBefore() the frame stays as it is.
    connectedMoveCallback() {}

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      if (name === "scenario") this.setScenario(now ?? "");
      else if (name === "theme") this.#sendTheme();
      else if (name === "show") this.#send({ type: "setShow", show: now ?? "" });
      else {
        this.#drop();
        this.#build();
      }
    }

    #drop() {
      for (const { reject } of this.#asked.values()) reject(new Error("The frame was removed."));
      this.#asked.clear();
      this.#queue = [];
      this.#ready = false;
      this.#frame = undefined;
      this.#box.replaceChildren();
      delete this.#box.dataset.ready;
    }

    // Loads at once, before the reader scrolls to it.
    #load = () => {
      if (this.#frame) this.#frame.loading = "eager";
    };

    #theme() {
      if (/^(light|dark)$/.test(this.theme)) return this.theme;
      const [lightness] = getComputedStyle(this.#slot).color.match(/[\d.]+/) ?? [];
      // Light text stands on dark.
      return lightness > 0.65 ? "dark" : "light";
    }

    #build() {
      const url = new URL(this.src || home, document.baseURI);
      if (!/^https?:$/.test(url.protocol)) {
        // Who makes the element has its listeners by then.
        return setTimeout(() => this.#tell("error", { code: "src", text: "src is no address of a web page." }));
      }
      const frame = document.createElement("iframe");
      frame.title = this.title || "StemeDB sizing calculator";
      frame.loading = "lazy";
      frame.allow = "clipboard-write";
      // An isolated page shows no others' frames but with this, or if their server sends the header for it.
      if (self.crossOriginIsolated) frame.credentialless = true;
      this.#origin = url.origin;
      if (this.hasAttribute("sandbox")) {
        frame.sandbox = this.sandbox || "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";
        if (!frame.sandbox.contains("allow-same-origin")) this.#origin = "null";
      }
      frame.ontransitionend = () => this.#sendTheme();
      this.#size(640);
      this.#told = this.#theme();
      const given = { parent: location.origin, theme: this.#told, locale: this.locale, show: this.show };
      if (!(this.height > 0)) given.height = "auto";
      for (const name in given) if (given[name] && given[name] !== "null") url.searchParams.set(name, given[name]);
      url.hash = this.#kept ?? this.scenario;
      frame.src = url;
      this.#frame = frame;
      this.#box.append(frame);
    }

    /** Height as the frame asks for it, and width as it has it. */
    #size(asked, width) {
      const height = this.height > 0 ? this.height : asked;
      if (!(height > 0 && height < 1e5)) return;
      // What fits onto a page is not cut by the end of one.
      const now = { "--h": height, "--w": width, "--b": height < 900 ? "avoid" : "auto" };
      for (const name in now) this.#box.style.setProperty(name, now[name]);
    }

    #send(message) {
      if (!this.#ready) return this.#queue.push(message);
      // A sandboxed frame has no origin to name.
      this.#frame.contentWindow.postMessage({ stemedb: 1, ...message }, this.#origin === "null" ? "*" : this.#origin);
    }

    #sendTheme() {
      const theme = this.#theme();
      if (theme === this.#told) return;
      this.#told = theme;
      this.#send({ type: "setTheme", theme });
    }

    #hear = ({ source, origin, data }) => {
      const frame = this.#frame;
      if (!frame || source !== frame.contentWindow || origin !== this.#origin || data?.stemedb !== 1) return;
      const { type, id, height, scenario, result, code, text } = data;
      if (type === "resize") {
        this.#size(height, frame.clientWidth);
      } else if (type === "ready") {
        this.#ready = true;
        this.#box.dataset.ready = "";
        for (const message of this.#queue.splice(0)) this.#send(message);
        this.#tell(type);
      } else if (type === "result") {
        this.#asked.get(id)?.resolve({ scenario, result });
        this.#asked.delete(id);
      } else if (type === "change") {
        this.#kept = scenario;
        this.#tell(type, { scenario, result });
      } else if (type === "error") this.#tell(type, { code, text });
    };

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }
  }

  for (const name of StemedbSizing.observedAttributes)
    Object.defineProperty(StemedbSizing.prototype, name, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      // Frameworks set true for an attribute without a value, and false or nothing for none.
      set(value) {
        if (value == null || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : value);
      },
    });
  customElements.get("stemedb-sizing") ?? customElements.define("stemedb-sizing", StemedbSizing);
})();
