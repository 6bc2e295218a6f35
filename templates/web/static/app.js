// Makes the pages feel instant; everything works without. No page holds any other script.
"use strict";
document.documentElement.classList.add("js");

const main = () => document.getElementById("main");
const say = (words) => { document.getElementById("said").textContent = words; };
let going = 0;

// --- going somewhere without loading everything anew ------------------------------------------

async function go(address, options = {}, { push = true, focus = true } = {}) {
  const turn = ++going;
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: { "X-Wanted": "page" } });
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) throw new Error();
  } catch {
    location.href = options.method ? location.href : address;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (turn !== going) return;
  if (answer.url.includes("/login") || !sameFrame(page)) { location.href = answer.url; return; }
  const list = document.getElementById("list");
  const scrolled = list ? list.scrollTop : 0;
  document.body.className = page.body.className;
  document.title = page.title;
  main().replaceWith(page.getElementById("main"));
  const bar = document.querySelector(".bar nav"), fresh = page.querySelector(".bar nav");
  if (bar && fresh) bar.replaceWith(fresh);
  if (push && (answer.redirected || !options.method) && answer.url !== location.href) history.pushState(null, "", answer.url);
  const again = document.getElementById("list");
  if (again) again.scrollTop = scrolled;
  if (again) document.querySelector(".item.here")?.scrollIntoView({ block: "nearest" });
  const problem = document.getElementById("problem"), moved = document.querySelector("[data-moved]");
  const there = moved && document.querySelector(`[data-slot="${moved.dataset.moved}"] > a`);
  if (there) there.focus();
  else if (problem) problem.scrollIntoView({ block: "center" });
  else if (focus) main().focus({ preventScroll: true });
  arrived();
  say(document.querySelector(".told p")?.textContent || document.title);
}

// Who is logged in, and the language, are shown outside of what is replaced.
function sameFrame(page) {
  const framed = (one) => one.querySelector(".bar") !== null;
  return framed(page) === framed(document) && page.documentElement.lang === document.documentElement.lang;
}

function ours(link) {
  return link && link.origin === location.origin && !link.target && !link.hasAttribute("download")
    && !link.getAttribute("href").startsWith("#");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (event.target.closest("#help-button")) { document.getElementById("help").showModal(); return; }
  if (event.target.closest("#pick-all")) { pickAll(); return; }
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!ours(link)) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.matches("[data-plain]")) return;
  event.preventDefault();
  if (main().hasAttribute("aria-busy")) return; // one decision at a time
  const data = new URLSearchParams(new FormData(form, event.submitter));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const address = event.submitter?.getAttribute("formaction") || form.action;
  if (form.method === "get") {
    const where = new URL(form.action);
    where.search = data;
    go(where.href);
  } else {
    main().setAttribute("aria-busy", "true");
    go(address, { method: "POST", body: data });
  }
});

addEventListener("popstate", () => go(location.href, {}, { push: false }));

function pickAll() {
  const boxes = [...document.querySelectorAll('input[form="bulk"]')];
  const all = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !all;
}

// --- what changes while one looks -------------------------------------------------------------

let seen = 0, waiting = null, stream = null;

function listen() {
  if (!document.body.dataset.shortcuts || stream) return;
  stream = new EventSource("/events");
  stream.onmessage = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 400);
  };
}

async function refresh() {
  if (!document.getElementById("list")) return;
  const turn = going;
  let page;
  try {
    const answer = await fetch(location.href);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { return; }
  const list = document.getElementById("list"), fresh = page.getElementById("list");
  if (turn !== going || !list || !fresh) return;
  const chosen = new Set([...list.querySelectorAll("input:checked")].map((box) => box.value));
  const scrolled = list.scrollTop, active = document.activeElement?.dataset?.post;
  list.replaceWith(fresh);
  fresh.scrollTop = scrolled;
  for (const box of fresh.querySelectorAll("input")) box.checked = chosen.has(box.value);
  if (active) fresh.querySelector(`[data-post="${active}"]`)?.focus({ preventScroll: true });
  const views = document.querySelector(".views"), counts = page.querySelector(".views");
  if (views && counts) views.replaceWith(counts);
  const now = document.getElementById("post"), then = page.getElementById("post");
  if (now?.dataset.id && now.dataset.id === then?.dataset.id && now.dataset.seen !== then.dataset.seen) changed(now);
}

function changed(pane) {
  if (pane.querySelector(".notice-bar")) return;
  const bar = document.createElement("div");
  bar.className = "notice-bar";
  bar.setAttribute("role", "status");
  const words = document.createElement("span"), link = document.createElement("a");
  words.textContent = pane.dataset.changed;
  link.href = location.href;
  link.textContent = pane.dataset.again;
  bar.append(words, link);
  pane.prepend(bar);
}

// --- how long a text is, as the platform counts -----------------------------------------------

document.addEventListener("change", (event) => {
  if (event.target.matches(".filters select")) event.target.form.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-measure]");
  if (!form || !event.target.name.startsWith("text-")) return;
  clearTimeout(form.timer);
  form.timer = setTimeout(async () => {
    const body = new URLSearchParams({ csrf: form.csrf.value, text: event.target.value });
    const answer = await fetch(form.dataset.measure, { method: "POST", body });
    if (!answer.ok) return;
    const { length, limit } = await answer.json();
    const out = event.target.closest("label").querySelector(".measured");
    out.textContent = `${length} / ${limit}`;
    out.classList.toggle("over", length > limit);
  }, 120);
});

// --- keys -----------------------------------------------------------------------------------

function step(by) {
  const links = [...document.querySelectorAll(".item > a")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const link = links[at + by];
  if (link) go(link.href);
  else document.getElementById(by > 0 ? "after" : "before")?.click();
}

function open(selector, field) {
  const part = document.querySelector(selector);
  if (!part) return;
  if ("open" in part) part.open = true;
  part.scrollIntoView({ block: "nearest" });
  part.querySelector(field)?.focus();
}

// In the calendar, keys act on the post that has the focus.
const calendar = () => document.querySelector(".calendar");
const slotHere = () => document.activeElement?.closest("[data-slot]");

function stepSlot(by) {
  const posts = [...document.querySelectorAll("[data-slot] > a")];
  const at = posts.indexOf(slotHere()?.querySelector(":scope > a"));
  posts[at < 0 ? (by > 0 ? 0 : posts.length - 1) : at + by]?.focus();
}

function shift(to) {
  slotHere()?.querySelector(`button[value="${to}"]`)?.click();
}

const KEYS = {
  j: () => (calendar() ? stepSlot(1) : step(1)),
  k: () => (calendar() ? stepSlot(-1) : step(-1)),
  "[": () => shift("earlier"),
  "]": () => shift("later"),
  ArrowLeft: () => shift("earlier"),
  ArrowRight: () => shift("later"),
  ArrowDown: () => stepSlot(1),
  ArrowUp: () => stepSlot(-1),
  a: () => document.getElementById("approve")?.click(),
  r: () => open("#reject", "input:not([type=hidden])"),
  e: () => open("#edit", "textarea"),
  u: () => document.querySelector("#undo button")?.click(),
  "/": () => document.getElementById("search")?.focus(),
  "?": () => document.getElementById("help")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  // A bracket may take AltGr, which is Ctrl and Alt.
  const bracket = event.key === "[" || event.key === "]";
  if ((!bracket && (event.ctrlKey || event.altKey)) || event.metaKey || event.isComposing) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "Escape" && field) { field.blur(); return; }
  if (field || document.querySelector("dialog[open]") || document.body.dataset.shortcuts !== "yes") return;
  const act = /^[1-9]$/.test(event.key)
    ? () => document.querySelector(`[data-variant="${event.key}"]`)?.click()
    : KEYS[event.key];
  if (!act || (event.key.startsWith("Arrow") && !slotHere())) return;
  event.preventDefault();
  act();
});

// --- every time a page has come -----------------------------------------------------------------

let ticking = null;

function arrived() {
  clearInterval(ticking);
  const left = document.querySelector("[data-seconds]");
  if (!left) return;
  const end = Date.now() + Number(left.dataset.seconds) * 1000;
  ticking = setInterval(() => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (seconds > 0) { left.textContent = `${seconds} s`; return; }
    clearInterval(ticking);
    document.getElementById("undo")?.remove();
  }, 250);
}

arrived();
listen();
