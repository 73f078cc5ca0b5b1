// A ticket on the phone, kept live by live.js: it trembles when it is called.

const root = document.querySelector("[data-live]");
const state = () => root.querySelector("[data-state]").dataset.state;
let before = state();

root.addEventListener("live:drawn", () => {
  if (state() === "CALLED" && before !== "CALLED") navigator.vibrate?.([400, 200, 400, 200, 800]);
  before = state();
});
