// What makes the pages lively; all of them work without it.
"use strict";

// A field and the characters it was read from light up together.
const lightUp = (ids, on) => {
  for (const id of ids) {
    for (const piece of document.querySelectorAll(`[data-m~="${CSS.escape(id)}"], [data-for="${CSS.escape(id)}"]`)) {
      piece.classList.toggle("lit", on);
    }
  }
};
const idsOf = (target) => {
  const field = target.closest("[data-for], [data-m]");
  if (!field) return [];
  return field.dataset.for ? [field.dataset.for] : field.dataset.m.split(" ");
};
for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(enter, (event) => lightUp(idsOf(event.target), true));
  document.addEventListener(leave, (event) => lightUp(idsOf(event.target), false));
}

// Results as one types or slides: the page's own list is fetched again with what the form says so far.
const results = document.querySelector("#results");
let waiting, asked = 0;
const refresh = async (form) => {
  const own = ++asked;
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || own !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#results");
  if (fresh) results.replaceChildren(...fresh.childNodes);
  history.replaceState(null, "", address);
};
if (results) {
  for (const live of document.querySelectorAll("input[data-live]")) {
    live.addEventListener("input", () => {
      if ("months" in live.dataset) slide(live);
      clearTimeout(waiting);
      waiting = setTimeout(() => refresh(live.form), 200);
    });
  }
}

// Names as one types: what comes after the last comma (of actors the last semicolon) is completed.
let typing;
const complete = async (input) => {
  const between = input.dataset.complete === "states" ? "," : ";";
  const at = input.value.lastIndexOf(between) + 1;
  const typed = input.value.slice(at).trim();
  if (!typed) return;
  const lang = encodeURIComponent(document.documentElement.lang);
  const answer = await fetch(`/complete/${input.dataset.complete}.json?lang=${lang}&q=${encodeURIComponent(typed)}`);
  if (!answer.ok) return;
  input.list.replaceChildren(...(await answer.json()).map(({ value, label }) => new Option(label, input.value.slice(0, at) + value)));
};
for (const input of document.querySelectorAll("input[data-complete]")) {
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => complete(input), 150);
  });
}

// A slider says its month; moved for the first time it shows a year.
const slide = (slider) => {
  const month = Number(slider.value);
  slider.form.querySelector("output").value =
    `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
  const during = slider.form.elements.namedItem("window");
  if (during && !during.value) during.value = "12";
};

// Keys: / goes to the words, n and p to the next and the previous mark of an event or statement.
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const words = document.querySelector("input[name=q]");
    if (words) { event.preventDefault(); words.focus(); }
  }
  if (event.key === "n" || event.key === "p") {
    const cards = [...document.querySelectorAll(".card")];
    if (!cards.length) return;
    const here = cards.indexOf(document.activeElement);
    const step = event.key === "n" ? 1 : -1;
    cards[(here + step + cards.length) % cards.length].focus();
  }
});
