// A ticket on the phone: asks for the whole state every few seconds (304 while nothing happened), trembles when it is called.

const place = document.querySelector("[data-follow]");
const lost = document.querySelector("[data-lost]");
const EVERY = 5_000;
let tag = "";
let failures = 0;

const state = () => place.querySelector("[data-state]")?.dataset.state;
const busy = () => place.querySelector("details[open], input:checked") !== null; // nothing is swept from under a finger

const ask = async () => {
  const before = state();
  try {
    const answer = await fetch(place.dataset.follow, { cache: "no-store", headers: tag ? { "if-none-match": tag } : {} });
    failures = 0;
    lost.hidden = true;
    if (answer.status !== 200 || busy()) return;
    tag = answer.headers.get("etag") ?? "";
    place.innerHTML = await answer.text();
    if (state() === "CALLED" && before !== "CALLED") navigator.vibrate?.([400, 200, 400, 200, 800]);
  } catch {
    failures += 1;
    tag = "";
    lost.hidden = failures < 2;
  }
};

if (place) {
  const again = async () => {
    if (!document.hidden) await ask();
    setTimeout(again, EVERY);
  };
  setTimeout(again, EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
