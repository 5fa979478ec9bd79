/**
 * How the profile wants films played, as the page says it in `data-wish-…`. What a viewer chooses while watching counts until the wishes are
 * others, or somebody else watches in this browser.
 */
export class Wishes {
  /** @param {{type?: string, saveData?: boolean}|undefined} connection what the browser tells of the network; not all do */
  constructor({ profile, wishAudio, wishSubtitles, wishLines, wishNext }, connection = navigator.connection) {
    Object.assign(this, { profile, audio: wishAudio, subtitles: wishSubtitles, connection });
    this.lines = Number(wishLines) || Infinity;
    this.isNextAutomatic = wishNext !== 'no';
  }

  /** Takes the wishes for what is remembered, where they are new to this browser. */
  settle(memory) {
    const told = JSON.stringify([this.profile, this.audio, this.subtitles]);
    if (memory.preferences.wishes === told) return;
    const track = (language) => (language ? { language } : null);
    memory.prefer({ wishes: told, audio: track(this.audio), subtitles: track(this.subtitles) });
  }

  /** The most lines of picture at this moment: fewer where the network is paid by volume. */
  get mostLines() {
    const { type, saveData } = this.connection ?? {};
    return type === 'cellular' || saveData ? this.lines : Infinity;
  }
}
