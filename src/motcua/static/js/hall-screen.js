// The screen of the waiting room, kept live by live.js: a new call glows, one number is called after another.

const root = document.querySelector("[data-hall]");
const now = root?.querySelector("[data-live-now]");
const sound = root?.querySelector("[data-hall-sound]");
const GLOWS = 9000, LONGEST = 20000;
let shift = 0; // the server's clock against this one
let known = null; // the calls that stood here at the last drawing: key → when it came; null before the first

const clock = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" });
const tick = () => {
  const place = now.querySelector("[data-clock]");
  const words = clock.format(Date.now() + shift);
  if (place && place.textContent !== words) place.textContent = words;
};

// --- The voice: one file after another, never two at once ---------------------------------------------------------------

const player = new Audio();
const queue = [];
let playing = false;
let spoke = false;
let guard = 0;

const next = () => {
  clearTimeout(guard);
  playing = queue.length > 0;
  if (!playing) return;
  player.src = queue.shift();
  guard = setTimeout(next, LONGEST); // a file that never ends does not silence the hall
  player.play().then(() => { sound.hidden = true; }, (problem) => {
    if (problem.name !== "NotAllowedError") return; // the error event goes on with the next
    queue.length = 0; // what nobody heard is on the screen; it is not called long afterwards
    next();
    sound.hidden = false;
  });
};
const say = (address) => {
  queue.push(address);
  if (!playing) next();
};

// --- What is shown ----------------------------------------------------------------------------------------------------

const dress = () => {
  const at = Number(now.querySelector("[data-at]")?.dataset.at ?? 0);
  if (at) shift = at - Date.now();
  const seen = new Map();
  for (const call of now.querySelectorAll("[data-call]")) {
    const before = known?.get(call.dataset.call);
    const since = before ?? (known ? Date.now() : 0);
    seen.set(call.dataset.call, since);
    const age = Date.now() - since;
    if (age < GLOWS) {
      call.classList.add("fresh");
      call.style.animationDelay = `${-age}ms`; // a redraw does not begin the glow anew
    }
    if (known && before === undefined && call.dataset.say) call.dataset.say.split(" ").forEach(say);
  }
  known = seen;
  const speaks = now.querySelector("[data-voice]") !== null;
  if (speaks !== spoke) sound.hidden = !speaks; // offered once: browsers want a touch before the first sound
  spoke = speaks;
  tick();
};

if (root) {
  for (const end of ["ended", "error"]) player.addEventListener(end, next);
  sound.addEventListener("click", () => { sound.hidden = true; say(root.dataset.greet); });
  root.addEventListener("live:drawn", dress);
  dress();
  setInterval(tick, 1000);
}
