/**
 * The segment index of a track file: the box `sidx` (ISO/IEC 14496-12, 8.16.3).
 */
import { Failure } from './failure.js';

const SIDX = 0x73696478;

/**
 * Lists the segments of a track.
 *
 * @param {Uint8Array} file the beginning of the file, at least through the index
 * @param {number} at where the index begins
 * @param {number} offset seconds by which the media's clock is ahead of the presentation's
 * @returns {{number: number, start: number, end: number, from: number, to: number}[]} seconds of the presentation; bytes of the
 *   file, both ends included
 */
export function readSegmentIndex(file, at, offset) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.byteLength < at + 32 || view.getUint32(at + 4) !== SIDX) throw new Failure('server', 'the segment index is missing');
  const isLong = view.getUint8(at + 8) > 0;
  const timescale = view.getUint32(at + 16);
  let ticks = isLong ? Number(view.getBigUint64(at + 20)) : view.getUint32(at + 20);
  const first = isLong ? Number(view.getBigUint64(at + 28)) : view.getUint32(at + 24);
  const table = at + (isLong ? 36 : 28);
  let from = at + view.getUint32(at) + first;

  const segments = [];
  for (let number = 0; number < view.getUint16(table + 2); number += 1) {
    const row = table + 4 + number * 12;
    const size = view.getUint32(row);
    if (size >>> 31) throw new Failure('server', 'the segment index points to another index');
    const duration = view.getUint32(row + 4);
    const start = ticks / timescale - offset;
    segments.push({ number, start, end: start + duration / timescale, from, to: from + size - 1 });
    ticks += duration;
    from += size;
  }
  return segments;
}

/** The number of the segment that is heard or seen at `time`; the nearest one outside of all. */
export function segmentAt(segments, time) {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle].start <= time + 0.001) low = middle;
    else high = middle - 1;
  }
  return low;
}
