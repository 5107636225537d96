// What the page does beyond links and forms. Every view works without it.
"use strict";

const $all = (selector, root = document) => [...root.querySelectorAll(selector)];
let going = 0;

// Light or dark, kept in a cookie so that the server draws it right from the start.
document.querySelector("[data-theme-switch]")?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
});

// Swap the part of the page that a form governs, without leaving it.
async function swap(address, options) {
  const part = document.querySelector("[data-swap]");
  const mine = ++going;
  part?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, options);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh.querySelector("[data-swap]");
    if (mine !== going) return false;
    if (!answer.ok || !found || !part) return false;
    part.replaceWith(document.adoptNode(found));
    wire(found);
    return true;
  } finally {
    if (mine === going) document.querySelector("[data-swap]")?.removeAttribute("aria-busy");
  }
}

function live(form) {
  let timer;
  form.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const output = form.querySelector("output");
    if (output) output.textContent = event.target.value;
    clearTimeout(timer);
    timer = setTimeout(() => go(form), 150);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
}

async function go(form) {
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  if (await swap(address)) history.replaceState(null, "", address);
}

function livePost(form) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (form.checkValidity()) swap(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
    }, 400);
  });
}

// Pointing at a record lights the words that carry it, and the other way round.
function light(id) {
  for (const one of $all("[data-own]")) one.classList.toggle("on", !!id && one.dataset.own.split(" ").includes(id));
  for (const one of $all("[data-record]")) one.classList.toggle("lit", one.dataset.record === id);
}

function records(root) {
  for (const one of $all("[data-record]", root)) {
    one.addEventListener("pointerenter", () => light(one.dataset.record));
    one.addEventListener("focusin", () => light(one.dataset.record));
  }
  for (const word of $all("mark[data-own]", root)) word.addEventListener("pointerenter", () => light(word.dataset.own.split(" ")[0]));
  const lit = root.querySelector("[data-lit]");
  if (lit) {
    light(lit.dataset.record);
    document.querySelector(".m-trigger.on")?.scrollIntoView({ block: "center" });
  }
}

// "Why?" opens the explanation in its place.
async function why(event, link) {
  event.preventDefault();
  const record = link.closest("[data-record]");
  const open = record.querySelector(".whybox");
  if (open) return open.remove();
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(`${link.getAttribute("href")}?part=1`);
  link.removeAttribute("aria-busy");
  if (!answer.ok) return location.assign(link.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".whybox");
  if (fresh) record.append(document.adoptNode(fresh));
}

// Drag over the timeline to choose a period.
function brush(chart) {
  const box = chart.querySelector(".brush");
  const form = document.querySelector("form[data-live] input[name=since]")?.form;
  let from = null;
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse()).x;
  const day = (x) => {
    const { first, last, x0, x1 } = chart.dataset;
    const share = Math.min(1, Math.max(0, (x - x0) / (x1 - x0)));
    return new Date(Date.parse(first) + share * (Date.parse(last) - Date.parse(first))).toISOString().slice(0, 10);
  };
  chart.addEventListener("pointerdown", (event) => {
    if (event.target.closest("a") || event.pointerType === "touch") return;
    from = at(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (from === null) return;
    box.setAttribute("x", Math.min(from, at(event)));
    box.setAttribute("width", Math.abs(at(event) - from));
  });
  chart.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [a, z] = [from, at(event)].sort((x, y) => x - y);
    from = null;
    box.setAttribute("width", 0);
    if (z - a < 8 || !form) return;
    form.elements.since.value = day(a);
    form.elements.until.value = day(z);
    go(form);
  });
}

function net(chart) {
  const near = (name) => {
    chart.classList.toggle("some", !!name);
    const friends = new Set([name]);
    for (const edge of $all(".edge", chart)) {
      const ends = edge.dataset.ends.split(" ");
      const hot = !!name && ends.includes(name);
      edge.classList.toggle("hot", hot);
      if (hot) ends.forEach((end) => friends.add(end));
    }
    for (const one of $all(".node, .label", chart)) one.classList.toggle("hot", !!name && friends.has(one.dataset.node ?? one.dataset.label));
  };
  for (const node of $all(".node", chart)) {
    for (const on of ["pointerenter", "focus"]) node.addEventListener(on, () => near(node.dataset.node));
    for (const off of ["pointerleave", "blur"]) node.addEventListener(off, () => near(""));
  }
}

function wire(root) {
  records(root);
  $all("[data-brush]", root).forEach(brush);
  $all(".net", root).forEach(net);
  $all("[data-why]", root).forEach((link) => link.addEventListener("click", (event) => why(event, link)));
  $all("[data-go]", root).forEach((shape) => shape.addEventListener("click", () => location.assign(shape.dataset.go)));
  $all("[data-opens]", root).forEach((button) => button.addEventListener("click", () => {
    const details = document.getElementById(button.dataset.opens);
    details.open = true;
    details.querySelector("input:not([type=hidden]), select").focus();
  }));
}

// One key for each decision, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && writing) return writing.blur();
  if (writing) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector(".search input").focus();
    return;
  }
  // KeyA and so on, so that an Arabic layout works as well
  const key = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const button = key && document.querySelector(`[data-key="${key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

$all("form[data-live]").forEach(live);
$all("form[data-live-post]").forEach(livePost);
wire(document);
