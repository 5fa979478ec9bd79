/**
 * Keeps one SourceBuffer filled: picture or sound.
 *
 * Again and again: take the first segment from the playing position on that is missing, or that is there but should be better;
 * load it; append it; clear what lies far behind. Nothing to do means waiting until somebody calls {@link Stream.wake}.
 * What was appended is written down per segment, and struck out when the browser turns out to have dropped it.
 */
import { readSegmentIndex, segmentAt } from './segment-index.js';
import { isAbort } from './failure.js';

/** Seconds that stay in the buffer behind the playing position, for a quick look back. */
const BEHIND = 30;
/** Seconds beyond the goal from which leftovers of earlier seeks are cleared. */
const FAR = 90;

export class Stream {
  switches = 0;
  isComplete = false;
  /** The representation loaded last. */
  current = null;
  #headers = new Map();
  #held = new Map();
  #appendedHeader = null;
  #download = null;
  #wakeUp = () => {};

  /**
   * @param {object} parts
   * @param {TrackBuffer} parts.buffer
   * @param {Transport} parts.transport
   * @param {boolean} parts.mixes whether segments of all representations may stand side by side (renditions may, languages not)
   * @param {object} parts.guide answers `position()`, `goal()`, `mayLoad()`, `pick(stream)`, `improves(held, wanted, segment)`,
   *   `abandons(stream, download)`, `full(stream)`, `isGrowing`; hears `loaded()` and `rested()`
   */
  constructor({ buffer, transport, mixes, guide }) {
    Object.assign(this, { buffer, transport, mixes, guide });
  }

  async run(signal) {
    while (!signal.aborted) {
      const task = await this.#next(signal);
      if (task) {
        await this.#load(task, signal);
        continue;
      }
      const awake = new Promise((resolve) => (this.#wakeUp = resolve));
      this.guide.rested();
      await awake;
    }
  }

  wake() {
    this.#wakeUp();
  }

  /** The viewer went elsewhere, or wants another track: what is being loaded may be useless now. */
  redirect() {
    const download = this.#download;
    if (download && !this.#isStillWanted(download)) download.stop.abort();
    this.wake();
  }

  /** The representation that plays at `time`. */
  at(time) {
    return this.#entryAt(time)?.representation ?? null;
  }

  /** Header and segments of `representation`, loaded once, in one request. */
  async header(representation, signal) {
    let header = this.#headers.get(representation);
    if (!header) {
      header = this.#fetchHeader(representation, signal);
      this.#headers.set(representation, header);
      header.catch(() => this.#headers.delete(representation));
    }
    return header;
  }

  async #fetchHeader(representation, signal) {
    const { url, header, index, offset, init } = representation;
    // Of a film that is being prepared the list of segments grows: it is looked up each time.
    if (init) return { bytes: await this.transport.whole(init, signal), get segments() { return representation.segments; } };
    const file = await this.transport.range(url, 0, index.to, signal);
    return { bytes: file.subarray(header.from, header.to + 1), segments: readSegmentIndex(file, index.from, offset) };
  }

  async #next(signal) {
    const representation = this.guide.pick(this);
    const { segments } = await this.header(representation, signal);
    this.#strikeOut();
    const position = this.guide.position();
    const first = segmentAt(segments, position);
    const limit = position + this.guide.goal();
    const missing = segments.slice(first).find((each) => !this.#held.has(this.#key(representation, each)));
    this.isComplete = !missing && !this.guide.isGrowing;
    if (!this.guide.mayLoad(this.buffer.ahead(position))) return null;
    const better = segments.slice(first).find((segment) => {
      const held = this.#held.get(this.#key(representation, segment));
      return held && held.representation !== representation && this.guide.improves(held.representation, representation, segment);
    });
    const isReplacement = Boolean(better && (!missing || better.number < missing.number));
    const segment = isReplacement ? better : missing;
    return segment && segment.start < limit ? { representation, segment, isReplacement } : null;
  }

  async #load({ representation, segment, isReplacement }, signal) {
    const stop = new AbortController();
    const download = { representation, segment, isReplacement, stop, began: performance.now(), loaded: 0 };
    this.#download = download;
    if (this.current && this.current !== representation) this.switches += 1;
    this.current = representation;
    try {
      const both = AbortSignal.any([signal, stop.signal]);
      const progress = (loaded) => {
        download.loaded = loaded;
        if (this.guide.abandons(this, download)) stop.abort();
      };
      const bytes = segment.url
        ? await this.transport.whole(segment.url, both, progress)
        : await this.transport.range(representation.url, segment.from, segment.to, both, progress);
      await this.#append(representation, segment, bytes, signal);
    } catch (error) {
      if (signal.aborted || !isAbort(error)) throw error;
    } finally {
      this.#download = null;
    }
    this.guide.loaded();
  }

  /** Looks at the running download even when no byte arrives. */
  review() {
    if (this.#download && this.guide.abandons(this, this.#download)) this.#download.stop.abort();
  }

  async #append(representation, segment, bytes, signal) {
    const header = await this.header(representation, signal);
    try {
      if (this.#appendedHeader !== representation) {
        await this.buffer.prepare(representation.type, representation.offset);
        await this.buffer.append(header.bytes);
        this.#appendedHeader = representation;
      }
      await this.buffer.append(bytes);
    } catch (error) {
      if (error?.name !== 'QuotaExceededError') throw error;
      return this.#makeRoom();
    }
    this.#note(representation, segment);
    await this.#tidy(BEHIND, FAR);
  }

  /** Gives back the segments beyond the goal, because another track finds no room in the browser's memory. */
  async shed() {
    const goal = this.guide.position() + this.guide.goal();
    const until = this.#entryAt(goal)?.end ?? goal;
    if (this.buffer.ranges.some(([, end]) => end > until)) await this.buffer.remove(until, Infinity);
    this.#strikeOut();
  }

  /** The browser's memory is full: less is kept from now on, and the segment is loaded again when there is room. */
  async #makeRoom() {
    await this.guide.full(this);
    await this.#tidy(3, this.guide.goal());
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }

  #note(representation, segment) {
    if (!this.mixes) {
      for (const [key, held] of this.#held) {
        if (held.end > segment.start + 0.001 && held.start < segment.end - 0.001) this.#held.delete(key);
      }
    }
    const { start, end, number } = segment;
    const isHollow = !this.buffer.holds((start + end) / 2);
    this.#held.set(this.#key(representation, segment), { representation, start, end, number, isHollow });
  }

  async #tidy(behind, beyond) {
    const position = this.guide.position();
    const until = position + beyond;
    const keepFrom = this.#entryAt(position - behind)?.start ?? position - behind;
    const oldest = this.buffer.ranges[0]?.[0] ?? 0;
    if (keepFrom - oldest > Math.min(behind / 3, 8)) await this.buffer.remove(0, keepFrom);
    if (this.buffer.ranges.some(([start]) => start > until)) await this.buffer.remove(until, Infinity);
    this.#strikeOut();
  }

  #strikeOut() {
    for (const [key, { start, end, isHollow }] of this.#held) {
      if (!isHollow && !this.buffer.holds((start + end) / 2)) this.#held.delete(key);
    }
  }

  #isStillWanted({ representation, segment }) {
    const position = this.guide.position();
    const isNear = segment.end > position && segment.start < position + this.guide.goal();
    return isNear && this.guide.pick(this) === representation && (segment.start <= position + 0.1 || this.buffer.holds(position));
  }

  #entryAt(time) {
    return [...this.#held.values()].find(({ start, end }) => start <= time && time < end);
  }

  #key(representation, segment) {
    return this.mixes ? segment.number : `${representation.id} ${segment.number}`;
  }
}
