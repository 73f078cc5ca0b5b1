// The kiosk without a network: lines, precedence, a number of its own. It goes back by itself when the line is there.

import * as numbers from "./numbers.js";

const root = document.querySelector("[data-kiosk]");
const pads = [...root.querySelectorAll("[data-screen]")];
const find = (name) => root.querySelector(`[data-${name}]`);
const MOST = 4;
const AGAIN = 5_000;
const cookie = (name) => document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.split("=")[1] ?? "";
const put = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${value ? 86_400 : 0}; samesite=strict`; };
const language = document.documentElement.lang;
let shown = "home";
let line = null;

const show = (name) => {
  shown = name;
  for (const pad of pads) pad.hidden = pad.dataset.screen !== name;
  find("back").hidden = name === "home";
  if (name === "home") root.dataset.atHome = ""; else delete root.dataset.atHome;
  scrollTo(0, 0);
};

/** At most four to touch; when there are more, the fourth shows the others. */
const page = (box, from = 0) => {
  const choices = [...box.querySelectorAll("[data-choice]")];
  const more = box.querySelector("[data-more]");
  const size = choices.length > MOST ? MOST - 1 : MOST;
  choices.forEach((each, place) => { each.hidden = place < from || place >= from + size; });
  more.hidden = choices.length <= MOST;
  more.onclick = () => page(box, from + size >= choices.length ? 0 : from + size);
};

const drawLines = async () => {
  const box = find("lines");
  for (const old of box.querySelectorAll("[data-choice]")) old.remove();
  const open = await numbers.lines();
  for (const each of open) {
    const choice = find("line-shape").content.firstElementChild.cloneNode(true);
    const use = choice.querySelector("use");
    use.setAttribute("href", `${use.getAttribute("href")}#${each.picture}`);
    choice.querySelector(".kiosk-label").textContent = each.names[language] ?? each.names.vi;
    choice.addEventListener("click", () => { line = each; page(find("grounds")); show("grounds"); });
    box.insertBefore(choice, box.querySelector("[data-more]"));
  }
  page(box);
  show(open.length ? "lines" : "none");
};

const shownLabel = (place, value) => { find(place).textContent = value; };

const take = async (ground) => {
  const ticket = await numbers.give(line, ground.value);
  if (!ticket) { show("none"); return; }
  const said = await numbers.office();
  shownLabel("slot-office", said.office);
  shownLabel("slot-line", line.names[language] ?? line.names.vi);
  shownLabel("slot-number", ticket.label);
  shownLabel("slot-ground", ground.value ? ground.dataset.said : "");
  shownLabel("slot-code", ticket.paper?.code.replace(/^.../, "$& ") ?? "");
  for (const each of root.querySelectorAll("[data-slot-follow]")) each.hidden = !ticket.paper;
  find("slot-picture").src = ticket.paper?.picture ?? "";
  shownLabel("slot-at", new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(ticket.at)));
  show("ticket");
};

let busy = false;
const once = (act) => async () => {
  if (busy) return;
  busy = true;
  try { await act(); } finally { busy = false; }
};

const forget = () => { put("motcua_spoken", ""); put("motcua_larger", ""); location.replace(root.dataset.home); };

/** Bring what was given out; when nobody is in the middle of something, the kiosk goes back to its pages. */
const tryLine = async () => {
  try {
    await numbers.exchange();
    if (shown === "home" || shown === "none") location.replace(root.dataset.home);
  } catch (error) {
    if (!(error instanceof numbers.NoLine)) throw error;
  }
};

const listen = () => {
  for (const each of root.querySelectorAll("[data-language]")) each.addEventListener("click", () => { put("motcua_spoken", each.dataset.language); location.reload(); });
  find("larger").addEventListener("click", () => { put("motcua_larger", cookie("motcua_larger") === "1" ? "" : "1"); document.documentElement.toggleAttribute("data-larger"); });
  find("back").addEventListener("click", () => show(shown === "grounds" ? "lines" : "home"));
  find("take").addEventListener("click", once(drawLines));
  for (const each of find("grounds").querySelectorAll("[data-choice]")) each.addEventListener("click", once(() => take(each)));
  for (const each of root.querySelectorAll("[data-done]")) each.addEventListener("click", forget);
  setInterval(tryLine, AGAIN);
  addEventListener("online", tryLine);
};

const begin = async () => {
  const from = location.hash.slice(1);
  if (from.endsWith("/clear/")) { put("motcua_spoken", ""); put("motcua_larger", ""); }
  const spoken = cookie("motcua_spoken") || "vi";
  if (spoken !== language.toLowerCase()) { location.replace(`${location.pathname}?lang=${spoken}${location.hash}`); return; }
  document.documentElement.toggleAttribute("data-larger", cookie("motcua_larger") === "1");
  listen();
  root.querySelector(".kiosk-office").textContent = (await numbers.office())?.office ?? "";
  if (from.includes("/take/")) await drawLines();
};
begin();
