/**
 * Keeps what is seen of the player true: its state, the buttons, the menus, the bar, the statistics.
 */
import { SPEEDS } from './commands.js';
import { Menus } from './menus.js';
import { Previews } from './previews.js';
import { Timeline } from './timeline.js';
import { clock, trackName } from './texts.js';

/** Seconds before the end from which the next episode is offered over the picture, where nobody knows when the credits begin. */
const NEAR_END = 40;

export class Controls {
  /** @param {object} player the parts that `main.js` put together, among them `engine()`, which answers the current one */
  constructor(player) {
    Object.assign(this, player);
    const { root, element, parts, say, commands } = this;
    const previews = new Previews(() => this.engine()?.manifest?.tiles ?? null);
    this.timeline = new Timeline(parts, element, say, commands.seek, (box, time) => previews.show(box, time), this.chapters, commands.loop);
    root.addEventListener('moved', ({ detail }) => detail.by === 'key' && this.timeline.point(detail.time));
    this.menus = new Menus(
      [
        { menu: parts.tracks, button: parts.openTracks },
        { menu: parts.settings, button: parts.openSettings },
        { menu: parts.chapters, button: parts.openChapters },
      ],
      parts.choice,
      () => (this.idle.show(), this.drawMenus()),
    );
    root.addEventListener('click', ({ target }) => {
      const { command, value } = target.closest('[data-command]')?.dataset ?? {};
      if (command) commands[command](Number(value));
    });
    parts.volume.addEventListener('input', () => commands.setVolume(Number(parts.volume.value)));
    const states = 'play playing pause ended waiting seeking seeked canplay loadedmetadata emptied timeupdate';
    for (const name of states.split(' ')) element.addEventListener(name, () => this.drawState());
    for (const name of ['timeupdate', 'progress', 'seeking', 'durationchange']) element.addEventListener(name, () => this.timeline.draw());
    element.addEventListener('volumechange', () => this.#drawVolume());
    element.addEventListener('ratechange', () => this.drawMenus());
    document.addEventListener('fullscreenchange', () => flip(parts.fullscreen, document.fullscreenElement === root));
    for (const name of ['enterpictureinpicture', 'leavepictureinpicture']) {
      element.addEventListener(name, () => flip(parts.pip, document.pictureInPictureElement === element));
    }
    this.captions.addEventListener('change', () => this.drawMenus());
    commands.loop.addEventListener('change', () => (parts.passage.setAttribute('aria-pressed', String(commands.loop.from !== null)), this.timeline.draw()));
    this.chapters.addEventListener('change', () => (this.timeline.draw(), this.drawMenus()));
    parts.pip.hidden = !document.pictureInPictureEnabled && !element.webkitSetPresentationMode;
    parts.fullscreen.hidden = !document.fullscreenEnabled && !element.webkitEnterFullscreen;
    setInterval(() => this.#drawStatistics(), 500);
    this.#drawVolume();
    this.drawState();
  }

  /** The controls stay while there is something to decide. */
  get mayHide() {
    const { state, busy } = this.root.dataset;
    return state === 'playing' && busy === 'false' && !this.menus.isOpen && !this.parts.bar.matches(':active');
  }

  drawState() {
    const { root, element, parts } = this;
    const isFailed = !parts.failure.hidden;
    const isGoing = !element.paused && !element.ended;
    root.dataset.state = isFailed ? 'failed' : element.ended ? 'ended' : isGoing ? 'playing' : 'paused';
    root.dataset.busy = String(!isFailed && element.readyState < 3 && (isGoing || element.seeking || element.readyState === 0));
    for (const button of [parts.play, parts.centre]) flip(button, isGoing);
    root.dataset.nearEnd = String(this.credits.areClosing ?? element.duration - element.currentTime < Math.min(NEAR_END, element.duration / 4));
    if (!isGoing) this.idle.show();
    const { limit = Infinity } = this.engine() ?? {};
    parts.track.style.setProperty('--there', String(Math.min(1, limit / (element.duration || 1))));
    this.timeline.draw();
  }

  drawMenus() {
    const engine = this.engine();
    if (!engine) return;
    const { parts, menus, say, captions, commands, element, memory, root } = this;
    const playing = engine.playing?.height;
    const automatic = !engine.fixed && playing ? say('automaticNow', { height: playing }) : say('automatic');
    menus.list(parts.quality, [
      { key: 'auto', name: automatic, isChosen: !engine.fixed, choose: () => engine.fix(null) },
      ...engine.renditions.toReversed().map((rendition) => ({
        key: rendition.id,
        name: say('height', { height: rendition.height }),
        isChosen: engine.fixed === rendition,
        choose: () => engine.fix(rendition),
      })),
    ]);
    menus.list(parts.speed, SPEEDS.map((speed) => ({
      key: String(speed),
      name: speed === 1 ? say('normalSpeed') : say('speed', { speed }),
      isChosen: element.playbackRate === speed,
      choose: () => commands.setSpeed(speed),
    })));
    const sets = engine.audioSets ?? [];
    menus.list(parts.audio, sets.length < 2 ? [] : sets.map((set, at) => ({
      key: `${at} ${set.language}`,
      name: trackName(set, say, at + 1),
      isChosen: set.language === engine.audio?.language && set.label === engine.audio?.label,
      choose: () => this.listen(set),
    })));
    menus.list(parts.subtitles, [null, ...captions.sets].map((set, at) => ({
      key: set ? `${at} ${set.language}` : 'off',
      name: set ? trackName(set, say, at) : say('off'),
      isChosen: captions.current === set,
      choose: () => this.showCaptions(set),
    })));
    menus.list(parts.size, !captions.sets.length ? [] : ['small', 'normal', 'large'].map((size) => ({
      key: size,
      name: say(`size${size[0].toUpperCase()}${size.slice(1)}`),
      isChosen: (root.dataset.captionSize ?? 'normal') === size,
      choose: () => {
        root.dataset.captionSize = size;
        memory.prefer({ captionSize: size });
        this.drawMenus();
      },
    })));
    menus.list(parts.look, !captions.sets.length ? [] : ['box', 'outline', 'strong'].map((look) => ({
      key: look,
      name: say(`look${look[0].toUpperCase()}${look.slice(1)}`),
      isChosen: (root.dataset.captionLook ?? 'box') === look,
      choose: () => {
        root.dataset.captionLook = look;
        memory.prefer({ captionLook: look });
        this.drawMenus();
      },
    })));
    const running = this.chapters.at(element.currentTime);
    menus.list(parts.chapterList, this.chapters.list.map((chapter) => ({
      key: `${chapter.start} ${chapter.title}`,
      name: `${clock(Math.round(chapter.start))} · ${chapter.title}`,
      isChosen: chapter === running,
      choose: () => commands.seek(chapter.start),
    })));
    parts.openChapters.hidden = !this.chapters.list.length;
    parts.openTracks.hidden = sets.length < 2 && !captions.sets.length;
    parts.openTracks.dataset.active = String(Boolean(captions.current));
  }

  #drawVolume() {
    const { element, parts } = this;
    const volume = element.muted ? 0 : element.volume;
    flip(parts.mute, volume === 0);
    parts.volume.value = String(volume);
    parts.volume.style.setProperty('--level', String(volume));
    parts.volume.setAttribute('aria-valuetext', `${Math.round(volume * 100)} %`);
  }

  #drawStatistics() {
    if (this.parts.statistics.hidden) return;
    const now = this.statistics();
    const picture = (each) => (each ? `${each.width}×${each.height} ${Math.round(each.bandwidth / 1000)} kbit/s` : '–');
    const rows = {
      engine: `${now.engine}${now.isAutomatic ? ', automatic' : ''}`,
      picture: picture(now.rendition),
      loading: picture(now.loading),
      sound: now.audio?.playing ?? '–',
      network: now.throughput ? `${(now.throughput / 1e6).toFixed(2)} Mbit/s, ${now.retries} retries` : '–',
      buffer: `${now.ahead.toFixed(1)} of ${now.goal ?? '–'} s`,
      frames: `${now.decodedFrames} decoded, ${now.droppedFrames} dropped`,
      changes: `${now.switches} switches, ${now.stalls} stalls, ${now.abandoned ?? 0} abandoned`,
    };
    this.parts.statistics.textContent = Object.entries(rows).map(([name, value]) => `${name.padEnd(9)}${value}`).join('\n');
  }
}

/** Shows the second face of a button with two, and says so. */
function flip(button, isOn) {
  button.dataset.on = String(isOn);
  const label = isOn ? button.dataset.labelOn : button.dataset.labelOff;
  if (button.getAttribute('aria-label') === label) return;
  button.setAttribute('aria-label', label);
  button.title = button.dataset.keys ? `${label} (${button.dataset.keys})` : label;
}
