/**
 * The player of the watch page: finds its parts on the page, puts them together, and lets them run.
 *
 * `Adaptive` or `Native` plays; `Controls` shows; commands are what a viewer can do; `Memory` remembers. For tests and the curious:
 * `window.kinoraPlayer.statistics()`.
 */
import { Adaptive } from './adaptive.js';
import { Captions } from './captions.js';
import { Chapters } from './chapters.js';
import { clock, sentences } from './texts.js';
import { Controls } from './controls.js';
import { Credits } from './credits.js';
import { Idle } from './idle.js';
import { joinSystem } from './session.js';
import { listenToKeys } from './keyboard.js';
import { listenToPicture } from './gestures.js';
import { makeCommands } from './commands.js';
import { Failure, isAbort } from './failure.js';
import { likeness, Memory, mostLike } from './memory.js';
import { Native } from './native.js';
import { Report } from './report.js';
import { Right } from './right.js';
import { Step } from './step.js';
import { Screens } from './screens.js';
import { Wishes } from './wishes.js';

/** Seconds between two notes of the place in the film. */
const NOTE_EVERY = 5;

const root = document.getElementById('player');
const parts = Object.fromEntries([...root.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]));
const element = parts.picture;
const say = sentences(root);
const { feature, viewer, remembers } = root.dataset;
const memory = new Memory(`${viewer} ${feature}`, { remembers: Boolean(remembers) });
const right = new Right(root.dataset);
const wishes = new Wishes(root.dataset);
wishes.settle(memory);
const captions = new Captions(element, parts.captions);
const credits = new Credits({ root, element, parts, say, isNextAutomatic: wishes.isNextAutomatic });
const chapters = new Chapters(element, root.dataset.chapters);
/** In step with others; null for who watches alone. */
const step = root.dataset.screening ? new Step({ root, element, part: parts.step, say }) : null;
let engine = null;
/** An address that other screens fetch the film from, once one is wanted. */
let carried = null;
let failure = null;

function makeEngine() {
  const { dash, hls } = root.dataset;
  if (carried) return new Native(element, carried, dash, right);
  if (Adaptive.isPossible) return new Adaptive(element, dash, memory.preferences.throughput, () => wishes.mostLines, () => right.renew());
  if (Native.isPossible(element)) return new Native(element, hls, dash, right);
  throw new Failure('unplayable', 'neither Media Source Extensions nor HLS');
}

/** Starts, or starts again, at `time`. */
async function start(time) {
  failure = null;
  parts.failure.hidden = true;
  parts.preparing.hidden = true;
  engine?.close();
  const mine = makeEngine();
  engine = mine;
  mine.addEventListener('change', () => controls.drawMenus());
  mine.addEventListener('failure', ({ detail }) => fail(detail));
  mine.addEventListener('trouble', () => (noticing ||= setTimeout(() => (parts.notice.hidden = false), NOTICE_AFTER)));
  mine.addEventListener('recovered', stopNoticing);
  mine.addEventListener('limit', () => (parts.preparing.hidden = !mine.isAtLimit));
  const { audio, speed } = memory.preferences;
  element.defaultPlaybackRate = step ? 1 : speed ?? 1;
  const opened = mine.open(time, (sets) => mostLike(sets, audio));
  if (!step || step.isPlaying) element.play().catch(() => controls.drawState()); // Not allowed without a click: the large button waits for it.
  await opened;
  offerCaptions(mine);
  controls.drawMenus();
}

function offerCaptions({ manifest, audio }) {
  if (captions.sets.length) return;
  captions.offer(manifest.text);
  const { subtitles } = memory.preferences;
  captions.show(mostLike(captions.sets, subtitles) ?? null, audio?.language);
}

function begin(time) {
  start(time).catch((error) => {
    if (!isAbort(error)) fail(error);
  });
}

function restart() {
  const at = failure?.at ?? element.currentTime;
  if (!failure && !right.isOld) return begin(at);
  failure = null;
  parts.failure.hidden = true;
  right.renew().then(() => begin(at), (error) => {
    fail(unlessOffline(error));
    failure.at = at;
  });
}

/** A request that never arrived says nothing about the film. */
function unlessOffline(error) {
  return error instanceof Failure ? error : new Failure('network', String(error));
}

function fail(error) {
  failure = { kind: error instanceof Failure ? error.kind : 'unplayable', detail: error.message, at: element.currentTime || firstTime };
  element.pause();
  parts.reason.textContent = failure.kind === 'refused' ? failure.detail : say(failure.kind);
  stopNoticing();
  parts.preparing.hidden = true;
  parts.failure.hidden = false;
  controls.drawState();
}

/** Milliseconds that a trouble of the network lasts before it is mentioned. */
const NOTICE_AFTER = 1500;
let noticing = 0;
function stopNoticing() {
  clearTimeout(noticing);
  noticing = 0;
  parts.notice.hidden = true;
}

let flashing = 0;
function flash(text) {
  parts.flash.textContent = text;
  parts.flash.dataset.shown = 'true';
  clearTimeout(flashing);
  flashing = setTimeout(() => (parts.flash.dataset.shown = 'false'), 900);
}

function listen(set) {
  engine.listen(set);
  memory.prefer({ audio: likeness(set) });
  captions.show(captions.current, set.language);
}

function showCaptions(set) {
  captions.show(set, engine.audio?.language);
  memory.prefer(set ? { subtitles: likeness(set), lastSubtitles: likeness(set) } : { subtitles: null });
}

function statistics() {
  const quality = element.getVideoPlaybackQuality?.() ?? {};
  return {
    ...engine?.statistics(),
    state: root.dataset.state,
    position: element.currentTime,
    duration: element.duration,
    decodedFrames: quality.totalVideoFrames ?? 0,
    droppedFrames: quality.droppedVideoFrames ?? 0,
    subtitles: captions.current?.language ?? null,
    caption: captions.text,
    failure,
  };
}

/** Sends a report. Its answer says whether playing may go on. */
function tell(address, form, isUnheard) {
  form.set('subject', root.dataset.subject);
  if (isUnheard) return void navigator.sendBeacon(address, form);
  fetch(address, { method: 'POST', body: form, keepalive: true })
    .then((answer) => right.hear(answer))
    .then((refusal) => refusal && stop(refusal))
    .catch(() => {}); // The network is lost; what is being loaded says so, if it matters.
}

/** Who was away so long that the place may be another's asks before playing goes on. */
function askAgain() {
  if (element.paused || failure || !right.isOld || document.visibilityState === 'hidden') return;
  right.renew().catch((error) => error instanceof Failure && !error.isPassing && stop(error));
}

/** The server lets nobody play here any more. */
function stop(refusal) {
  const at = element.currentTime;
  engine?.close();
  fail(refusal);
  failure.at = at;
}

function remember() {
  let noted = -NOTE_EVERY;
  const note = () => {
    if (!element.duration || failure) return;
    noted = element.currentTime;
    memory.leave(element.currentTime, element.duration);
    if (engine.throughput?.isMeasured) memory.prefer({ throughput: Math.round(engine.throughput.estimate) });
  };
  element.addEventListener('timeupdate', () => Math.abs(element.currentTime - noted) >= NOTE_EVERY && note());
  for (const name of ['pause', 'seeked', 'ended']) element.addEventListener(name, note);
  element.addEventListener('volumechange', () => memory.prefer({ volume: element.volume, isMuted: element.muted }));
  addEventListener('pagehide', note);
}

const idle = new Idle(root, () => controls.mayHide);
const commands = makeCommands({ root, element, parts, memory, say, flash, idle, restart, captions, showCaptions, chapters, credits, limit: () => engine?.limit ?? Infinity, rate: () => engine?.playing?.frameRate || 25 });
const { volume, isMuted, captionSize, captionLook } = memory.preferences;
if (volume !== undefined) Object.assign(element, { volume, muted: Boolean(isMuted) });
root.dataset.captionSize = captionSize ?? 'normal';
root.dataset.captionLook = captionLook ?? 'box';
const controls = new Controls({
  root, element, parts, memory, say, commands, idle, captions, chapters, credits, listen, showCaptions, statistics, engine: () => engine,
});
const screens = new Screens(element, parts.screens, {
  isNative: () => engine?.name === 'native',
  async ask() {
    const { elsewhere, subject } = root.dataset;
    if (!elsewhere) return null;
    const body = new URLSearchParams({ version: subject.split('.').at(-1) });
    const answer = await fetch(elsewhere, { method: 'POST', headers: { accept: 'application/json' }, body });
    return answer.ok ? (await answer.json()).hls : null;
  },
  playAt(address) {
    carried = address;
    begin(element.currentTime);
  },
});
commands.screens = () => screens.choose();
listenToKeys(commands);
listenToPicture(parts.surface, commands, idle);
joinSystem(element, root.dataset, { ...commands, next: parts.next ? commands.next : null });
captions.addEventListener('failure', () => flash(say('noSubtitles')));
addEventListener('online', () => failure?.kind === 'network' && restart());
remember();
const report = new Report(element, root.dataset.report, { send: tell });
addEventListener('pagehide', () => report.tell({ isLast: true }) || right.giveBack());
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && report.tell({ isHiding: true }));
for (const name of ['playing', 'seeking']) element.addEventListener(name, askAgain);
for (const name of ['online', 'pageshow']) addEventListener(name, askAgain);
document.addEventListener('visibilitychange', askAgain);

const asked = new URLSearchParams(location.search).get('t');
const { start: at, startAge: age } = root.dataset;
const firstTime = step ? step.start : asked === null ? memory.start({ at: Number(at) || 0, age: age ? Number(age) : Infinity }) : Number(asked) || 0;
if (!step && asked === null && firstTime > 0) {
  parts.resumedAt.textContent = say('resumedAt', { time: clock(firstTime) });
  parts.resumed.hidden = false;
  setTimeout(() => (parts.resumed.hidden = true), 8000);
}
window.kinoraPlayer = { statistics, commands };
begin(firstTime);
step?.run();
