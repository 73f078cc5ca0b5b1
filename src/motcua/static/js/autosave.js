// What is typed is saved as it is typed: a form with data-autosave="URL" sends each changed field a moment after the
// last key. Nothing is kept in the browser's storage: what could not be sent stays in the page and is tried again, and
// leaving the page before that asks back.
//
// Sent: the changed fields, the form's hidden fields (csrf token, version). Answered: JSON {"version": 3}; 409 with
// {"sentence": "…"} when somebody else was quicker. The words on [data-autosave-status] come from its own attributes
// data-saving, data-saved, data-failed.
//
// A form that htmx sends on change as well is left to htmx at that moment, and htmx waits for a save that is on its way:
// two requests with one version would look like two officers.

const REST = 400; // ms after the last key
const AGAIN = [1000, 2000, 5000, 10000];
const work = new WeakMap();
let unsaved = 0;

const of = (form) => {
  if (!work.has(form)) work.set(form, { changed: new Map(), saved: new Map(), timer: 0, sending: null, failures: 0 });
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
  clearTimeout(mine.timer);
  if (mine.sending || mine.changed.size === 0 || !form.isConnected) return;
  if (form.classList.contains("htmx-request")) { later(form, REST); return; }
  mine.sending = post(form, mine);
  await mine.sending;
  mine.sending = null;
  count();
  if (mine.changed.size && mine.failures === 0) later(form, REST);
};

const later = (form, rest) => {
  clearTimeout(of(form).timer);
  of(form).timer = setTimeout(() => send(form), rest);
};

const post = async (form, mine) => {
  const batch = new Map(mine.changed);
  mine.changed.clear();
  const body = new FormData();
  for (const field of form.querySelectorAll("input[type=hidden]")) body.append(field.name, field.value);
  for (const [name, values] of batch) for (const value of values.length ? values : [""]) body.append(name, value);
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(`${answer.status}`);
    settle(form, batch, answer.ok, answer.status, await answer.json());
  } catch {
    for (const [name, values] of batch) if (!mine.changed.has(name)) mine.changed.set(name, values);
    say(form, "failed");
    later(form, AGAIN[Math.min(mine.failures++, AGAIN.length - 1)]);
  }
};

const settle = (form, batch, ok, status, answer) => {
  const mine = of(form);
  mine.failures = 0;
  if (ok) for (const [name, values] of batch) mine.saved.set(name, values.join("\n"));
  const version = form.elements.namedItem("version");
  if (ok && version && answer.version !== undefined) version.value = answer.version;
  say(form, ok ? "saved" : "failed", answer.sentence);
  if (status === 409) form.dispatchEvent(new CustomEvent("autosave:conflict", { detail: answer, bubbles: true }));
};

const watched = new Set();
const count = () => {
  unsaved = 0;
  for (const form of watched) {
    if (form.isConnected) unsaved += of(form).changed.size + Boolean(of(form).sending);
    else watched.delete(form);
  }
};

const noted = (event, rest) => {
  const field = event.target;
  const form = field.form;
  if (!form?.dataset.autosave || !field.name || field.type === "hidden" || field.type === "file" || event.isComposing) return;
  const mine = of(form);
  const values = valueOf(form, field.name);
  if (mine.saved.get(field.name) === values.join("\n") && !mine.changed.has(field.name)) return; // the change after its input
  watched.add(form);
  mine.changed.set(field.name, values);
  count();
  later(form, rest);
};
const forget = (form) => {
  clearTimeout(of(form).timer);
  of(form).changed.clear();
  count();
};

document.addEventListener("input", (event) => noted(event, REST));
document.addEventListener("compositionend", (event) => noted(event, REST));
document.addEventListener("change", (event) => noted(event, event.target.form?.hasAttribute("hx-post") ? REST : 0));
document.addEventListener("submit", (event) => forget(event.target));
document.addEventListener("htmx:confirm", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (!form || !watched.has(form) || !of(form).sending) return;
  event.preventDefault();
  of(form).sending.then(() => event.detail.issueRequest());
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (watched.has(form)) forget(form); // it sends the whole form
});
document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (!watched.has(form)) return;
  for (const name of new Set(new FormData(form).keys())) {
    if (form.elements.namedItem(name)?.type !== "hidden") of(form).changed.set(name, valueOf(form, name));
  }
  count();
  later(form, AGAIN[0]);
});
window.addEventListener("online", () => { for (const form of watched) send(form); });
window.addEventListener("beforeunload", (event) => {
  if (!unsaved) return;
  for (const form of watched) send(form);
  event.preventDefault();
});
