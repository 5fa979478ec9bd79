/**
 * The picture as a control. Mouse: a click plays or pauses, two fill the screen. Finger: a tap shows or hides the controls, two
 * at the side skip ten seconds, and each further one ten more.
 */

/** Milliseconds within which a tap belongs to the one before. */
const TOGETHER = 320;
/** Share of the width that counts as a side. */
const SIDE = 0.35;

export function listenToPicture(surface, { toggle, fullscreen, skip }, idle) {
  let last = { at: 0, side: 0 };
  surface.addEventListener('pointerup', (event) => {
    if (event.button !== 0) return;
    if (event.pointerType === 'mouse') toggle();
    else last = tap(event);
  });
  surface.addEventListener('dblclick', (event) => {
    if (event.pointerType !== 'touch' && last.at < event.timeStamp - 1000) fullscreen();
  });

  function tap({ clientX, timeStamp }) {
    const { left, width } = surface.getBoundingClientRect();
    const across = (clientX - left) / width;
    const side = across < SIDE ? -1 : across > 1 - SIDE ? 1 : 0;
    if (side && side === last.side && timeStamp - last.at < TOGETHER) skip(side * 10);
    else idle.toggle();
    return { at: timeStamp, side };
  }
}
