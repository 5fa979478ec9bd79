/**
 * The button for another screen, where the browser knows one: AirPlay in WebKit, elsewhere the W3C's Remote Playback API.
 *
 * Another screen fetches the film by itself. What this page feeds to the picture piece by piece cannot be sent to it, so in WebKit the film
 * goes on by the browser's own HLS from an address that is a right by itself; it is asked for as soon as a screen is in sight, because
 * the browser shows its list of screens only within the press of the button. Other browsers say themselves what can be sent: nothing of
 * what is fed piece by piece.
 */
export class Screens {
  #address = null;
  #asked = false;

  /**
   * @param {HTMLVideoElement} element
   * @param {HTMLElement} button shown while there is a screen
   * @param tools `isNative`: whether the browser's own player plays; `ask`: an address for it, or null; `playAt`: goes on from there
   */
  constructor(element, button, { isNative, ask, playAt }) {
    Object.assign(this, { element, button, isNative, ask, playAt });
    if (element.webkitShowPlaybackTargetPicker) {
      element.addEventListener('webkitplaybacktargetavailabilitychanged', ({ availability }) => this.#see(availability === 'available'));
      element.addEventListener('webkitcurrentplaybacktargetiswirelesschanged', () => {
        button.setAttribute('aria-pressed', String(Boolean(element.webkitCurrentPlaybackTargetIsWireless)));
      });
    } else if (element.remote?.watchAvailability) {
      element.remote.watchAvailability((isThere) => (button.hidden = !isThere)).catch(() => {}); // It cannot look for screens here.
      for (const name of ['connect', 'disconnect']) {
        element.remote.addEventListener(name, () => button.setAttribute('aria-pressed', String(name === 'connect')));
      }
    }
  }

  async #see(isThere) {
    if (isThere && !this.isNative() && !this.#asked) {
      this.#asked = true;
      this.#address = await this.ask().catch(() => null);
    }
    this.button.hidden = !isThere || !(this.isNative() || this.#address);
  }

  /** The viewer chooses a screen. */
  choose() {
    const { element } = this;
    if (element.webkitShowPlaybackTargetPicker) {
      if (!this.isNative()) {
        if (!this.#address) return;
        this.playAt(this.#address);
      }
      return element.webkitShowPlaybackTargetPicker();
    }
    element.remote?.prompt().catch(() => {}); // The viewer chose none.
  }
}
