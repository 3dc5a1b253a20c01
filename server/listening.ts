import { once } from 'node:events';
import type { Server } from 'node:http';
import { Refusal } from '@/lib/refusal';

/** Opens the port. Throws `Refusal` where that is for the operator to mend. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = reasonOf((error as NodeJS.ErrnoException).code, port);
    throw why === undefined ? error : new Refusal(why);
  }
}

function reasonOf(code: string | undefined, port: number): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: set PORT to another one.`;
    case 'EACCES':
      return `Port ${port} is not for this user: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return 'HOST is no address of this machine: set it to one, or leave it out.';
  }
}
