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
  tell("");
  try {
    const answer = await fetch(address, options);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh.querySelector("[data-swap]");
    if (mine !== going) return false;
    if (!answer.ok || !found || !part) {
      tell(fresh.querySelector(".fault p:not(.big)")?.textContent || document.body.dataset.failed);
      return false;
    }
    part.replaceWith(document.adoptNode(found));
    wire(found);
    return true;
  } catch {
    if (mine === going) tell(document.body.dataset.failed);
    return false;
  } finally {
    if (mine === going) document.querySelector("[data-swap]")?.removeAttribute("aria-busy");
  }
}

// Say above the part that is swapped what went wrong; nothing takes it away again.
function tell(text) {
  const part = document.querySelector("[data-swap]");
  let box = document.querySelector(".failed-box");
  if (!text) return box?.remove();
  if (!box) {
    box = document.createElement("p");
    box.className = "failed-box wrong";
    box.setAttribute("role", "alert");
    part?.before(box);
  }
  box.textContent = text;
}

function live(form) {
  let timer;
  form.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    const output = form.querySelector("output");
    const all = output && Number(event.target.value) > Number(output.dataset.last);
    if (output) output.textContent = all ? output.dataset.all : event.target.value;
    for (const other of $all("form[data-live] .day")) other.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => go(form), 150);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
}

async function go(form) {
  const asked = [...new FormData(form)].filter(([name, value]) => value && !(name === "year" && form.querySelector("output")?.dataset.all === form.querySelector("output")?.textContent));
  const query = new URLSearchParams(asked).toString();
  const address = form.getAttribute("action") + (query ? `?${query}` : "");
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
  const has = (list) => !!id && (list ?? "").split(" ").includes(id);
  for (const one of $all("[data-own], [data-in]")) {
    one.classList.toggle("on", has(one.dataset.own));
    one.classList.toggle("in", has(one.dataset.in));
  }
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
    // On a narrow screen the queue's buttons stand above the text and stay in sight.
    const stay = lit.closest(".review") && !matchMedia("(min-width: 52rem)").matches;
    if (!stay) document.querySelector(".m-trigger.on")?.scrollIntoView({ block: "center" });
  }
}

// "Why?" opens the explanation in its place.
async function why(event, link) {
  event.preventDefault();
  const record = link.closest("[data-record]");
  const open = record.querySelector(".whybox");
  if (open) return open.remove();
  link.setAttribute("aria-busy", "true");
  const form = link.form;
  const sent = form && { method: "POST", body: new URLSearchParams(new FormData(form)) };
  let answer;
  try {
    answer = await fetch(`${link.getAttribute(form ? "formaction" : "href")}?part=1`, sent);
  } catch {
    return tell(document.body.dataset.failed);
  } finally {
    link.removeAttribute("aria-busy");
  }
  if (!answer.ok) return tell(document.body.dataset.failed);
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
  // Wide drawings on a narrow screen: begin where it is worth looking.
  for (const one of $all(".timeline, .held, .strip", root)) one.parentElement.scrollLeft = one.parentElement.scrollWidth;
  for (const one of $all(".net", root)) {
    const box = one.parentElement;
    box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2 * (document.documentElement.dir === "rtl" ? -1 : 1);
  }
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

document.documentElement.classList.add("scripted");
document.querySelector(".top [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
$all("form[data-live]").forEach(live);
$all("form[data-live-post]").forEach(livePost);
wire(document);
