import ipaddr from 'ipaddr.js';
import { parseUrl } from '../../../contracts/urls';
import { SourceError } from './web';

export interface AddressRules {
  /** `host` or `host:port` that may be reached although it is private: for development. */
  allowedHosts: ReadonlySet<string>;
  /**
   * The addresses of a name, all of which must be public. workerd offers none: there a name that
   * points to a private address is stopped only by Cloudflare's network, which routes to public
   * ones. A name that changes between this look-up and the connection is not caught.
   */
  resolve: ((host: string) => Promise<string[]>) | null;
}

const WEB_PORTS = new Set(['', '80', '443']);
const LOCAL_NAME =
  /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa)$/;
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * An address from outside, when it may be reached: the web's schemes and ports, no credentials,
 * nothing private, loopback, link-local or reserved in any spelling.
 *
 * @throws {SourceError} naming the origin at fault, never the query
 */
export async function checkedUrl(text: string, rules: AddressRules, base?: string): Promise<URL> {
  const url = parseUrl(text, base);
  if (url === null) throw new SourceError('the address is not a URL', false);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SourceError(`${url.protocol} addresses are not of the web`, false);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SourceError(`the address of ${url.host} carries credentials`, false);
  }
  url.hash = '';
  if (rules.allowedHosts.has(url.host) || rules.allowedHosts.has(url.hostname)) return url;
  if (!WEB_PORTS.has(url.port))
    throw new SourceError(`the port of ${url.host} is not the web's`, false);
  await checkHost(url.hostname, rules);
  return url;
}

async function checkHost(hostname: string, { resolve }: AddressRules): Promise<void> {
  const host = hostname.replace(/^\[|\]$|\.+$/g, '');
  const refused = new SourceError(`${hostname} is not a public address`, false);
  if (ipaddr.isValid(host)) {
    if (!isPublic(host)) throw refused;
    return;
  }
  if (!host.includes('.') || LOCAL_NAME.test(host)) throw refused;
  if (resolve === null) return;
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw new SourceError(`${hostname} has no address`, true);
  if (!addresses.every(isPublic)) throw refused;
}

/** Only plain unicast: mapped, translated and tunnelled IPv4 counts as private. */
function isPublic(text: string): boolean {
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}
