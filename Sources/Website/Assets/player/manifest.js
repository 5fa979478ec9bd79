/**
 * The DASH manifest of a package (ISO/IEC 23009-1, on-demand profile) as plain values.
 *
 * Read are: one period; `SegmentBase` with an index range; `SegmentTemplate` with a timeline, as films have that are still being
 * prepared; single-file text. Whatever else a set says is passed over,
 * sets with essential properties (trick play) are left out as the standard asks, but for sheets of small pictures (DASH-IF IOP 4.3, 6.2.6).
 */
import { Failure } from './failure.js';

const TILES = ['http://dashif.org/guidelines/thumbnail_tile', 'http://dashif.org/thumbnail_tile'];

/** Turns the parsed document into `{ duration, video, audio, text, tiles }`; `base` is the manifest's own address. */
export function readManifest(document, base) {
  const mpd = document?.documentElement;
  const period = mpd?.localName === 'MPD' && child(mpd, 'Period');
  if (!period) throw new Failure('server', 'the manifest is not a DASH manifest');
  const home = address(period, address(mpd, base));
  const sets = children(period, 'AdaptationSet')
    .filter((set) => !child(set, 'EssentialProperty'))
    .map((set) => readSet(set, home));
  return {
    /** Whether more will come, and the seconds after which to look for it. */
    isGrowing: mpd.getAttribute('type') === 'dynamic',
    refresh: seconds(mpd.getAttribute('minimumUpdatePeriod')),
    duration: seconds(mpd.getAttribute('mediaPresentationDuration') ?? period.getAttribute('duration')),
    video: sets.filter((set) => set.kind === 'video'),
    audio: sets.filter((set) => set.kind === 'audio'),
    text: sets.filter((set) => set.kind === 'text'),
    tiles: children(period, 'AdaptationSet').map((set) => readTiles(set, home)).find(Boolean) ?? null,
  };
}

/** Seconds in an XML duration such as `PT1H2M3.5S`; 0 when it is none. */
export function seconds(text) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text ?? '');
  if (!match) return 0;
  const [days, hours, minutes, rest] = match.slice(1).map((part) => Number(part ?? 0));
  return days * 86400 + hours * 3600 + minutes * 60 + rest;
}

function readSet(set, home) {
  const base = address(set, home);
  const representations = children(set, 'Representation').map((each) => readRepresentation(each, set, base));
  const kind = kindOf(set.getAttribute('contentType') ?? representations[0]?.mime ?? '');
  return {
    kind,
    language: set.getAttribute('lang') ?? '',
    label: child(set, 'Label')?.textContent.trim() ?? '',
    roles: children(set, 'Role').map((role) => role.getAttribute('value')),
    representations: representations
      .filter((each) => kind === 'text' || each.index || each.segments?.length)
      .sort((one, other) => one.bandwidth - other.bandwidth),
  };
}

function readRepresentation(element, set, base) {
  const attribute = (name) => element.getAttribute(name) ?? set.getAttribute(name) ?? '';
  const template = child(element, 'SegmentTemplate') ?? child(set, 'SegmentTemplate');
  const segments = child(element, 'SegmentBase') ?? child(set, 'SegmentBase') ?? template;
  const timescale = Number(segments?.getAttribute('timescale')) || 1;
  const mime = attribute('mimeType');
  const bandwidth = Number(attribute('bandwidth')) || 1;
  /** Seconds between the media's own clock and the presentation's. */
  const offset = (Number(segments?.getAttribute('presentationTimeOffset')) || 0) / timescale;
  return {
    id: element.getAttribute('id') ?? '',
    mime,
    type: `${mime}; codecs="${attribute('codecs')}"`,
    bandwidth,
    offset,
    width: Number(attribute('width')) || 0,
    height: Number(attribute('height')) || 0,
    frameRate: quotient(attribute('frameRate')),
    url: address(element, base),
    header: range(segments && child(segments, 'Initialization')?.getAttribute('range')),
    index: range(segments?.getAttribute('indexRange')),
    ...(template && readTemplate(template, { base: address(element, base), timescale, offset, bandwidth })),
  };
}

/** The addresses of the header and of each segment; their sizes are guessed from the bit rate until they are loaded. */
function readTemplate(template, { base, timescale, offset, bandwidth }) {
  const [init, media] = ['initialization', 'media'].map((name) => template.getAttribute(name));
  const timeline = child(template, 'SegmentTimeline');
  if (!init || !media || !timeline) return {};
  const first = Number(template.getAttribute('startNumber') ?? 1);
  const segments = [];
  let ticks = 0;
  for (const run of children(timeline, 'S')) {
    const [time, length, more] = ['t', 'd', 'r'].map((name) => Number(run.getAttribute(name) ?? NaN));
    if (!Number.isNaN(time)) ticks = time;
    for (let left = more || 0; left >= 0 && length > 0; left -= 1, ticks += length) {
      const number = segments.length;
      const start = ticks / timescale - offset;
      const url = new URL(media.replaceAll('$Number$', String(first + number)), base).href;
      segments.push({ number, start, end: start + length / timescale, url, from: 0, to: Math.ceil((bandwidth * length) / timescale / 8) });
    }
  }
  return { init: new URL(init, base).href, segments };
}

/** Sheets of small pictures: their number and size, seconds per picture, and the address of each sheet by its number from 0. */
function readTiles(set, home) {
  const representation = child(set, 'Representation');
  const template = (representation && child(representation, 'SegmentTemplate')) ?? child(set, 'SegmentTemplate');
  const property = representation
    && [...children(representation, 'EssentialProperty'), ...children(set, 'EssentialProperty')]
      .find((each) => TILES.includes(each.getAttribute('schemeIdUri')));
  const [, columns, rows] = /^(\d+)x(\d+)$/.exec(property?.getAttribute('value') ?? '')?.map(Number) ?? [];
  const media = template?.getAttribute('media');
  const length = Number(template?.getAttribute('duration')) / (Number(template?.getAttribute('timescale')) || 1);
  const [width, height] = ['width', 'height'].map((name) => Number(representation?.getAttribute(name)));
  if (!(columns > 0 && rows > 0 && length > 0 && width > 0 && height > 0 && media)) return null;
  const base = address(representation, address(set, home));
  const first = Number(template.getAttribute('startNumber') ?? 1);
  const fill = (number) => media.replaceAll('$RepresentationID$', representation.getAttribute('id')).replaceAll('$Number$', String(first + number));
  return {
    columns, rows, width: width / columns, height: height / rows, interval: length / (columns * rows),
    sheet: (number) => new URL(fill(number), base).href,
  };
}

function kindOf(text) {
  if (text.startsWith('video')) return 'video';
  if (text.startsWith('audio')) return 'audio';
  return text.startsWith('text') ? 'text' : 'other';
}

/** The number that `24000/1001` or `25` stands for; 0 when it is none. */
function quotient(text) {
  const [dividend, divisor = 1] = text.split('/').map(Number);
  return dividend / divisor || 0;
}

function range(text) {
  const match = /^(\d+)-(\d+)$/.exec(text ?? '');
  return match ? { from: Number(match[1]), to: Number(match[2]) } : null;
}

function address(element, base) {
  const own = child(element, 'BaseURL')?.textContent.trim();
  return own ? new URL(own, base).href : base;
}

function children(element, name) {
  return [...element.children].filter((each) => each.localName === name);
}

function child(element, name) {
  return children(element, name)[0] ?? null;
}
