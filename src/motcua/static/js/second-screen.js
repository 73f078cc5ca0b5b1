// The citizen's second screen, kept live by live.js: it takes a signature, and reads aloud.

const root = document.querySelector("[data-second-screen]");
const now = root?.querySelector("[data-live-now]");
const lost = root?.querySelector("[data-live-lost]");
const token = () => root.querySelector("[name=csrfmiddlewaretoken]").value;
let strokes = [];
let drawing = null;
let shownVisit = "";
let wanting = false; // the citizen is pointing at what is wrong

const show = (element, words) => { element.textContent = words; element.hidden = !words; };

// --- What is shown ----------------------------------------------------------------------------------------------------

const dress = () => {
  strokes = [];
  drawing = null;
  for (const hidden of now.querySelectorAll("[data-sign], [data-want-change]")) hidden.hidden = false;
  const visit = now.querySelector("[data-visit]")?.dataset.visit ?? "";
  if (visit !== shownVisit) wanting = false;
  shownVisit = visit;
  for (const wrong of now.querySelectorAll("[data-field]")) wrong.hidden = !wanting;
};

// --- The signature ----------------------------------------------------------------------------------------------------

const at = (pad, event) => {
  const box = pad.getBoundingClientRect();
  const bound = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  return [bound((event.clientX - box.left) * pad.width / box.width, pad.width), bound((event.clientY - box.top) * pad.height / box.height, pad.height)];
};

const line = (pad, from, to) => {
  const pen = pad.getContext("2d");
  pen.lineWidth = 7;
  pen.lineCap = "round";
  pen.strokeStyle = getComputedStyle(pad).color;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
};

document.addEventListener("pointerdown", (event) => {
  const pad = event.target.closest?.("[data-pad]");
  if (!pad) return;
  event.preventDefault();
  pad.setPointerCapture(event.pointerId);
  drawing = [at(pad, event)];
  strokes.push(drawing);
  line(pad, drawing[0], drawing[0]);
});
document.addEventListener("pointermove", (event) => {
  const pad = event.target.closest?.("[data-pad]");
  if (!pad || !drawing) return;
  const point = at(pad, event);
  line(pad, drawing.at(-1), point);
  drawing.push(point);
});
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { drawing = null; });

const send = async (address, said) => {
  const shown = now.querySelector("[data-visit]");
  const body = new URLSearchParams({ visit: shown.dataset.visit, seen: shown.dataset.seen, csrfmiddlewaretoken: token(), ...said });
  const answer = await fetch(address, { method: "POST", body }).catch(() => null);
  const said2 = answer ? await answer.json().catch(() => ({ sentence: root.dataset.unsent })) : { sentence: root.dataset.unsent };
  const place = now.querySelector("[data-problem]") ?? lost;
  show(place, said2.sentence ?? "");
  if (!said2.sentence) root.dispatchEvent(new CustomEvent("live:ask"));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (!button || !root) return;
  if ("clear" in button.dataset) {
    strokes = [];
    const pad = now.querySelector("[data-pad]");
    pad.getContext("2d").clearRect(0, 0, pad.width, pad.height);
  } else if ("agree" in button.dataset) {
    send(root.dataset.confirm, { strokes: JSON.stringify(strokes) });
  } else if ("wantChange" in button.dataset) {
    wanting = !wanting;
    for (const wrong of now.querySelectorAll("[data-field]")) wrong.hidden = !wanting;
    now.querySelector("[data-field]")?.scrollIntoView({ block: "center" });
  } else if (button.dataset.field) {
    send(root.dataset.change, { field: button.dataset.field });
  } else if ("larger" in button.dataset) {
    const larger = document.documentElement.toggleAttribute("data-larger");
    button.setAttribute("aria-pressed", String(larger));
  }
});

// --- Read aloud, where the browser has a voice for the language ---------------------------------------------------------

const reader = root?.querySelector("[data-read]");
const words = reader?.textContent;
const voice = () => speechSynthesis.getVoices().find((each) => each.lang.toLowerCase().startsWith(document.documentElement.lang));
const stopReading = () => {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  if (reader) reader.textContent = words;
};
if (root) {
  dress();
  root.addEventListener("live:drawn", () => { stopReading(); dress(); });
  root.addEventListener("live:missed", () => now.querySelector("[data-visit]")?.setAttribute("inert", "")); // nothing is signed that may be old
  if ("speechSynthesis" in window) {
    const offer = () => { reader.hidden = !voice(); };
    offer();
    speechSynthesis.addEventListener?.("voiceschanged", offer);
    reader.addEventListener("click", () => {
      if (speechSynthesis.speaking) { stopReading(); return; }
      const text = [...now.querySelectorAll("h1, h2, .screen-promise, .screen-fee, h3, dt, dd:not(.screen-wrong), li")].map((each) => each.textContent.trim()).join(". ");
      const said = Object.assign(new SpeechSynthesisUtterance(text), { voice: voice(), lang: document.documentElement.lang, onend: stopReading });
      reader.textContent = reader.dataset.stop;
      speechSynthesis.speak(said);
    });
  }
}
