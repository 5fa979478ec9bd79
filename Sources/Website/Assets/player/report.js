/**
 * Tells the server what was watched: the seconds that really passed while the film played, and how far it got. At most every half minute,
 * and once more when the film ends or the page goes away. With a report the right to play on is renewed; what is lost is lost.
 */

/** Milliseconds between two reports. */
export const REPORT_EVERY = 30_000;
/** Seconds that are worth a report. */
const LEAST = 1;
/** Seconds of one report; the server believes no more. */
const MOST = 55;

export class Report {
  #began = null;
  #watched = 0;
  #number = 0;
  #reported;

  /**
   * @param element the video
   * @param {string} address where reports are sent
   * @param tools `now`: milliseconds of a clock that only grows; `send`: takes address, form and whether nobody will hear the answer;
   *   `sitting`: the name of this playing
   */
  constructor(element, address, { now = () => performance.now(), send = beacon, sitting = newSitting() } = {}) {
    Object.assign(this, { element, address, now, send, sitting });
    this.#reported = now();
    element.addEventListener('playing', () => this.#resume());
    for (const name of ['pause', 'waiting', 'seeking', 'emptied']) element.addEventListener(name, () => this.#rest());
    element.addEventListener('timeupdate', () => this.now() - this.#reported >= REPORT_EVERY && this.tell());
    element.addEventListener('ended', () => this.tell());
  }

  #resume() {
    this.#began ??= this.now();
  }

  #rest() {
    if (this.#began !== null) this.#watched += this.now() - this.#began;
    this.#began = null;
  }

  /**
   * Sends what was watched since the last report, if it is worth it.
   *
   * @param {{ isHiding?: boolean, isLast?: boolean }} when the page is hidden, or left for good
   * @returns {boolean} whether there was anything to tell
   */
  tell({ isHiding = false, isLast = false } = {}) {
    const isRunning = this.#began !== null;
    this.#rest();
    if (isRunning && !this.element.paused && !this.element.ended) this.#resume();
    const seconds = Math.min(this.#watched / 1000, MOST);
    if (seconds < LEAST) return false;
    this.#watched = 0;
    this.#reported = this.now();
    const form = new URLSearchParams({
      sitting: this.sitting,
      number: this.#number,
      seconds: seconds.toFixed(1),
      position: Math.max(0, this.element.currentTime || 0).toFixed(1),
    });
    this.#number += 1;
    if (isLast) form.set('leaves', 'yes');
    this.send(this.address, form, isHiding || isLast);
    return true;
  }
}

function beacon(address, form) {
  navigator.sendBeacon(address, form);
}

function newSitting() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
