// Put into the page before anything of its own runs: notes when results are there, what moves, and how long ticks take.
(() => {
  const probe = { painted: null, ready: null, shifts: [], tasks: [], ticks: [] };
  window.probe = probe;
  const named = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element ? `${element.localName}#${element.id}.${element.getAttribute("class") ?? ""}` : "?";
  };
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  // What observers are told of, the browser keeps: not where memory is measured.
  probe.observe = () => {
    watch("layout-shift", (e) =>
      probe.shifts.push({ at: e.startTime, value: e.value, counts: !e.hadRecentInput, what: e.sources.map((s) => named(s.node)) }));
    watch("longtask", (e) => probe.tasks.push({ at: e.startTime, ms: e.duration }));
  };

  // A message that is sent while a frame is made arrives when its styles, layout and painting are done.
  probe.afterFrame = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(null);
    });
  probe.turn = () =>
    new Promise((done) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(null);
    });

  // The verdict is the first of the results; the rest of the page follows it.
  const once = (there, note, options) =>
    new MutationObserver((_, observer) => {
      if (!there()) return;
      observer.disconnect();
      probe.afterFrame(note);
    }).observe(document, { subtree: true, ...options });
  once(() => document.querySelector(".verdict .figures b"), (now) => (probe.painted = now), { childList: true });
  once(() => document.documentElement.dataset.ready === "true", (now) => (probe.ready = now), { attributeFilter: ["data-ready"] });

  // What a handler sets off by signals runs before the event comes back up here, because the browser started it.
  let start;
  window.addEventListener("input", () => (start = performance.now()), true);
  window.addEventListener("input", () => {
    const from = start;
    const handler = performance.now() - from;
    probe.afterFrame((now) => probe.ticks.push([handler, now - from]));
  });

  // The range of an input, by its code in links.
  probe.slider = (code) => document.getElementById(`in-${code}`).closest(".field").querySelector("[type=range]");
  // Ticks as fast as they go, from one end to the other and back to where it was.
  probe.many = async (code, count) => {
    const slider = probe.slider(code);
    const home = slider.value;
    for (let i = 1; i <= count; i += 1) {
      slider.value = i === count ? home : String(i % (Number(slider.max) + 1));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new Event("change", { bubbles: true }));
      await probe.turn();
    }
  };
  probe.openAll = () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  };
})();
