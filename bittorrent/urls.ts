const MAX_URLS = 100;
const MAX_URL_LENGTH = 2048;
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/;

// With a host behind: `URL` would find one in `http:///host` as well, which no one else does.
const TRACKER_START = /^(?:https?|udp|wss?):\/\/[^/?#]/i;
const WEB_START = /^https?:\/\/[^/?#]/i;

/** The usable tracker addresses (http, https, udp, ws, wss): in order, each once, at most 100. */
export function trackerUrls(candidates: Iterable<string>): string[] {
  return usableUrls(candidates, TRACKER_START);
}

/** The usable http and https addresses: in order, each once, at most 100. */
export function webUrls(candidates: Iterable<string>): string[] {
  return usableUrls(candidates, WEB_START);
}

function usableUrls(candidates: Iterable<string>, start: RegExp): string[] {
  const urls = new Set<string>();
  for (const candidate of candidates) {
    // Real web seed addresses often have their spaces unescaped.
    const url = candidate.trim().replaceAll(' ', '%20');
    if (start.test(url) && isUsable(url)) urls.add(url);
    if (urls.size === MAX_URLS) break;
  }
  return [...urls];
}

function isUsable(url: string): boolean {
  return (
    url.length <= MAX_URL_LENGTH &&
    url.isWellFormed() &&
    !CONTROL_CHARACTERS.test(url) &&
    hasHost(url)
  );
}

/** Not by `URL.canParse`: once Node.js 20 has compiled it, it takes `https://exämple.org` for no URL. */
function hasHost(url: string): boolean {
  try {
    return new URL(url).hostname !== '';
  } catch {
    return false;
  }
}
