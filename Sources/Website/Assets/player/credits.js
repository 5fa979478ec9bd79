/**
 * Opening and closing credits: offers to pass over the first, and to go on to the next episode when the last begin. Whoever does nothing
 * sees the opening; the next episode comes by itself after a count, which one can stop.
 */

/** Seconds of the closing credits that are played before the next episode begins. */
const COUNT = 10;
/** Seconds before the opening's end from which it is no use to pass over it. */
const TOO_LATE = 2;
/** Seconds that may follow the closing credits; where more does, nobody is taken away from it. */
const REST = 20;
/** Seconds between two looks at the clock while playing; more is a jump. */
const JUMP = 3;

export class Credits {
  /** Where the clock stood when it was looked at last. */
  #before = null;
  /** Where counting began, or null. */
  #began = null;
  #isDismissed = false;
  #isLeaving = false;

  /** @param {(address: string) => void} leave goes to another page */
  constructor({ root, element, parts, say, isNextAutomatic = true }, leave = (address) => location.assign(address)) {
    Object.assign(this, { element, parts, say, isNextAutomatic, leave });
    this.opening = stretch(root.dataset.opening);
    this.closing = stretch(root.dataset.closing);
    for (const name of ['timeupdate', 'seeking', 'seeked', 'playing', 'ended']) element.addEventListener(name, () => this.draw());
  }

  /** Whether the closing credits run; null where nobody knows when they begin. */
  get areClosing() {
    if (!this.closing) return null;
    return !this.#isDismissed && this.element.currentTime >= this.closing.start;
  }

  /** Seconds until the next episode begins by itself; null while nothing counts. */
  get left() {
    return this.#began === null ? null : Math.max(0, COUNT - (this.element.currentTime - this.#began));
  }

  /** Where passing over the opening leads; null while there is nothing to pass over. */
  get afterOpening() {
    const { opening, element } = this;
    return opening && element.currentTime >= opening.start && element.currentTime < opening.end - TOO_LATE ? opening.end : null;
  }

  /** Stops counting; the credits are watched. */
  stay() {
    if (this.#began === null && !this.areClosing) return;
    this.#began = null;
    this.#isDismissed = true;
    this.draw();
  }

  draw() {
    const { element, parts } = this;
    this.#count(element.currentTime);
    parts.skipOpening.hidden = this.afterOpening === null;
    if (!parts.next) return;
    const { left } = this;
    parts.countdown.hidden = parts.stay.hidden = left === null;
    if (left === null) return;
    parts.countdown.textContent = this.say('nextIn', { seconds: Math.ceil(left) });
    if (left > 0 || this.#isLeaving) return;
    this.#isLeaving = true;
    this.leave(parts.next.href);
  }

  #count(now) {
    const { closing, element } = this;
    const isPlayedThrough = this.#before !== null && !element.seeking && now >= this.#before && now - this.#before < JUMP;
    if (closing && now < closing.start) {
      this.#began = null;
      this.#isDismissed = false;
    } else if (closing && this.isNextAutomatic && this.parts.next && isPlayedThrough && this.#before < closing.start && element.duration - closing.end < REST) {
      this.#began = now;
    } else if (this.#began !== null && !isPlayedThrough) {
      this.#began = null;
    }
    this.#before = element.seeking ? null : now;
  }
}

/** `12.5 42` as `{ start, end }`, or null. */
export function stretch(text) {
  const [start, end] = (text ?? '').split(' ').map(Number);
  return text && end > start ? { start, end } : null;
}
