// Corrections within the card, and a word while a document is read. Without it both are pages of their own.
"use strict";
(() => {
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
    const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) {
      location.href = link.href;
      return;
    }
    const here = document.createElement("div");
    here.className = "here";
    here.append(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
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
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-busy]");
    if (!form) return;
    form.querySelector("[role=status]").textContent = form.dataset.busy;
    form.querySelector("button").disabled = true;
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-busy]")) {
      form.querySelector("[role=status]").textContent = "";
      form.querySelector("button").disabled = false;
    }
  });
})();
