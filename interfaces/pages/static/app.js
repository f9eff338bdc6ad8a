// What makes pages handier where scripts run; every page works without it.
"use strict";
(() => {
  const typing = (el) => el && (el.isContentEditable || /^(input|textarea|select)$/i.test(el.tagName));
  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // On a phone the menu is a strip: where one is stands in sight.
  const here = document.querySelector(".side [aria-current]"), menu = here && here.closest("ul");
  if (menu) menu.scrollLeft += here.getBoundingClientRect().left - menu.getBoundingClientRect().left - 32;

  let after = "";
  const places = { h: "/", m: "/meetings", t: "/topics", i: "/decisions" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
    if (event.key === "Escape") {
      const open = event.target.closest("details[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      if (event.target.id === "q") event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("q");
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === "?") {
      location.assign("/help#keys");
    } else if (after === "g" && places[event.key]) {
      location.assign(places[event.key]);
    } else if (event.key === "j" || event.key === "k") {
      const links = [...document.querySelectorAll("main .tasks a, main .queue h3 a, main tbody th a")];
      const next = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      if (links[next]) { event.preventDefault(); links[next].focus(); }
    }
    after = event.key === "g" ? "g" : "";
  });

  // A form is sent once, however often its button is pressed; its idempotency key stands for the rest.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // What is typed stays on this machine until it is sent, and is shown again to who typed it alone.
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = "draft " + (document.body.dataset.person || "") + " " + form.dataset.draft;
    const fields = () => [...form.elements].filter((el) => el.name && !/^(hidden|password|file|submit)$/.test(el.type) && el.tagName !== "BUTTON");
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && !form.dataset.answered) {
        let restored = false;
        fields().forEach((el) => {
          const value = kept[el.name];
          if (value === undefined || el.value) return;
          if (/^(radio|checkbox)$/.test(el.type)) return;
          el.value = value; restored = restored || value !== "";
        });
        const note = form.querySelector("[data-restored]");
        if (restored && note) note.hidden = false;
      }
      form.addEventListener("input", () => {
        const kept = {};
        fields().forEach((el) => { if (!/^(radio|checkbox)$/.test(el.type)) kept[el.name] = el.value; });
        localStorage.setItem(key, JSON.stringify(kept));
      });
      const discard = document.querySelector("button[name=step][value=discard]");
      [form, ...(discard ? [discard.form] : [])].forEach((each) => each.addEventListener("submit", () => localStorage.removeItem(key)));
    } catch { /* a browser that keeps nothing */ }
  });

  // Some seconds after a change the server keeps it too, for who typed it alone.
  const AFTER = 20000, NEVER = /^(key|more|step|confirm\..*|signin\..*)$/;
  document.querySelectorAll("form[data-drafts]").forEach((form) => {
    const state = form.querySelector("[data-draft-state]");
    let timer = 0, sending;
    const keep = async () => {
      const values = {};
      new FormData(form).forEach((value, name) => {
        if (typeof value === "string" && value && !NEVER.test(name)) (values[name] = values[name] || []).push(value);
      });
      timer = 0;
      sending = new AbortController();
      try {
        const answer = await fetch(form.dataset.drafts, {
          method: "PUT", body: JSON.stringify({ values }), signal: sending.signal,
          headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
        });
        state.textContent = answer.ok ? state.dataset.saved : state.dataset.failed + " " + (await answer.json()).detail;
      } catch { /* not connected, or sent meanwhile: what was typed is on this machine */ }
    };
    form.addEventListener("input", () => { timer = timer || setTimeout(keep, AFTER); });
    form.addEventListener("submit", () => { clearTimeout(timer); if (sending) sending.abort(); });
  });

  const strip = document.createElement("p");
  strip.className = "offline"; strip.setAttribute("role", "status"); strip.hidden = navigator.onLine;
  strip.textContent = document.documentElement.lang.startsWith("zh") ? "未连接，已填写的内容存在本机。" : "Not connected; what you typed is kept on this machine.";
  document.body.prepend(strip);
  addEventListener("online", () => { strip.hidden = true; });
  addEventListener("offline", () => { strip.hidden = false; });
})();

// What others change too says when there is news of it; what is typed stays until one looks.
for (const news of document.querySelectorAll("[data-news]")) {
  const look = setInterval(async () => {
    const answer = await fetch(news.dataset.news, { headers: { "If-None-Match": news.dataset.version } }).catch(() => null);
    if (!answer || answer.status === 304) return;
    news.hidden = !answer.ok;
    clearInterval(look);
  }, 15000);
}
