/**
 * The film's chapters. The browser reads the WebVTT file; the marks on the bar, the menu and the keys come from here.
 */
export class Chapters extends EventTarget {
  /** `{ start, end, title }` in seconds, in order; empty while there are none. */
  list = [];

  /** @param {string} address of the WebVTT file, empty where the film has no chapters */
  constructor(element, address) {
    super();
    if (!address) return;
    const track = Object.assign(document.createElement('track'), { kind: 'chapters', src: address });
    track.addEventListener('load', () => {
      this.list = [...track.track.cues].map(({ startTime, endTime, text }) => ({ start: startTime, end: endTime, title: plain(text) }));
      this.dispatchEvent(new Event('change'));
    });
    element.append(track);
    track.track.mode = 'hidden';
  }

  /** The chapter that runs at `time`, or null. */
  at(time) {
    return chapterAt(this.list, time);
  }

  /** Where a step forth (1) or back (-1) leads, or null. */
  step(from, direction) {
    return chapterStep(this.list, from, direction);
  }
}

/** Seconds in which a step back still leads to the chapter before. */
const JUST_BEGUN = 3;

export function chapterAt(list, time) {
  return list.findLast(({ start }) => start <= time + 0.05) ?? null;
}

export function chapterStep(list, from, direction) {
  if (direction > 0) return list.find(({ start }) => start > from + 0.05) ?? null;
  return list.findLast(({ start }) => start <= from - JUST_BEGUN) ?? list[0] ?? null;
}

/** A cue's text without what WebVTT escapes. */
function plain(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
