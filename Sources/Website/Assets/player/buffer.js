/**
 * One SourceBuffer, used by one caller after the other: each operation waits for those before it.
 */
import { Failure } from './failure.js';

export class TrackBuffer {
  #last = Promise.resolve();

  constructor(mediaSource, type) {
    this.type = type;
    this.source = mediaSource.addSourceBuffer(type);
    this.source.appendWindowStart = 0;
  }

  /** Buffered seconds as `[start, end]` pairs. */
  get ranges() {
    try {
      const { buffered } = this.source;
      return Array.from({ length: buffered.length }, (_, at) => [buffered.start(at), buffered.end(at)]);
    } catch {
      return []; // The media source was closed and its buffers with it.
    }
  }

  holds(time) {
    return this.ranges.some(([start, end]) => start <= time && time < end);
  }

  /** Seconds buffered without a gap from `time` on. A gap that browsers play over does not end them. */
  ahead(time) {
    let until = time;
    for (const [start, end] of this.ranges) {
      if (start <= until + 0.15 && end > until) until = end;
    }
    return until - time;
  }

  /** Makes room for another codec or clock; before the header of another track is appended. */
  prepare(type, offset) {
    return this.#inTurn(() => {
      if (type !== this.type) {
        this.source.changeType(type);
        this.type = type;
      }
      this.source.timestampOffset = -offset;
      return false;
    });
  }

  /** Appends. Throws `QuotaExceededError` when the browser wants something removed first. */
  append(bytes) {
    return this.#inTurn(() => this.source.appendBuffer(bytes));
  }

  remove(from, to) {
    return this.#inTurn(() => (from < to ? this.source.remove(from, to) : false));
  }

  /** Runs `start` when all before it are through; waits for the browser unless it returns `false`. */
  #inTurn(start) {
    const turn = this.#last.then(async () => {
      if (start() === false) return;
      await new Promise((resolve, reject) => {
        this.source.addEventListener('updateend', resolve, { once: true });
        this.source.addEventListener('error', () => reject(new Failure('unplayable', 'the browser refused a segment')), { once: true });
      });
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}
