// What is typed is saved as it is typed: a form with data-autosave="URL" sends each changed field a moment after the
// last key. Nothing is kept in the browser's storage: what could not be sent stays in the page and is tried again, and
// leaving the page before that asks back.
//
// Sent: the changed fields, the form's hidden fields (csrf token, version). Answered: JSON {"version": 3}; 409 with
// {"sentence": "…"} when somebody else was quicker. The words on [data-autosave-status] come from its own attributes
// data-saving, data-saved, data-failed.

const REST = 400; // ms after the last key
const AGAIN = [1000, 2000, 5000, 10000];
const work = new WeakMap();
let unsaved = 0;

const of = (form) => {
  if (!work.has(form)) work.set(form, { changed: new Map(), timer: 0, sending: false, failures: 0 });
  return work.get(form);
};
const say = (form, state, sentence = "") => {
  const status = form.querySelector("[data-autosave-status]") ?? document.querySelector("[data-autosave-status]");
  if (!status) return;
  status.dataset.state = state;
  status.textContent = sentence || status.dataset[state] || "";
};
const valueOf = (form, name) => new FormData(form).getAll(name);

const send = async (form) => {
  const mine = of(form);
  if (mine.sending || mine.changed.size === 0) return;
  mine.sending = true;
  const batch = new Map(mine.changed);
  mine.changed.clear();
  const body = new FormData();
  for (const field of form.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
  for (const [name, values] of batch) for (const value of values.length ? values : [""]) body.append(name, value);
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
    if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(`${answer.status}`);
    settle(form, answer.ok, answer.status, await answer.json());
  } catch {
    for (const [name, values] of batch) if (!mine.changed.has(name)) mine.changed.set(name, values);
    say(form, "failed");
    mine.timer = setTimeout(() => send(form), AGAIN[Math.min(mine.failures++, AGAIN.length - 1)]);
  } finally {
    mine.sending = false;
    count();
  }
};

const settle = (form, ok, status, answer) => {
  const mine = of(form);
  mine.failures = 0;
  const version = form.elements.namedItem("version");
  if (ok && version && answer.version !== undefined) version.value = answer.version;
  say(form, ok ? "saved" : "failed", answer.sentence);
  if (status === 409) form.dispatchEvent(new CustomEvent("autosave:conflict", { detail: answer, bubbles: true }));
  if (mine.changed.size) mine.timer = setTimeout(() => send(form), REST);
};

const watched = new Set();
const count = () => {
  unsaved = 0;
  for (const form of watched) {
    if (form.isConnected) unsaved += of(form).changed.size + of(form).sending;
    else watched.delete(form);
  }
};

const noted = (event, rest) => {
  const field = event.target;
  const form = field.form;
  if (!form?.dataset.autosave || !field.name || field.type === "hidden" || field.type === "file" || event.isComposing) return;
  const mine = of(form);
  watched.add(form);
  mine.changed.set(field.name, valueOf(form, field.name));
  count();
  clearTimeout(mine.timer);
  mine.timer = setTimeout(() => send(form), rest);
};

document.addEventListener("input", (event) => noted(event, REST));
document.addEventListener("compositionend", (event) => noted(event, REST));
document.addEventListener("change", (event) => noted(event, 0));
document.addEventListener("submit", (event) => { clearTimeout(of(event.target).timer); of(event.target).changed.clear(); count(); });
document.addEventListener("htmx:beforeRequest", (event) => {
  for (const form of watched) if (form.isConnected && !event.target.contains(form)) send(form);
});
window.addEventListener("online", () => { for (const form of watched) send(form); });
window.addEventListener("pagehide", () => { for (const form of watched) send(form); });
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
