import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { lineFailures } from '../../../scripts/cli/line-failures.ts';
import { openMetrics } from '../../../server/metrics.ts';

/** The counters of a server that cut these lines, at an address of this machine. */
async function told(cut: readonly string[]) {
  const metrics = openMetrics();
  for (const line of cut) metrics.lineFailed(line);
  const text = await metrics.text();
  const server = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  const finding = await lineFailures({ PLATEAU_SERVER: `http://127.0.0.1:${port}` });
  server.closeAllConnections();
  server.close();
  return { finding, port };
}

it('R-58 the doctor says which lines a defect has cut', async () => {
  const { finding } = await told(['ssh', 'ssh', 'websocket']);
  expect(finding).toMatchObject({ ok: false, message: expect.stringContaining('ssh 2, websocket 1') });
});

it('a server that cut none is well; one that does not run is not asked', async () => {
  const { finding, port } = await told([]);
  expect(finding.ok).toBe(true);
  expect(await lineFailures({ PLATEAU_SERVER: `http://127.0.0.1:${port}` })).toMatchObject({ ok: true });
});
