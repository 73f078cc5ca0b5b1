// The line to the office: who is signed in, what is offered, numbers, and sending what waits. Each with a fresh token.

import { photoIds, photosOf } from "./keeper.js";
import * as vault from "./vault.js";

const FRESH = 600_000; // ms for which the forms on the device are not asked for again

const TRIES = 3; // answers that are none, before an intake is shown instead of sent again
const NOT_ITS_FAULT = new Set([401, 403, 404, 408, 429]);

export class NoLine extends Error {}
/** An answer that is none: the office is there, and could not take what came (`status`). */
class Unheard extends NoLine {
  constructor(status) {
    super();
    this.status = status;
  }
}
/** The office answered, and wants something first: a sentence for the officer. */
export class Said extends Error {}

const ask = async (path, options = {}) => {
  let answer = null;
  try {
    answer = await fetch(path, { cache: "no-store", credentials: "same-origin", ...options });
  } catch {
    throw new NoLine();
  }
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  if (answer.status >= 500 || !isJson) throw new Unheard(answer.status);
  const said = await answer.json();
  if (!answer.ok) throw new Said(said.sentence ?? "");
  return said;
};

/** Who is signed in on this device, with a token for the next request. */
export const session = () => ask("phien/");

const post = async (path, body) => {
  const { csrf } = await session();
  return ask(path, { method: "POST", body, headers: { "x-csrftoken": csrf } });
};

export const join = (code) => post("may/", new URLSearchParams({ code }));

/** Numbers the device may still give out; those of intakes that wait here are not among them. */
const withoutUsed = async (numbers) => {
  const used = new Set((await vault.list("intake")).map(([, intake]) => intake.number.code));
  return numbers.filter((number) => !used.has(number.code));
};

/** Bring what the device works with: the procedures and numbers; kept sealed for when there is no line. */
export const refresh = async (everything) => {
  const kept = await vault.read("offer", "now");
  const old = everything || !kept || Date.now() - kept.brought > FRESH;
  const offer = old ? { ...(await ask("thu-tuc/")), brought: Date.now() } : kept;
  const { numbers } = await post("so/", new URLSearchParams());
  await navigator.locks.request("numbers", async () => {
    await vault.keep([["offer", "now", offer], ["numbers", "now", await withoutUsed(numbers)]]);
  });
};

export const giveBack = async () => navigator.locks.request("numbers", async () => {
  const numbers = (await vault.read("numbers", "now")) ?? [];
  const body = new URLSearchParams(numbers.map((number) => ["code", number.code]));
  await post("tra-so/", body);
  await vault.keep([["numbers", "now", []]]);
});

const formOf = async (intake) => {
  const body = new FormData();
  for (const [name, value] of intake.fields) body.append(name, value);
  body.set("owner", vault.whose());
  body.set("key", intake.key);
  body.set("code", intake.number.code);
  body.set("taken_at", intake.taken_at);
  body.set("due", intake.due ?? "");
  body.set("sent_at", new Date().toISOString());
  body.set("strokes", JSON.stringify(intake.strokes));
  if (intake.handed) body.set("handed", "1");
  const photos = await photosOf(intake.key);
  const leftOut = intake.handed && intake.tooMuch;
  if (leftOut) body.set("left_out", photos.length);
  for (const [, [paper, picture]] of leftOut ? [] : photos) {
    const bytes = Uint8Array.from(atob(picture.split(",")[1]), (letter) => letter.charCodeAt(0));
    body.append(`photo.${paper}`, new Blob([bytes], { type: "image/jpeg" }), `${paper}.jpg`);
  }
  return body;
};

/** Where an intake stands after an answer that was none: it is tried again a few times, then shown; never lost. */
const unheard = (intake, { status }, words) => {
  const tries = (intake.tries ?? 0) + 1;
  const refused = status >= 400 && status < 500 && !NOT_ITS_FAULT.has(status);
  const returned = refused || tries >= TRIES ? words.unheard.replace("0", status) : "";
  // What was too much with its photographs is handed over without them, and the office is told how many.
  return { ...intake, tries: returned ? 0 : tries, returned, handed: false, tooMuch: Boolean(returned) };
};

/** It is gone from the device in the moment in which its answer is kept. */
const acknowledged = async (id, answer) => vault.keep([["answer", id, answer]], [["intake", id], ["draft", id], ...(await photoIds(id))]);

const sendOne = async (id, intake, words) => {
  const { csrf } = await session();
  let answer = null;
  try {
    answer = await ask("gui/", { method: "POST", body: await formOf(intake), headers: { "x-csrftoken": csrf } });
  } catch (error) {
    if (!(error instanceof Unheard)) throw error;
    await vault.keep([["intake", id, unheard(intake, error, words)]]);
    return;
  }
  if (answer.state === "RETURNED") await vault.keep([["intake", id, { ...intake, returned: answer.sentence, handed: false, tries: 0 }]]);
  else await acknowledged(id, answer);
};

/** What came back to this device and was ended at the office meanwhile is set right by nobody any more. */
const learn = async () => {
  const back = (await vault.list("intake")).filter(([, intake]) => intake.returned).map(([id]) => ["key", id]);
  if (!back.length) return;
  const { answers } = await post("ket-cuc/", new URLSearchParams(back));
  for (const { key, ...answer } of answers) await acknowledged(key, answer);
};

/** Send what waits, one after the other; then learn what became of what came back. */
export const send = async (words) => navigator.locks.request("send", { ifAvailable: true }, async (free) => {
  if (!free) return "";
  let sentence = "";
  for (const [id, intake] of await vault.list("intake")) {
    if (intake.returned) continue;
    try {
      await sendOne(id, intake, words);
    } catch (error) {
      if (!(error instanceof Said)) throw error;
      sentence = error.message;
    }
  }
  await learn();
  return sentence;
});
