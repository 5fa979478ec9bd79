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

export class Memory {
  constructor(feature, storage = () => localStorage) {
    Object.assign(this, { feature, storage });
  }

  /** Where to go on (seconds), or 0 when there is nothing worth going back to. */
  get place() {
    return this.#read(PLACES)[this.feature]?.at ?? 0;
  }

  /** Writes down the place; the first and the last moments of a feature are none. */
  leave(time, duration) {
    const places = this.#read(PLACES);
    delete places[this.feature];
    const isUnderWay = time > Math.min(10, duration * 0.05) && time < duration - Math.min(60, duration * 0.05);
    if (isUnderWay) places[this.feature] = { at: Math.floor(time * 10) / 10, of: Math.round(duration) };
    this.#write(PLACES, Object.fromEntries(Object.entries(places).slice(-MOST_PLACES)));
  }

  /** `{ volume, isMuted, speed, audio, subtitles, captionSize, throughput, wishes }`, as far as known. */
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
