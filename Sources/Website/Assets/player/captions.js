/**
 * Subtitles: the browser reads the WebVTT file and keeps its time, we draw the cues, so that they are legible on every picture,
 * stand above the controls, and have the size the viewer chose.
 */
export class Captions extends EventTarget {
  /** The set that is shown, or null. */
  current = null;
  #tracks = new Map();
  #forced = null;

  constructor(element, layer) {
    super();
    Object.assign(this, { element, layer, sets: [] });
    for (const name of ['enterpictureinpicture', 'leavepictureinpicture', 'webkitbeginfullscreen', 'webkitendfullscreen']) {
      element.addEventListener(name, () => this.#apply());
    }
    addEventListener('online', () => this.#reload());
  }

  /** Takes the manifest's text sets. Forced ones are not offered but shown whenever nothing else is. */
  offer(sets) {
    const isForced = ({ roles }) => roles.includes('forced-subtitle') || roles.includes('forced_subtitle');
    this.sets = sets.filter((set) => set.representations.length && !isForced(set));
    this.forcedSets = sets.filter((set) => set.representations.length && isForced(set));
  }

  /** Shows `set`, or nothing; `spoken` is the language of the sound, for which signs may have to be translated. */
  show(set, spoken = '') {
    this.current = set;
    this.#forced = set ? null : this.forcedSets?.find(({ language }) => language === spoken) ?? null;
    this.#apply();
    this.dispatchEvent(new Event('change'));
  }


  /** The text on the picture now. */
  get text() {
    return this.layer.innerText.trim();
  }

  #apply() {
    const shown = this.current ?? this.#forced;
    if (shown && !this.#tracks.has(shown)) this.#tracks.set(shown, this.#load(shown));
    for (const [set, { track }] of this.#tracks) {
      track.mode = set === shown ? (this.#isDrawnByBrowser ? 'showing' : 'hidden') : 'disabled';
    }
    this.#draw();
  }

  #load(set) {
    const track = document.createElement('track');
    Object.assign(track, { kind: 'subtitles', srclang: set.language, label: set.label, src: set.representations[0].url });
    track.addEventListener('error', () => this.dispatchEvent(new Event('failure')));
    track.addEventListener('load', () => this.#draw());
    track.track.addEventListener('cuechange', () => this.#draw());
    this.element.append(track);
    return track;
  }

  /** Asks again for what did not arrive. */
  #reload() {
    for (const [set, track] of this.#tracks) {
      if (track.readyState !== HTMLTrackElement.ERROR) continue;
      track.remove();
      this.#tracks.delete(set);
    }
    this.#apply();
  }

  /** In small and in foreign windows our drawing is not visible. */
  get #isDrawnByBrowser() {
    return document.pictureInPictureElement === this.element || Boolean(this.element.webkitDisplayingFullscreen);
  }

  #draw() {
    const track = this.#tracks.get(this.current ?? this.#forced)?.track;
    const cues = this.#isDrawnByBrowser ? [] : [...(track?.activeCues ?? [])];
    this.layer.replaceChildren(...cues.map(drawn));
    this.layer.hidden = cues.length === 0;
  }
}

/** A cue as a line of text; upper third if the file asks for it. */
function drawn(cue) {
  const block = document.createElement('p');
  const text = document.createElement('span');
  text.append(cue.getCueAsHTML());
  text.dir = 'auto';
  block.append(text);
  const line = cue.snapToLines && typeof cue.line === 'number' ? (cue.line >= 0 && cue.line < 6 ? 0 : 100) : cue.line;
  block.className = typeof line === 'number' && line < 40 ? 'player-cue is-above' : 'player-cue';
  if (cue.align === 'start' || cue.align === 'left') block.classList.add('is-at-start');
  if (cue.align === 'end' || cue.align === 'right') block.classList.add('is-at-end');
  return block;
}
