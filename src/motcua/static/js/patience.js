// A digit pressed by a person answers a question; the same digit from a scanner is the beginning of a card. They look
// alike until the next key comes, which a scanner sends within 100 ms.

const SCANNER = 120; // ms
let waiting = 0;

/** Do `act` unless another key follows as quickly as only a scanner's does. */
export const whenAlone = (act) => {
  clearTimeout(waiting);
  waiting = setTimeout(act, SCANNER);
};

window.addEventListener("keydown", () => clearTimeout(waiting), true);
