import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** Proxies that may say whom they speak for: how many there are, or their addresses and networks. */
export type TrustedProxies = number | readonly string[];

/**
 * Finds who called, however many proxies stand between.
 * @param chain addresses from the nearest: the other end of the connection, then those that
 *   `X-Forwarded-For` names, its last one first
 */
export type FindClient = (chain: readonly string[]) => string;

/** Addresses whose callers are remembered: most ask more than once. */
const REMEMBERED = 10_000;

/** A caller without an address of which anything can be made. */
const UNKNOWN = 'unknown';

/** Answers an IPv4 address, or the network of an IPv6 one (its first 64 bits): what one caller has. */
export function createFindClient(trusted: TrustedProxies): FindClient {
  const isTrusted = typeof trusted === 'number' ? hopIsBelow(trusted) : isWithin(trusted);
  const callers = new LRUCache<string, string>({ max: REMEMBERED, memoMethod: toCaller });
  return (chain) => {
    const place = chain.findIndex((address, hop) => !isTrusted(withoutPort(address), hop));
    return callers.memo(withoutPort(chain.at(place) ?? UNKNOWN));
  };
}

/** What one owner has many callers of: the first 24 bits of an IPv4 address, 48 of an IPv6 one. */
export const networkOf = (caller: string): string =>
  caller.split(caller.includes(':') ? ':' : '.', 3).join(' ');

/** Some proxies write `192.0.2.1:5678`, or `[2001:db8::1]:443`; an address of IPv6 alone has more colons. */
const withPort = /^(?:([\d.]+):\d+|\[([^\]]*)\](?::\d+)?)$/;

function withoutPort(address: string): string {
  const [, ipv4, ipv6] = withPort.exec(address) ?? [];
  return ipv4 ?? ipv6 ?? address;
}

/** Whether it is an address, or a network such as `10.0.0.0/8`. */
export const isNetwork = (text: string) => ipaddr.isValidCIDR(text) || ipaddr.isValid(text);

type IsTrusted = (address: string, hop: number) => boolean;

const hopIsBelow =
  (count: number): IsTrusted =>
  (_address, hop) =>
    hop < count;

function isWithin(networks: readonly string[]): IsTrusted {
  const ranges = networks.map(toRange);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
  };
}

function toRange(network: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (ipaddr.isValidCIDR(network)) return ipaddr.parseCIDR(network);
  const address = ipaddr.process(network);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function toCaller(address: string): string {
  if (!ipaddr.isValid(address)) return UNKNOWN;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
