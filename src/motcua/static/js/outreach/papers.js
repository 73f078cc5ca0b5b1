// The papers of an intake: which are handed in, and their photographs, each kept as soon as it is taken.

import { keepPhoto, photoIds, photosOf } from "./keeper.js";
import { shrunk } from "./photos.js";
import * as vault from "./vault.js";

const MOST = 40;

export const papersOn = (root, words, changed) => {
  const place = (name) => root.querySelector(`[data-${name}]`);
  let key = "";
  let listed = [];
  const shots = () => root.querySelectorAll("[data-shot]").length;
  const ticked = () => [...place("papers").querySelectorAll(":checked")].map((tick) => tick.value);

  const show = (shown, id, picture) => {
    const shot = place("shot").content.cloneNode(true).firstElementChild;
    shot.dataset.shot = id;
    shot.querySelector("img").src = picture;
    shot.querySelector("button").addEventListener("click", async () => {
      await vault.keep([], [["photo", id]]);
      shot.remove();
      changed();
    });
    shown.append(shot);
  };

  const rowOf = (paper) => {
    const row = place("paper").content.cloneNode(true).firstElementChild;
    const [tick, file, shown] = [row.querySelector("[type=checkbox]"), row.querySelector("[type=file]"), row.querySelector("[data-shown]")];
    row.querySelector("[data-name]").textContent = paper.name;
    for (const name of row.querySelectorAll("[data-of]")) name.textContent = paper.name;
    tick.value = paper.key;
    shown.dataset.shown = paper.key;
    row.querySelector(".outreach-camera").hidden = !paper.scan;
    file.addEventListener("change", async () => {
      place("photo-problem").hidden = true;
      for (const each of file.files) {
        const picture = shots() < MOST && await shrunk(each).catch(() => null);
        if (!picture) {
          place("photo-problem").textContent = picture === false ? words.photosMost : words.photoUnread;
          place("photo-problem").hidden = false;
          break;
        }
        show(shown, await keepPhoto(key, paper.key, picture), picture);
        tick.checked = true;
      }
      file.value = "";
      changed();
    });
    return row;
  };

  const begin = async (of, procedure, handed) => {
    [key, listed] = [of, procedure.papers];
    place("papers").replaceChildren(...listed.map(rowOf));
    place("photo-problem").hidden = true;
    for (const tick of place("papers").querySelectorAll("[type=checkbox]")) tick.checked = handed.includes(tick.value);
    for (const [id, [paper, picture]] of await photosOf(key)) {
      const shown = place("papers").querySelector(`[data-shown="${CSS.escape(paper)}"]`);
      if (shown) show(shown, id, picture);
    }
  };
  return {
    begin,
    ticked,
    ids: () => photoIds(key),
    said: () => listed.filter((paper) => ticked().includes(paper.key)).map((paper) => paper.name),
    owed: (hasCard) => listed.filter((paper) => paper.required && !(hasCard && paper.by_card) && !ticked().includes(paper.key)).map((paper) => paper.name),
  };
};
