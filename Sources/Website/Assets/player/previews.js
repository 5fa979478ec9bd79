/**
 * Small pictures of the film for the time line: which sheet a moment's picture stands on, and where on it.
 */

/** Sheets that are kept loaded; the one used longest ago goes first. */
const MOST_SHEETS = 12;

export class Previews {
  #sheets = new Map();

  /** @param {() => ({width: number, height: number, columns: number, rows: number, interval: number, sheet: (number: number) => string} | null)} find */
  constructor(find) {
    this.find = find;
  }

  /**
   * Shows the picture of a moment in `box`, as wide as the box is told to be; hides the box while there is none.
   *
   * @param {number} time in seconds
   */
  show(box, time) {
    const tiles = this.find();
    box.hidden = !tiles;
    if (!tiles) return;
    const { sheet, column, row } = placeOf(tiles, time);
    const image = this.#load(tiles.sheet(sheet));
    box.style.aspectRatio = `${tiles.width} / ${tiles.height}`;
    box.style.setProperty('--shape', String(tiles.width / tiles.height));
    box.dataset.loaded = String(image.complete && image.naturalWidth > 0);
    box.style.backgroundImage = `url("${image.src}")`;
    box.style.backgroundSize = `${tiles.columns * 100}% ${tiles.rows * 100}%`;
    box.style.backgroundPosition = `${share(column, tiles.columns)}% ${share(row, tiles.rows)}%`;
  }

  #load(url) {
    const image = this.#sheets.get(url) ?? Object.assign(new Image(), { decoding: 'async', src: url });
    this.#sheets.delete(url);
    this.#sheets.set(url, image);
    if (this.#sheets.size > MOST_SHEETS) this.#sheets.delete(this.#sheets.keys().next().value);
    return image;
  }
}

/** Where the picture of a moment stands: the number of its sheet from 0, its column and its row. */
export function placeOf({ columns, rows, interval }, time) {
  const picture = Math.max(0, Math.floor(time / interval));
  const rest = picture % (columns * rows);
  return { sheet: Math.floor(picture / (columns * rows)), column: rest % columns, row: Math.floor(rest / columns) };
}

/** A background's position in per cent: the first of many is at 0, the last at 100. */
function share(at, of) {
  return of > 1 ? (at / (of - 1)) * 100 : 0;
}
