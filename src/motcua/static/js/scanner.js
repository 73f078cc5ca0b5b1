// A hand-held scanner types what it reads, like a very quick person, and ends with Enter.
//
// Whatever has the focus, a scan goes to the box marked [data-scan-target]: the box hears a "scan" event and, unless
// that is cancelled, gets the text and its form is sent. A field that was in the way gets back what it held before.
// Typing by hand with no field in focus goes to the same box.
//
// There is no fixed speed: scanners need 5 to 100 ms a key, people 80 to 400. A burst is a scan when it began with the
// scanner's prefix key, or has the shape of a card, or is far quicker than this person types.

const PREFIX = "F13"; // many scanners can be told to send a key first; [data-scan-prefix] names another
const PAUSE = 700; // ms without a key: a new burst
const SHORTEST = 6; // characters; below that speed says nothing
const CARD = /^\s*\d{9,12}\s*\|.*\|/s;
const BARS = /(\|.*){5}/s;

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

// How this person types: the last gaps between keys that were no scan.
const human = {
  gaps: [160, 160, 160],
  learn(gaps) {
    this.gaps.push(...gaps.filter((gap) => gap > 40));
    this.gaps.splice(0, this.gaps.length - 40);
  },
  farSlowerThan(gap) { return gap < median(this.gaps) * 0.45; },
};

let burst = null;
let deliveredAt = -PAUSE;

const typesInto = (element) => element instanceof HTMLElement
  && (element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=reset], [type=file], [type=range])"));
// The page's own box, if it has one; else the one that stands around every page.
const box = () => {
  const boxes = [...document.querySelectorAll("[data-scan-target]")].filter((element) => element.checkVisibility());
  return boxes.find((element) => element.closest("main")) ?? boxes[0];
};
const isText = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

const begin = (element, now, prefixed = false) => {
  burst = {
    element, prefixed, last: now, gaps: [], text: "", owed: "", keys: 0,
    before: typesInto(element) && !element.isContentEditable ? element.value : null,
  };
};

const add = (text, now) => {
  if (burst.text) burst.gaps.push(now - burst.last);
  burst.last = now;
  burst.text += text;
};

const isScan = ({ prefixed, text, gaps }) => prefixed || CARD.test(text) || BARS.test(text)
  || (text.length >= SHORTEST && gaps.length > 0 && human.farSlowerThan(median(gaps)));

const giveBack = ({ element, before }, target) => {
  if (element === target || before === null || element.value === before) return;
  element.value = before;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  if (element.matches("select")) element.dispatchEvent(new Event("change", { bubbles: true }));
};

// detail.keys: how many keys the scanner pressed, Enter included, for whoever counts what the officer types.
const deliver = (target, text, keys) => {
  const detail = { text, keys };
  const taken = !target.dispatchEvent(new CustomEvent("scan", { detail, bubbles: true, cancelable: true }));
  if (taken) return;
  target.value = text;
  target.form?.requestSubmit();
};

const onEnter = (event, target, now) => {
  if (now - deliveredAt < 300) { event.preventDefault(); event.stopPropagation(); return; } // CR and LF are two Enters
  const done = burst;
  burst = null;
  if (!done?.text) return;
  if (isScan(done)) {
    event.preventDefault();
    event.stopPropagation();
    deliveredAt = now;
    giveBack(done, target);
    deliver(target, done.text, done.keys + 1);
    return;
  }
  human.learn(done.gaps);
};

document.addEventListener("keydown", (event) => {
  const target = box();
  if (!target || document.querySelector("dialog[open]")) return;
  const now = event.timeStamp;
  const focused = document.activeElement;
  if (event.key === (target.dataset.scanPrefix || PREFIX)) {
    event.preventDefault();
    begin(focused, now, true);
    if (!typesInto(focused)) target.focus();
    return;
  }
  if (event.key === "Enter" && !event.isComposing) { onEnter(event, target, now); return; }
  if (burst && now - burst.last > PAUSE && !(burst.prefixed && !burst.text)) { human.learn(burst.gaps); burst = null; }
  if (event.isComposing || event.key === "Process" || focused?.closest?.("[data-scan-ignore]")) return;
  if (event.key === "Backspace" && burst) { burst.text = burst.text.slice(0, -1); burst.keys += 1; return; } // an input method rewrites
  if (!isText(event)) return;
  if (event.key === " " && !burst && focused?.matches?.("button, a, summary, input")) return;
  if (!burst) begin(focused, now);
  if (!typesInto(focused) && !event.defaultPrevented) target.focus();
  add(event.key, now);
  burst.keys += 1;
  burst.owed = event.key;
}, true);

// Letters that come without a key of their own: Alt codes, input methods, letters that no layout has.
document.addEventListener("beforeinput", (event) => {
  if (!event.data || !event.inputType.startsWith("insert") || !box()) return;
  if (event.inputType === "insertCompositionText") return;
  if ([...event.data].length > 2) { burst = null; return; } // pasted or filled in at once: no keys, no scanner
  const now = event.timeStamp;
  if (burst && event.data === burst.owed) { burst.owed = ""; return; }
  if (!burst || now - burst.last > PAUSE) begin(event.target, now);
  add(event.data, now);
}, true);
document.addEventListener("compositionend", (event) => {
  if (burst && event.data) add(event.data, event.timeStamp);
}, true);
document.addEventListener("pointerdown", () => { burst = null; }, true);
