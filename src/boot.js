// Starts the calculator. A module of its own, because the page's policy allows no inline script.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const bindings = await import(js);
  await bindings.default({ module_or_path: wasm });
  window.wasmBindings = bindings;
  bindings.mount();
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
