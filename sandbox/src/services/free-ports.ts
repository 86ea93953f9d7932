import { createServer } from 'node:net';

const listenOn = (port: number): Promise<{ port: number; close: () => Promise<void> } | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });

/** The wanted ports where they are free (0: any), others where not; all are held until all are found, so they differ. */
export const freePorts = async <Name extends string>(wanted: Record<Name, number>): Promise<Record<Name, number>> => {
  const held: { port: number; close: () => Promise<void> }[] = [];
  const ports = { ...wanted };
  for (const name of Object.keys(wanted) as Name[]) {
    const held1 = (await listenOn(wanted[name])) ?? (await listenOn(0));
    if (!held1) throw new Error('no free port on 127.0.0.1');
    held.push(held1);
    ports[name] = held1.port;
  }
  await Promise.all(held.map((one) => one.close()));
  return ports;
};
