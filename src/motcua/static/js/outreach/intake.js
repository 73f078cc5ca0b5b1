// One intake: who, the form, the papers and their photographs; read back and signed; then a number, and it waits sealed.

import { cardOf } from "./card.js";
import { dueOf, minuteOf } from "./due.js";
import { drawForm } from "./form.js";
import { keeperOf } from "./keeper.js";
import { papersOn } from "./papers.js";
import { codeIn, readsCodes } from "./photos.js";
import { reviewOn } from "./review.js";
import * as vault from "./vault.js";

const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
const optionsOf = (pairs) => pairs.map(([value, label]) => Object.assign(document.createElement("option"), { value, textContent: label }));
const OWN = ["case", "exemption", "entered", "return_way", "return_address"];

export const intakeOn = (root, reviewRoot, words) => {
  const place = (name) => root.querySelector(`[data-${name}]`);
  let now = null; // what is being taken in: {key, procedure, number, taken_at, returned}
  let reads = null;
  let card = null;

  const byHand = () => [...place("by-hand").querySelectorAll("[name]")].map((input) => [input.name, input.value.trim()]);
  const saidByHand = () => [...place("by-hand").querySelectorAll("[name]")]
    .map((input) => (input.selectedOptions ? input.selectedOptions[0].textContent : input.value.trim())).filter(Boolean).join(" · ");
  const nameOf = () => card?.name ?? Object.fromEntries(byHand()).full_name.toUpperCase();
  const fields = () => [
    ["procedure", now.procedure.code], ["version", now.procedure.version], ["papers", papers.ticked().join(" ")],
    ...OWN.map((name) => [name, place(name).value]), ...(card ? [["card", card.text]] : byHand()), ...reads.values(),
  ];
  const taken = () => now && {
    ...now, fields: fields(), strokes: review.strokes(), direct: review.isDirect(), person: { name: nameOf() }, at: Date.now(),
  };
  const keeper = keeperOf(taken);
  const review = reviewOn(reviewRoot, keeper.touch);
  const papers = papersOn(root, words, keeper.touch);

  const showPerson = () => {
    place("person").textContent = card ? `${card.name} · ${card.number}` : "";
    place("by-hand").hidden = Boolean(card);
    place("card-again").hidden = !card;
  };
  const isPosted = () => place("return_way").value === "POST";
  const showReturn = () => { place("address-box").hidden = !isPosted(); };
  const whereTo = () => place("return_address").value.trim() || (card ? words.residence : Object.fromEntries(byHand()).address);
  const wish = () => {
    const way = place("return_way").selectedOptions[0]?.textContent ?? "";
    return isPosted() ? `${way}, ${whereTo()}` : way;
  };
  // What was signed is what was read back: once something of it changes, it is signed again.
  const changed = () => {
    review.unsign();
    keeper.touch();
  };
  const takeCard = (text) => {
    const read = cardOf(text);
    card = read && { ...read, text: text.trim() };
    place("card").value = "";
    place("card-problem").hidden = Boolean(card);
    showPerson();
    changed();
  };
  place("card").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.target.value.trim()) takeCard(event.target.value);
  });
  place("card").addEventListener("change", (event) => { if (event.target.value.trim()) takeCard(event.target.value); });
  place("card-photo-box").hidden = !readsCodes();
  place("card-photo").addEventListener("change", async (event) => takeCard(await codeIn(event.target.files[0]).catch(() => "")));
  place("card-again").addEventListener("click", () => {
    card = null;
    showPerson();
    changed();
    place("card").focus();
  });
  for (const said of root.querySelectorAll("[data-said]")) said.addEventListener("input", (event) => { if (!event.target.matches("[data-card]")) changed(); });
  place("return_way").addEventListener("input", showReturn);
  place("papers").addEventListener("input", keeper.touch);

  const fill = (pairs) => {
    const said = Object.fromEntries(pairs);
    for (const name of OWN) if (name in said) place(name).value = said[name];
    for (const input of place("by-hand").querySelectorAll("[name]")) input.value = said[input.name] ?? "";
    card = said.card ? { ...cardOf(said.card), text: said.card } : null;
    reads.fill(pairs);
  };

  const clear = () => {
    [now, card] = [null, null];
    root.reset();
    review.begin(null);
    for (const each of ["form", "papers"]) place(each).replaceChildren();
  };

  /** Begin with a procedure, or go on with what was kept. */
  const begin = async (procedure, kept = null) => {
    now = { key: kept?.key ?? crypto.randomUUID(), procedure, number: kept?.number ?? null, taken_at: kept?.taken_at ?? null, returned: kept?.returned ?? "" };
    root.reset();
    place("title").textContent = procedure.name;
    place("case-box").hidden = !procedure.cases.length;
    place("case").replaceChildren(...optionsOf([["", words.ordinary], ...procedure.cases]));
    place("exemption-box").hidden = !procedure.exemptions.length;
    place("exemption").replaceChildren(...optionsOf([["", words.noExemption], ...procedure.exemptions.map((each) => [each, each])]));
    place("entered-box").hidden = !procedure.entered;
    const ways = procedure.ways ?? []; // a draft from before the question was asked
    place("way-box").hidden = !ways.length;
    place("return_way").replaceChildren(...optionsOf(ways));
    reads = drawForm(place("form"), procedure, words);
    const pairs = kept?.fields ?? [];
    await papers.begin(now.key, procedure, Object.fromEntries(pairs).papers?.split(" ") ?? []);
    fill(pairs);
    review.begin(kept);
    for (const note of ["problem", "card-problem"]) place(note).hidden = true;
    place("returned").textContent = now.returned;
    place("returned").hidden = !now.returned;
    showPerson();
    showReturn();
  };

  /** What is still to be done before it is read back, as sentences. */
  const problems = () => {
    const said = Object.fromEntries(byHand());
    const known = card || (said.full_name && said.date_of_birth && said.sex);
    const missing = reads.missing();
    const owed = papers.owed(Boolean(card));
    missing[0]?.[1].querySelector("[data-field]").focus();
    return [
      ...(known ? [] : [words.whoMissing]),
      ...(missing.length ? [words.fieldsMissing + missing.map(([field]) => field.label).join("; ")] : []),
      ...(owed.length ? [words.papersMissing + owed.join("; ")] : []),
      ...(now.procedure.entered && !place("entered").value ? [words.enteredMissing] : []),
      ...(isPosted() && !whereTo() ? [words.addressMissing] : []),
    ];
  };

  /** Show the person what was said, to be signed; false with what is missing. */
  const readBack = () => {
    const wrong = problems();
    place("problem").textContent = wrong.join(" ");
    place("problem").hidden = !wrong.length;
    if (wrong.length) { place("problem").scrollIntoView({ block: "center" }); return false; }
    const who = card ? `${card.name} · ${card.number}` : saidByHand();
    review.show([[words.who, who], [words.what, now.procedure.name], ...reads.said(), [words.papers, papers.said().join("; ")], [words.wish, wish()]]);
    return true;
  };

  /** Give it the next number and seal it: one step, so that no number is on two receipts. */
  const finish = () => navigator.locks.request("numbers", async () => {
    const numbers = (await vault.read("numbers", "now")) ?? [];
    const number = now.number ?? numbers.find((each) => each.until >= today());
    if (!review.check(number ? "" : words.noNumber)) return null;
    await keeper.stop();
    const said = { ...taken(), returned: "" };
    const choice = place("case").value;
    const minute = minuteOf(Date.parse(now.taken_at) || Date.now());
    const intake = {
      ...said, number, taken_at: new Date(minute * 60_000).toISOString(),
      limit: now.procedure.limits[choice] ?? "", due: dueOf(now.procedure, choice, minute),
      strokes: said.direct ? [] : said.strokes, papers: papers.said(), wish: wish(),
    };
    const left = numbers.filter((each) => each.code !== number.code);
    await vault.keep([["intake", intake.key, intake], ["numbers", "now", left]], [["draft", intake.key]]);
    clear();
    return intake;
  });

  /** Leave it: kept, or dropped with its photographs; one that has a receipt stays as it came back. */
  const leave = async ({ drop = false } = {}) => {
    await (drop ? keeper.stop() : keeper.flush());
    if (drop && now) await vault.keep([], [["draft", now.key], ...(now.number ? [] : await papers.ids())]);
    clear();
  };

  return { begin, readBack, finish, leave, flush: keeper.flush };
};
