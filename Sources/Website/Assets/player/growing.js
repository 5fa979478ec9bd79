/**
 * Watches the manifest of a film that is still being prepared, and tells what came to it.
 */
import { readManifest } from './manifest.js';

/** Seconds between two looks, whatever the manifest asks for. */
const SHORTEST = 1;
const LONGEST = 60;

/**
 * Looks again and again until nothing more will come.
 *
 * @param {object} manifest the first one; its representations get the segments of later ones
 * @param {() => Promise<Document>} load asks for the manifest
 * @param {string} base the manifest's own address
 * @param {() => void} grown called after each look
 */
export async function follow(manifest, load, base, grown, signal) {
  while (manifest.isGrowing) {
    await rest(Math.min(Math.max(manifest.refresh, SHORTEST), LONGEST), signal);
    extend(manifest, readManifest(await load(), base));
    grown();
  }
}

/** Takes over what a later manifest has more. */
export function extend(manifest, later) {
  const fresh = new Map([...later.video, ...later.audio].flatMap((set) => set.representations).map((each) => [each.id, each]));
  for (const known of [...manifest.video, ...manifest.audio].flatMap((set) => set.representations)) {
    const { segments } = fresh.get(known.id) ?? {};
    if (segments?.length >= known.segments?.length) known.segments = segments;
  }
  manifest.isGrowing = later.isGrowing;
}

function rest(seconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
  });
}
