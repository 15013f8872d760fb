// Keeps the calculator for times without a network, by sw.js, and says when a newer version is there. Part of a published
// site only. Never reloads by itself.
const root = document.documentElement;
// Looking for a newer version in a page that stays open for days: at most this often, in milliseconds.
const LOOK_AFTER = 60 * 60 * 1000;

// Resolves once the calculator is there: nobody waits for it because of this.
const ready = () =>
  new Promise((resolve) => {
    const check = () => {
      if (!root.dataset.ready) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(check);
    observer.observe(root, { attributeFilter: ["data-ready"] });
    check();
  });

// Whether a pointer is held down, as on a slider.
let held = false;
for (const name of ["pointerdown", "pointerup", "pointercancel"]) {
  addEventListener(name, () => (held = name === "pointerdown"), { capture: true, passive: true });
}

const NOT_TEXT = "[type=range], [type=checkbox], [type=radio], [type=button], [type=submit], [type=file]";
const editing = () => {
  const focused = document.activeElement;
  return held || (focused?.matches("input, textarea, [contenteditable]") && !focused.matches(NOT_TEXT));
};

// Resolves once nobody is in the middle of something: no pointer held down, no field of text with the focus.
const rest = () =>
  new Promise((resolve) => {
    const ends = ["pointerup", "pointercancel", "focusout"];
    // Where the focus goes is known only after it has left.
    const later = () => setTimeout(check);
    const check = () => {
      if (editing()) return;
      for (const name of ends) removeEventListener(name, later, true);
      resolve();
    };
    for (const name of ends) addEventListener(name, later, true);
    check();
  });

const button = (text, action) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
};

const start = async () => {
  const container = navigator.serviceWorker;
  const registration = await container.register("./sw.js", { updateViaCache: "none" });
  let announced = false;
  let reloading = false;

  const reload = () => {
    reloading = true;
    // Where another window has let the newer version take over already, there is nobody left to ask.
    if (registration.waiting) registration.waiting.postMessage("take over");
    else location.reload();
  };
  const announce = async () => {
    if (announced) return;
    announced = true;
    await rest();
    const bar = document.createElement("div");
    bar.className = "newer";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    bar.append(
      said,
      button("Reload", reload),
      button("Later", () => bar.remove()),
    );
    document.body.append(bar);
    // Screen readers announce changes only in an element that already exists.
    said.textContent = "A newer version is ready.";
  };

  // The very first version is nothing newer.
  let before = container.controller;
  container.addEventListener("controllerchange", () => {
    if (reloading) location.reload();
    else if (before) announce();
    before = container.controller;
  });
  const follow = (worker) =>
    worker?.addEventListener("statechange", () => worker.state === "installed" && container.controller && announce());
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  if (registration.waiting && container.controller) announce();

  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < LOOK_AFTER) return;
    looked = Date.now();
    // Without a network no newer version can be fetched.
    registration.update().catch(() => {});
  });
};

// A frame belongs to another page, whose reader has not asked to keep anything. Browsers offer this to HTTPS and to this machine only.
if (window.top === window && isSecureContext && "serviceWorker" in navigator) {
  await ready();
  // Private windows and full disks refuse; the calculator works all the same.
  start().catch(() => {});
}
