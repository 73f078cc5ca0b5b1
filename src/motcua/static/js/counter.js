// The counter's hands: digits answer, Enter goes on and at last accepts; nothing typed is lost when the page is redrawn.

const form = () => document.querySelector("[data-counter-form]");
const acceptButton = () => document.querySelector("[data-accept]");
const isText = (el) => el?.matches?.("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select");

// --- Questions ------------------------------------------------------------------------------------------------------

const openQuestions = () => [...document.querySelectorAll("[data-question]:not([data-answered])")];
const controlOf = (question) => question?.querySelector("input:checked, input:not([type=hidden]), textarea, select");

let acceptWhenReady = false;
// The question after which the redrawn page, and not this one, says where to go on.
let awaitedAfter = "";
document.addEventListener("pointerdown", () => { awaitedAfter = ""; }, true);

function goOn(from) {
  const open = openQuestions().filter((question) => question !== from);
  const after = open.find((question) => from.compareDocumentPosition(question) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? open[0];
  // The last answer is on its way and may open another question: the redrawn page says where the focus belongs.
  const target = next?.closest(".confirm-question") ? null : controlOf(next);
  if (!target) {
    awaitedAfter = from.dataset.question;
    document.activeElement?.blur();
  }
  target?.focus();
  target?.select?.();
}

function answer(question, control) {
  question.dataset.answered = "";
  control.dispatchEvent(new Event("change", { bubbles: true }));
  goOn(question);
}

// A digit answers the question in focus. It waits a moment: a scanner that begins with a digit is no answer.
const WAIT = 120; // ms
const SCAN = 5; // as many digits at that speed are a number being scanned
let digits = [];
let waiting = 0;

const questionNow = () => document.activeElement?.closest?.("[data-question]") ?? openQuestions()[0];
const optionFor = (digit) => questionNow()?.querySelector(`input[data-digit="${digit}"]`);

function press(digit) {
  const focus = document.activeElement;
  if (isText(focus)) {
    focus.value += digit;
    focus.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const option = optionFor(digit);
  if (!option) return;
  option.checked = true;
  answer(option.closest("[data-question]"), option);
}

const isOnItsWay = () => form()?.classList.contains("htmx-request") && document.activeElement === document.body;

// What is pressed while the page is being redrawn waits for the question that it answers.
function flush() {
  clearTimeout(waiting);
  if (isOnItsWay()) return;
  const pressed = digits;
  digits = [];
  if (pressed.length < SCAN) pressed.forEach(press);
}

// A field with a list: a digit in the empty field, or a click, writes the word.
function fillIn(button) {
  const input = button.closest("[data-question]").querySelector("[data-pick]");
  input.value = button.dataset.fill;
  answer(input.closest("[data-question]"), input);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (button) fillIn(button);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !form()) return;
  if (event.key === "Enter") flush();
  const focus = document.activeElement;
  if (focus?.matches("[data-pick]") && focus.value === "" && /[1-9]/.test(event.key)) {
    const button = focus.closest("[data-question]").querySelector(`[data-digit-fill="${event.key}"]`);
    if (button) {
      event.preventDefault();
      fillIn(button);
      return;
    }
  }
  if (event.key.length === 1 && !isText(focus)) {
    if (/\d/.test(event.key) && (digits.length || isOnItsWay() || optionFor(event.key))) {
      event.preventDefault();
      digits.push(event.key);
      clearTimeout(waiting);
      waiting = setTimeout(flush, WAIT);
    } else {
      clearTimeout(waiting);
      digits = [];
    }
    return;
  }
  const question = focus?.closest?.("[data-question]");
  if (event.key !== "Enter" || !question || !form().contains(focus) || (focus.matches("textarea") && event.shiftKey)) return;
  event.preventDefault();
  event.stopPropagation();
  const known = focus.type === "radio" ? question.querySelector("input:checked") : focus.value.trim() !== "";
  if (known) answer(question, focus);
  else goOn(question);
}, true);

// Enter while the last answer is still on its way: accept as soon as the page agrees.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || isText(document.activeElement)) return;
  if (form()?.classList.contains("htmx-request") && document.activeElement?.matches("body, [data-accept], [aria-disabled]")) {
    event.preventDefault();
    event.stopPropagation();
    acceptWhenReady = true;
  }
}, true);

// --- Redrawing without losing -----------------------------------------------------------------------------------------

let sent = null;
let typedMeanwhile = null;
let scrolledTo = 0;
const values = () => new Map([...new FormData(form())].filter(([name]) => name.includes(".")));

document.addEventListener("htmx:beforeRequest", (event) => {
  if (form() && event.detail.target?.id === "work") sent = values();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  scrolledTo = window.scrollY;
  if (event.detail.target?.id !== "work" || !form() || !sent) return;
  typedMeanwhile = [...values()].filter(([name, value]) => sent.get(name) !== value);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const work = document.getElementById("work");
  if (event.detail.target?.id !== "work" || !form()) return;
  window.scrollTo({ top: scrolledTo, behavior: "instant" });
  let changed = null;
  for (const [name, value] of typedMeanwhile ?? []) {
    const fields = [...form().elements].filter((field) => field.name === name);
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type !== "checkbox") field.value = value;
      if (field === document.activeElement) field.dispatchEvent(new Event("input", { bubbles: true }));
      else changed = field;
    }
  }
  sent = typedMeanwhile = null;
  const lost = document.activeElement === document.body || !document.activeElement;
  if (changed) {
    // What was typed meanwhile is sent now; where the focus belongs is said by the drawing that follows.
    if (lost) awaitedAfter ||= changed.name;
    changed.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  if (acceptWhenReady) acceptButton()?.click();
  acceptWhenReady = false;
  const asked = event.detail.requestConfig?.triggeringEvent?.type === "click";
  // The citizen signed on the second screen while the focus waited at that question: it goes on to the main act.
  const signed = event.detail.requestConfig?.elt?.id === "on-screen" && document.activeElement?.closest(".confirm-question [data-answered]");
  if (lost || asked || awaitedAfter || signed) focusNext(work);
  if (work.dataset.next !== awaitedAfter) awaitedAfter = "";
  if (digits.length) flush();
});

function focusNext(work) {
  const name = work?.dataset.next;
  if (!name) return;
  const target = name === "accept" ? acceptButton() : controlOf(document.querySelector(`[data-question="${CSS.escape(name)}"]`));
  target?.focus({ preventScroll: name === "accept" });
  target?.select?.();
}
document.addEventListener("DOMContentLoaded", () => {
  if (!document.querySelector("[autofocus], [data-focus]")) focusNext(document.getElementById("work"));
});
if (document.readyState !== "loading" && !document.querySelector("[autofocus], [data-focus]")) {
  focusNext(document.getElementById("work"));
}

// --- The measure: keys the officer typed, scans not counted --------------------------------------------------------------

let keys = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length === 1 || event.key === "Backspace" || event.key === "Delete") keys += 1;
}, true);
window.addEventListener("scan", (event) => {
  keys = Math.max(0, keys - (event.detail?.keys ?? 0));
}, true);
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest?.("#work") || event.detail.verb !== "post") return;
  event.detail.parameters.keys = String(keys);
  keys = 0;
});
document.addEventListener("submit", (event) => {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "keys", value: String(keys) });
  event.target.append(field);
  keys = 0;
}, true);

// --- The box: arrows walk through what was found ----------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("[data-box]");
  if (!box) return;
  const picks = [...box.querySelectorAll(".suggestions .pick")];
  const place = picks.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && picks.length) picks[Math.min(place + 1, picks.length - 1)].focus();
  else if (event.key === "ArrowUp" && place === 0) box.querySelector("[data-scan-target]").focus();
  else if (event.key === "ArrowUp" && place > 0) picks[place - 1].focus();
  else if (event.key === "Escape" && (picks.length || box.elements.text.value)) {
    box.querySelector(".suggestions").replaceChildren();
    box.elements.text.value = "";
    box.elements.text.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
