// Photographs of papers: made small on the device, kept as JPEG; and the code of a card, where the browser reads codes.

const LONGEST_SIDE = 2000;

const bitmapOf = (file) => createImageBitmap(file, { imageOrientation: "from-image" });

/** A JPEG as a data address, no larger than reading needs. */
export const shrunk = async (file) => {
  const picture = await bitmapOf(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const size = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
  const canvas = Object.assign(document.createElement("canvas"), size);
  canvas.getContext("2d").drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  return canvas.toDataURL("image/jpeg", 0.8);
};

export const readsCodes = () => "BarcodeDetector" in window;

/** The text of the code in a photograph, or "". */
export const codeIn = async (file) => {
  const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await bitmapOf(file));
  return found[0]?.rawValue ?? "";
};
