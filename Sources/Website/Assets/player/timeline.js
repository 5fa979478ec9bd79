/**
 * The bar that shows where one is and what is loaded, and on which one points, drags or moves by keys to be elsewhere.
 * It is the browser's own range control under a drawing of ours.
 */
import { clock } from './texts.js';

/** Milliseconds that the tip stays after a key. */
const POINTING = 1500;

export class Timeline {
  /** Seconds to which the viewer is dragging, or null. */
  #dragged = null;
  #isHeld = false;

  /** Until when the tip stays that nobody points for, as a timer. */
  #pointing = 0;

  /** @param {(box: HTMLElement, time: number) => void} preview draws the picture of a moment */
  constructor(parts, element, say, seek, preview, chapters, loop) {
    const { timeline, buffered, tip, tipPicture, tipTime, tipChapter, track, chapterMarks, passageMark, time } = parts;
    Object.assign(this, { input: timeline, buffered, tip, tipPicture, tipTime, tipChapter, track, chapterMarks, passageMark, time });
    Object.assign(this, { element, say, preview, chapters, loop });
    timeline.addEventListener('input', () => {
      this.#dragged = Number(timeline.value);
      this.draw();
      this.#showTip(this.#dragged);
    });
    timeline.addEventListener('change', () => {
      this.#dragged = null;
      tip.hidden = true;
      seek(Number(timeline.value), this.#isHeld ? 'pointer' : 'key');
      this.#isHeld = false;
    });
    timeline.addEventListener('pointerdown', () => (this.#isHeld = true));
    timeline.addEventListener('pointermove', (event) => this.#showTip(this.#timeAt(event.clientX)));
    timeline.addEventListener('pointerleave', () => (tip.hidden = true));
  }

  /** Shows for a moment where one came by keys or buttons. */
  point(time) {
    this.#showTip(time);
    clearTimeout(this.#pointing);
    this.#pointing = setTimeout(() => (this.tip.hidden = true), POINTING);
  }

  get duration() {
    const { duration, seekable } = this.element;
    if (Number.isFinite(duration)) return duration;
    // A film that is still being prepared, played by the browser itself: as much as there is.
    return duration === Infinity && seekable.length ? seekable.end(seekable.length - 1) : 0;
  }

  draw() {
    const { duration } = this;
    const now = this.#dragged ?? this.element.currentTime;
    const chapter = this.chapters.at(now)?.title;
    const spoken = this.say(chapter ? 'positionInChapter' : 'position', { time: clock(now), duration: clock(duration), chapter });
    this.input.max = String(duration || 1);
    if (this.#dragged === null) this.input.value = String(now);
    if (this.input.getAttribute('aria-valuetext') !== spoken) this.input.setAttribute('aria-valuetext', spoken);
    this.track.style.setProperty('--played', String(duration ? now / duration : 0));
    const showsRest = this.time.dataset.shows === 'rest';
    this.time.firstChild.textContent = showsRest ? `−${clock(duration - now)}` : clock(now);
    this.time.lastChild.textContent = ` / ${clock(duration)}`;
    this.#drawBuffered(duration);
    this.#drawChapters(duration);
    this.#drawPassage(duration);
  }

  #drawPassage(duration) {
    const { from, to } = this.loop;
    this.passageMark.hidden = from === null || !duration;
    if (this.passageMark.hidden) return;
    this.passageMark.style.left = `${(from / duration) * 100}%`;
    this.passageMark.style.width = `${(((to ?? from) - from) / duration) * 100}%`;
  }

  #drawChapters(duration) {
    const starts = duration ? this.chapters.list.map(({ start }) => start).filter((start) => start > 0 && start < duration) : [];
    if (this.chapterMarks.children.length === starts.length) return;
    this.chapterMarks.replaceChildren(...starts.map((start) => {
      const mark = document.createElement('i');
      mark.style.left = `${(start / duration) * 100}%`;
      return mark;
    }));
  }

  #drawBuffered(duration) {
    const { buffered } = this.element;
    while (this.buffered.children.length > buffered.length) this.buffered.lastChild.remove();
    while (this.buffered.children.length < buffered.length) this.buffered.append(document.createElement('i'));
    [...this.buffered.children].forEach((piece, at) => {
      const [from, to] = [buffered.start(at) / duration, buffered.end(at) / duration];
      piece.style.left = `${from * 100}%`;
      piece.style.width = `${Math.max(0, Math.min(to, 1) - from) * 100}%`;
    });
  }

  #timeAt(x) {
    const { left, width } = this.track.getBoundingClientRect();
    return Math.min(Math.max((x - left) / width, 0), 1) * this.duration;
  }

  #showTip(time) {
    clearTimeout(this.#pointing);
    this.tip.hidden = !this.duration;
    if (!this.duration) return;
    this.tipTime.textContent = clock(time);
    const chapter = this.chapters.at(time);
    this.tipChapter.hidden = !chapter;
    this.tipChapter.textContent = chapter?.title ?? '';
    this.preview(this.tipPicture, time);
    this.tip.style.setProperty('--at', String(Math.min(Math.max(time / this.duration, 0), 1)));
    this.tip.style.setProperty('--half', `${this.tip.offsetWidth / 2}px`);
  }
}
