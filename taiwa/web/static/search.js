// Hits while words are written; the address follows, so that what is seen can be linked. Without it the button does it.
"use strict";
(() => {
  const form = document.getElementById("ask");
  const found = document.getElementById("found");
  if (!form || !found) return;
  let waiting = 0;
  let asking = null;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = "/search?" + asked;
    asked.set("part", "1");
    try {
      const answer = await fetch("/search?" + asked, { signal: asking.signal });
      // A session that has ended leads to the sign-in page: it is shown whole, and leads back.
      if (answer.redirected) return void location.assign(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      found.replaceChildren(...page.body.childNodes);
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") form.requestSubmit();
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 180);
  });
})();
