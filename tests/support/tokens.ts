import { decodeJwt, decodeProtectedHeader, type JWTHeaderParameters, SignJWT } from 'jose';
import { host } from './api';

type Claims = Record<string, unknown>;

/** A change to the header or the claims of a token; undefined takes a field away. */
export interface Forgery {
  header?: Partial<JWTHeaderParameters>;
  claims?: Claims;
  secret?: string;
}

/** An access token like `genuine`, but for what is changed; signed as it should be, if not said. */
export function forge(genuine: string, { header, claims, secret }: Forgery = {}): Promise<string> {
  return new SignJWT({ ...decodeJwt(genuine), ...claims })
    .setProtectedHeader({ ...headerOf(genuine), ...header })
    .sign(new TextEncoder().encode(secret ?? host.jwtSecret));
}

/** The claims of `genuine`, signed by nobody. */
export function forgeUnsigned(genuine: string): string {
  const [, claims] = genuine.split('.');
  const header = JSON.stringify({ ...headerOf(genuine), alg: 'none' });
  return `${Buffer.from(header).toString('base64url')}.${claims}.`;
}

const headerOf = (token: string) => decodeProtectedHeader(token) as JWTHeaderParameters;
