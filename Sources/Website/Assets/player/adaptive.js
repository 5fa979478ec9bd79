/**
 * Plays a package through Media Source Extensions: opens the source, runs one stream for the picture and one for the sound,
 * decides what they load, and tells the page what happens by the events `change`, `trouble`, `recovered`, `limit` and `failure`.
 *
 * A film that is still being prepared is played as far as it is there (`limit`), and on by itself when more has come.
 */
import { abandonment, choose, fitting, within } from './adaptation.js';
import { chooseCoding } from './coding.js';
import { Failure, isAbort } from './failure.js';
import { follow } from './growing.js';
import { readManifest } from './manifest.js';
import { Stream } from './stream.js';
import { Throughput } from './throughput.js';
import { TrackBuffer } from './buffer.js';
import { Transport } from './transport.js';

/** Seconds of film to have ahead. */
const GOAL = 30;
const LEAST_GOAL = 8;
/** Bits per second believed in before anything is known: enough for a middle rendition. */
const ASSUMED = 2_000_000;
/** Seconds ahead from which a better picture may replace what is buffered already. */
const PLENTY = 12;
/** Longest hole in the buffer (seconds) that is stepped over. */
const HOLE = 1;
/** Seconds before the end of what is there: who seeks beyond it is brought here. */
const BEFORE_LIMIT = 1;
/** Looks (two a second) that a browser may wait in front of a full buffer before it is helped on; twice as many after each help. */
const PATIENT_TICKS = 2;

const Source = globalThis.MediaSource ?? globalThis.ManagedMediaSource;

export class Adaptive extends EventTarget {
  static get isPossible() {
    return Boolean(Source);
  }

  name = 'mse';
  stalls = 0;
  abandoned = 0;
  helped = 0;
  /** Whether the film waits for what is being prepared. */
  isAtLimit = false;
  /** Chosen by the viewer, or null for automatic. */
  #fixed = null;
  #audio = null;
  #renditions = [];
  #video = null;
  #sound = null;
  #goal = GOAL;
  #target = null;
  #failure = null;
  #mayStream = true;
  #waited = 0;
  #patience = PATIENT_TICKS;
  #stop = new AbortController();

  /**
   * @param {HTMLVideoElement} element
   * @param {string} address of the manifest
   * @param {number} [rate] throughput of last time
   * @param {() => number} mostLines of picture that the viewer wants on this connection
   * @param {() => Promise<void>} [renew] see `Transport`
   */
  constructor(element, address, rate, mostLines = () => Infinity, renew = undefined) {
    super();
    Object.assign(this, { element, address, mostLines });
    this.throughput = new Throughput(rate ? rate * 0.8 : ASSUMED);
    this.transport = new Transport(this.throughput, renew);
    for (const kind of ['trouble', 'recovered']) this.transport.addEventListener(kind, () => this.#tell(kind));
  }

  /** Begins loading at `start` seconds. `audio` chooses among the manifest's sets. Resolves when the tracks are known. */
  async open(start, audio) {
    const signal = this.#stop.signal;
    this.#target = start;
    const [document, source] = await Promise.all([this.transport.document(this.address, signal), this.#attach()]);
    this.manifest = readManifest(document, new URL(this.address, location.href).href);
    const playable = (set) => ({ ...set, representations: set.representations.filter(({ type }) => Source.isTypeSupported(type)) });
    const pictures = this.manifest.video.map(playable).filter((set) => set.representations.length);
    this.#renditions = (await chooseCoding(pictures))?.representations ?? [];
    signal.throwIfAborted();
    this.audioSets = this.manifest.audio.map(playable).filter((set) => set.representations.length);
    this.#audio = audio(this.audioSets) ?? this.audioSets[0] ?? null;
    if (!this.#renditions.length && !this.#audio) throw new Failure('unplayable', 'no rendition that this browser plays');
    source.duration = this.manifest.duration;
    this.#target = Math.min(start, Math.max(0, this.limit - BEFORE_LIMIT));
    this.#seekWhenReady(this.#target);
    this.#fill(source, signal);
    this.#follow(signal);
  }

  get isGrowing() {
    return this.manifest.isGrowing;
  }

  /** Seconds up to which the film can be watched; Infinity when all of it is there. */
  get limit() {
    if (!this.manifest?.isGrowing) return Infinity;
    const tracks = [this.#renditions[0], this.#audio?.representations.at(-1)].filter(Boolean);
    return Math.min(...tracks.map(({ segments }) => segments?.at(-1)?.end ?? Infinity));
  }

  #follow(signal) {
    const base = new URL(this.address, location.href).href;
    const grown = () => {
      this.#wake();
      this.#tell('change');
    };
    follow(this.manifest, () => this.transport.document(this.address, signal), base, grown, signal).catch((error) => {
      if (!signal.aborted && !isAbort(error)) this.#fail(error);
    });
  }

  close() {
    this.#stop.abort();
    this.element.removeAttribute('src');
    this.element.load();
  }

  get renditions() {
    return this.#renditions;
  }

  get fixed() {
    return this.#fixed;
  }

  get audio() {
    return this.#audio;
  }

  /** What is seen now; before the first picture, what is being loaded. */
  get playing() {
    return this.#video?.at(this.element.currentTime) ?? this.#video?.current ?? null;
  }

  /** Keeps to one rendition; null lets the player choose. */
  fix(rendition) {
    this.#fixed = rendition;
    this.#video?.redirect();
    this.#tell('change');
  }

  listen(set) {
    this.#audio = set;
    this.#sound?.redirect();
    this.#tell('change');
  }

  /** Seconds ready to be played at once. */
  get ahead() {
    return Math.min(...this.#streams.map(({ buffer }) => buffer.ahead(this.position())));
  }

  statistics() {
    return {
      engine: this.name,
      rendition: summary(this.playing),
      loading: summary(this.#video?.current),
      coding: this.#renditions[0]?.type ?? null,
      isAutomatic: !this.#fixed,
      audio: this.#sound ? { loading: this.#sound.current?.id ?? null, playing: this.#sound.at(this.position())?.id ?? null } : null,
      buffered: { video: this.#video?.buffer.ranges ?? [], audio: this.#sound?.buffer.ranges ?? [] },
      ahead: this.#streams.length ? this.ahead : 0,
      goal: this.#goal,
      throughput: Math.round(this.throughput.estimate),
      switches: this.#video?.switches ?? 0,
      stalls: this.stalls,
      abandoned: this.abandoned,
      helped: this.helped,
      limit: Number.isFinite(this.limit) ? this.limit : null,
      retries: this.transport.retries,
    };
  }

  // What the streams ask.

  position() {
    return this.#target ?? this.element.currentTime;
  }

  goal() {
    return this.#goal;
  }

  mayLoad(ahead) {
    return this.#mayStream || ahead < LEAST_GOAL;
  }

  pick(stream) {
    if (stream === this.#sound) return this.#audio.representations.at(-1);
    if (this.#fixed) return this.#fixed;
    const { clientWidth, clientHeight, playbackRate } = this.element;
    const sharpness = globalThis.devicePixelRatio ?? 1;
    return choose({
      renditions: fitting(within(this.#renditions, this.mostLines()), clientWidth * sharpness, clientHeight * sharpness),
      throughput: this.#forPicture * this.throughput.estimate,
      ahead: stream.buffer.ahead(this.position()),
      goal: this.#goal,
      current: stream.current,
      speed: playbackRate,
    });
  }

  /** Whether `segment`, held as `held`, is worth loading again as `wanted`. */
  improves(held, wanted, segment) {
    const wait = segment.start - this.position();
    const cost = (wanted.bandwidth * (segment.end - segment.start)) / this.throughput.estimate;
    if (wait < Math.max(2, cost * 2)) return false;
    if (this.#fixed) return wanted.bandwidth > held.bandwidth || wait > 8;
    const isClearlyBetter = wanted.bandwidth > held.bandwidth * 1.2 && this.throughput.estimate > wanted.bandwidth * 1.5;
    return isClearlyBetter && this.#video.buffer.ahead(this.position()) > PLENTY;
  }

  abandons(stream, { representation, segment, began, loaded, isReplacement }) {
    if (isReplacement && segment.start < this.position() + 1) return true;
    if (stream !== this.#video || this.#fixed) return false;
    const rate = abandonment({
      elapsed: (performance.now() - began) / 1000,
      loaded,
      size: segment.to - segment.from + 1,
      ahead: stream.buffer.ahead(this.position()) / this.element.playbackRate,
      rendition: representation,
      lowest: this.#renditions[0],
    });
    if (rate === null) return false;
    this.throughput.collapse(rate);
    this.abandoned += 1;
    return true;
  }

  /** `stream` found no room: the others may have taken it, where a browser counts pictures and sounds together. */
  async full(stream) {
    this.#goal = Math.max(LEAST_GOAL, this.#goal * 0.8);
    await Promise.all(this.#streams.filter((other) => other !== stream).map((other) => other.shed()));
  }

  loaded() {
    this.#wake();
    this.#tell('change');
  }

  /** When nothing is missing up to the end, the browser must know it, or it would wait for more there. */
  rested() {
    const isThrough = this.#streams.every(({ isComplete, buffer }) => isComplete && !buffer.source.updating);
    if (isThrough && this.source.readyState === 'open') this.source.endOfStream();
  }

  // Inside.

  /** The share of the network that the sound leaves for the picture; half of it in any case. */
  get #forPicture() {
    const sound = (this.#audio?.representations.at(-1).bandwidth ?? 0) * this.element.playbackRate;
    return Math.max(1 - sound / this.throughput.estimate, 0.5);
  }

  get #streams() {
    return [this.#video, this.#sound].filter(Boolean);
  }

  async #attach() {
    const source = new Source();
    this.source = source;
    const isManaged = !globalThis.MediaSource;
    if (isManaged) {
      this.element.disableRemotePlayback = true;
      source.addEventListener('startstreaming', () => ((this.#mayStream = true), this.#wake()));
      source.addEventListener('endstreaming', () => (this.#mayStream = false));
    }
    const address = URL.createObjectURL(source);
    await new Promise((resolve) => {
      source.addEventListener('sourceopen', resolve, { once: true });
      this.element.src = address;
    });
    URL.revokeObjectURL(address);
    return source;
  }

  /** Creates all buffers before anything is appended (Chromium refuses later ones), then runs the streams. */
  #fill(source, signal) {
    const stream = (representations, mixes) =>
      representations?.length &&
      new Stream({ buffer: new TrackBuffer(source, representations[0].type), transport: this.transport, mixes, guide: this });
    this.#video = stream(this.#renditions, true) || null;
    this.#sound = stream(this.#audio?.representations, false) || null;
    for (const each of this.#streams) {
      each.run(signal).catch((error) => {
        if (!signal.aborted && !isAbort(error)) this.#fail(error);
      });
    }
    this.#watch(signal);
  }

  #watch(signal) {
    const on = (name, heard) => this.element.addEventListener(name, heard, { signal });
    on('timeupdate', () => this.#wake());
    on('ratechange', () => this.#wake());
    on('seeking', () => {
      this.#target = null;
      if (this.element.currentTime > this.limit) this.element.currentTime = Math.max(0, this.limit - BEFORE_LIMIT);
      for (const stream of this.#streams) stream.redirect();
    });
    on('waiting', () => {
      const isAtLimit = this.limit - this.element.currentTime < BEFORE_LIMIT;
      if (!this.element.seeking && this.element.currentTime > 0 && this.element.readyState < 3 && !isAtLimit) this.stalls += 1;
    });
    on('error', () => this.#fail(new Failure('unplayable', this.element.error?.message)));
    const timer = setInterval(() => this.#tick(), 500);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  #tick() {
    for (const stream of this.#streams) stream.review();
    this.#wake();
    this.#helpOn();
    this.#watchLimit();
    if (this.#failure && this.ahead < 0.5) this.#giveUp();
  }

  #watchLimit() {
    const { currentTime, readyState, ended } = this.element;
    const isAtLimit = !ended && readyState < 3 && this.limit - currentTime < BEFORE_LIMIT;
    if (isAtLimit === this.isAtLimit) return;
    this.isAtLimit = isAtLimit;
    this.#tell('limit');
  }

  /**
   * Where the browser waits although there is something to play, it is helped on:
   * over a hole of a few frames, as encoders leave them; or, by seeking to where it is, when its decoder waits for pictures of
   * the past, because the sound had gone on alone while the network was lost.
   */
  #helpOn() {
    const { currentTime, seeking, readyState, paused } = this.element;
    if (readyState >= 3) this.#patience = PATIENT_TICKS;
    if (seeking || paused || readyState >= 3) return (this.#waited = 0);
    this.#waited += 1;
    if (this.ahead > 1) {
      if (this.#waited > this.#patience) this.#help(currentTime);
      return;
    }
    const starts = this.#streams.map(({ buffer }) => buffer.ranges.find(([, end]) => end > currentTime + 0.1)?.[0] ?? Infinity);
    const start = Math.max(...starts);
    if (start > currentTime && start - currentTime < HOLE) this.#help(start + 0.01);
  }

  #help(time) {
    this.#waited = 0;
    this.#patience *= 2;
    this.helped += 1;
    this.element.currentTime = time;
  }

  #seekWhenReady(start) {
    const go = () => {
      this.element.currentTime = start;
      if (start === 0) this.#target = null;
    };
    if (this.element.readyState > 0) go();
    else this.element.addEventListener('loadedmetadata', go, { once: true, signal: this.#stop.signal });
  }

  /** What is buffered is played first; only then the viewer hears of it. */
  #fail(error) {
    this.#failure ??= error instanceof Failure ? error : new Failure('unplayable', String(error));
    if (this.element.error || !this.#streams.length || this.ahead < 0.5) this.#giveUp();
  }

  #giveUp() {
    this.#stop.abort();
    this.dispatchEvent(new CustomEvent('failure', { detail: this.#failure }));
  }

  #wake() {
    for (const stream of this.#streams) stream.wake();
  }

  #tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}

function summary(rendition) {
  return rendition && (({ id, width, height, bandwidth }) => ({ id, width, height, bandwidth }))(rendition);
}
