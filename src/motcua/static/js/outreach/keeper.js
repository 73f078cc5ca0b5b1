// What is being typed, kept sealed as it is typed: a page that is closed, or a tablet that dies, loses nothing.

import * as vault from "./vault.js";

const AFTER = 400; // ms after the last key

/** The photographs of one intake: [[id, [paper, picture]], …], in the order in which they were taken. */
export const photosOf = async (key) => (await vault.list("photo", `${key}.`)).sort(([one], [other]) => (one < other ? -1 : 1));
export const photoIds = async (key) => (await vault.ids("photo", `${key}.`)).map((id) => ["photo", id]);

/** Keep a photograph at once; returns its id. */
export const keepPhoto = async (key, paper, picture) => {
  const id = `${key}.${Date.now()}.${crypto.randomUUID()}`;
  await vault.keep([["photo", id, [paper, picture]]]);
  return id;
};

/** Keeps what `taken` returns ({key, …}, or null) soon after `touch`; one after the other. */
export const keeperOf = (taken) => {
  let timer = null;
  let last = Promise.resolve();
  const flush = () => {
    if (timer === null) return last;
    clearTimeout(timer);
    timer = null;
    const draft = taken();
    if (draft && vault.isOpen()) last = last.then(() => vault.keep([["draft", draft.key, draft]]));
    return last;
  };
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, AFTER);
  };
  /** Nothing more is kept of it: what was on its way is waited for. */
  const stop = async () => {
    clearTimeout(timer);
    timer = null;
    await last;
  };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  return { flush, touch, stop };
};
