// The player's decisions, without a browser: `python Tests/Browser/units.py`.
import assert from 'node:assert/strict';
import test from 'node:test';

const player = (name) => import(new URL(`../../Sources/Website/Assets/player/${name}.js`, import.meta.url));
const { abandonment, choose, fitting, within } = await player('adaptation');
const { readSegmentIndex, segmentAt } = await player('segment-index');
const { Throughput } = await player('throughput');
const { Memory, mostLike } = await player('memory');
const { seconds } = await player('manifest');
const { extend } = await player('growing');
const { placeOf } = await player('previews');
const { chapterAt, chapterStep } = await player('chapters');
const { nextPassage } = await player('loop');
const { besideTime } = await player('stepping');
const { chooseCoding } = await player('coding');
const { Wishes } = await player('wishes');
const { minutes, rate, ServerClock, target } = await player('step');
const { clock, sentences, trackName } = await player('texts');

const ladder = [
  { height: 240, width: 426, bandwidth: 300_000 },
  { height: 360, width: 640, bandwidth: 700_000 },
  { height: 480, width: 854, bandwidth: 1_400_000 },
  { height: 720, width: 1280, bandwidth: 3_000_000 },
];

/** A `sidx` box behind `before` other bytes; `rows` are `[bytes, ticks]`. */
function index({ version, before, timescale, earliest, first, rows }) {
  const long = version === 1 ? 8 : 0;
  const bytes = new Uint8Array(before + 32 + long + rows.length * 12);
  const view = new DataView(bytes.buffer, before);
  view.setUint32(0, 32 + long + rows.length * 12);
  view.setUint32(4, 0x73696478);
  view.setUint8(8, version);
  view.setUint32(16, timescale);
  if (long) {
    view.setBigUint64(20, BigInt(earliest));
    view.setBigUint64(28, BigInt(first));
  } else {
    view.setUint32(20, earliest);
    view.setUint32(24, first);
  }
  view.setUint16(30 + long, rows.length);
  rows.forEach(([size, duration], row) => {
    view.setUint32(32 + long + row * 12, size);
    view.setUint32(36 + long + row * 12, duration);
  });
  return bytes;
}

for (const version of [0, 1]) {
  test(`a segment index of version ${version} is read, its offset taken off`, () => {
    const bytes = index({ version, before: 100, timescale: 1000, earliest: 83, first: 7, rows: [[500, 4000], [300, 2500]] });

    const segments = readSegmentIndex(bytes, 100, 0.083);

    const behind = bytes.length + 7;
    assert.deepEqual(segments, [
      { number: 0, start: 0, end: 4, from: behind, to: behind + 499 },
      { number: 1, start: 4, end: 6.5, from: behind + 500, to: behind + 799 },
    ]);
  });
}

test('bytes that are no segment index, or one of indexes, are refused', () => {
  assert.throws(() => readSegmentIndex(new Uint8Array(200), 0, 0), { kind: 'server' });
  assert.throws(() => readSegmentIndex(new Uint8Array(4), 0, 0), { kind: 'server' });
  const nested = index({ version: 0, before: 0, timescale: 1, earliest: 0, first: 0, rows: [[0x80000010, 1]] });
  assert.throws(() => readSegmentIndex(nested, 0, 0), { kind: 'server' });
});

test('the segment at a time is the one that holds it, the first or the last outside of all', () => {
  const segments = [[0, 4], [4, 8], [8, 9]].map(([start, end], number) => ({ number, start, end }));
  assert.deepEqual([-1, 0, 3.99, 4, 8.5, 99].map((time) => segmentAt(segments, time)), [0, 0, 0, 1, 2, 2]);
});

test('a network is believed after one segment, up and down', () => {
  let time = 0;
  const network = new Throughput(2_000_000, () => time);
  const download = (bytes, duration) => {
    network.begin();
    time += duration * 1000;
    network.arrived(bytes);
    network.end();
  };
  assert.equal(network.estimate, 2_000_000);

  download(1000, 0.01);
  assert.equal(network.isMeasured, false, 'a few bytes in no time say nothing');
  download(1_250_000, 1);
  assert.ok(Math.abs(network.estimate - 10_000_000) < 1000);
  for (let tries = 0; tries < 3; tries += 1) download(62_500, 1);
  assert.ok(network.estimate < 4_000_000, 'three slow seconds are noticed');
  network.collapse(400_000);
  assert.ok(Math.abs(network.estimate - 400_000) < 1);
});

test('downloads at the same time are measured together', () => {
  let time = 0;
  const network = new Throughput(1, () => time);
  network.begin();
  network.begin();
  time = 1000;
  network.arrived(500_000);
  time = 1400;
  network.end();
  network.arrived(200_000);
  time = 2000;
  network.end();
  const expected = 700_000 * 8 / 2;
  assert.ok(Math.abs(Math.log(network.estimate / expected)) < 0.6, `${network.estimate} is far from ${expected}`);
});

test('the first choice is what the network surely carries', () => {
  const at = (throughput) => choose({ renditions: ladder, throughput, ahead: 0, goal: 30, current: null }).height;
  assert.deepEqual([100_000, 500_000, 2_000_000, 2_200_000, 50_000_000].map(at), [240, 240, 360, 480, 720]);
});

test('a dip of the network does not lower the picture while plenty is buffered, but it does when little is', () => {
  const at = (ahead) => choose({ renditions: ladder, throughput: 600_000, ahead, goal: 30, current: ladder[3] }).height;
  assert.deepEqual([4, 9, 25, 30].map(at), [240, 240, 720, 720]);
});

test('the buffer alone never raises the picture', () => {
  assert.equal(choose({ renditions: ladder, throughput: 600_000, ahead: 30, goal: 30, current: ladder[0] }).height, 240);
});

test('playing twice as fast needs twice the network', () => {
  const at = (speed) => choose({ renditions: ladder, throughput: 5_000_000, ahead: 0, goal: 30, current: null, speed }).height;
  assert.deepEqual([at(1), at(2)], [720, 480]);
});

test('no more is loaded than the picture shows', () => {
  const top = (width, height) => fitting(ladder, width, height).at(-1).height;
  assert.deepEqual([top(360, 740), top(640, 360), top(641, 361), top(4000, 4000)], [240, 360, 480, 720]);
});

test('a download that will come too late is dropped if a smaller one is quicker', () => {
  const download = { elapsed: 2, loaded: 100_000, size: 1_500_000, ahead: 5, rendition: ladder[3], lowest: ladder[0] };
  assert.equal(abandonment(download), 400_000);
  assert.equal(abandonment({ ...download, ahead: 40 }), null, 'there is time');
  assert.equal(abandonment({ ...download, loaded: 1_400_000 }), null, 'it is nearly here');
  assert.equal(abandonment({ ...download, elapsed: 0.2 }), null, 'too early to judge');
  assert.equal(abandonment({ ...download, rendition: ladder[0] }), null, 'nothing is smaller');
});

test('ten minutes over a network that changes every half minute play without a stall, and well', () => {
  // A model of the player: one segment of four seconds after the other, over the network below (bits per second).
  const network = (time) => [6_000_000, 1_000_000, 2_500_000, 500_000][Math.floor(time / 30) % 4];
  let [time, ahead, stalled, current, bits] = [0, 0, 0, null, 0];
  const measured = new Throughput(2_000_000, () => time * 1000);
  for (let segment = 0; segment < 150; segment += 1) {
    if (ahead > 26) [time, ahead] = [time + ahead - 26, 26];
    current = choose({ renditions: ladder, throughput: measured.estimate, ahead, goal: 30, current });
    bits += current.bandwidth * 4;
    const began = time;
    measured.begin();
    for (let left = (current.bandwidth * 4) / 8; left > 0; ) {
      const bytes = Math.min(left, network(time) / 8 / 10);
      time += 0.1;
      measured.arrived(bytes);
      left -= bytes;
    }
    measured.end();
    const took = time - began;
    if (segment > 0) stalled += Math.max(0, took - ahead);
    ahead = Math.max(0, ahead - took) + 4;
  }
  const average = bits / 600;
  assert.equal(stalled, 0);
  assert.ok(average > 1_000_000, `the picture was worse than the network: ${Math.round(average)} bit/s of 2.5 Mbit/s`);
});

/** A browser's storage. */
function shelf() {
  const kept = new Map();
  return { kept, storage: () => ({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) }) };
}

test('places are remembered but for the first and last moments, and the oldest forgotten', () => {
  const { kept, storage } = shelf();
  const film = new Memory('film', { storage });
  film.leave(600.04, 5400);
  assert.equal(new Memory('film', { storage }).place, 600);
  film.leave(5390, 5400);
  assert.equal(film.place, 0, 'the credits are no place to go on from');
  film.leave(3, 5400);
  assert.equal(film.place, 0);
  for (let number = 0; number < 400; number += 1) new Memory(`film ${number}`, { storage }).leave(600, 5400);
  assert.equal(Object.keys(JSON.parse(kept.get('kinora.places'))).length, 300);
  assert.equal(new Memory('film 399', { storage }).place, 600);
});

test('of the house and the browser, whoever noted the place later says where to go on', () => {
  const { storage } = shelf();
  let clockAt = 0;
  const film = new Memory('ida film', { storage, now: () => clockAt });
  assert.equal(film.start({ at: 300, age: 50 }), 300, 'the browser knows nothing');
  film.leave(600, 5400);
  clockAt = 20_000;
  assert.equal(film.start({ at: 570, age: 30 }), 600, 'the house lags behind');
  assert.equal(film.start({ at: 900, age: 5 }), 900, 'another device went on since');
  assert.equal(film.start({ at: 0, age: Infinity }), 600, 'the last report got lost');
  clockAt = 3_600_000;
  assert.equal(film.start({ at: 0, age: Infinity }), 0, 'the house forgot it on purpose');
  assert.equal(new Memory('ole film', { storage, now: () => clockAt }).start({ at: 7, age: 9 }), 7, 'another viewer of this browser');
  film.leave(5300, 5400);
  assert.equal(film.start({ at: 4000, age: 100 }), 0, 'it was watched to the end here');
});

test('of a viewer who wants nothing written down nothing is', () => {
  const { kept, storage } = shelf();
  const film = new Memory('ida film', { storage, remembers: false });
  film.leave(600, 5400);
  assert.equal(kept.size, 0);
  assert.equal(film.start({ at: 0, age: Infinity }), 0);
});

/** An answer as fetch gives it. */
const answer = (status, text = '') => ({ ok: status < 300, status, text: async () => text, json: async () => JSON.parse(text) });

test('the right is asked for once however many want it, and carried in an address afterwards', async () => {
  const { Right } = await player('right');
  const asked = [];
  const right = new Right({ stream: '/stream/film/a', leave: '/leave', subject: 'package.ab' }, {
    ask: async (address, { body }) => (asked.push(`${address} ${body}`), answer(200, '{"folder":"/m/xyz/ab"}')),
  });
  assert.equal(right.carry('/media/ab/master.m3u8'), null);

  await Promise.all([right.renew(), right.renew(), right.renew()]);

  assert.deepEqual(asked, ['/stream/film/a subject=package.ab']);
  assert.equal(right.carry('/media/ab/master.m3u8'), '/m/xyz/ab/master.m3u8');
  await right.renew();
  assert.equal(asked.length, 2);
});

test('a refused right is the sentence of the server, or that nobody is signed in, or patience', async () => {
  const { Right } = await player('right');
  const refused = async (status, text) => {
    const right = new Right({}, { ask: async () => answer(status, text) });
    return right.renew().then(() => null, ({ kind, message, isPassing }) => [kind, message, Boolean(isPassing)]);
  };
  assert.deepEqual(await refused(429, 'Stop one of them.\n'), ['refused', 'Stop one of them.', false]);
  assert.deepEqual(await refused(403, 'Too young.'), ['refused', 'Too young.', false]);
  assert.equal((await refused(401))[0], 'forbidden');
  assert.equal((await refused(404))[0], 'gone');
  assert.deepEqual((await refused(503)).slice(0, 1).concat((await refused(503))[2]), ['server', true]);
});

test('who says nothing for a minute asks before playing on; an answered report counts as word', async () => {
  const { Right } = await player('right');
  let clockAt = 0;
  const right = new Right({}, { now: () => clockAt });
  clockAt = 50_000;
  assert.equal(right.isOld, false);
  assert.equal(await right.hear(answer(204)), null);
  clockAt = 100_000;
  assert.equal(right.isOld, false);
  assert.equal((await right.hear(answer(429, 'No.'))).kind, 'refused');
  assert.equal(await right.hear(answer(500)), null, 'trouble is no refusal');
  clockAt = 110_000;
  assert.equal(right.isOld, true);
});

test('a track is found again by name, or else by language', () => {
  const sets = [
    { language: 'de', label: 'Deutsch' }, { language: 'en', label: 'English' }, { language: 'en', label: 'English – Commentary' }];
  assert.equal(mostLike(sets, { language: 'en', label: 'English – Commentary' }), sets[2]);
  assert.equal(mostLike(sets, { language: 'en', label: 'English (SDH)' }), sets[1]);
  assert.equal(mostLike(sets, { language: 'fr', label: '' }), undefined);
  assert.equal(mostLike(sets, undefined), undefined);
});

test('a track in a region of the language will do', () => {
  const sets = [{ language: 'de', label: 'Deutsch' }, { language: 'pt-BR', label: 'Português' }, { language: '', label: '' }];
  assert.equal(mostLike(sets, { language: 'pt' }), sets[1]);
  assert.equal(mostLike(sets, { language: '' }), sets[2]);
  assert.equal(mostLike(sets, { language: 'p' }), undefined);
});

test('wishes count until the viewer chooses otherwise, and each viewer has his own', () => {
  const kept = new Map();
  const storage = () => ({ getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) });
  const memory = new Memory('film', { storage });
  const ida = new Wishes({ profile: 'ida', wishAudio: 'de', wishSubtitles: 'en', wishLines: '480', wishNext: 'no' }, { type: 'cellular' });
  ida.settle(memory);
  assert.deepEqual([memory.preferences.audio, memory.preferences.subtitles], [{ language: 'de' }, { language: 'en' }]);
  memory.prefer({ audio: { language: 'fr', label: '' }, volume: 0.5 });
  ida.settle(memory);
  assert.equal(memory.preferences.audio.language, 'fr', 'what was chosen while watching counts');
  new Wishes({ profile: 'ole', wishAudio: '', wishSubtitles: '' }).settle(memory);
  assert.deepEqual([memory.preferences.audio, memory.preferences.subtitles, memory.preferences.volume], [null, null, 0.5]);
  assert.deepEqual([ida.mostLines, ida.isNextAutomatic], [480, false]);
  assert.equal(new Wishes({ wishLines: '480' }, { type: 'wifi' }).mostLines, Infinity);
  assert.equal(new Wishes({ wishLines: '480' }, { saveData: true }).mostLines, 480);
  assert.equal(new Wishes({ wishLines: '480' }, undefined).mostLines, Infinity);
});

test('fewer lines are loaded where the network is paid by volume', () => {
  assert.deepEqual(within(ladder, 480).map(({ height }) => height), [240, 360, 480]);
  assert.deepEqual(within(ladder, 100).map(({ height }) => height), [240]);
  assert.equal(within(ladder, Infinity).length, 4);
});

test('a browser that forbids storage, or holds nonsense, only forgets', () => {
  const forbidden = new Memory('film', { storage: () => { throw new Error('forbidden'); } });
  forbidden.leave(600, 5400);
  assert.equal(forbidden.place, 0);
  assert.deepEqual(new Memory('film', { storage: () => ({ getItem: () => '[nonsense' }) }).preferences, {});
  assert.deepEqual(new Memory('film', { storage: () => ({ getItem: () => '7' }) }).preferences, {});
});

test('durations and clocks', () => {
  assert.deepEqual(['PT1H2M3.5S', 'PT40S', 'P1DT1S', '', 'nonsense'].map(seconds), [3723.5, 40, 86401, 0, 0]);
  assert.deepEqual([0, 65.9, 3600, NaN].map(clock), ['0:00', '1:05', '1:00:00', '0:00']);
});

test('sentences come from the page and tracks have names', () => {
  const say = sentences({ dataset: { textTrack: 'Track {number}', textResumedAt: 'At {time}.' } });
  assert.equal(say('resumedAt', { time: '1:00' }), 'At 1:00.');
  assert.equal(say('missing'), '');
  assert.equal(trackName({ label: '', language: '' }, say, 3), 'Track 3');
  assert.equal(trackName({ label: 'English (SDH)', language: 'en' }, say, 1), 'English (SDH)');
});

test('what was watched is reported by the clock, not by the place in the film', async () => {
  const { Report, REPORT_EVERY } = await player('report');
  const element = Object.assign(new EventTarget(), { paused: false, ended: false, currentTime: 0 });
  const sent = [];
  let clockAt = 0;
  const report = new Report(element, '/told', {
    now: () => clockAt, sitting: 'sitting1', send: (address, form) => sent.push({ address, ...Object.fromEntries(form) }),
  });
  const happens = (name) => element.dispatchEvent(new Event(name));

  happens('playing');
  clockAt += 10_000;
  happens('seeking');
  element.currentTime = 600;
  clockAt += 5_000;
  happens('playing');
  clockAt += REPORT_EVERY - 15_000;
  happens('timeupdate');
  assert.deepEqual(sent, [{ address: '/told', sitting: 'sitting1', number: '0', seconds: '25.0', position: '600.0' }]);

  clockAt += 500;
  report.tell();
  assert.equal(sent.length, 1, 'half a second is worth no report');
  clockAt += 4_500;
  element.paused = true;
  happens('pause');
  clockAt += 60_000;
  report.tell();
  assert.deepEqual([sent[1].number, sent[1].seconds], ['1', '5.0'], 'a pause counts as watched');
  report.tell();
  assert.equal(sent.length, 2);
});

test('the picture of a moment is found on its sheet', () => {
  const tiles = { columns: 6, rows: 5, interval: 10 };

  assert.deepEqual(placeOf(tiles, 0), { sheet: 0, column: 0, row: 0 });
  assert.deepEqual(placeOf(tiles, 9.99), { sheet: 0, column: 0, row: 0 });
  assert.deepEqual(placeOf(tiles, 75), { sheet: 0, column: 1, row: 1 });
  assert.deepEqual(placeOf(tiles, 315), { sheet: 1, column: 1, row: 0 });
  assert.deepEqual(placeOf(tiles, -3), { sheet: 0, column: 0, row: 0 });
});

test('a step back leads to the beginning of the chapter, and from there to the one before', () => {
  const list = [{ start: 0 }, { start: 60 }, { start: 120 }];

  assert.equal(chapterAt(list, 60), list[1]);
  assert.equal(chapterAt(list, 59), list[0]);
  assert.equal(chapterAt([{ start: 5 }], 1), null);
  assert.equal(chapterStep(list, 75, -1), list[1]);
  assert.equal(chapterStep(list, 61, -1), list[0]);
  assert.equal(chapterStep(list, 61, 1), list[2]);
  assert.equal(chapterStep(list, 130, 1), null);
  assert.equal(chapterStep([], 130, -1), null);
});

test('a film that is being prepared gets what a later manifest has more, and never loses anything', () => {
  const set = (id, count) => ({ representations: [{ id, segments: Array.from({ length: count }, (_, number) => ({ number })) }] });
  const manifest = { isGrowing: true, video: [set('v-360', 2)], audio: [set('a-en', 2)] };
  const [picture, sound] = [manifest.video, manifest.audio].map(([{ representations }]) => representations[0]);

  extend(manifest, { isGrowing: true, video: [set('v-360', 3)], audio: [set('a-en', 1), set('a-de', 3)] });

  assert.deepEqual([picture.segments.length, sound.segments.length, manifest.isGrowing], [3, 2, true]);

  extend(manifest, { isGrowing: false, video: [set('v-360', 4)], audio: [set('a-en', 4)] });

  assert.deepEqual([picture.segments.length, sound.segments.length, manifest.isGrowing], [4, 4, false]);
});

const avc = { representations: [{ type: 'video/mp4; codecs="avc1.64001f"', width: 1280, height: 720, bandwidth: 3_000_000, frameRate: 25 }] };
const av1 = { representations: [{ type: 'video/mp4; codecs="av01.0.05M.08"', width: 1280, height: 720, bandwidth: 2_100_000, frameRate: 25 }] };

/** A browser that says `of[coding]`, as `[smooth, powerEfficient]`, about renditions of that coding. */
const browser = (of) => ({
  async decodingInfo({ video }) {
    const [smooth, powerEfficient] = of[/codecs="(\w+)/.exec(video.contentType)[1]] ?? [false, false];
    return { supported: true, smooth, powerEfficient };
  },
});

test('AV1 is played where it is smooth and costs no more of the battery than H.264, else H.264', async () => {
  const cases = [
    [{ avc1: [true, true], av01: [true, true] }, av1],
    [{ avc1: [true, true], av01: [true, false] }, avc],
    [{ avc1: [true, false], av01: [true, false] }, av1],
    [{ avc1: [true, false], av01: [false, true] }, avc],
  ];
  for (const [of, wanted] of cases) assert.equal(await chooseCoding([avc, av1], browser(of)), wanted, JSON.stringify(of));
});

test('a browser that says nothing about itself gets H.264, and whatever is alone is taken', async () => {
  const dumb = { decodingInfo: () => Promise.reject(new TypeError('no')) };
  assert.equal(await chooseCoding([av1, avc], dumb), avc);
  assert.equal(await chooseCoding([avc, av1], undefined), avc);
  assert.equal(await chooseCoding([av1], dumb), av1);
  assert.equal(await chooseCoding([], dumb), null);
});

test('one picture on and back again is the same picture, at every rate', () => {
  for (const rate of [24, 25, 30, 50, 60, 24000 / 1001, 30000 / 1001]) {
    for (let picture = 0; picture < 2000; picture += 1) {
      const shown = picture / rate;
      const on = besideTime(shown, 1, rate);
      assert.equal(Math.floor(on * rate), picture + 1);
      assert.equal(Math.floor(besideTime(on, -1, rate) * rate), picture);
    }
  }
  assert.ok(besideTime(0, -1, 25) >= 0);
});

test('a passage has a beginning, then an end, then it is over; a slip of the finger is none', () => {
  const none = { from: null, to: null };
  const begun = nextPassage(none, 10);
  assert.deepEqual(begun, { from: 10, to: null });
  assert.deepEqual(nextPassage(begun, 15), { from: 10, to: 15 });
  assert.deepEqual(nextPassage(begun, 10.1), begun);
  assert.deepEqual(nextPassage(begun, 4), { from: 4, to: 10 });
  assert.deepEqual(nextPassage({ from: 10, to: 15 }, 12), none);
});

test('the server\'s time is told by the answer that came back quickest', () => {
  let now = 0;
  const clock = new ServerClock(() => now);
  assert.equal(clock.time, null);
  // The server is 5,000 ahead; a slow way there makes it seem less.
  clock.take(0, 400, 5350);
  clock.take(1000, 1020, 6010);
  clock.take(2000, 2300, 7001);
  now = 3000;
  assert.equal(clock.time, 8000);
  // What was quickest long ago does not count for ever: clocks drift.
  for (let place = 0; place < 8; place += 1) clock.take(4000, 4030, 9115);
  now = 5000;
  assert.equal(clock.time, 10_100);
});

test('a device that slept knows the time with the first answer', () => {
  let now = 3000;
  const clock = new ServerClock(() => now);
  for (let place = 0; place < 8; place += 1) clock.take(1000, 1020, 6010);
  assert.equal(clock.time, 8000);
  // Ten minutes passed while its own clock stood still; the network is slow at first.
  clock.take(3000, 3400, 608_200);
  assert.equal(clock.time, 608_000);
  // A slow answer alone is no reason to forget better ones.
  clock.take(4000, 4020, 609_010);
  clock.take(5000, 7000, 611_900);
  now = 8000;
  assert.equal(clock.time, 613_000);
});

test('what the viewer wishes is told, by keys and on the time line; what a passage does by itself is not', async () => {
  const { makeCommands } = await player('commands');
  const { Timeline } = await player('timeline');
  const root = Object.assign(new EventTarget(), { dataset: {} });
  const picture = Object.assign(new EventTarget(), { currentTime: 0, duration: 100, ended: false, paused: true, play: async () => {}, pause() {} });
  const told = [];
  root.addEventListener('moved', ({ detail }) => told.push(detail));
  const { seek, frame, loop } = makeCommands({
    root, element: picture, parts: {}, memory: {}, say: () => '', flash() {}, idle: { show() {} }, limit: () => Infinity, rate: () => 25,
  });
  const input = Object.assign(new EventTarget(), { value: '40' });
  new Timeline({ timeline: input, tip: {} }, picture, () => '', seek, () => {}, {}, {});

  seek(30);
  input.dispatchEvent(new Event('pointerdown'));
  input.dispatchEvent(new Event('change'));
  frame(1);
  loop.seek(12);

  assert.deepEqual(told, [{ time: 30, by: 'key' }, { time: 40, by: 'pointer' }]);
});

test('everybody knows where the picture should stand', () => {
  assert.equal(target({ phase: 'playing', position: 60_000, now: 1_000_000 }, 1_002_500), 62.5);
  assert.equal(target({ phase: 'paused', position: 60_000, now: 1_000_000 }, 1_002_500), 60);
  assert.equal(target({ phase: 'open', position: 0, now: 1_000_000 }, 1_002_500), 0);
  assert.equal(target({ phase: 'over', position: 0, now: 0 }, 5), null);
  assert.equal(target(null, 5), null);
  assert.equal(target({ phase: 'playing', position: 0, now: 0 }, null), null);
});

test('small distances are made up without a jump, by at most five hundredths', () => {
  assert.equal(rate(0.01), 1);
  assert.equal(rate(0.1), 0.98);
  assert.equal(rate(-0.1), 1.02);
  assert.equal(rate(1.9), 0.95);
  assert.equal(rate(-1.9), 1.05);
  assert.equal(rate(2.1), null);
  assert.equal(rate(-600), null);
  assert.equal(minutes(245_000), '4:05');
  assert.equal(minutes(-3), '0:00');
});

test('a countdown is read aloud once, and not with every second', async () => {
  const { Step } = await player('step');
  const page = { addEventListener() {}, document: { addEventListener() {} }, location: { pathname: '/watch', search: '' } };
  Object.assign(globalThis, page);
  const part = { hidden: true, textContent: '', live: [], setAttribute(_, value) { this.live.push(value); } };
  const picture = Object.assign(new EventTarget(), { paused: true, currentTime: 0, readyState: 4, seeking: false, playbackRate: 1 });
  const root = Object.assign(new EventTarget(), { dataset: { screening: '/state', screeningHost: '', screeningPhase: 'open' } });
  const told = { now: 1000, phase: 'open', position: 0, wait: 60_000, watch: null, people: 1 };
  const ask = async () => ({ ok: true, status: 200, json: async () => told });
  const step = new Step({ root, element: picture, part, say: (name) => name }, { ask, leave: assert.fail });

  await step.question();
  step.look();

  assert.equal(part.textContent, 'stepWaiting');
  assert.deepEqual(part.live, ['polite', 'off']);
  for (const name of Object.keys(page)) delete globalThis[name];
});

/** A picture of WebKit's, which knows `screens` nearby. */
function webkitPicture() {
  const picture = new EventTarget();
  picture.calls = [];
  picture.webkitShowPlaybackTargetPicker = () => picture.calls.push('list');
  picture.see = async (availability) => {
    picture.dispatchEvent(Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), { availability }));
    await new Promise((resolve) => setTimeout(resolve));
  };
  return picture;
}

const button = () => ({ hidden: true, pressed: null, setAttribute(_, value) { this.pressed = value; } });

test('the button for another screen comes and goes with the screens, and WebKit gets an address of its own', async () => {
  const { Screens } = await player('screens');
  const [picture, shown] = [webkitPicture(), button()];
  let isNative = false;
  let asked = 0;
  const screens = new Screens(picture, shown, {
    isNative: () => isNative,
    ask: async () => (asked += 1, '/m/grant/film/master.m3u8'),
    playAt: (address) => (picture.calls.push(address), (isNative = true)),
  });
  assert.equal(shown.hidden, true);

  await picture.see('available');
  await picture.see('not-available');
  assert.equal(shown.hidden, true);
  await picture.see('available');
  assert.equal(shown.hidden, false);
  assert.equal(asked, 1);

  screens.choose();
  screens.choose();
  assert.deepEqual(picture.calls, ['/m/grant/film/master.m3u8', 'list', 'list'], 'the list comes within the press');
  picture.webkitCurrentPlaybackTargetIsWireless = true;
  picture.dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'));
  assert.equal(shown.pressed, 'true');
});

test('where no address is given out there is no button that could not do anything', async () => {
  const { Screens } = await player('screens');
  const [picture, shown] = [webkitPicture(), button()];
  const screens = new Screens(picture, shown, { isNative: () => false, ask: async () => { throw new Error('403'); }, playAt: assert.fail });
  await picture.see('available');
  assert.equal(shown.hidden, true);
  screens.choose();
  assert.deepEqual(picture.calls, []);
});

test('elsewhere the browser says itself whether something can be sent', async () => {
  const { Screens } = await player('screens');
  const shown = button();
  const picture = new EventTarget();
  picture.remote = Object.assign(new EventTarget(), {
    watchAvailability: async (tell) => ((picture.tell = tell), 1),
    prompt: async () => (picture.isPrompted = true),
  });
  const screens = new Screens(picture, shown, { isNative: () => false, ask: assert.fail, playAt: assert.fail });
  picture.tell(true);
  assert.equal(shown.hidden, false);
  screens.choose();
  assert.equal(picture.isPrompted, true);
  picture.tell(false);
  assert.equal(shown.hidden, true);
  new Screens(new EventTarget(), shown, { isNative: () => false, ask: assert.fail, playAt: assert.fail });
});
