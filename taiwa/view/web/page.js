// Ties the text to its cards: hover, click, keys and filters. Without it the page is complete, and links do the tying.
"use strict";
(() => {
  const form = document.querySelector(".filter");
  if (!form || !document.querySelector(".card")) return;
  document.documentElement.classList.add("live");
  form.hidden = false;

  // Every element of provision n: its card, its link on the card, its words in the text. A long text comes in parts, so
  // that there may be words whose card isn't here yet, and numbers without either.
  const parts = [];
  const part = (n) => (parts[n] ??= { card: null, link: null, words: [], anchor: null });
  const taken = new WeakSet();
  const take = () => {
    for (const card of document.querySelectorAll(".card")) {
      if (taken.has(card)) continue;
      taken.add(card);
      const link = card.querySelector(".head a");
      Object.assign(part(Number(card.id.slice(1))), { card, link });
      link.tabIndex = -1;
    }
    for (const words of document.querySelectorAll("#text [data-p]")) {
      if (taken.has(words)) continue;
      taken.add(words);
      for (const n of words.dataset.p.split(" ")) part(Number(n)).words.push(words);
      if (words.id) part(Number(words.id.slice(1))).anchor = words;
      if (words.tagName === "A") words.tabIndex = -1;
    }
  };
  take();

  let chosen = -1;
  let stop = parts.findIndex((each) => each?.card);
  const rove = (n) => {
    for (const [of, index] of [[stop, -1], [n, 0]]) {
      if (parts[of].link) parts[of].link.tabIndex = index;
      if (parts[of].anchor) parts[of].anchor.tabIndex = index;
    }
    stop = n;
    // Who shows something beside the text (a page of the document) listens to this.
    document.dispatchEvent(new CustomEvent("taiwa:chosen", { detail: n }));
  };
  const paint = (n, name, on) => {
    if (n < 0) return;
    parts[n].card?.classList.toggle(name, on);
    for (const words of parts[n].words) words.classList.toggle(name, on);
  };
  const choose = (n, focus) => {
    paint(chosen, "on", false);
    chosen = n;
    paint(n, "on", true);
    if (n < 0) return;
    rove(n);
    const { card, link, anchor } = parts[n];
    const target = focus === "card" || !anchor ? link : anchor;
    target.focus({ preventScroll: true });
    for (const each of [card, anchor]) if (each) each.scrollIntoView({ block: "nearest" });
  };
  const numberAt = (target) => {
    const place = target.closest?.(".card, #text [data-p]");
    if (!place) return -1;
    if (place.id) return Number(place.id.slice(1));
    return Number(place.dataset.p.split(" ")[0]);
  };
  const inCard = () => Boolean(document.activeElement?.closest(".card"));
  const step = (by) => {
    let n = chosen < 0 ? (by > 0 ? -1 : parts.length) : chosen;
    do n += by; while (n >= 0 && n < parts.length && (!parts[n]?.card || parts[n].card.hidden));
    if (parts[n]?.card) choose(n, inCard() ? "card" : "text");
  };

  // A click or Enter on a link goes over to the other side; a click elsewhere on a card or on content only chooses.
  document.addEventListener("click", (event) => {
    // What an application adds to a card is its own affair.
    if (event.target.closest(".card form, .card .foot")) return;
    const link = event.target.closest('a[href^="#c"], a[href^="#t"]:not(.skip)');
    const n = link && /^#[ct]\d+$/.test(link.hash) ? Number(link.hash.slice(2)) : numberAt(event.target);
    if (!(n >= 0) || !parts[n]?.card) return;
    if (link) event.preventDefault();
    else if (String(getSelection()) !== "") return;
    choose(n, link && link.hash[1] === "c" ? "card" : link ? "text" : event.target.closest(".card") ? "card" : "text");
  });
  let near = -1;
  document.addEventListener("mouseover", (event) => {
    paint(near, "near", false);
    near = numberAt(event.target);
    if (!parts[near]) near = -1;
    paint(near, "near", true);
  });
  document.addEventListener("focusin", (event) => {
    const n = event.target.closest(".card .head, .anchor") ? numberAt(event.target) : -1;
    if (n >= 0 && parts[n] && n !== stop) rove(n);
  });

  const keys = form.querySelector('[name="keys"]');
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(".card form")) return;
    if (event.key === "Escape") {
      choose(-1);
      document.activeElement?.blur();
      return;
    }
    const tied = document.activeElement?.closest(".card, .anchor");
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (by && tied) step(by);
    else if (event.target.closest("select, input, textarea, button, summary") || !keys.checked) return;
    else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") form.querySelector("select").focus();
    else if (event.key === "Enter" && !document.activeElement?.closest("a") && chosen >= 0) choose(chosen, "card");
    else return;
    event.preventDefault();
  });

  const filters = [...form.querySelectorAll("select")];
  const output = form.querySelector("output");
  const sift = () => {
    let shown = 0;
    const off = new Map();
    for (const { card, words } of parts.filter((each) => each?.card)) {
      const fits = filters.every(({ name, value }) => !value || card.dataset[name].split(" ").includes(value));
      card.hidden = !fits;
      shown += fits;
      // Words that several provisions share stay marked while one of them is shown.
      for (const each of words) off.set(each, !fits && (off.get(each) ?? true));
    }
    for (const [words, hide] of off) words.classList.toggle("off", hide);
    output.textContent = output.dataset.shown.replace("{shown}", shown);
  };
  form.addEventListener("change", sift);
  document.addEventListener("taiwa:more", () => {
    take();
    sift();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(sift));
  sift();
  rove(stop);
  const goal = /^#[ct](\d+)$/.exec(location.hash);
  if (goal && parts[goal[1]]?.card) choose(Number(goal[1]), location.hash[1] === "c" ? "card" : "text");
})();
