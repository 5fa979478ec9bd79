/**
 * What this browser remembers: where each feature was left, and how the viewer likes to watch.
 */
const PLACES = 'kinora.places';
const PREFERENCES = 'kinora.preferences';
/** What is remembered of a track, so that it, or one in its language, is found in another film. */
export const likeness = ({ language, label }) => ({ language, label });

/** The track among `sets` that is most like the remembered one, or undefined: of the same name, or language, or the same but for its region. */
export function mostLike(sets, remembered) {
  const isSame = ({ language }) => language === remembered?.language;
  const spoken = (tag) => tag?.split('-')[0];
  const isAlike = ({ language }) => Boolean(language) && spoken(language) === spoken(remembered?.language);
  return sets.find((set) => isSame(set) && set.label === remembered.label) ?? sets.find(isSame) ?? sets.find(isAlike);
}

/** Places kept; the oldest are forgotten. */
const MOST_PLACES = 300;

/** Seconds for which a place that the house never heard of counts. Later than that it was forgotten there on purpose. */
const FRESH = 600;

export class Memory {
  /** @param {string} feature with the viewer: several may share a browser @param {boolean} remembers whether places may be kept */
  constructor(feature, { storage = () => localStorage, now = () => Date.now(), remembers = true } = {}) {
    Object.assign(this, { feature, storage, now, remembers });
  }

  /** Where to go on (seconds), or 0 when there is nothing worth going back to. */
  get place() {
    return this.#read(PLACES)[this.feature]?.at ?? 0;
  }

  /**
   * The later of two notes: this browser's, and the house's, which knows of other devices but lags by half a minute.
   *
   * @param {{ at: number, age: number }} known seconds of the film, and seconds since it was written down; Infinity where nothing is
   */
  start({ at, age }) {
    const mine = this.#read(PLACES)[this.feature];
    if (!this.remembers || !Number.isFinite(mine?.noted)) return at;
    const since = (this.now() - mine.noted) / 1000;
    return since < Math.min(age, Number.isFinite(age) ? Infinity : FRESH) ? mine.at : at;
  }

  /** Writes down the place; the first and the last moments of a feature count as its beginning. */
  leave(time, duration) {
    if (!this.remembers) return;
    const places = this.#read(PLACES);
    delete places[this.feature];
    const isUnderWay = time > Math.min(10, duration * 0.05) && time < duration * 0.95;
    places[this.feature] = { at: isUnderWay ? Math.floor(time * 10) / 10 : 0, of: Math.round(duration), noted: this.now() };
    this.#write(PLACES, Object.fromEntries(Object.entries(places).slice(-MOST_PLACES)));
  }

  /** `{ volume, isMuted, speed, audio, subtitles, captionSize, captionLook, throughput, wishes }`, as far as known. */
  get preferences() {
    return this.#read(PREFERENCES);
  }

  prefer(changes) {
    this.#write(PREFERENCES, { ...this.preferences, ...changes });
  }

  // A browser may forbid storage, or have something else in it. Then nothing is remembered, and the film plays.

  #read(key) {
    try {
      const value = JSON.parse(this.storage().getItem(key));
      return value && typeof value === 'object' ? value : {};
    } catch {
      return {};
    }
  }

  #write(key, value) {
    try {
      this.storage().setItem(key, JSON.stringify(value));
    } catch {
      this.isForgetful = true;
    }
  }
}
