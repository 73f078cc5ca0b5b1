// The tablet of a mobile point: which screen is shown, what a button does. Everything personal lies sealed (vault.js).

import { lockWhenIdle } from "./idle.js";
import { intakeOn } from "./intake.js";
import * as line from "./line.js";
import { drawReceipt } from "./receipt.js";
import * as vault from "./vault.js";

const root = document.querySelector("[data-outreach]");
const words = root.dataset;
const part = (name) => root.querySelector(`[data-screen="${name}"]`);
const find = (name) => root.querySelector(`[data-${name}]`);
const intake = intakeOn(find("intake"), words);
let offer = null;
let shown = "";

const show = (name) => {
  shown = name;
  for (const each of root.querySelectorAll("[data-screen]")) each.hidden = each.dataset.screen !== name;
  find("locking").hidden = !vault.isOpen();
  part(name).querySelector("h1")?.focus();
  scrollTo(0, 0);
};
const say = (sentence, tone = "late") => {
  find("says").textContent = sentence;
  find("says").className = `note ${tone}`;
  find("says").hidden = !sentence;
};
const drawCount = async () => {
  const waiting = await vault.count();
  find("count").textContent = waiting ? words.waiting.replace("0", waiting) : words.nothingWaits;
  find("count").classList.toggle("waits", waiting > 0);
};

const button = (label, act, kind = "button full") => {
  const made = Object.assign(document.createElement("button"), { type: "button", className: kind, textContent: label });
  made.addEventListener("click", act);
  return made;
};

const drawHome = async () => {
  offer = await vault.read("offer", "now");
  const numbers = (await vault.read("numbers", "now")) ?? [];
  const waiting = await vault.list("intake");
  find("numbers").textContent = words.numbers.replace("0", numbers.length);
  find("procedures").replaceChildren(...(offer?.procedures ?? []).map((each) => button(each.name, () => { intake.begin(each); show("intake"); })));
  find("empty").hidden = Boolean(offer);
  find("waiting").replaceChildren(...waiting.map(([, each]) => {
    const open = button(`${each.number.code} · ${each.person.name} · ${each.procedure}`, () => { drawReceipt(part("receipt"), each, offer); show("receipt"); });
    const row = document.createElement("li");
    row.append(open);
    return row;
  }));
  find("waiting-box").hidden = !waiting.length;
  const answers = await vault.list("answer");
  find("answers").replaceChildren(...answers.map(([id, each]) => {
    const row = Object.assign(document.createElement("li"), { className: `note ${each.state === "TAKEN_IN" ? "good" : "late"}` });
    row.append(Object.assign(document.createElement("span"), { className: "note-body", textContent: each.sentence }));
    row.append(button(words.seen, async () => { await vault.keep([], [["answer", id]]); await drawHome(); }, "button"));
    return row;
  }));
  await drawCount();
};

/** Send what waits and bring what is new; without a line nothing happens, and it is said. */
const sync = async (everything = false) => {
  if (!vault.isOpen()) return;
  try {
    const session = await line.session();
    if (!session.post) { say(words.signIn); find("sign-in").hidden = false; return; }
    find("sign-in").hidden = true;
    say((await line.send()) ?? "");
    await line.refresh(everything);
    find("line").textContent = words.online;
  } catch (error) {
    if (error instanceof line.NoLine) find("line").textContent = words.offline;
    else if (error instanceof line.Said) say(error.message);
    else throw error;
  }
  if (shown === "home") await drawHome();
  await drawCount();
};

const begin = async () => {
  await drawCount();
  if ((await vault.locks()).length) { show("lock"); return; }
  await first();
};

/** The first time on this device, or for this officer: online, signed in, a code, a PIN. */
const first = async () => {
  try {
    const session = await line.session();
    if (!session.post) show("signin");
    else if (!session.device) show("join");
    else show("pin");
  } catch { show("noline"); }
};

const on = (name, event, act) => find(name).addEventListener(event, async (happened) => {
  happened.preventDefault();
  say("");
  try { await act(happened.target); } catch (error) {
    if (error instanceof line.NoLine) say(words.offline);
    else if (error instanceof line.Said) say(error.message);
    else throw error;
  }
});

on("join", "submit", async (form) => { await line.join(form.elements.code.value); await first(); });
on("set-pin", "submit", async (form) => {
  const [pin, again] = [form.elements.pin.value, form.elements.again.value];
  if (pin.length < 6) { say(words.pinShort); return; }
  if (pin !== again) { say(words.pinOther); return; }
  const { post } = await line.session();
  if (!post) { show("signin"); return; }
  await vault.setPin(pin, post.id);
  form.reset();
  await drawHome();
  show("home");
  await sync();
});
on("unlock", "submit", async (form) => {
  const came = await vault.unlock(form.elements.pin.value);
  form.reset();
  if (came !== "open") { say(came === "wait" ? words.pinWait : words.pinWrong); return; }
  await drawHome();
  show("home");
  await sync();
});
on("another", "click", first);
on("intake", "submit", async () => {
  const made = await intake.finish();
  if (!made) return;
  drawReceipt(part("receipt"), made, offer);
  show("receipt");
  await drawCount();
});
on("print", "click", () => print());
on("sync", "click", () => sync(true));
on("give-back", "click", async () => { await line.giveBack(); await drawHome(); });
on("locking", "click", () => location.reload());
for (const back of root.querySelectorAll("[data-home]")) back.addEventListener("click", async () => { await drawHome(); show("home"); await sync(); });

addEventListener("online", () => sync());
addEventListener("offline", () => { find("line").textContent = words.offline; });
setInterval(async () => { if (vault.isOpen() && await vault.count()) await sync(); }, 60_000);
addEventListener("beforeunload", (event) => { if (shown === "intake") event.preventDefault(); });
if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
navigator.storage?.persist?.();
lockWhenIdle(() => vault.isOpen() && shown !== "intake", () => location.reload());
begin();
