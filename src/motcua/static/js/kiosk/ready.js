// While there is a network: the worker is in place, and numbers lie on the kiosk for when it goes. Only while nobody stands there.

import * as numbers from "./numbers.js";

const root = document.querySelector("[data-kiosk]");

const prepare = async () => {
  if (!("atHome" in root.dataset) || await numbers.isFresh()) return;
  try { await numbers.exchange(); } catch (error) { if (!(error instanceof numbers.NoLine)) throw error; }
};

if ("serviceWorker" in navigator) navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.home });
navigator.storage?.persist?.();
setInterval(prepare, 60_000);
prepare();
