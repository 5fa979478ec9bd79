/**
 * Plays a package by the browser's own HLS, where Media Source Extensions are missing. Renditions are the browser's affair;
 * languages can be chosen where the browser lists them. The face of this class is that of `Adaptive`.
 */
import { Failure } from './failure.js';
import { readManifest } from './manifest.js';
import { Throughput } from './throughput.js';
import { Transport } from './transport.js';

/** Milliseconds between two times of asking for the right after an error. */
const BEFORE_NEXT = 20_000;

export class Native extends EventTarget {
  static isPossible(element) {
    return element.canPlayType('application/vnd.apple.mpegurl') !== '';
  }

  name = 'native';
  renditions = [];
  fixed = null;
  playing = null;
  stalls = 0;
  #stop = new AbortController();
  #recoveredAt = -Infinity;
  /** Where playing goes on after it was refused. */
  #place = null;

  /**
   * @param {string} address of the HLS playlist
   * @param {string} manifest of the DASH manifest, which lists the subtitles
   * @param {Right} right asked for anew when the browser's own player is refused; then the right goes into the address, because some
   *   browsers' players send no cookies
   */
  constructor(element, address, manifest, right) {
    super();
    Object.assign(this, { element, address, manifestAddress: manifest, right });
    this.transport = new Transport(new Throughput(0), () => right.renew());
  }

  async open(start, audio) {
    const { signal } = this.#stop;
    const on = (name, heard, options) => this.element.addEventListener(name, heard, { signal, ...options });
    on('error', () => this.#recover().catch((error) => this.#fail(error)));
    on('waiting', () => (this.stalls += this.element.currentTime > 0 && !this.element.seeking ? 1 : 0));
    on('loadedmetadata', () => {
      if (this.#place ?? start > 0) this.element.currentTime = this.#place ?? start;
      this.#place = null;
      const set = audio(this.audioSets);
      if (set) this.listen(set);
      this.dispatchEvent(new Event('change'));
    });
    // What is fed piece by piece has to forbid other screens in some browsers (`Adaptive`); this can be sent to them.
    this.element.disableRemotePlayback = false;
    this.element.src = this.address;
    this.element.load();
    const document = await this.transport.document(this.manifestAddress, signal);
    this.manifest = readManifest(document, new URL(this.manifestAddress, location.href).href);
  }

  close() {
    this.#stop.abort();
    this.element.removeAttribute('src');
    this.element.load();
  }

  get audioSets() {
    const tracks = [...(this.element.audioTracks ?? [])];
    return tracks.map((track) => ({ track, language: track.language, label: track.label, roles: [track.kind], representations: [] }));
  }

  get audio() {
    return this.audioSets.find(({ track }) => track.enabled) ?? null;
  }

  listen(set) {
    for (const track of this.element.audioTracks ?? []) track.enabled = track === set.track;
    this.dispatchEvent(new Event('change'));
  }

  fix() {}

  get ahead() {
    const { buffered, currentTime } = this.element;
    for (let at = 0; at < buffered.length; at += 1) {
      if (buffered.start(at) <= currentTime && currentTime < buffered.end(at)) return buffered.end(at) - currentTime;
    }
    return 0;
  }

  statistics() {
    const { videoWidth, videoHeight, buffered } = this.element;
    const ranges = Array.from({ length: buffered.length }, (_, at) => [buffered.start(at), buffered.end(at)]);
    return {
      engine: this.name,
      rendition: videoWidth ? { id: '', width: videoWidth, height: videoHeight, bandwidth: 0 } : null,
      isAutomatic: true,
      audio: this.audio && { playing: this.audio.language },
      buffered: { video: ranges, audio: ranges },
      ahead: this.ahead,
      switches: 0,
      stalls: this.stalls,
      retries: this.transport.retries,
    };
  }

  /** Asks for the right anew and goes on where it stopped. What the browser refuses soon again is not to be helped. */
  async #recover() {
    const { error, currentTime } = this.element;
    const isSoon = performance.now() - this.#recoveredAt < BEFORE_NEXT;
    if (isSoon || error?.code === MediaError.MEDIA_ERR_DECODE) throw null;
    this.#recoveredAt = performance.now();
    await this.right.renew();
    if (this.#stop.signal.aborted) return;
    this.#place = currentTime || null;
    this.element.src = this.right.carry(this.address);
    this.element.load();
    this.element.play().catch(() => {}); // Not allowed without a click: the large button waits for it.
  }

  #fail(refusal) {
    if (refusal instanceof Failure) return this.dispatchEvent(new CustomEvent('failure', { detail: refusal }));
    const code = this.element.error?.code;
    const kind = code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'unplayable';
    this.dispatchEvent(new CustomEvent('failure', { detail: new Failure(kind, this.element.error?.message) }));
  }
}
