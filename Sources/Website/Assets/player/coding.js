/**
 * In which coding the picture is played. Decided once, before a picture is loaded: renditions of two codings are never mixed.
 *
 * AV1 needs about 30 % fewer bits for the same picture than H.264, but not every device decodes it by hardware. It is played where the
 * browser says that its largest rendition is smooth, and that it is either power efficient or H.264 is not so either.
 */

/** Codings that are better than the first set of a manifest, if the browser agrees. */
const BETTER = /codecs="av01/;

/**
 * @param {{representations: object[]}[]} sets that the browser can play, lowest bit rate first in each
 * @param {MediaCapabilities} [capabilities] the browser's knowledge of itself
 * @returns the set to play; null when there is none
 */
export async function chooseCoding(sets, capabilities = globalThis.navigator?.mediaCapabilities) {
  const usual = sets.find((set) => !isBetter(set));
  const better = sets.find(isBetter);
  if (!usual || !better) return usual ?? better ?? null;
  const [one, other] = await Promise.all([ability(usual, capabilities), ability(better, capabilities)]);
  return other?.supported && other.smooth && (other.powerEfficient || !one?.powerEfficient) ? better : usual;
}

function isBetter({ representations }) {
  return BETTER.test(representations[0].type);
}

/** What the browser says about the largest rendition of a set; null when it says nothing. */
async function ability({ representations }, capabilities) {
  const { type, width, height, bandwidth, frameRate } = representations.at(-1);
  const video = { contentType: type, width, height, bitrate: bandwidth, framerate: frameRate || 25 };
  try {
    return (await capabilities?.decodingInfo({ type: 'media-source', video })) ?? null;
  } catch {
    return null;
  }
}
