// The lock: a key derived from the officer's PIN and a secret of this device. It lives in the page's memory alone.

import * as store from "./store.js";

const ITERATIONS = 600_000;
const TRIES = 5;
const WAIT = 60_000; // ms after each wrong PIN from the fifth on
const text = new TextEncoder();
let key = null;
let owner = null;

const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** PBKDF2 over what the device's own secret makes of the PIN: the rows alone, copied away, cannot be guessed at. */
const derive = async (pin, lock) => {
  const mixed = await crypto.subtle.sign("HMAC", lock.secret, text.encode(pin));
  const base = await crypto.subtle.importKey("raw", mixed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: lock.salt, iterations: lock.iterations };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
};

const sealWith = async (by, id, value) => {
  const iv = random(12);
  const plain = text.encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(id) }, by, plain);
  return { id, iv, data };
};
const openWith = async (by, row) => {
  const how = { name: "AES-GCM", iv: row.iv, additionalData: text.encode(row.id) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, by, row.data)));
};

export const isOpen = () => key !== null;
export const locks = () => store.all("locks");

/** A first PIN for an officer, or a new one: what lay under the former cannot be opened any more and goes. */
export const setPin = async (pin, who) => {
  const rows = await store.all("sealed");
  await store.change("sealed", { remove: rows.filter((row) => row.owner === who).map((row) => row.id) });
  const secret = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const lock = { owner: who, salt: random(16), iterations: ITERATIONS, secret, wrong: 0, until: 0 };
  key = await derive(pin, lock);
  owner = who;
  await store.change("locks", { put: [{ ...lock, check: await sealWith(key, `check:${who}`, true) }] });
};

/** Open the vault of whose PIN this is: "open", "wrong", or "wait" after too many wrong ones. */
export const unlock = async (pin) => {
  const known = await locks();
  if (known.some((lock) => lock.until > Date.now())) return "wait";
  for (const lock of known) {
    const tried = await derive(pin, lock);
    if (await openWith(tried, lock.check).catch(() => false)) {
      [key, owner] = [tried, lock.owner];
      await store.change("locks", { put: known.map((each) => ({ ...each, wrong: 0, until: 0 })) });
      return "open";
    }
  }
  const late = (lock) => (lock.wrong + 1 >= TRIES ? Date.now() + WAIT : 0);
  await store.change("locks", { put: known.map((lock) => ({ ...lock, wrong: lock.wrong + 1, until: late(lock) })) });
  return "wrong";
};

const seal = async (kind, id, value) => ({ ...(await sealWith(key, `${owner}:${kind}:${id}`, value)), owner, kind });

/** Put `rows` ([kind, id, value]) and remove others ([kind, id]) at once. */
export const keep = async (rows, gone = []) => {
  const put = await Promise.all(rows.map(([kind, id, value]) => seal(kind, id, value)));
  await store.change("sealed", { put, remove: gone.map(([kind, id]) => `${owner}:${kind}:${id}`) });
};

/** One value, or null. */
export const read = async (kind, id) => {
  const row = await store.get("sealed", `${owner}:${kind}:${id}`);
  return row ? openWith(key, row) : null;
};

const rowsOf = async (kind, begins) => (await store.all("sealed")).filter((row) => row.id.startsWith(`${owner}:${kind}:${begins}`));
const idOf = (row) => row.id.split(":").slice(2).join(":");

/** Which rows of a kind are this officer's, without opening them. */
export const ids = async (kind, begins = "") => (await rowsOf(kind, begins)).map(idOf);
/** Every value of a kind that is this officer's: [[id, value], …]. */
export const list = async (kind, begins = "") => Promise.all((await rowsOf(kind, begins)).map(async (row) => [idOf(row), await openWith(key, row)]));

/** How many intakes wait on the device, whoever's they are: no PIN is needed to count. */
export const count = async () => (await store.all("sealed")).filter((row) => row.kind === "intake").length;
export const whose = () => owner;
