/**
 * Everything the player asks the server for, with patience: what fails because of the network or an overworked server is tried
 * again with growing pauses, cut short when the browser is online again. Ranges go on where they broke off.
 */
import { Failure } from './failure.js';

/** Milliseconds before each new try; afterwards the request has failed. About a minute in all. */
const PAUSES = [300, 700, 1500, 3000, 5000, 8000, 10_000, 15_000, 15_000];
/** How often a right is asked for anew for one file. */
const MOST_RENEWALS = 2;
/** Milliseconds without a single byte after which a request counts as lost. */
const SILENCE = 12_000;

export class Transport extends EventTarget {
  retries = 0;

  /** @param {() => Promise<void>} [renew] asks for the right to the bytes anew, where they were refused; a film may have been paused long */
  constructor(throughput, renew) {
    super();
    Object.assign(this, { throughput, renew });
  }

  /** The XML document at `url`. It is read by XMLHttpRequest, whose parser Trusted Types allows. */
  document(url, signal) {
    return this.#patiently(signal, () => requestDocument(url, signal));
  }

  /**
   * The bytes `from`…`to` (both included) of `url`.
   *
   * @param {(loaded: number) => void} progress called as bytes arrive
   */
  async range(url, from, to, signal, progress = () => {}) {
    const bytes = new Uint8Array(to - from + 1);
    let loaded = 0;
    await this.#patiently(signal, () =>
      this.#receive(url, from + loaded, to, signal, (part) => {
        if (loaded + part.length > bytes.length) throw new Failure('server', 'more bytes came than were asked for');
        bytes.set(part, loaded);
        loaded += part.length;
        progress(loaded);
      }),
    );
    return bytes;
  }

  /** All bytes of `url`, however many they are. */
  async whole(url, signal, progress = () => {}) {
    let bytes = new Uint8Array(0);
    let loaded = 0;
    const sized = (size) => {
      if (bytes.length === size) return;
      bytes = new Uint8Array(size);
      loaded = 0;
    };
    await this.#patiently(signal, () =>
      this.#receive(url, loaded, Infinity, signal, (part) => {
        bytes.set(part, loaded);
        loaded += part.length;
        progress(loaded);
      }, sized),
    );
    return bytes;
  }

  /** @param {number} to may be Infinity; then `sized` hears of the length first */
  async #receive(url, from, to, signal, take, sized = () => {}) {
    if (from > to) return;
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE);
    this.throughput.begin();
    try {
      const response = await fetch(url, {
        headers: { Range: `bytes=${from}-${Number.isFinite(to) ? to : ''}` },
        signal: AbortSignal.any([signal, silence.signal]),
      });
      if (response.status !== 206) throw refusal(response.status);
      const size = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1]);
      if (to === Infinity) {
        if (!(size > from)) throw new Failure('server', 'the length of an answer is missing');
        sized(size);
      }
      const reader = response.body.getReader();
      for (let left = (to === Infinity ? size - 1 : to) - from + 1; ; ) {
        const { done, value } = await reader.read();
        if (done && left > 0) throw new TypeError('the answer broke off');
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        left -= value.length;
        this.throughput.arrived(value.length);
        take(value);
      }
    } finally {
      clearTimeout(timer);
      this.throughput.end();
    }
  }

  async #patiently(signal, attempt) {
    let renewals = 0;
    let mustRenew = false;
    for (let tries = 0; ; tries += 1) {
      signal.throwIfAborted();
      try {
        if (mustRenew) await this.renew();
        mustRenew = false;
        const answer = await attempt();
        if (tries > 0) this.dispatchEvent(new Event('recovered'));
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (error.kind === 'forbidden' && error.isOfFile && this.renew && renewals < MOST_RENEWALS) {
          renewals += 1;
          mustRenew = true;
          continue;
        }
        if (error instanceof Failure && !error.isPassing) throw error;
        if (tries >= PAUSES.length) throw error instanceof Failure ? error : new Failure('network', String(error));
        this.retries += 1;
        this.dispatchEvent(new Event('trouble'));
        await pause(PAUSES[tries], signal);
      }
    }
  }
}

function requestDocument(url, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.overrideMimeType('application/xml');
    request.timeout = SILENCE;
    request.onload = () => (request.status === 200 ? resolve(request.responseXML) : reject(refusal(request.status)));
    request.onerror = request.ontimeout = () => reject(new TypeError('the manifest did not arrive'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send();
  });
}

/** What an unwelcome status means. Passing ones are worth another try. */
function refusal(status) {
  const kind = status === 401 || status === 403 ? 'forbidden' : status === 404 || status === 410 ? 'gone' : 'server';
  const failure = new Failure(kind, `the server answered ${status}`);
  failure.isOfFile = true;
  failure.isPassing = status >= 500 || status === 408 || status === 429;
  return failure;
}

/** Waits, but not beyond the moment when the browser comes online. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener('online', go);
    signal.addEventListener('abort', go);
  });
}
