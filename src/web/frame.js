// The calculator inside a page of somebody else's: what the frame's address asks for, and messages to and from
// that page. Loaded by boot.js in frames only; docs/embedding.md lists the messages.
const VERSION = 1;
const SECTIONS = ["inputs", "results", "cost", "growth", "table"];
const USUAL = "inputs results";
/** Characters of a scenario, as many as a link may have that comes in a message. */
const LONGEST = 8192;
/** Questions that are answered at once at most. */
const MOST_ASKED = 64;
/** Frames that are not painted get no animation frames; they answer after this many milliseconds. */
const UNPAINTED = 250;

const root = document.documentElement;
const query = new URLSearchParams(location.search);
// What came in since the last answer. However much that is, it takes one evaluation.
let pending = fresh();
let timer, painted, program;

function fresh() {
  return { ids: new Set(), errors: new Map() };
}

// Height and errors say nothing of anybody's inputs, so any page around may have them.
const post = (message, to = "*") => parent.postMessage({ stemedb: VERSION, ...message }, to);

const complain = (code, text) => {
  pending.errors.set(code, text);
  schedule();
};

const isTheme = (theme) => theme === "light" || theme === "dark" || theme === "auto";

const setTheme = (theme) => {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
};

/** The origin that results go to, and that messages are taken from. */
const named = (() => {
  const origin = query.get("parent");
  if (origin === null) return undefined;
  try {
    const { origin: own, protocol } = new URL(origin);
    if (own === origin && /^https?:$/.test(protocol)) return origin;
  } catch {
    // No address either; it is handled below.
  }
  complain("parent", "parent is no origin, such as https://docs.example.org, and was ignored.");
})();

const theme = query.get("theme") ?? "auto";
if (isTheme(theme)) setTheme(theme);
else complain("theme", "theme is none of light, dark and auto, and was ignored.");

const setShow = (show) => {
  const asked = show.split(/[\s,]+/).filter(Boolean);
  const shown = asked.filter((name) => SECTIONS.includes(name));
  if (shown.length < asked.length) complain("show", `show knows ${SECTIONS.join(", ")}; the rest was ignored.`);
  root.dataset.show = shown.length > 0 ? shown.join(" ") : USUAL;
};
setShow(query.get("show") ?? "");

const locale = query.get("locale");
if (locale) {
  try {
    // A browser silently replaces a locale that it does not know by its own.
    const [known] = Intl.NumberFormat.supportedLocalesOf(locale);
    if (!known) throw new RangeError();
    root.dataset.locale = known;
  } catch {
    complain("locale", "locale is no language tag that this browser knows, and was ignored.");
  }
}
// The page around follows the height: then there is nothing to scroll in here.
if (query.get("height") === "auto") root.dataset.height = "auto";
root.dataset.embedded = "";

function schedule() {
  if (!program || timer) return;
  timer = setTimeout(flush, UNPAINTED);
  painted = requestAnimationFrame(flush);
}

function flush() {
  clearTimeout(timer);
  cancelAnimationFrame(painted);
  timer = undefined;
  const { theme, show, scenario, ids, errors } = pending;
  pending = fresh();
  if (theme) setTheme(theme);
  if (show !== undefined) setShow(show);
  if (scenario !== undefined) program.open(scenario);
  if (ids.size > 0) {
    const answer = read();
    for (const id of ids) post({ type: "result", id, ...answer }, named);
  }
  for (const [code, text] of errors) post({ type: "error", code, text });
}

const read = (scenario = program.link()) => ({ scenario, result: JSON.parse(program.evaluate(scenario)) });

const hear = ({ source, origin, data }) => {
  // Other scripts there have messages of their own.
  if (source !== parent || origin !== named || typeof data !== "object" || data === null || !("stemedb" in data)) return;
  const { stemedb, type, scenario, theme, show, id } = data;
  if (stemedb !== VERSION) return complain("version", `This calculator speaks version ${VERSION} of the messages.`);
  switch (type) {
    case "setScenario":
      if (typeof scenario !== "string" || scenario.length > LONGEST)
        return complain("scenario", `scenario is no text of up to ${LONGEST} characters.`);
      pending.scenario = scenario;
      break;
    case "setTheme":
      if (!isTheme(theme)) return complain("theme", "theme is none of light, dark and auto.");
      pending.theme = theme;
      break;
    case "setShow":
      if (typeof show !== "string" || show.length > LONGEST) return complain("show", `show is no text of up to ${LONGEST} characters.`);
      pending.show = show;
      break;
    case "getResult":
      if (!(typeof id === "string" && id.length <= 64) && !Number.isFinite(id))
        return complain("id", "id is no number and no text of up to 64 characters.");
      if (pending.ids.size >= MOST_ASKED) return complain("flood", "More questions came than are answered at once.");
      pending.ids.add(id);
      break;
    default:
      return complain("type", "There is no message of that type.");
  }
  schedule();
};

/** Below the figures: where the whole calculator is, with these inputs. */
function addLink() {
  const link = document.createElement("a");
  const page = location.href.split(/[?#]/, 1)[0];
  const update = () => (link.href = `${page}#${program.pinnedLink()}`);
  link.textContent = "Open the full calculator";
  link.target = "_blank";
  link.rel = "noopener";
  // The program tells of changes a moment later; who clicks sooner has the inputs as they are.
  for (const event of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(event, update);
  program.follow(update);
  const line = document.createElement("p");
  line.className = "frame-line";
  line.append("StemeDB sizing by the guide’s arithmetic; nothing here was measured. ", link);
  document.querySelector("footer").append(line);
}

function followSize() {
  let last;
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    // The page around wants to know of another width, too: by both it scales the frame on paper.
    const size = `${innerWidth} ${height}`;
    if (size === last) return;
    last = size;
    post({ type: "resize", height });
  };
  new ResizeObserver(tell).observe(root);
  tell();
}

/** Begins to talk. `bindings` is what the page's program exports, after its `mount`. */
export function start(bindings) {
  program = bindings;
  addLink();
  followSize();
  if (named) {
    let last = program.link();
    program.follow((scenario) => {
      if (scenario === last) return;
      last = scenario;
      post({ type: "change", ...read(scenario) }, named);
    });
    addEventListener("message", hear);
  }
  post({ type: "ready" });
  if (pending.errors.size > 0) schedule();
}
