// What makes forms handier where scripts run: long lists narrowed by typing, texts counted, days looked up.
"use strict";
(() => {
  const put = (text, facts) => Object.entries(facts).reduce((said, [name, value]) => said.replace("#" + name, () => value), text);

  // A name is found by its characters, by its sound, or by the first letters of its syllables.
  const finds = (sounds, said, typed) => {
    const wanted = typed.toLowerCase().replace(/\s/g, "");
    const syllables = (sounds || "").split(" ");
    return said.toLowerCase().includes(wanted) || syllables.map((each) => each[0]).join("").includes(wanted) ||
      syllables.some((_, n) => syllables.slice(n).join("").startsWith(wanted));
  };
  document.querySelectorAll(".finder:not(.seeker)").forEach((finder) => {
    const list = document.getElementById(finder.dataset.for);
    const box = finder.querySelector("input"), told = finder.querySelector("[role=status]");
    const every = list.tagName === "SELECT" ? [...list.options] : [...list.querySelectorAll(".choice")];
    const narrow = () => {
      const found = every.filter((each) => !each.dataset.sound || finds(each.dataset.sound, each.textContent, box.value));
      every.forEach((each) => {
        const stays = !box.value || found.includes(each) || each.selected || (each.firstElementChild || {}).checked;
        each.hidden = each.disabled = !stays;
      });
      list.querySelectorAll("optgroup, .boxes").forEach((some) => {
        const kind = some.previousElementSibling;
        some.hidden = ![...some.children].some((each) => !each.hidden);
        if (kind && kind.matches(".kind")) kind.hidden = some.hidden;
      });
      told.textContent = box.value ? put(told.dataset.found, {"": found.filter((each) => each.dataset.sound).length}) : "";
    };
    box.addEventListener("input", narrow);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const [one, more] = every.filter((each) => each.dataset.sound && finds(each.dataset.sound, each.textContent, box.value));
      if (!box.value || !one) return;
      if (list.tagName === "SELECT") { list.value = one.value; list.focus(); list.dispatchEvent(new Event("input", { bubbles: true })); }
      else if (!more) { one.firstElementChild.click(); }
    });
    finder.hidden = false;
  });

  // Where there are more than can be shown, the words are asked of the API, and what it finds stands in the list at once.
  document.querySelectorAll(".seeker").forEach((seeker) => {
    const list = document.getElementById(seeker.dataset.for), box = seeker.querySelector("input"), told = seeker.querySelector("[role=status]");
    const texts = seeker.dataset, latest = [...list.options], first = told.textContent;
    const api = list.form.dataset.drafts.split("/drafts/")[0];
    const asked = async (kind, words) => {
      const answer = await fetch(`${api}/search?limit=25&kind=${kind}&q=${encodeURIComponent(words)}`, { headers: { "Accept-Language": document.documentElement.lang } });
      if (!answer.ok) throw new Error(answer.status);
      const { items, next } = await answer.json();
      return { more: next, options: items.map((each) => {
        const title = [...(each.title || each.text)].slice(0, 60).join("");
        return new Option(put(texts.called, { year: each.year, kind: texts[kind], title }), each.id);
      }) };
    };
    const seek = async () => {
      const words = box.value.trim(), chosen = list.selectedOptions[0];
      try {
        const found = words ? await Promise.all(texts.kinds.split(" ").map((kind) => asked(kind, words))) : [];
        if (words !== box.value.trim()) return;
        const options = words ? [new Option(texts.choose, ""), ...found.flatMap((each) => each.options)] : latest;
        const known = options.find((each) => each.value === chosen.value);
        list.replaceChildren(...options, ...(known ? [] : [chosen]));
        list.value = chosen.value;
        told.textContent = words ? put(found.some((each) => each.more) ? texts.many : texts.found, { "": options.length - 1 }) : first;
      } catch { seeker.querySelector("button").click(); }
    };
    let timer = 0;
    box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(seek, 300); });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(timer);
      seek().then(() => list.focus());
    });
    seeker.querySelector("button").hidden = true;
  });

  document.querySelectorAll(".count").forEach((told) => {
    const field = document.getElementById(told.dataset.for), most = Number(told.dataset.most);
    const count = () => {
      const left = most - [...field.value.replace(/\r\n/g, "\n").trim()].length;
      told.hidden = left > most / 5;
      told.classList.toggle("over", left < 0);
      told.textContent = put(left < 0 ? told.dataset.over : told.dataset.left, {"": Math.abs(left)});
    };
    field.addEventListener("input", count);
    count();
  });

  // Days: the calendar of the browser fills the three fields, and what is known of the day is said beside it.
  const known = document.getElementById("days");
  const years = known ? Object.values(JSON.parse(known.dataset.years)) : [];
  const off = new Set(years.flatMap((year) => year.days_off)), on = new Set(years.flatMap((year) => year.working_weekends));
  const iso = (day) => day.toISOString().slice(0, 10);
  const works = (day) => on.has(iso(day)) || (day.getUTCDay() % 6 > 0 && !off.has(iso(day)));
  const next = (day, step) => { do { day = new Date(day.getTime() + step * 864e5); } while (!works(day)); return day; };
  const said = (day, form) => new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", { timeZone: "UTC", ...form }).format(day);
  const full = { year: "numeric", month: "long", day: "numeric" }, short = { month: "long", day: "numeric" };
  const remark = (day, sort) => {
    const texts = known.dataset, year = day.getUTCFullYear();
    const beside = (other) => said(other, other.getUTCFullYear() === year ? short : full);
    const published = Object.entries(JSON.parse(texts.years)).some(([each, kept]) => Number(each) === year && kept.kind === "published");
    const facts = { weekday: said(day, { weekday: "long" }), day: said(day, full), before: beside(next(day, -1)), until: beside(next(day, 1)), year };
    const rest = works(day) ? "" : put(off.has(iso(day)) ? texts.holiday : texts.rest, facts) + put(texts[sort], facts);
    return rest + (published ? "" : put(texts.unsure, facts));
  };
  document.querySelectorAll(".dmy").forEach((row) => {
    const [y, m, d] = row.querySelectorAll("input:not([type=date])"), told = row.parentElement.querySelector("[data-day]");
    const typed = () => {
      const day = new Date(`${y.value.padStart(4, "0")}-${m.value.padStart(2, "0")}-${d.value.padStart(2, "0")}T00:00Z`);
      return isNaN(day) || day.getUTCDate() !== Number(d.value) ? null : day;
    };
    const tell = () => { if (told && known) told.textContent = typed() ? remark(typed(), told.dataset.day) : ""; };
    const pick = row.querySelector(".pick"), date = pick && pick.querySelector("[type=date]");
    if (date && date.showPicker) {
      pick.querySelector("button").addEventListener("click", () => {
        date.value = typed() ? iso(typed()) : "";
        date.showPicker();
      });
      date.addEventListener("change", () => {
        if (!date.value) return;
        [y.value, m.value, d.value] = date.value.split("-").map(Number);
        d.dispatchEvent(new Event("input", { bubbles: true }));
        d.focus();
      });
      pick.hidden = false;
    }
    row.addEventListener("input", tell);
    tell();
  });
})();
