/**
 * The player's sentences. They stand on the page as `data-text-…`, so that the server decides on the language.
 */

/** A function that answers `('resumedAt', { time })` with the sentence `data-text-resumed-at`, `{time}` filled in. */
export function sentences(root) {
  return (name, values = {}) => {
    const sentence = root.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`] ?? '';
    return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  };
}

/** `4:05`, or `1:04:05` from an hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What a track is called in a menu: as the manifest says, or its language in the language of the page. */
export function trackName({ label, language }, say, number) {
  return label || languageName(language) || say('track', { number });
}

function languageName(tag) {
  if (!tag || tag === 'und') return '';
  try {
    const page = document.documentElement.lang || 'en';
    const name = new Intl.DisplayNames([page], { type: 'language' }).of(tag);
    return name.charAt(0).toLocaleUpperCase(page) + name.slice(1);
  } catch {
    return tag; // Not a language tag; better shown as it is than not at all.
  }
}
