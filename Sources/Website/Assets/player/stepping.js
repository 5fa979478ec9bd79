/**
 * One picture on, or back, while the film stands still.
 */

/** The middle of the picture beside the one that is shown at `time`, in seconds: the middle, so that rounding leads to no other. */
export function besideTime(time, direction, rate) {
  const picture = Math.floor(time * rate + 1e-3);
  return Math.max(0, (picture + direction + 0.5) / rate);
}
