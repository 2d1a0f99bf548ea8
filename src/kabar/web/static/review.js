// Keys for reviewing, and verdicts that do not load the page again; everything works without it.
"use strict";

(() => {
  const forms = [...document.querySelectorAll("form.judge")];
  const card_of = (form) => form.closest("[data-record]");
  const cards = forms.map(card_of);
  const keys = document.querySelector(".review-keys");
  const on = document.getElementById("keys-on");
  const KEPT = "kabar-keys-off";

  const send = (address, body) =>
    fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
    });

  const show = (form, verdict) => {
    const before = form.dataset.verdict;
    form.dataset.verdict = verdict;
    for (const button of form.querySelectorAll("button[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.value === verdict));
    }
    form.querySelector("[data-act=correct]").removeAttribute("aria-current");
    form.querySelector(".take-back").hidden = !verdict;
    const said = form.querySelector(".said");
    said.textContent = verdict ? said.dataset[verdict] : "";
    said.classList.remove("failed");
    const correction = form.querySelector(".correction");
    if (correction) correction.remove();
    const bar = document.querySelector("[data-judged]");
    if (bar && form.dataset.kind === "event" && Boolean(before) !== Boolean(verdict)) {
      bar.dataset.judged = Number(bar.dataset.judged) + (verdict ? 1 : -1);
      bar.querySelector(".now").textContent = bar.dataset.judged;
    }
  };

  // One after another, so that the last key pressed is what is kept.
  let last = Promise.resolve();
  const judge = (form, verdict) => {
    const { document: article, kind, id } = form.dataset;
    const body = { document: article, kind, record: id };
    last = last
      .then(() => {
        if (verdict === "back") {
          return form.dataset.verdict ? send("/api/review/back", body).then(() => show(form, "")) : null;
        }
        return send("/api/review", { ...body, verdict }).then(() => show(form, verdict));
      })
      .catch(() => {
        const said = form.querySelector(".said");
        said.textContent = said.dataset.failed;
        said.classList.add("failed");
      });
  };

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      if (!event.submitter || !event.submitter.value) return;
      event.preventDefault();
      judge(form, event.submitter.value);
      if (event.submitter.value === "back") card_of(form).focus();
    });
  }

  const here = () => cards.findIndex((card) => card.contains(document.activeElement));
  let stood = -1;
  const go = (step) => {
    const at = here() === -1 ? stood : here();
    const to = Math.min(Math.max(at + step, 0), cards.length - 1);
    if (!cards[to]) return;
    stood = to;
    cards[to].focus({ preventScroll: true });
    cards[to].scrollIntoView({ block: "nearest" });
  };

  // A form that was sent leads back to the buttons of its card. After loading: going to the
  // address's fragment takes the focus away.
  addEventListener("load", () => {
    const form = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!forms.includes(form)) return;
    setTimeout(() => {
      card_of(form).focus({ preventScroll: true });
      card_of(form).scrollIntoView({ block: "nearest" });
    });
  });

  // In the queue a key judges and goes on; in an article a record may be looked at again.
  let latest = null;
  const judge_and_go = (form, verdict) => {
    judge(form, verdict);
    latest = form;
    if (card_of(form).classList.contains("waiting")) go(1);
  };

  // Of a record without a verdict there is nothing to take back: then the latest one is meant.
  const take_back = (form) => {
    const meant = form.dataset.verdict || !latest ? form : latest;
    judge(meant, "back");
    card_of(meant).focus();
  };

  const follow = (name) => {
    const link = document.querySelector(`[data-act=${name}]`);
    location.href = link ? link.href : "/review/next";
  };

  // The marked words, and what stands before them, to find them in the text again.
  const missing = () => {
    const link = document.querySelector("[data-act=missing]");
    if (!link) return;
    const address = new URL(link.href);
    const marked = getSelection();
    const text = document.querySelector("article.text");
    if (marked.rangeCount && !marked.isCollapsed && text && text.contains(marked.anchorNode)) {
      const range = marked.getRangeAt(0);
      const paragraph = range.startContainer.parentElement.closest("p") || text;
      const ahead = document.createRange();
      ahead.setStart(paragraph, 0);
      ahead.setEnd(range.startContainer, range.startOffset);
      address.searchParams.set("words", marked.toString().trim().slice(0, 1000));
      address.searchParams.set("before", ahead.toString().slice(-60));
    }
    location.href = address.href;
  };
  for (const link of document.querySelectorAll("[data-act=missing]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      missing();
    });
  }

  const of_card = {
    a: (form) => judge_and_go(form, "accepted"),
    r: (form) => judge_and_go(form, "rejected"),
    u: take_back,
    e: (form) => { location.href = form.querySelector("[data-act=correct]").href; },
  };
  const anywhere = {
    j: () => go(1),
    k: () => go(-1),
    n: () => follow("next"),
    m: missing,
    "?": () => {
      keys.open = !keys.open;
      if (keys.open) keys.querySelector("summary").focus();
    },
  };

  if (!keys) return;
  keys.hidden = false;
  on.checked = localStorage.getItem(KEPT) === null;
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "1");
  });
  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const at = here();
    if (of_card[event.key] && at !== -1) {
      stood = at;
      of_card[event.key](forms[at]);
    } else if (anywhere[event.key]) {
      anywhere[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });
})();
