// The first screen: what the office answered, what is half typed, what came back, what waits, and the procedures.

import * as vault from "./vault.js";

const TIME = new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });

const make = (tag, said = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), said);
  element.append(...inside);
  return element;
};
const button = (label, act, className = "button") => {
  const made = make("button", { type: "button", className, textContent: label });
  made.addEventListener("click", act);
  return made;
};
const line = (...parts) => parts.filter(Boolean).join(" · ");

/** Draws into `root`; what a press means is asked of `acts`: pick, open, receipt, hand, again. Returns the offer. */
export const homeOn = (root, words, acts) => {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const list = (name, rows) => {
    find(name).replaceChildren(...rows);
    find(`${name.replace("-list", "")}-box`).hidden = !rows.length;
  };
  const halfOf = ([, draft]) => make("li", {}, button(
    line(draft.number?.code, draft.procedure.name, draft.person.name, TIME.format(draft.at)), () => acts.open(draft), "button full"));
  const cameBack = ([, intake]) => make("li", { className: "note late" },
    make("span", { className: "note-body" }, make("b", { textContent: line(intake.number.code, intake.person.name) }), ` ${intake.returned}`,
      make("span", { className: "row" },
        button(words.openAgain, () => acts.open(intake), "button main"), button(words.handOver, () => acts.hand(intake)))));
  const waits = ([, intake]) => make("li", {}, button(
    line(intake.number.code, intake.person.name, intake.procedure.name), () => acts.receipt(intake), "button full"));
  const answered = ([id, answer]) => make("li", { className: `note ${answer.state === "TAKEN_IN" ? "good" : "late"}` },
    make("span", { className: "note-body", textContent: answer.sentence }),
    button(words.seen, async () => { await vault.keep([], [["answer", id]]); await acts.again(); }));

  /** Only the procedures that have what is typed in their name or in what people call them, with or without its accents. */
  const pick = () => {
    const plain = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
    const wanted = plain(find("pick").value.trim());
    const rows = [...find("procedures").children];
    for (const row of rows) row.hidden = !plain(`${row.textContent} · ${row.dataset.said}`).includes(wanted);
    find("pick-none").hidden = !rows.length || rows.some((row) => !row.hidden);
  };
  find("pick").addEventListener("input", pick);

  const procedure = (each) => {
    const made = button(each.name, () => acts.pick(each), "button full");
    made.dataset.said = (each.said ?? []).join(" · ");
    return made;
  };

  return async () => {
    const offer = await vault.read("offer", "now");
    const [drafts, intakes] = [await vault.list("draft"), await vault.list("intake")];
    const half = new Set(drafts.map(([id]) => id));
    const rest = intakes.filter(([id]) => !half.has(id));
    find("numbers").textContent = words.numbers.replace("0", ((await vault.read("numbers", "now")) ?? []).length);
    find("procedures").replaceChildren(...(offer?.procedures ?? []).map(procedure));
    find("empty").hidden = Boolean(offer);
    pick();
    list("half", drafts.map(halfOf));
    list("returned-list", rest.filter(([, each]) => each.returned).map(cameBack));
    list("waiting", rest.filter(([, each]) => !each.returned).map(waits));
    find("answers").replaceChildren(...(await vault.list("answer")).map(answered));
    return offer;
  };
};

/** The officer leaves it to a person at the office: it goes as it is, and is shown there. */
export const handOver = async (intake) => vault.keep([["intake", intake.key, { ...intake, returned: "", handed: true }]]);
