// Lights the words of a record and the record of words; everything else works without it.
"use strict";

(() => {
  const LIT = "lit";
  const words = new Map();
  const cards = new Map();
  for (const word of document.querySelectorAll("[data-records]")) {
    for (const record of word.dataset.records.split(" ")) {
      if (!words.has(record)) words.set(record, []);
      words.get(record).push(word);
    }
  }
  for (const card of document.querySelectorAll("[data-record]")) cards.set(card.dataset.record, card);

  let lit = [];
  const light = (elements) => {
    for (const each of lit) each.classList.remove(LIT);
    lit = elements;
    for (const each of lit) each.classList.add(LIT);
  };
  const of_card = (record) => [cards.get(record), ...(words.get(record) || [])].filter(Boolean);
  // Of the records that words belong to, actors light only where nothing else does.
  const of_words = (records) => {
    const told = records.filter((record) => !record.startsWith("actor:"));
    return (told.length ? told : records).flatMap(of_card);
  };
  const near = (target) => {
    const card = target.closest && target.closest("[data-record]");
    if (card) return of_card(card.dataset.record);
    const word = target.closest && target.closest("[data-records]");
    return word ? of_words(word.dataset.records.split(" ")) : null;
  };
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const found = near(event.target);
      if (found) light(found);
    });
  }
  document.addEventListener("click", (event) => {
    const word = event.target.closest("[data-records]");
    if (!word || event.target.closest("a, button")) return;
    const records = word.dataset.records.split(" ");
    const record = records.find((each) => !each.startsWith("actor:") && cards.has(each)) || records[0];
    const card = cards.get(record);
    if (card) {
      card.scrollIntoView({ block: "nearest" });
      card.focus({ preventScroll: true });
    }
  });
  const aimed = () => {
    const record = decodeURIComponent(location.hash.slice(1));
    if (cards.has(record)) {
      light(of_card(record));
      cards.get(record).scrollIntoView({ block: "nearest" });
    }
  };
  addEventListener("hashchange", aimed);
  aimed();

  // What stands beside the content on a wide window is folded above it on a narrow one.
  const narrow = matchMedia("(max-width: 60rem)");
  const fold = () => {
    for (const each of document.querySelectorAll("details.fold")) each.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();

  for (const field of document.querySelectorAll("[data-send-on-change]")) {
    field.addEventListener("change", () => field.form.requestSubmit());
    const shown = document.querySelector(`output[for="${field.id}"]`);
    const days = (field.dataset.days || "").split(",");
    const write = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
    if (shown && days[0]) {
      field.addEventListener("input", () => {
        shown.value = write.format(new Date(`${days[field.value]}T00:00:00Z`));
        field.setAttribute("aria-valuetext", shown.value);
      });
    }
  }
})();
