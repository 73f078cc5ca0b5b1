// The tablet of a mobile point: which screen is shown, what a button does. Everything personal lies sealed (vault.js).

import { handOver, homeOn } from "./home.js";
import { lockWhenIdle } from "./idle.js";
import { intakeOn } from "./intake.js";
import * as line from "./line.js";
import { drawReceipt } from "./receipt.js";
import * as vault from "./vault.js";

const root = document.querySelector("[data-outreach]");
const words = root.dataset;
const part = (name) => root.querySelector(`[data-screen="${name}"]`);
const find = (name) => root.querySelector(`[data-${name}]`);
const intake = intakeOn(find("intake"), find("review"), words);
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

const toReceipt = (made) => { drawReceipt(part("receipt"), made, offer, words); show("receipt"); };
const toIntake = async (procedure, kept) => { await intake.begin(procedure, kept); show("intake"); };
const drawHome = homeOn(root, words, {
  pick: (procedure) => { find("pick").value = ""; return toIntake(procedure, null); },
  // What has no number yet goes on with the procedure as it is offered today.
  open: (kept) => toIntake((kept.number ? null : offer?.procedures.find((each) => each.code === kept.procedure.code)) ?? kept.procedure, kept),
  receipt: toReceipt,
  hand: async (kept) => { await handOver(kept); await goHome(); },
  again: () => home(),
});
const home = async () => {
  offer = await drawHome();
  await drawCount();
};
const goHome = async () => {
  await home();
  show("home");
  await sync();
};

/** Send what waits and bring what is new; without a line nothing happens, and it is said. */
const sync = async (everything = false) => {
  if (!vault.isOpen()) return;
  try {
    const session = await line.session();
    if (!session.post) { say(words.signIn); find("sign-in").hidden = false; return; }
    find("sign-in").hidden = true;
    say((await line.send(words)) ?? "");
    await line.refresh(everything);
    find("line").textContent = words.online;
  } catch (error) {
    if (error instanceof line.NoLine) find("line").textContent = words.offline;
    else if (error instanceof line.Said) say(error.message);
    else throw error;
  }
  if (shown === "home") await home();
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
  await goHome();
});
on("unlock", "submit", async (form) => {
  const came = await vault.unlock(form.elements.pin.value);
  form.reset();
  if (came !== "open") { say(came === "wait" ? words.pinWait : words.pinWrong); return; }
  await goHome();
});
on("another", "click", first);
on("intake", "submit", () => { if (intake.readBack()) show("review"); });
on("review", "submit", async () => {
  const made = await intake.finish();
  if (made) toReceipt(made);
  await drawCount();
});
on("back-to-form", "click", () => show("intake"));
on("drop", "click", async () => { await intake.leave({ drop: true }); await goHome(); });
on("print", "click", () => print());
on("sync", "click", () => sync(true));
on("give-back", "click", async () => { await line.giveBack(); await home(); });
const lock = async () => {
  await intake.flush();
  location.reload();
};
on("locking", "click", lock);
for (const back of root.querySelectorAll("[data-home]")) back.addEventListener("click", async () => { await intake.leave(); await goHome(); });

addEventListener("online", () => sync());
addEventListener("offline", () => { find("line").textContent = words.offline; });
setInterval(async () => { if (vault.isOpen() && await vault.count()) await sync(); }, 60_000);
if ("serviceWorker" in navigator) navigator.serviceWorker.register(words.worker, { scope: words.scope });
navigator.storage?.persist?.();
lockWhenIdle(vault.isOpen, lock);
begin();
