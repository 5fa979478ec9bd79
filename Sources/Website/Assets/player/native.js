/**
 * Plays a package by the browser's own HLS, where Media Source Extensions are missing. Renditions are the browser's affair;
 * languages can be chosen where the browser lists them. The face of this class is that of `Adaptive`.
 */
import { Failure } from './failure.js';
import { readManifest } from './manifest.js';
import { Throughput } from './throughput.js';
import { Transport } from './transport.js';

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

  /** @param {string} address of the HLS playlist @param {string} manifest of the DASH manifest, which lists the subtitles */
  constructor(element, address, manifest) {
    super();
    Object.assign(this, { element, address, manifestAddress: manifest });
    this.transport = new Transport(new Throughput(0));
  }

  async open(start, audio) {
    const { signal } = this.#stop;
    const on = (name, heard, options) => this.element.addEventListener(name, heard, { signal, ...options });
    on('error', () => this.#fail());
    on('waiting', () => (this.stalls += this.element.currentTime > 0 && !this.element.seeking ? 1 : 0));
    on('loadedmetadata', () => {
      if (start > 0) this.element.currentTime = start;
      const set = audio(this.audioSets);
      if (set) this.listen(set);
      this.dispatchEvent(new Event('change'));
    });
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

  #fail() {
    const code = this.element.error?.code;
    const kind = code === MediaError.MEDIA_ERR_NETWORK ? 'network' : 'unplayable';
    this.dispatchEvent(new CustomEvent('failure', { detail: new Failure(kind, this.element.error?.message) }));
  }
}
