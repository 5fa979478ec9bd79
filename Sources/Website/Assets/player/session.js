/**
 * The film outside the page: media keys and lock screens know it, and the screen does not go dark while it plays.
 */
export function joinSystem(element, { title, subtitle, poster }, { toggle, skip, seek, next }) {
  const session = navigator.mediaSession;
  if (session && globalThis.MediaMetadata) {
    const artwork = poster ? [{ src: new URL(poster, location.href).href }] : [];
    session.metadata = new MediaMetadata({ title, artist: subtitle, artwork });
    const handlers = {
      play: () => element.paused && toggle(),
      pause: () => !element.paused && toggle(),
      seekbackward: ({ seekOffset }) => skip(-(seekOffset ?? 10)),
      seekforward: ({ seekOffset }) => skip(seekOffset ?? 10),
      seekto: ({ seekTime }) => seek(seekTime),
      nexttrack: next,
    };
    for (const [action, handler] of Object.entries(handlers)) {
      if (handler) listen(session, action, handler);
    }
    for (const name of ['loadedmetadata', 'seeked', 'ratechange', 'playing']) {
      element.addEventListener(name, () => tellPosition(session, element));
    }
  }
  keepAwake(element);
}

function listen(session, action, handler) {
  try {
    session.setActionHandler(action, handler);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // A browser that does not know the action says so by a TypeError.
  }
}

function tellPosition(session, { duration, currentTime, playbackRate }) {
  if (!Number.isFinite(duration) || !session.setPositionState) return;
  session.setPositionState({ duration, position: Math.min(currentTime, duration), playbackRate });
}

function keepAwake(element) {
  let lock = null;
  let isAsking = false;
  const decide = async () => {
    const wanted = !element.paused && document.visibilityState === 'visible';
    if (!wanted) {
      await lock?.release();
      lock = null;
    } else if (!isAsking && (!lock || lock.released) && navigator.wakeLock) {
      isAsking = true;
      lock = await navigator.wakeLock.request('screen').catch(() => null); // Refused on low battery; the film plays all the same.
      isAsking = false;
    }
  };
  for (const name of ['playing', 'pause', 'ended']) element.addEventListener(name, decide);
  document.addEventListener('visibilitychange', decide);
}
