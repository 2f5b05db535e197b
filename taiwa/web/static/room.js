// Corrections within the card, the page of the document that follows what is chosen, the further parts of a long text.
// Without it each of these is a link to a page of its own.
"use strict";
(() => {
  const fragment = async (address) => {
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return null;
    return [...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes];
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.decide");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const card = link.closest(".card");
    const open = card.querySelector(".here");
    if (open) {
      open.remove();
      return;
    }
    const address = link.href + "?part=1";
    const form = await fragment(address);
    if (!form) {
      location.href = link.href;
      return;
    }
    const here = document.createElement("div");
    here.className = "here";
    here.append(...form);
    card.append(here);
    here.querySelector("select, input:not([type=hidden])")?.focus();
  });
  document.addEventListener("click", (event) => {
    const cancel = event.target.closest(".here .cancel");
    if (!cancel) return;
    event.preventDefault();
    const card = cancel.closest(".card");
    cancel.closest(".here").remove();
    card.querySelector(".decide")?.focus();
  });

  // The page on which the chosen provision stands.
  const pane = document.querySelector(".pane");
  let wanted = "";
  const turn = async (asked) => {
    wanted = asked.toString();
    const leaf = await fragment(pane.dataset.address + "?" + asked);
    if (!leaf || wanted !== asked.toString()) return;
    pane.replaceChildren(...leaf);
    pane.querySelector(".on-anchor")?.scrollIntoView({ block: "nearest" });
  };
  const turnTo = (link) => {
    const asked = new URL(link.href).searchParams;
    turn(new URLSearchParams({ n: asked.get("beside"), at: asked.get("at") ?? "" }));
  };
  if (pane) {
    let soon = 0;
    document.addEventListener("taiwa:chosen", ({ detail }) => {
      const link = document.querySelector(`#c${detail} .leaf-link`);
      clearTimeout(soon);
      if (link) soon = setTimeout(turnTo, 80, link);
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest(".leaf-link, .pane figcaption a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      turnTo(link);
    });
  }

  // Words selected in the text lead to the form for a provision that the reader missed. A place is told by the row and
  // by characters of it; characters beyond the Basic Plane count once, as they do on the other side.
  const missed = document.querySelector(".missed");
  const counted = (range) => [...range.toString()].length;
  const told = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const of = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("#rows .words");
    const words = of(range.startContainer);
    if (!words || !words.contains(range.endContainer) || !range.toString().trim()) return null;
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = counted(before);
    return { row: words.parentElement.id.slice(1), start, end: start + counted(range) };
  };
  if (missed) {
    const link = missed.querySelector("a");
    const base = link.href;
    document.addEventListener("selectionchange", () => {
      const place = told();
      missed.hidden = !place;
      if (place) link.href = base + "?" + new URLSearchParams(place);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "p" || event.ctrlKey || event.metaKey || event.altKey || missed.hidden) return;
      if (event.target.closest("input, select, textarea")) return;
      if (document.querySelector(".filter [name=keys]")?.checked) link.click();
    });
  }

  // A line that tells the keys, shown and hidden by one of them.
  const help = document.querySelector(".keys-help");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || !help) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (document.querySelector(".filter [name=keys]")?.checked) help.hidden = !help.hidden;
  });

  // The parts of a long text: what follows as its end comes near, all of them once something is sifted.
  const text = document.querySelector("#text[data-parts]");
  if (text) {
    const rows = document.getElementById("rows");
    const last = Number(text.dataset.parts);
    const loaded = { from: Number(text.dataset.part), to: Number(text.dataset.part) };
    const get = async (part, where) => {
      const more = await fragment(`${text.dataset.rows}&part=${part}`);
      if (!more) return false;
      rows[where](...more);
      document.dispatchEvent(new CustomEvent("taiwa:more"));
      return true;
    };
    let busy = Promise.resolve();
    const further = () => (busy = busy.then(async () => {
      if (loaded.to < last && (await get(loaded.to + 1, "append"))) loaded.to += 1;
      if (loaded.to === last) text.querySelector(".turn.after")?.remove();
    }));
    const all = () => (busy = busy.then(async () => {
      while (loaded.to < last && (await get(loaded.to + 1, "append"))) loaded.to += 1;
      while (loaded.from > 1 && (await get(loaded.from - 1, "prepend"))) loaded.from -= 1;
      if (loaded.to === last) text.querySelector(".turn.after")?.remove();
      if (loaded.from === 1) text.querySelector(".turn.before")?.remove();
    }));
    text.querySelector(".filter").addEventListener("change", (event) => event.target.closest("select") && all());
    const end = text.querySelector(".turn.after");
    if (end) {
      new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && further(), {
        rootMargin: "1500px",
      }).observe(end);
    }
  }
})();
