// What stays live: asks with the tag of what it shows, draws the whole state when it changed, says when the line is lost.
// data-live="URL" data-every="seconds" data-lost="words"; inside [data-live-now] is drawn and [data-live-lost] says it.
// Each drawing fires `live:drawn`, each answer that does not come `live:missed`; `live:ask` asks at once.
// Nothing is kept of what was drawn before but its tag.

const PATIENCE = 5000;
const hour = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" });
const name = (element) => {
  const said = ["id", "href", "value", "data-key"].find((attribute) => element.getAttribute(attribute));
  return said && `[${said}="${CSS.escape(element.getAttribute(said))}"]`;
};

const live = (root) => {
  const place = root.querySelector("[data-live-now]");
  const lost = root.querySelector("[data-live-lost]");
  let tag = "";
  let failures = 0;
  let shift = 0; // the server's clock against this one
  let good = Date.now(); // when an answer last came, by the server's clock

  const measure = () => {
    const at = Number(place.querySelector("[data-at]")?.dataset.at ?? 0);
    if (at) shift = at - Date.now();
  };
  // Nothing is swept from under a hand; what has the focus keeps it, what was opened or ticked stays so.
  const busy = () => place.querySelector("select:focus") !== null;
  const opened = () => [...place.querySelectorAll("details")];
  const draw = (drawn) => {
    const held = place.contains(document.activeElement) ? name(document.activeElement) : null;
    const open = opened().map((each) => each.open);
    const ticked = [...place.querySelectorAll("input:checked")].map(name);
    place.innerHTML = drawn;
    opened().forEach((each, order) => { each.open = open[order] ?? false; });
    for (const each of place.querySelectorAll("input")) each.checked ||= ticked.includes(name(each));
    if (held) place.querySelector(held)?.focus();
    measure();
    root.dispatchEvent(new CustomEvent("live:drawn"));
  };
  const ask = async () => {
    try {
      const options = { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), headers: tag ? { "if-none-match": tag } : {} };
      const answer = await fetch(root.dataset.live, options);
      if (answer.status === 410) { location.reload(); return; }
      if (answer.status !== 200 && answer.status !== 304) throw new Error(answer.status);
      if (answer.status === 200 && !busy()) {
        const drawn = await answer.text();
        tag = answer.headers.get("etag") ?? "";
        draw(drawn);
      }
      failures = 0;
      good = Date.now() + shift;
    } catch {
      failures += 1;
      tag = ""; // the next answer is the whole state
      root.dispatchEvent(new CustomEvent("live:missed"));
    }
    lost.textContent = failures < 2 ? "" : `${root.dataset.lost} ${hour.format(good)}`;
    lost.hidden = failures < 2;
  };
  const again = async () => {
    await ask();
    setTimeout(again, root.dataset.every * 1000);
  };
  measure();
  good = Date.now() + shift;
  root.addEventListener("live:ask", ask);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  setTimeout(again, root.dataset.bringsAfter ? 0 : root.dataset.every * 1000); // what came late asks at once
};

document.querySelectorAll("[data-live]").forEach(live);
