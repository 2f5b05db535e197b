// Ties the words of two texts: hover and focus mark what belongs together, keys lead on. Without it links do the tying.
"use strict";
(() => {
  const stops = [...document.querySelectorAll(".band .anchor[id]")];
  const keys = document.querySelector('[name="keys"]');
  if (!stops.length || !keys) return;
  keys.closest("[hidden]").hidden = false;
  const tied = new Map();
  for (const words of document.querySelectorAll(".band [data-p]"))
    for (const tie of words.dataset.p.split(" ")) tied.set(tie, [...(tied.get(tie) ?? []), words]);
  const marked = { near: [], on: [] };
  const mark = (name, target) => {
    for (const words of marked[name]) words.classList.remove(name);
    const place = target?.closest?.(".band [data-p]");
    marked[name] = place ? tied.get(place.dataset.p.split(" ")[0]) : [];
    for (const words of marked[name]) words.classList.add(name);
  };
  document.addEventListener("mouseover", (event) => mark("near", event.target));
  document.addEventListener("focusin", (event) => mark("on", event.target));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('.band a[href^="#"]');
    const there = link && document.getElementById(link.hash.slice(1));
    const goal = there?.matches("a") ? there : there?.querySelector("a");
    if (!goal) return;
    event.preventDefault();
    goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      document.activeElement?.blur();
      mark("on", null);
    }
    if (!keys.checked || !["j", "k"].includes(event.key)) return;
    const at = stops.indexOf(document.activeElement);
    const next = stops[event.key === "j" ? at + 1 : at < 0 ? stops.length - 1 : at - 1];
    next?.focus();
    event.preventDefault();
  });
})();
