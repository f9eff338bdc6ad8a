// The replay of a decision: every step is a page of its own (?at=N); here they are fetched and shown at once.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const range = byId("moment"), play = byId("play");
  if (!range || !window.fetch) return;
  const steps = () => [...byId("way").querySelectorAll("a[data-step]")];
  const count = steps().length;
  const parts = ["where", "jumps", "strip", "past", "state", "can"];
  const kept = new Map();
  let at = steps().findIndex((step) => step.getAttribute("aria-current")) + 1;
  let wanted = at, timer = 0;

  const fetched = (number) => {
    if (!kept.has(number)) {
      const href = steps()[number - 1].href;
      kept.set(number, fetch(href, { credentials: "same-origin" })
        .then((answer) => { if (!answer.ok || answer.redirected) throw new Error("not shown"); return answer.text(); })
        .then((text) => new DOMParser().parseFromString(text, "text/html"))
        .catch(() => { location.assign(href); return null; }));
    }
    return kept.get(number);
  };

  const mark = () => {
    const step = steps()[at - 1];
    range.value = step.dataset.at;
    range.setAttribute("aria-valuetext", step.dataset.says);
    const strip = range.closest(".stripw");
    strip.scrollLeft = strip.scrollWidth * (range.value - range.min) / (range.max - range.min) - strip.clientWidth / 2;
    steps().forEach((each, index) => {
      const item = each.parentElement;
      item.classList.toggle("cur", index + 1 === at);
      item.classList.toggle("fut", index + 1 > at);
      if (index + 1 === at) each.setAttribute("aria-current", "step"); else each.removeAttribute("aria-current");
    });
  };

  const show = (page) => {
    for (const id of parts) {
      if (id === "jumps") continue;
      byId(id).innerHTML = page.getElementById(id).innerHTML;
    }
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.jump : "";
    for (const jump of page.querySelectorAll("[data-jump]")) {
      const mine = document.querySelector(`#jumps [data-jump="${jump.dataset.jump}"]`);
      mine.replaceWith(document.importNode(jump, true));
    }
    if (focused) {
      const again = document.querySelector(`#jumps a[data-jump="${focused}"]`) || range;
      again.focus();
    }
    document.body.classList.toggle("past", page.body.classList.contains("past"));
  };

  const go = async (number) => {
    const next = Math.max(1, Math.min(count, number));
    if (next === at && wanted === at) return;
    at = wanted = next;
    mark();
    const page = await fetched(next);
    if (!page || wanted !== next) return;
    show(page);
    history.replaceState(null, "", steps()[next - 1].href);
    if (next < count) fetched(next + 1);
  };

  const nearest = (moment) => {
    let best = 0;
    steps().forEach((step, index) => {
      if (Math.abs(step.dataset.at - moment) < Math.abs(steps()[best].dataset.at - moment)) best = index;
    });
    return best + 1;
  };

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    if (play.dataset.pause !== play.textContent) return;
    play.textContent = play.dataset.play;
  };

  range.addEventListener("input", () => { stop(); go(nearest(+range.value)); });
  range.addEventListener("change", mark);
  range.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageUp: at + 5, PageDown: at - 5, Home: 1, End: count }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stop();
    go(to);
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("#way a[data-step], #jumps a[data-jump], #past a");
    if (!link) return;
    event.preventDefault();
    stop();
    const to = { to_first: 1, to_earlier: at - 1, to_later: at + 1, to_now: count }[link.dataset.jump];
    go(link.dataset.step ? +link.dataset.step : to === undefined ? count : to);
    if (link.closest("#past")) range.focus();
  });
  play.dataset.play = play.textContent;
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    if (at === count) go(1);
    play.textContent = play.dataset.pause;
    timer = setInterval(() => { if (at < count) go(at + 1); else stop(); }, 1600);
  });

  document.documentElement.classList.add("scripted");
  range.hidden = play.hidden = false;
  document.querySelectorAll("[data-print]").forEach((each) => {
    each.hidden = false;
    each.addEventListener("click", () => window.print());
  });
  document.querySelectorAll("[data-scripted]").forEach((each) => { each.hidden = false; });
  mark();
})();
