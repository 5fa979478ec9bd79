/**
 * The right to the film's bytes. It comes with the page, for some minutes, and again with the answer to every report of what was watched. Who
 * comes back from sleep, from a long pause or from a lost network asks anew. Where the server says no it says why, and the viewer reads it.
 */
import { Failure } from './failure.js';

/** Milliseconds without a word from the server after which it is asked before playing goes on: it gives a silent player's place away. */
const SILENCE = 55_000;

export class Right {
  /** Where the files are for players that send no cookies, once the server has told; the right is part of it. */
  folder = null;
  #heardAt;
  #asking = null;

  /**
   * @param {{ stream: string, leave: string, subject: string }} addresses `stream`: where to ask; `leave`: where to give the place back
   * @param tools `now`: milliseconds of a clock that only grows; `ask`: as fetch; `tell`: as sendBeacon
   */
  constructor({ stream, leave, subject }, { now = () => Date.now(), ask = (...all) => fetch(...all), tell = beacon } = {}) {
    Object.assign(this, { stream, leave, subject, now, ask, tell });
    this.#heardAt = now();
  }

  /** Whether the server may have forgotten that this player is there. */
  get isOld() {
    return this.now() - this.#heardAt > SILENCE;
  }

  /**
   * Asks anew; who asks meanwhile shares the answer.
   *
   * @throws {Failure} when the server says no
   */
  renew() {
    this.#asking ??= this.#renew().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #renew() {
    const answer = await this.ask(this.stream, { method: 'POST', body: new URLSearchParams({ subject: this.subject }) });
    if (!answer.ok) throw await refusalOf(answer);
    ({ folder: this.folder } = await answer.json());
    this.#heardAt = this.now();
  }

  /** The address of a file of the film with the right in it; null before it was asked for. */
  carry(address) {
    return this.folder && `${this.folder}/${address.split('/').at(-1)}`;
  }

  /** Takes the answer to a report. @returns {Promise<Failure | null>} why playing must stop, or null */
  async hear(answer) {
    if (answer.ok || answer.status === 400) this.#heardAt = this.now();
    return [401, 403, 429].includes(answer.status) ? refusalOf(answer) : null;
  }

  /** Tells that nobody plays here any more. */
  giveBack() {
    this.tell(this.leave, new URLSearchParams());
  }
}

/** What the server's no means: a sentence of its own, or that nobody is signed in any more. */
async function refusalOf(answer) {
  if (answer.status === 403 || answer.status === 429) return new Failure('refused', (await answer.text()).trim());
  if (answer.status === 401) return new Failure('forbidden', 'nobody is signed in');
  const failure = new Failure(answer.status === 404 ? 'gone' : 'server', `the server answered ${answer.status}`);
  failure.isPassing = answer.status >= 500;
  return failure;
}

function beacon(address, form) {
  navigator.sendBeacon(address, form);
}
