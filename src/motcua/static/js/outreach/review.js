// What the person said, read back to them in large letters; signed with a finger, or confirmed by word of mouth.

import { padOn } from "./pad.js";

export const reviewOn = (root, changed) => {
  const place = (name) => root.querySelector(`[data-${name}]`);
  const pad = padOn(place("pad"), changed);
  const direct = place("cannot-sign");
  const words = root.closest("[data-outreach]").dataset;
  const unsign = () => {
    pad.clear();
    direct.checked = false;
  };
  place("sign-again").addEventListener("click", () => {
    pad.clear();
    changed();
  });
  direct.addEventListener("change", changed);
  const say = (sentence) => {
    place("review-problem").textContent = sentence;
    place("review-problem").hidden = !sentence;
  };
  return {
    unsign,
    strokes: pad.strokes,
    isDirect: () => direct.checked,
    begin: (kept) => {
      unsign();
      pad.draw(kept?.strokes ?? []);
      direct.checked = kept?.direct ?? false;
    },
    show: (said) => {
      say("");
      place("said-back").replaceChildren(...said.filter(([, value]) => value).flatMap(([label, value]) => [
        Object.assign(document.createElement("dt"), { textContent: label }),
        Object.assign(document.createElement("dd"), { textContent: value }),
      ]));
    },
    /** Whether it may be finished; else says what is missing, `other` first. */
    check: (other) => {
      const sentence = other || (pad.signed() || direct.checked ? "" : words.signMissing);
      say(sentence);
      if (sentence) place("review-problem").scrollIntoView({ block: "center" });
      return !sentence;
    },
  };
};
