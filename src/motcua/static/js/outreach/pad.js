// A signature with finger or pen, in the units the office reads: 1000 wide, 400 high.

/** `changed` is called when a stroke has ended. */
export const padOn = (canvas, changed) => {
  let strokes = [];
  let drawing = null;
  const pen = canvas.getContext("2d");
  const bound = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      bound((event.clientX - box.left) * canvas.width / box.width, canvas.width),
      bound((event.clientY - box.top) * canvas.height / box.height, canvas.height),
    ];
  };
  const line = (from, to) => {
    pen.lineWidth = 7;
    pen.lineCap = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(...to);
    pen.stroke();
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [at(event)];
    strokes.push(drawing);
    line(drawing[0], drawing[0]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const point = at(event);
    line(drawing.at(-1), point);
    drawing.push(point);
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { drawing = null; changed(); });
  const clear = () => {
    strokes = [];
    pen.clearRect(0, 0, canvas.width, canvas.height);
  };
  const draw = (kept) => {
    clear();
    strokes = kept;
    for (const stroke of kept) stroke.forEach((point, place) => line(stroke[Math.max(0, place - 1)], point));
  };
  return { clear, draw, strokes: () => strokes, signed: () => strokes.flat().length >= 8 };
};
