/**
 * A passage that is played again and again, for those who learn or teach: from where one says until where one says.
 */

/** Seconds; a shorter passage is a slip of the finger. */
const SHORTEST = 0.3;
/** Milliseconds between two looks; pages tell the time four times a second, which is too seldom. */
const LOOK_EVERY = 40;

/** What saying it once more makes of a passage. */
export function nextPassage({ from = null, to = null }, now) {
  if (from === null) return { from: now, to: null };
  if (to !== null) return { from: null, to: null };
  // Said before its beginning: then that is the beginning.
  if (now < from) return { from: now, to: from - now < SHORTEST ? null : from };
  return now - from < SHORTEST ? { from, to: null } : { from, to: now };
}

export class Loop extends EventTarget {
  from = null;
  to = null;
  #looking = 0;

  /** @param {(time: number) => void} seek */
  constructor(element, seek) {
    super();
    Object.assign(this, { element, seek });
    element.addEventListener('emptied', () => this.#set({ from: null, to: null }));
  }

  /** Begins the passage here, ends it here, or lets go of it, one after the other. */
  mark() {
    this.#set(nextPassage(this, this.element.currentTime));
    if (this.to !== null) this.seek(this.from);
  }

  #set({ from, to }) {
    Object.assign(this, { from, to });
    clearInterval(this.#looking);
    if (to !== null) this.#looking = setInterval(() => this.#look(), LOOK_EVERY);
    this.dispatchEvent(new Event('change'));
  }

  #look() {
    const { currentTime, seeking, paused, ended } = this.element;
    // Who goes elsewhere is let go; the passage waits.
    if (seeking || (paused && !ended)) return;
    const isBehind = currentTime >= this.to && currentTime < this.to + 1;
    if (ended || isBehind) this.seek(this.from);
  }
}
