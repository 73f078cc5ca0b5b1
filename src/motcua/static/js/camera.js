// The camera reads the card: small pictures go to the server, one at a time, until one is read.
// Nothing is kept here; leaving the page or closing the panel turns the camera off.

const WIDEST = 1280;
const PAUSE = 150; // ms between two pictures
const PATIENCE = 8; // pictures without a code before the hint changes
const LONGEST = 90_000; // ms; a camera that was forgotten is turned off

const panel = document.querySelector("[data-camera]");
const video = panel?.querySelector("video");
const form = panel?.querySelector("form");
let stream = null;

const say = (words) => {
  const place = panel.querySelector("[data-camera-says]");
  if (place.textContent !== words) place.textContent = words;
};
const pause = () => new Promise((resolve) => { setTimeout(resolve, PAUSE); });

/** A JPEG of what `source` shows, no wider than the server needs. */
const picture = (source, width, height) => {
  const scale = Math.min(1, WIDEST / Math.max(width, height));
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
};

/** Send one picture: true when the page goes on, otherwise the sentence to say ("" while no code is seen). */
const send = async (jpeg) => {
  const body = new FormData(form);
  body.set("picture", jpeg, "picture.jpg");
  const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
  if (answer.status === 204) return "";
  const { go, sentence } = await answer.json();
  if (go) { close(); if ("replaces" in panel.dataset) location.replace(go); else location.assign(go); return true; }
  return sentence ?? "";
};

const close = () => {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  video.srcObject = null;
  video.hidden = true;
};

const watch = async (mine) => {
  const until = Date.now() + LONGEST;
  let unseen = 0;
  while (stream === mine && Date.now() < until) {
    if (video.readyState >= 2 && video.videoWidth) {
      try {
        const said = await send(await picture(video, video.videoWidth, video.videoHeight));
        if (said === true || stream !== mine) return;
        unseen = said ? 0 : unseen + 1;
        say(said || (unseen > PATIENCE ? panel.dataset.closer : panel.dataset.looking));
      } catch {
        say(panel.dataset.lost);
        await pause();
      }
    }
    await pause();
  }
  if (stream === mine) { close(); say(panel.dataset.tired); }
};

const open = async () => {
  try {
    const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 960 } } });
    if (!panel.open) { for (const track of opened.getTracks()) track.stop(); return; }
    stream = opened;
    video.srcObject = opened;
    video.hidden = false;
    await video.play();
    say(panel.dataset.looking);
    watch(opened);
  } catch {
    close();
    say(panel.dataset.none);
  }
};

if (panel) {
  panel.addEventListener("toggle", () => { if (panel.open) open(); else close(); });
  // A photograph from a telephone is large: it is made smaller here, and the page stays where it is.
  form.addEventListener("submit", async (event) => {
    const file = form.elements.picture.files[0];
    if (!file) return;
    event.preventDefault();
    const drawn = await createImageBitmap(file).catch(() => null);
    if (!drawn) { form.submit(); return; } // the server says what is wrong with it
    try {
      const said = await send(await picture(drawn, drawn.width, drawn.height));
      if (said !== true) say(said || panel.dataset.closer);
    } catch {
      say(panel.dataset.lost);
    }
  });
  window.addEventListener("pagehide", close);
  if (panel.open) open(); // it is brought when the panel opens
}
