/**
 * Playing in step with others. The server says where the picture stands at a moment of its clock; from that and an estimate of how far that
 * clock is ahead of this device's, everybody knows where it should stand now. Small distances are made up by playing a little faster or
 * slower, large ones by a jump. Nothing depends on an answer coming in time: between two answers, and without a network, the last one holds.
 */

/** Milliseconds between two questions to the server. */
const ASK_EVERY = 1500;
/** Milliseconds between two looks at the distance. */
const LOOK_EVERY = 250;
/** Answers whose way was the shortest among so many say the time. */
const SAMPLES = 8;
/** Milliseconds by which two clocks part while so many answers come, at most. */
const DRIFT = 100;
/** Seconds that are made up by a jump. */
const FAR = 2;
/** Seconds soon after a jump that are worth another: how long the player takes to jump is known then. */
const MISSED = 0.3;
/** Milliseconds after a jump in which that is looked at. */
const SOON = 6000;
/** Seconds that nobody sees. */
const NEAR = 0.04;
/** How much faster or slower the picture runs at most: nobody hears it. */
const MOST = 0.05;

/** How far the server's clock is ahead, by the answers that came back quickest. */
export class ServerClock {
  #samples = [];

  constructor(now = () => performance.now()) {
    this.now = now;
  }

  /** @param {number} asked @param {number} heard of this device's clock @param {number} told the server's moment, in milliseconds */
  take(asked, heard, told) {
    const sample = { way: heard - asked, ahead: told - (asked + heard) / 2 };
    // Each is wrong by half its way at most. Who is further off than both together is of a time before this device slept: its clock stood still.
    const standing = this.#samples.filter(({ way, ahead }) => Math.abs(ahead - sample.ahead) <= (way + sample.way) / 2 + DRIFT);
    this.#samples = [...standing, sample].slice(-SAMPLES);
  }

  /** The server's time now; null before the first answer. */
  get time() {
    if (!this.#samples.length) return null;
    const best = this.#samples.reduce((one, other) => (other.way < one.way ? other : one));
    return this.now() + best.ahead;
  }
}

/** Where the picture should stand, in seconds, by what the server told; null while nothing plays. */
export function target(told, serverTime) {
  if (!told || serverTime === null) return null;
  if (told.phase === 'playing') return (told.position + serverTime - told.now) / 1000;
  if (told.phase === 'paused') return told.position / 1000;
  return told.phase === 'open' ? 0 : null;
}

/** How fast to play when the picture is `ahead` seconds ahead of the others; null where only a jump helps. */
export function rate(ahead) {
  if (Math.abs(ahead) > FAR) return null;
  if (Math.abs(ahead) < NEAR) return 1;
  return 1 - Math.max(-MOST, Math.min(MOST, ahead * 0.2));
}

export class Step {
  told = null;
  #clock = new ServerClock();
  /** Pauses and plays of ours whose events are still to come. */
  #own = { pause: 0, play: 0 };
  #jumpedAt = -Infinity;
  /** Seconds that a jump takes here. */
  #lead = 0;
  /** The viewer paused alone. */
  #isAway = false;
  /** The host did something; until the server knows, nothing is put right. */
  #isTelling = false;
  /** How often the host did something. */
  #wishes = 0;
  #isOver = false;
  #isAsking = false;

  /** @param tools `ask`, as fetch; `leave`: goes to another page */
  constructor({ root, element, part, say }, { ask = (...all) => fetch(...all), leave = (address) => location.replace(address) } = {}) {
    Object.assign(this, { root, element, part, say, ask, leave });
    this.isHost = root.dataset.screeningHost === 'yes';
    this.phase = root.dataset.screeningPhase;
    element.addEventListener('pause', () => this.#paused());
    element.addEventListener('play', () => this.#played());
    root.addEventListener('moved', ({ detail }) => this.#moved(detail.time));
    for (const name of ['online', 'pageshow']) addEventListener(name, () => this.question());
    document.addEventListener('visibilitychange', () => this.question());
  }

  /** Where to begin, in seconds. */
  get start() {
    return Number(this.root.dataset.screeningStart) || 0;
  }

  get isPlaying() {
    return this.phase === 'playing';
  }

  run() {
    this.question();
    setInterval(() => this.question(), ASK_EVERY);
    setInterval(() => this.look(), LOOK_EVERY);
  }

  async question() {
    if (this.#isAsking || this.#isTelling || this.#isOver) return;
    this.#isAsking = true;
    const wishes = this.#wishes;
    const told = await this.#answer();
    this.#isAsking = false;
    // What was asked before the host did something knows nothing of it.
    if (told && wishes === this.#wishes) this.hear(told);
  }

  /** What the server says; null where it says nothing of use. */
  async #answer() {
    try {
      const asked = performance.now();
      const answer = await this.ask(`${this.root.dataset.screening}?watching=yes`, { signal: AbortSignal.timeout(8000) });
      if (answer.status === 404 || answer.status === 401) this.#end();
      if (!answer.ok) return null;
      const told = await answer.json();
      this.#clock.take(asked, performance.now(), told.now);
      return told;
    } catch {
      // The network is lost: the last answer holds, and the next question may get through.
      return null;
    }
  }

  hear(told) {
    this.told = told;
    this.phase = told.phase;
    if (told.phase === 'over') return this.#end();
    if (told.phase === 'coming') return this.leave(this.root.dataset.screeningBack);
    if (told.watch && told.watch !== location.pathname + location.search) return this.leave(told.watch);
    this.look();
  }

  /** Puts right what is not in step. */
  look() {
    const { element, told } = this;
    const wanted = target(told, this.#clock.time);
    if (wanted === null || this.#isOver || this.#isTelling || element.readyState < 1) return;
    this.#draw();
    if (told.phase !== 'playing') {
      if (!element.paused) this.#pause();
      element.playbackRate = 1;
      if (Math.abs(element.currentTime - wanted) > NEAR && !element.seeking) element.currentTime = wanted;
      return;
    }
    if (this.#isAway) return;
    // Behind the end the server says what comes next.
    if (element.ended || wanted >= element.duration) return;
    if (element.paused) {
      // Who hears late that it goes on is late by that.
      if (Math.abs(element.currentTime - wanted) > MISSED && !element.seeking) this.#jump(wanted);
      this.#play();
    }
    if (!element.seeking && element.readyState >= 3) this.#approach(wanted);
  }

  #approach(wanted) {
    const { element } = this;
    const ahead = element.currentTime - wanted;
    const since = performance.now() - this.#jumpedAt;
    const speed = rate(ahead);
    const isMissed = since < SOON && since > 500 && Math.abs(ahead) > MISSED && !element.paused;
    if (speed !== null && !isMissed) {
      if (element.playbackRate !== speed) element.playbackRate = speed;
      return;
    }
    // Soon after a jump the distance is what the jump took.
    if (since < SOON && since > 500) this.#lead = Math.min(Math.max(this.#lead - ahead, 0), FAR);
    else if (since <= 500) return;
    this.#jump(wanted);
  }

  #jump(wanted) {
    this.#jumpedAt = performance.now();
    this.element.playbackRate = 1;
    this.element.currentTime = Math.max(0, wanted + this.#lead);
  }

  #pause() {
    this.#own.pause += 1;
    this.element.pause();
  }

  #play() {
    this.#own.play += 1;
    // Not allowed without a click: the large button waits for it.
    this.element.play().catch(() => (this.#own.play = 0));
  }

  #paused() {
    if (this.#own.pause > 0) return void (this.#own.pause -= 1);
    if (this.element.ended || this.phase !== 'playing') return;
    if (this.isHost) this.tell('pause');
    else this.#isAway = true;
    this.#draw();
  }

  #played() {
    if (this.#own.play > 0) return void (this.#own.play -= 1);
    this.#isAway = false;
    if (this.isHost && this.phase === 'paused') this.tell('resume');
    else this.look();
  }

  #moved(time) {
    if (this.isHost && (this.phase === 'playing' || this.phase === 'paused')) this.tell('seek', { position: time.toFixed(3) });
    else this.look();
  }

  /** The host's wish, for everybody. */
  async tell(wish, more = {}) {
    const mine = (this.#wishes += 1);
    this.#isTelling = true;
    try {
      await this.ask(this.root.dataset.screeningControl, { method: 'POST', body: new URLSearchParams({ wish, ...more }), redirect: 'manual', signal: AbortSignal.timeout(8000) });
    } catch {
      // Lost: the next answer says how it stands, and this player goes back into step.
    }
    const told = await this.#answer();
    // Who did something else meanwhile waits for that to be known.
    if (mine !== this.#wishes) return;
    this.#isTelling = false;
    if (told) this.hear(told);
  }

  #draw() {
    const { part, told, say } = this;
    let text = '';
    if (told?.phase === 'paused') text = say('stepPaused');
    else if (told?.phase === 'open') text = say('stepWaiting', { time: minutes(told.wait - (this.#clock.time - told.now)) });
    else if (this.#isAway) text = say('stepAway');
    // A countdown is read aloud once, and not with every second.
    part.setAttribute('aria-live', told?.phase === 'open' && !part.hidden ? 'off' : 'polite');
    if (part.textContent !== text) part.textContent = text;
    part.hidden = text === '';
  }

  #end() {
    this.#isOver = true;
    if (!this.element.paused) this.#pause();
    this.part.textContent = this.say('stepOver');
    this.part.hidden = false;
  }
}

/** `4:05`. */
export function minutes(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
