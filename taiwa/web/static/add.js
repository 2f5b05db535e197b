// Documents dropped on the page, and how far each is. Without it: a field for files, and a page that loads itself anew.
"use strict";
(() => {
  const form = document.querySelector("form.drop");
  if (form) {
    const field = form.querySelector("input[type=file]");
    form.classList.add("live");
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", event.type !== "dragleave");
    };
    for (const type of ["dragenter", "dragover", "dragleave"]) document.addEventListener(type, over);
    document.addEventListener("drop", (event) => {
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      // A server that refuses so much closes the connection: better said before anything is sent.
      if ([...field.files].reduce((sum, each) => sum + each.size, 0) > form.dataset.most) {
        event.preventDefault();
        event.stopPropagation();
        form.querySelector("[role=status]").textContent = form.dataset.heavy;
        return;
      }
      form.querySelector("[role=status]").textContent = form.dataset.busy;
      form.querySelector("button").disabled = true;
    });
    addEventListener("pageshow", () => {
      form.querySelector("[role=status]").textContent = "";
      form.querySelector("button").disabled = false;
    });
  }

  // Once a form is sent, where it leads is what counts: nothing else may load a page.
  let leaving = false;
  document.addEventListener("submit", () => (leaving = true));
  addEventListener("pageshow", () => (leaving = false));
  const ask = async (place) => {
    const answer = await fetch(place.dataset.state).catch(() => null);
    if (leaving) return setTimeout(ask, 2000, place);
    if (!answer) return setTimeout(ask, 2000, place);
    const told = answer.ok ? await answer.json() : { ended: true, said: "" };
    const steps = [...place.querySelectorAll("[data-stage]")];
    const at = steps.findIndex((step) => step.dataset.stage === told.stage);
    steps.forEach((step, n) => step.classList.toggle("done", n <= at));
    const words = steps.length ? document.querySelector("main [role=status]") : place.querySelector("[role=status]");
    if (words.textContent !== told.said) words.textContent = told.said;
    if (!told.ended) return setTimeout(ask, 400, place);
    if (steps.length) location.reload();
    return null;
  };
  for (const place of document.querySelectorAll("[data-state]")) setTimeout(ask, 300, place);
})();
