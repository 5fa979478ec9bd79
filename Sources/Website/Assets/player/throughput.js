/**
 * How fast the network is, from what really arrived.
 *
 * Downloads run at the same time, so not each of them is measured but all together: bytes that arrive while at least one is
 * under way, over that time. Waiting for the first byte counts, because it is part of what the next segment will cost.
 * Two geometric means forget at different speeds; the lower one is believed.
 */

/** Fewer bytes than this in less than {@link SHORT} say nothing about the network. */
const FEW = 16 * 1024;
const SHORT = 0.1;
/** Seconds of downloading after which half of a mean is forgotten. */
const QUICK = 1.5;
const CALM = 4;
/** A fast network answers in no time; even so each sample weighs as much as this many seconds. */
const LEAST_WEIGHT = 0.5;
/** Nothing slower than this is told apart (bits per second). */
const FLOOR = 10_000;

export class Throughput {
  #active = 0;
  #since = 0;
  #bytes = 0;
  #quick = new Mean(QUICK);
  #calm = new Mean(CALM);

  /** @param {number} assumed bits per second believed before anything was measured
   *  @param {() => number} now milliseconds */
  constructor(assumed, now = () => performance.now()) {
    this.assumed = assumed;
    this.now = now;
  }

  /** Bits per second to expect. */
  get estimate() {
    return this.#quick.isEmpty ? this.assumed : Math.min(this.#quick.value, this.#calm.value);
  }

  get isMeasured() {
    return !this.#quick.isEmpty;
  }

  begin() {
    if (this.#active === 0) this.#reset();
    this.#active += 1;
  }

  arrived(bytes) {
    this.#bytes += bytes;
    const time = this.#elapsed();
    if ((time >= 0.5 && this.#bytes >= FEW) || time >= 2) this.#sample();
  }

  end() {
    this.#active -= 1;
    if (this.#active > 0) return;
    if (this.#bytes >= FEW || (this.#bytes > 0 && this.#elapsed() >= SHORT)) this.#sample();
  }

  /** Forgets the past: a download just showed that the network gives `rate` bits per second. */
  collapse(rate) {
    this.#quick = new Mean(QUICK);
    this.#calm = new Mean(CALM);
    this.#add(rate, LEAST_WEIGHT);
  }

  #elapsed() {
    return (this.now() - this.#since) / 1000;
  }

  #sample() {
    const time = Math.max(this.#elapsed(), 0.001);
    this.#add((this.#bytes * 8) / time, Math.max(time, LEAST_WEIGHT));
    this.#reset();
  }

  #add(rate, weight) {
    const value = Math.max(rate, FLOOR);
    this.#quick.add(value, weight);
    this.#calm.add(value, weight);
  }

  #reset() {
    this.#since = this.now();
    this.#bytes = 0;
  }
}

/** A geometric mean in which every sample fades. */
class Mean {
  #logarithm = 0;
  #weight = 0;

  constructor(halfLife) {
    this.halfLife = halfLife;
  }

  get isEmpty() {
    return this.#weight === 0;
  }

  get value() {
    return Math.exp(this.#logarithm / this.#weight);
  }

  add(value, weight) {
    const kept = 0.5 ** (weight / this.halfLife);
    this.#logarithm = this.#logarithm * kept + Math.log(value) * (1 - kept);
    this.#weight = this.#weight * kept + (1 - kept);
  }
}
