// Copies: files dropped on a component, or chosen, are sent at once; without this module there is a button for it.

const formOf = (event) => event.target.closest?.("[data-drop]");
const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

const send = (form) => form.requestSubmit(form.querySelector("[data-add]"));

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault(); // a file dropped beside a component must not replace the page
  const form = formOf(event);
  event.dataTransfer.dropEffect = form ? "copy" : "none";
  for (const each of document.querySelectorAll("[data-drop]")) each.toggleAttribute("data-over", each === form);
});

document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) document.querySelector("[data-over]")?.removeAttribute("data-over");
});

document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  const form = formOf(event);
  document.querySelector("[data-over]")?.removeAttribute("data-over");
  if (!form) return;
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  send(form);
});

document.addEventListener("change", (event) => {
  const form = formOf(event);
  if (form && event.target.matches("input[type=file]") && event.target.files.length) send(form);
});

// While pages are read and signed, the part says that it works.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig?.verb !== "post") return; // a part that looks again by itself is no work
  event.target.closest?.("#scans")?.setAttribute("aria-busy", "true");
});

// Arranging with the keyboard: the focus stays on the component that was worked on.
let worked = "";
document.addEventListener("submit", (event) => { worked = event.target.closest?.(".scan-component")?.id ?? ""; }, true);
document.addEventListener("htmx:afterSettle", (event) => {
  if (!worked || event.target.id !== "scans") return;
  const component = document.getElementById(worked);
  (component?.querySelector("input[name=paper_pages]") ?? component?.querySelector("button:not(.sr-only), a"))?.focus();
  worked = "";
});
