/**
 * What a viewer can do, by button, key, gesture or media key: one function each.
 */
import { besideTime } from './stepping.js';
import { Loop } from './loop.js';
import { mostLike } from './memory.js';
import { clock } from './texts.js';

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** @param {object} player the parts that `main.js` put together */
export function makeCommands({ root, element, parts, memory, say, flash, idle, restart, captions, showCaptions, chapters, credits, limit, rate }) {
  // Who asks for it: the viewer, by a key or with the pointer, or nobody, as where a passage begins anew. What a viewer wishes is told.
  const seek = (time, by = 'key') => {
    const end = Number.isFinite(element.duration) ? element.duration : Infinity;
    const wasOver = element.ended;
    const isTooFar = time > limit();
    element.currentTime = Math.min(Math.max(time, 0), end, isTooFar ? Math.max(element.currentTime, limit() - 2) : Infinity);
    if (isTooFar) flash(say('preparing'));
    if (wasOver && time < end) element.play().catch(() => {});
    idle.show();
    if (by !== 'nobody') root.dispatchEvent(new CustomEvent('moved', { detail: { time: element.currentTime, by } }));
  };
  const setSpeed = (speed) => {
    element.defaultPlaybackRate = element.playbackRate = speed;
    memory.prefer({ speed });
    flash(say('speed', { speed }));
  };
  const setVolume = (volume) => {
    element.volume = Math.round(Math.min(Math.max(volume, 0), 1) * 100) / 100;
    element.muted = element.volume === 0;
    flash(say(element.muted ? 'muted' : 'volume', { percent: Math.round(element.volume * 100) }));
  };

  const loop = new Loop(element, (time) => {
    seek(time, 'nobody');
    element.play().catch(() => {});
  });

  return {
    seek,
    loop,
    setSpeed,
    setVolume,
    toggle() {
      if (root.dataset.state === 'failed') return restart();
      if (element.paused || element.ended) element.play().catch(() => {}); // Refused or stopped: the button still offers to play.
      else element.pause();
      idle.show();
    },
    skip(seconds) {
      seek(element.currentTime + seconds);
      if (element.currentTime < limit() - 2.1) flash(say(seconds < 0 ? 'skippedBack' : 'skippedForward', { seconds: Math.abs(seconds), time: clock(element.currentTime) }));
    },
    chapter(direction) {
      const chapter = chapters.step(element.currentTime, direction);
      if (!chapter) return;
      seek(chapter.start);
      flash(chapter.title);
    },
    frame(direction) {
      element.pause();
      seek(besideTime(element.currentTime, direction, rate()), 'nobody');
      flash(say(direction < 0 ? 'frameBack' : 'frameOn', { time: clock(element.currentTime) }));
    },
    passage() {
      loop.mark();
      const { from, to } = loop;
      flash(from === null ? say('loopOff') : say(to === null ? 'loopFrom' : 'loopBoth', { from: clock(from), to: clock(to ?? from) }));
    },
    skipOpening() {
      const end = credits.afterOpening;
      if (end !== null) seek(end);
    },
    stay: () => credits.stay(),
    jump(share) {
      if (Number.isFinite(element.duration)) seek(share * element.duration);
    },
    louder(step) {
      setVolume((element.muted ? 0 : element.volume) + step);
    },
    mute() {
      element.muted = !element.muted;
      if (!element.muted && element.volume === 0) element.volume = 0.5;
      flash(say(element.muted ? 'muted' : 'volume', { percent: Math.round(element.volume * 100) }));
    },
    faster(steps) {
      const at = SPEEDS.findIndex((speed) => speed >= element.playbackRate);
      setSpeed(SPEEDS[Math.min(Math.max(at + steps, 0), SPEEDS.length - 1)]);
    },
    captions() {
      const preferred = mostLike(captions.sets, memory.preferences.lastSubtitles) ?? captions.sets[0] ?? null;
      showCaptions(captions.current ? null : preferred);
    },
    fullscreen() {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (root.requestFullscreen) root.requestFullscreen().catch(() => flash(say('notPossible')));
      else element.webkitEnterFullscreen?.();
    },
    pip() {
      if (document.pictureInPictureElement) document.exitPictureInPicture();
      else if (element.requestPictureInPicture) element.requestPictureInPicture().catch(() => flash(say('notPossible')));
      else element.webkitSetPresentationMode?.('picture-in-picture');
    },
    restart() {
      seek(0);
      parts.resumed.hidden = true;
      element.play().catch(() => {});
    },
    time() {
      parts.time.dataset.shows = parts.time.dataset.shows === 'rest' ? 'elapsed' : 'rest';
    },
    again: restart,
    next: () => parts.next?.click(),
    help: () => (parts.help.open ? parts.help.close() : parts.help.showModal()),
    statistics: () => (parts.statistics.hidden = !parts.statistics.hidden),
  };
}
