// Small behaviours of every page, found by data- attributes.

// Theme: a cookie, so that the server draws the right one at once.
document.addEventListener("change", (event) => {
  const choice = event.target.closest("[data-theme-switch] input");
  if (!choice) return;
  document.documentElement.dataset.theme = choice.value;
  document.cookie = `motcua_theme=${choice.value}; path=/; max-age=31536000; samesite=lax`;
});

// Menus close by Escape and by a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.stopPropagation();
}, true);
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What is to be printed is the page itself.
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

// An impossible act says why instead of doing nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-disabled='true']")) event.preventDefault();
});

// After an answer that shows errors, the summary takes the focus, so that it is read out.
const focusSummary = (root) => root.querySelector?.("[data-focus]")?.focus();
document.addEventListener("DOMContentLoaded", () => focusSummary(document));
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

// Errors come with their page: a 4xx answer is drawn like any other.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { status } = event.detail.xhr;
  if (status === 422 || status === 409 || status === 403) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The network is gone: say it once, keep everything.
const offline = () => document.getElementById("offline-note")?.removeAttribute("hidden");

// What is needed now and then comes when it is: data-brings names the styles and modules of a part that opens, that is
// fetched into the page, or that a file is dragged towards. What could not come is tried again the next time.
const styled = (href) => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject }));
});
const bring = (part) => {
  const addresses = part?.dataset?.brings;
  if (!addresses) return;
  delete part.dataset.brings;
  Promise.all(addresses.split(" ").map((address) => (address.endsWith(".css") ? styled(address) : import(address))))
    .catch(() => {
      part.dataset.brings = addresses;
      if (part.dataset.bringsAfter) later(part);
      else offline();
    });
};
// What need not be there with the page comes some seconds after it.
const later = (part) => setTimeout(bring, part.dataset.bringsAfter * 1000, part);
document.querySelectorAll("[data-brings-after]").forEach(later);
document.addEventListener("toggle", (event) => bring(event.target), true);
document.addEventListener("htmx:beforeRequest", (event) => bring(event.target));
document.addEventListener("dragenter", (event) => {
  if ([...event.dataTransfer?.types ?? []].includes("Files")) document.querySelectorAll("[data-brings][hx-get]").forEach(bring);
});
document.addEventListener("htmx:sendError", offline);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) document.getElementById("offline-note")?.setAttribute("hidden", "");
});
