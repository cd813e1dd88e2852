// Behaviour that every page has: htmx, and a few small things that HTML alone does not do.
import htmx from "htmx.org/dist/htmx.esm.js";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // no citizen's data in the browser's storage

const token = document.querySelector('meta[name="csrf"]')?.content ?? "";
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF"] = token;
});
// A lock or a new sign-in answers with its own address: leave the page as a whole.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401 || status === 423) {
    event.detail.shouldSwap = false;
    window.location.reload();
  } else if (status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// What the page asks for by itself while somebody works keeps nobody waiting.
const quiet = (event) => event.target.closest?.("[data-quiet]");
document.addEventListener("htmx:beforeRequest", (event) => quiet(event) || document.body.classList.add("is-busy"));
document.addEventListener("htmx:afterRequest", (event) => quiet(event) || document.body.classList.remove("is-busy"));

// The page locks itself when the server would: what is on the screen goes, too.
const idle = Number(document.body.dataset.idleSeconds ?? 0);
if (idle > 0) {
  let last = Date.now();
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, () => (last = Date.now()), { passive: true });
  setInterval(() => {
    if (Date.now() - last > idle * 1000) window.location.assign("/laas?til=" + encodeURIComponent(location.pathname + location.search));
  }, 5000);
}

// A choice of the mouse is sent at once. Arrow keys pass over every choice on their way, so a keyboard's is sent by the form's button.
let byKeys = false;
document.addEventListener("keydown", () => (byKeys = true));
document.addEventListener("pointerdown", () => (byKeys = false));
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]") && !byKeys) event.target.form?.requestSubmit();
  if (event.target.matches("[data-toggle-all]")) {
    for (const box of document.querySelectorAll(event.target.dataset.toggleAll)) box.checked = event.target.checked;
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) navigator.clipboard?.writeText(document.querySelector(button.dataset.copy)?.textContent ?? "");
  if (event.target.closest("[data-print]")) window.print();
  const dismiss = event.target.closest("[data-dismiss]");
  if (dismiss) dismiss.closest(dismiss.dataset.dismiss)?.remove();
});
// A browser keeps the old page, and what it has asked for, until the next one answers. Nobody waits for that: the broker may stop.
const waiting = new Set();
let gone = false;
document.addEventListener("htmx:beforeSend", (event) => waiting.add(event.detail.xhr));
document.addEventListener("htmx:afterRequest", (event) => waiting.delete(event.detail.xhr));
function leave() {
  for (const request of waiting) {
    request.onabort = null; // it is no error
    request.abort();
    gone = true;
  }
  waiting.clear();
}
// Who comes back to a page that was kept as it was left sees it whole.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && gone) window.location.reload();
});
// Forms that ask the sources take a moment: say so, and ask once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-busy]")) {
    leave();
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-busy", "true");
    document.body.classList.add("is-busy");
  }
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !link.target && !link.download && link.origin === location.origin && !event.metaKey && !event.ctrlKey && !link.hash) {
    leave();
    document.body.classList.add("is-busy");
  }
});
window.addEventListener("pageshow", () => document.body.classList.remove("is-busy"));

// Where the menu is wider than a narrow window, it starts with the page that is shown; also when the window becomes narrow.
function showHere() {
  for (const here of document.querySelectorAll(".site-nav [aria-current], .tabs [aria-current]")) {
    const list = here.closest("ul");
    list.scrollLeft += here.getBoundingClientRect().left - list.getBoundingClientRect().left - (list.clientWidth - here.offsetWidth) / 2;
  }
}
showHere();
window.addEventListener("resize", showHere);
