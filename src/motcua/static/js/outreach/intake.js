// One intake: who, the form, the papers and their photographs, the signature; then a number, and it lies sealed.

import { cardOf } from "./card.js";
import { drawForm } from "./form.js";
import { padOn } from "./pad.js";
import { codeIn, readsCodes, shrunk } from "./photos.js";
import * as vault from "./vault.js";

const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" });
const optionsOf = (pairs) => pairs.map(([value, label]) => Object.assign(document.createElement("option"), { value, textContent: label }));

export const intakeOn = (root, words) => {
  const place = (name) => root.querySelector(`[data-${name}]`);
  const pad = padOn(place("pad"));
  let procedure = null;
  let reads = null;
  let card = null;
  let photos = [];

  const showPerson = () => {
    place("person").textContent = card ? `${card.name} · ${card.number}` : "";
    place("by-hand").hidden = Boolean(card);
  };
  const takeCard = (text) => {
    const read = cardOf(text);
    card = read && { ...read, text: text.trim() };
    place("card").value = "";
    place("card-problem").hidden = Boolean(card);
    showPerson();
  };
  place("card").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.target.value.trim()) takeCard(event.target.value);
  });
  place("card").addEventListener("change", (event) => { if (event.target.value.trim()) takeCard(event.target.value); });
  place("card-photo-box").hidden = !readsCodes();
  place("card-photo").addEventListener("change", async (event) => takeCard(await codeIn(event.target.files[0]).catch(() => "")));
  place("sign-again").addEventListener("click", pad.clear);

  const paperRow = (paper) => {
    const row = place("paper").content.cloneNode(true).firstElementChild;
    const [tick, file, shown] = [row.querySelector("[type=checkbox]"), row.querySelector("[type=file]"), row.querySelector("[data-shown]")];
    row.querySelector("[data-name]").textContent = paper.name;
    for (const name of row.querySelectorAll("[data-of]")) name.textContent = paper.name;
    tick.value = paper.key;
    row.querySelector(".outreach-camera").hidden = !paper.scan;
    file.addEventListener("change", async () => {
      for (const each of file.files) {
        const picture = await shrunk(each);
        photos.push([paper.key, picture]);
        shown.append(Object.assign(new Image(), { src: picture, alt: words.photo, height: 96 }));
      }
      file.value = "";
      tick.checked = true;
    });
    return row;
  };

  const begin = (chosen) => {
    [procedure, card, photos] = [chosen, null, []];
    root.reset();
    pad.clear();
    place("title").textContent = chosen.name;
    place("case-box").hidden = !chosen.cases.length;
    place("case").replaceChildren(...optionsOf([["", words.ordinary], ...chosen.cases]));
    place("exemption-box").hidden = !chosen.exemptions.length;
    place("exemption").replaceChildren(...optionsOf([["", words.noExemption], ...chosen.exemptions.map((each) => [each, each])]));
    place("entered-box").hidden = !chosen.entered;
    reads = drawForm(place("form"), chosen, words);
    place("papers").replaceChildren(...chosen.papers.map(paperRow));
    place("problem").hidden = true;
    place("card-problem").hidden = true;
    showPerson();
  };

  const byHand = () => [...place("by-hand").querySelectorAll("[name]")].map((input) => [input.name, input.value.trim()]);
  const ticked = () => [...place("papers").querySelectorAll(":checked")].map((tick) => tick.value);

  /** What is still to be done, as sentences. */
  const problems = () => {
    const said = Object.fromEntries(byHand());
    const known = card || (said.full_name && said.date_of_birth && said.sex);
    const missing = reads.missing();
    const papers = procedure.papers.filter((paper) => paper.required && !(card && paper.by_card) && !ticked().includes(paper.key));
    missing[0]?.[1].querySelector("[data-field]").focus();
    return [
      ...(known ? [] : [words.whoMissing]),
      ...(missing.length ? [words.fieldsMissing + missing.map(([field]) => field.label).join("; ")] : []),
      ...(papers.length ? [words.papersMissing + papers.map((paper) => paper.name).join("; ")] : []),
      ...(procedure.entered && !place("entered").value ? [words.enteredMissing] : []),
      ...(pad.signed() || place("cannot-sign").checked ? [] : [words.signMissing]),
    ];
  };

  const fields = () => [
    ["procedure", procedure.code], ["version", procedure.version], ["case", place("case").value],
    ["exemption", place("exemption").value], ["entered", place("entered").value], ["papers", ticked().join(" ")],
    ...(card ? [["card", card.text]] : byHand()), ...reads.values(),
  ];

  /** Give it the next number and seal it: one step, so that no number is on two receipts. */
  const finish = () => navigator.locks.request("numbers", async () => {
    const wrong = problems();
    const numbers = (await vault.read("numbers", "now")) ?? [];
    const number = numbers.find((each) => each.until >= today());
    if (!wrong.length && !number) wrong.push(words.noNumber);
    place("problem").textContent = wrong.join(" ");
    place("problem").hidden = !wrong.length;
    if (wrong.length) { place("problem").scrollIntoView({ block: "center" }); return null; }
    const said = Object.fromEntries(byHand());
    const intake = {
      key: crypto.randomUUID(), number, taken_at: new Date().toISOString(), fields: fields(), photos,
      strokes: place("cannot-sign").checked ? [] : pad.strokes(),
      person: card ? { name: card.name } : { name: said.full_name.toUpperCase() },
      procedure: procedure.name, limit: procedure.limits[place("case").value] ?? "",
      papers: procedure.papers.filter((paper) => ticked().includes(paper.key)).map((paper) => paper.name),
    };
    await vault.keep([["intake", intake.key, intake], ["numbers", "now", numbers.filter((each) => each !== number)]]);
    [card, photos] = [null, []];
    root.reset();
    pad.clear();
    place("form").replaceChildren();
    place("papers").replaceChildren();
    return intake;
  });

  return { begin, finish };
};
