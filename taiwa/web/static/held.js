// What was written in a form is held by this window until it is known to have arrived: where the session had ended
// meanwhile it is put back once the same person has signed in. Nothing is held of passwords, files and form tokens.
"use strict";
(() => {
  const HELD = "taiwa-held";
  const store = (value) => {
    try {
      if (value) sessionStorage.setItem(HELD, JSON.stringify(value));
      else sessionStorage.removeItem(HELD);
    } catch { /* a browser that keeps nothing */ }
  };
  const held = () => {
    try {
      return JSON.parse(sessionStorage.getItem(HELD) ?? "null");
    } catch {
      return null;
    }
  };
  const who = () => document.querySelector(".top .me")?.textContent ?? "";
  const written = (form) =>
    [...new FormData(form)].filter(([name, value]) => name !== "token" && typeof value === "string");
  document.addEventListener("submit", ({ target, submitter }) => {
    if (target.method !== "post" || !target.matches(".correct, .describe, .withdraw") || submitter?.formMethod === "get") return;
    store({ at: new URL(target.action).pathname, who: who(), fields: written(target), lost: false });
  });
  const putBack = (form, fields) => {
    for (const each of form.elements) {
      const mine = fields.filter(([name]) => name === each.name).map(([, value]) => value);
      if (!each.name || each.name === "token" || each.type === "submit") continue;
      if (each.type === "checkbox") each.checked = mine.includes(each.value);
      else if (each.multiple) for (const option of each.options) option.selected = mine.includes(option.value);
      else if (mine.length && form.querySelectorAll(`[name="${each.name}"]`).length === 1) each.value = mine[0];
    }
    const said = document.createElement("p");
    said.className = "kept";
    said.setAttribute("role", "status");
    said.textContent = document.body.dataset.putBack;
    form.prepend(said);
    form.scrollIntoView({ block: "nearest" });
  };
  const mine = held();
  const lost = document.getElementById("lost");
  if (mine && lost) {
    store({ ...mine, lost: true });
    lost.textContent = lost.dataset.held;
  } else if (mine?.lost && document.querySelector("[name=password]")) {
    // Still on the way in.
  } else if (mine) {
    const same = (form) => form.method === "post" && new URL(form.action).pathname === mine.at;
    const form = [...document.forms].find((each) => same(each) && each.matches(".correct, .describe"));
    if (mine.lost && form && mine.who === who()) putBack(form, mine.fields);
    store(null);
  }
})();
