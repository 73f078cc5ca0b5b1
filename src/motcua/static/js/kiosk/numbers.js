// Numbers on the kiosk for when the network is gone: blocks that the office keeps for it, and what it gave out.
// Nothing of anybody: a number, a line, a moment, a ground. A number lies on the disk before it is shown.

const NAME = "motcua-kiosk";
const ADDRESS = document.querySelector("[data-numbers]").dataset.numbers;
const KEEP = "now";
let opened = null;

export class NoLine extends Error {}

const open = () => {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("office", { keyPath: "id" });
      asked.result.createObjectStore("blocks", { keyPath: "id" });
      asked.result.createObjectStore("taken", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
};

const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** One transaction over everything: all of it lies on the disk when this returns, or none. */
const change = async (act) => {
  const work = (await open()).transaction(["office", "blocks", "taken"], "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    work.oncomplete = resolve;
    work.onabort = () => reject(work.error);
  });
  const result = await act((store) => work.objectStore(store));
  await done;
  return result;
};

const all = async (store) => answer((await open()).transaction(store).objectStore(store).getAll());

/** What the office said of itself: its name, the lines, how long a number of it holds. */
export const office = async () => (await all("office"))[0] ?? null;
export const waits = async () => (await all("taken")).length;

/** The moment by the office's clock; the kiosk's own may be wrong. */
const moment = (said) => Date.now() + said.ahead;
const holds = (said) => Boolean(said) && said.from <= moment(said) && moment(said) < said.until;

/** The lines in which a number is left today. */
export const lines = async () => {
  const said = await office();
  if (!holds(said)) return [];
  const left = new Set((await all("blocks")).filter((block) => block.following <= block.last).map((block) => block.line));
  return said.lines.filter((line) => left.has(line.id));
};

/** Give the next number of a line; null when there is none. Yesterday's numbers are given to nobody. */
export const give = (line, ground) => change(async (store) => {
  const said = await answer(store("office").get(KEEP));
  if (!holds(said)) return null;
  const blocks = (await answer(store("blocks").getAll())).sort((one, other) => one.id - other.id);
  const block = blocks.find((each) => each.line === line.id && each.following <= each.last);
  if (!block) return null;
  const number = block.following;
  const taken = { key: crypto.randomUUID(), block: block.id, number, at: new Date(moment(said)).toISOString(), ground };
  store("blocks").put({ ...block, following: number + 1 });
  store("taken").put(taken);
  return { ...taken, label: `${line.letter}${String(number).padStart(3, "0")}`, paper: block.papers?.[number - block.first] };
});

const ask = async (options = {}) => {
  let said = null;
  try {
    said = await fetch(ADDRESS, { cache: "no-store", credentials: "same-origin", ...options });
  } catch {
    throw new NoLine();
  }
  if (said.status >= 500) throw new NoLine();
  return said;
};

const keep = (said) => change(async (store) => {
  const before = new Map((await answer(store("blocks").getAll())).map((block) => [block.id, block]));
  store("office").put({ id: KEEP, office: said.office, lines: said.lines, from: said.from, until: said.until, ahead: said.now - Date.now(), asked: Date.now() });
  store("blocks").clear();
  for (const block of said.blocks) {
    const held = before.get(block.id);
    store("blocks").put({ ...held, ...block, following: Math.max(block.following, held?.following ?? 0) });
  }
  for (const key of said.settled) store("taken").delete(key);
});

/** Bring what was given out, forget what the office has, and take what it keeps for this kiosk; NoLine without a line. */
export const exchange = () => navigator.locks.request("kiosk-numbers", async () => {
  const known = await ask();
  if (!known.ok) return false;
  const { csrf } = await known.json();
  const held = Object.fromEntries((await all("blocks")).map((block) => [block.id, block.following]));
  const said = { held, taken: (await all("taken")).slice(0, 500) };
  const body = new URLSearchParams({ said: JSON.stringify(said) });
  const given = await ask({ method: "POST", body, headers: { "x-csrftoken": csrf } });
  if (given.ok) await keep(await given.json());
  return given.ok;
});

const FRESH = 600_000; // ms for which nothing is asked while nothing waits and the day is the same
export const isFresh = async () => {
  const said = await office();
  return holds(said) && Math.abs(Date.now() - said.asked) < FRESH && !(await waits());
};
