/**
 * Which rendition to load next. Decisions only: nothing here touches the network or the page.
 *
 * 1. What the network carries: the best rendition whose bit rate, times the playing speed, fits in a share of the measured
 *    throughput. The share grows with the buffer, from two thirds to nine tenths.
 * 2. What the buffer carries: from a comfortable buffer on, the rendition that BOLA (Spiteri et al., 2016) would load; so a
 *    short dip of the network does not lower the picture while plenty is waiting.
 * 3. The network may raise the picture, the buffer may only hold it: the result is the network's choice, or the better one
 *    that is playing already as far as the buffer carries it.
 */

/** Seconds ahead from which the buffer has a say. */
const COMFORTABLE = 10;
/** Seconds before a running download is judged. */
const PATIENCE = 0.6;
/** Bytes from which a running download is judged by its own speed. */
const ENOUGH = 16 * 1024;

/**
 * @param {object} now
 * @param {{bandwidth: number}[]} now.renditions lowest bit rate first
 * @param {number} now.throughput bits per second
 * @param {number} now.ahead seconds in the buffer
 * @param {number} now.goal seconds that the buffer shall hold
 * @param {object|null} now.current the rendition loaded last
 * @param {number} [now.speed] playing speed
 */
export function choose({ renditions, throughput, ahead, goal, current, speed = 1 }) {
  const carried = byNetwork(renditions, throughput, ahead, goal, speed);
  const playing = renditions.indexOf(current);
  if (ahead < COMFORTABLE || playing <= carried) return renditions[carried];
  return renditions[Math.max(carried, Math.min(playing, byBuffer(renditions, ahead, goal)))];
}

/**
 * The renditions worth loading for a picture of `width` x `height` device pixels: all up to the first that fills it.
 */
export function fitting(renditions, width, height) {
  const enough = renditions.findIndex((each) => each.width >= width || each.height >= height);
  return enough < 0 ? renditions : renditions.slice(0, enough + 1);
}

/** The renditions of at most `lines` lines, or the smallest where all have more. */
export function within(renditions, lines) {
  const few = renditions.filter(({ height }) => !(height > lines));
  return few.length ? few : renditions.slice(0, 1);
}

/**
 * Whether a running download had better be dropped for a smaller one, because it would arrive after the buffer is empty and
 * the smaller one would arrive sooner.
 *
 * @param {object} download
 * @param {number} download.elapsed seconds since it began
 * @param {number} download.loaded bytes here
 * @param {number} download.size bytes in all
 * @param {number} download.ahead seconds in the buffer
 * @param {object} download.rendition what is being loaded
 * @param {object} download.lowest the smallest rendition
 * @returns {number|null} the bits per second to believe from now on, or null to carry on
 */
export function abandonment({ elapsed, loaded, size, ahead, rendition, lowest }) {
  if (elapsed < PATIENCE || rendition === lowest) return null;
  if (loaded < ENOUGH && elapsed < 3 * PATIENCE) return null;
  const rate = Math.max(loaded, 1) / elapsed;
  const left = (size - loaded) / rate;
  const instead = (size * (lowest.bandwidth / rendition.bandwidth)) / rate;
  return left > ahead && instead < left * 0.8 ? rate * 8 : null;
}

function byNetwork(renditions, throughput, ahead, goal, speed) {
  const share = 0.67 + 0.23 * Math.min(ahead / goal, 1);
  const fits = renditions.filter((each) => each.bandwidth * speed <= throughput * share);
  return Math.max(fits.length - 1, 0);
}

/** BOLA: the rendition with the best (V · (utility + γp) − buffer) per bit, where the buffer is full at `goal` seconds. */
function byBuffer(renditions, ahead, goal) {
  const utilities = renditions.map((each) => Math.log(each.bandwidth / renditions[0].bandwidth) + 1);
  const best = utilities.at(-1);
  const gammaP = (best - 1) / (goal / COMFORTABLE - 1);
  const v = COMFORTABLE / Math.max(gammaP, 0.01);
  const scores = renditions.map((each, rung) => (v * (utilities[rung] - 1 + gammaP) - ahead) / each.bandwidth);
  return scores.indexOf(Math.max(...scores));
}
