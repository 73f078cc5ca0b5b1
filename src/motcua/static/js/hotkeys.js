// Keys for what can be clicked: data-key="F9", "Escape", "Alt+1", "Ctrl+Enter", "1", "/", … on a button, link or field.
// "?" shows those of the page. Letters and digits work while no field has the focus, and wait a moment: a scanner that
// begins to type is no person pressing a key.

// A digit pressed by a person answers a question; the same digit from a scanner is the beginning of a card. They look
// alike until the next key comes, which a scanner sends within 100 ms.

const SCANNER = 120; // ms
let waiting = 0;

/** Do `act` unless another key follows as quickly as only a scanner's does. */
const whenAlone = (act) => {
  clearTimeout(waiting);
  waiting = setTimeout(act, SCANNER);
};

window.addEventListener("keydown", () => clearTimeout(waiting), true);

const typing = (element) => element?.isContentEditable
  || element?.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=reset])");
const visible = () => [...document.querySelectorAll("[data-key]")].filter((element) => element.checkVisibility());
const ours = (element) => !document.querySelector("dialog[open]") || element.closest("dialog[open]");

const combination = (event) => [
  event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta",
  event.shiftKey && event.key.length > 1 && "Shift", event.key.length === 1 ? event.key.toLowerCase() : event.key,
].filter(Boolean).join("+");

const asPressed = (key) => key.replace(/(?<=^|\+).$/, (letter) => letter.toLowerCase());

// What the page itself offers comes before what stands around every page.
const find = (keys) => {
  const meant = visible().filter((element) => ours(element) && element.dataset.key.split(" ").some((key) => asPressed(key) === keys));
  return meant.find((element) => element.closest("main")) ?? meant[0];
};

const press = (element) => {
  if (element.matches("input:not([type=submit], [type=button], [type=checkbox], [type=radio]), textarea, select")) {
    element.focus();
    element.select?.();
    return;
  }
  if (element.getAttribute("aria-disabled") === "true") { element.focus(); return; }
  element.focus();
  element.click();
};

const name = (element) => {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg")) extra.remove();
  return copy.textContent.trim() || element.getAttribute("aria-label") || element.labels?.[0]?.textContent.trim() || "";
};

const help = () => {
  const dialog = document.querySelector("dialog[data-hotkeys]");
  if (!dialog) return;
  if (dialog.open) { dialog.close(); return; }
  const list = dialog.querySelector("dl");
  list.replaceChildren(...visible().filter((element) => !dialog.contains(element)).flatMap((element) => {
    const own = element.dataset.key.split(" ").filter((text) => find(asPressed(text)) === element);
    if (!own.length) return [];
    const key = document.createElement("dt");
    key.append(...own.map((text) => Object.assign(document.createElement("kbd"), { textContent: text.replace("Escape", "Esc") })));
    return [key, Object.assign(document.createElement("dd"), { textContent: name(element) })];
  }));
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-hotkeys-open]")) help();
});

// Before the scanner, which listens on the document.
window.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat || event.defaultPrevented) return;
  const plain = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  const focused = document.activeElement;
  if (plain && typing(focused)) return;
  if (event.key === "Enter" && !event.ctrlKey && focused?.matches?.("a, button, summary, input, textarea, select")) return;
  const act = event.key === "?" ? help : find(combination(event)) && (() => press(find(combination(event))));
  if (!act) return;
  if (plain) {
    event.preventDefault();
    whenAlone(act);
  } else if (event.key !== "Escape" || !document.querySelector("details[data-menu][open], dialog[open]")) {
    event.preventDefault();
    act();
  }
}, true);

const announce = (root) => {
  for (const element of root.querySelectorAll("[data-key]:not([aria-keyshortcuts])")) {
    element.setAttribute("aria-keyshortcuts", element.dataset.key.replace("Ctrl", "Control"));
  }
};
announce(document);
document.addEventListener("htmx:load", (event) => announce(event.target));
