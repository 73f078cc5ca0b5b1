// The kiosk: forgets after sixty seconds without a touch (a ring at fifty), leaves nothing to go back to, prints, types digits.

const root = document.querySelector("[data-kiosk]");
const ring = root?.querySelector("[data-ring]");
const WARN = 50_000;
const FORGET = 60_000;
const SOON = 8_000; // after a thank-you nobody waits
let touched = performance.now();

const forget = () => location.replace(root.dataset.clear);

const tick = () => {
  const still = performance.now() - touched;
  const soon = root.querySelector("[data-soon-home]");
  if (soon && still > SOON) { forget(); return; }
  if ("atHome" in root.dataset && !soon) { // at home there is nothing to lose: language and letters go back silently
    if (still > FORGET && (document.cookie.includes("motcua_spoken") || document.cookie.includes("motcua_larger"))) forget();
    return;
  }
  ring.hidden = still < WARN;
  if (still > FORGET) forget();
};

if (root) {
  const touch = () => { touched = performance.now(); ring.hidden = true; };
  for (const kind of ["pointerdown", "keydown", "touchstart"]) document.addEventListener(kind, touch, { capture: true, passive: true });
  setInterval(tick, 500);
  // A page that the browser kept whole is never shown again; what is left behind is replaced, not stacked.
  addEventListener("pageshow", (event) => { if (event.persisted) forget(); });
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const way = event.target.closest?.("a[data-replace]");
    if (way && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      location.replace(way.href);
      return;
    }
    const key = event.target.closest?.("button");
    if (!key) return;
    if ("print" in key.dataset) print();
    const typed = root.querySelector("[data-typed]");
    if (!typed) return;
    if (key.dataset.digit) typed.value += key.dataset.digit;
    if (key.dataset.letter) typed.value += key.dataset.letter;
    if ("erase" in key.dataset) typed.value = typed.value.slice(0, -1);
  });
  // The second touch of the same button sends nothing more.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
}
