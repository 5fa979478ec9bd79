/**
 * Hides the controls while somebody watches and brings them back at the first movement.
 */

/** Milliseconds of rest before the controls go; keys leave more time than a pointer. */
const AFTER_POINTER = 2800;
const AFTER_KEY = 5000;

export class Idle {
  #timer = 0;

  /** @param {() => boolean} mayHide asked when the time is up */
  constructor(root, mayHide) {
    Object.assign(this, { root, mayHide });
    root.addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && this.show());
    root.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && this.#hide());
    root.addEventListener('pointerdown', ({ target, pointerType }) => {
      if (pointerType === 'mouse' || target.dataset.part !== 'surface') this.show();
    });
    document.addEventListener('keydown', () => this.show(AFTER_KEY));
    root.addEventListener('focusin', () => this.show(AFTER_KEY));
  }

  get isHidden() {
    return this.root.dataset.idle === 'true';
  }

  show(wait = AFTER_POINTER) {
    this.root.dataset.idle = 'false';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), wait);
  }

  toggle() {
    if (this.isHidden) this.show();
    else this.#hide();
  }

  #hide() {
    if (this.mayHide()) this.root.dataset.idle = 'true';
    else this.show();
  }
}
