// Ports for the demo: the usual one where it is free, else any free one.
import { createServer } from 'node:net';

/** The wished-for port of this machine if nobody listens there, else 0: "any free one". */
export async function choosePort(wished: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(0));
    server.listen(wished, '127.0.0.1', () => server.close(() => resolve(wished)));
  });
}
