// Starts the calculator. A module of its own, because the page's policy allows no inline script.
const { js, wasm, frame } = document.querySelector("script[data-wasm]").dataset;

// In a frame nothing is saved, and nothing imported.
const framed = parent !== window;

// Mail programs that encode the "#" of a link make a path of the inputs; others make a query of them.
const { href, hash } = location;
const mended = href.replace(/(^[^?]*)%23|\?(?=(.*[&;])?v=)/, "$1#");
if (!framed && !hash && mended !== href) location.replace(mended);

// A file of scenarios may be dropped anywhere; left to itself, a browser would leave the page for it.
const dropped = (event) => {
  const { types, files } = event.dataTransfer;
  if (framed || !types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") window.wasmBindings?.importFile(files);
};
addEventListener("dragover", dropped);
addEventListener("drop", dropped);

const keys = document.getElementById("keys");
const showKeys = () => {
  keys.showModal();
  // It would begin at its only button, the last thing on it, which in a small window is the only thing seen.
  document.getElementById("keys-title").focus();
};
document.getElementById("open-keys").addEventListener("click", showKeys);
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.key === "/") {
    event.preventDefault();
    if (!keys.open) showKeys();
  } else if (event.key === "s" && !framed && !keys.open) {
    event.preventDefault();
    window.wasmBindings?.askForName();
  }
});

try {
  // In a page of somebody else's there is more to do; it is fetched meanwhile.
  const host = framed && import(frame);
  const bindings = await import(js);
  await bindings.default({ module_or_path: wasm });
  window.wasmBindings = bindings;
  const around = await host;
  // A turn of its own for each of the two things that take long on a slow processor: to start the program, and to begin the page.
  await new Promise((done) => setTimeout(done));
  await new Promise((done) => bindings.mount(done));
  if (around) around.start(bindings);
  document.documentElement.dataset.ready = "true";
} catch (error) {
  const sentence = document.createElement("p");
  sentence.className = "stopped";
  sentence.setAttribute("role", "alert");
  sentence.textContent =
    "The calculator could not start: this browser did not load or run its WebAssembly. Reload the page, or try a current browser.";
  document.getElementById("app").replaceChildren(sentence);
  throw error;
}
