import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Files in PEM. */
export interface Certificates {
  /** Of an authority that nobody trusts by itself. */
  ca: string;
  /** Of a server, by that authority. */
  certificate: string;
  key: string;
}

/**
 * Makes an authority of its own, and a certificate of it, as providers of databases do.
 * @param folder an existing one
 * @param name `IP:127.0.0.1`, or `DNS:` and a host
 */
export function makeCertificates(folder: string, name: string): Certificates {
  const file = (base: string) => join(folder, base);
  const [ca, certificate, key] = [file('ca.pem'), file('server.pem'), file('server.key')];
  const make = (key: string, into: string, ...rest: string[]) =>
    execFileSync(
      'openssl',
      `req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ${key} -out ${into}`
        .split(' ')
        .concat(rest),
      { stdio: 'pipe' },
    );
  make(file('ca.key'), ca, '-subj', '/CN=An authority of tests');
  const signed = ['-CA', ca, '-CAkey', file('ca.key'), '-subj', '/CN=A server of tests'];
  const extensions = [`subjectAltName=${name}`, 'basicConstraints=critical,CA:FALSE'];
  make(key, certificate, ...signed, ...extensions.flatMap((text) => ['-addext', text]));
  return { ca, certificate, key };
}
