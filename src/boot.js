// Starts the calculator. A module of its own, because the page's policy allows no inline script.
const { js, wasm } = document.currentScript?.dataset ?? document.querySelector("script[data-wasm]").dataset;
const bindings = await import(js);
await bindings.default({ module_or_path: wasm });
window.wasmBindings = bindings;
bindings.mount();
document.documentElement.dataset.ready = "true";
