import { join } from 'node:path';
import type { Config } from '../../server/config/config.ts';
import type { RunningServer } from '../../server/main.ts';
import type { SshHost } from '../../tui/ssh/ssh-host.ts';
import { chosenKeysAtHost } from './keys-file.ts';

/** Where the SSH host keeps its key: in the data folder, 0600, made at the first start. */
export function hostKeyFile(config: Config): string {
  return join(config.dataDir, 'ssh', 'host_ed25519');
}

/** The SSH host over a running server, in its process. Answers with the fingerprint that agents compare. */
export async function serveSsh(
  config: Config,
  { app }: RunningServer,
): Promise<{ readonly host: SshHost; readonly fingerprint: string }> {
  const [
    { startSshHost },
    { openHostKey },
    { openSession },
    { connectDesk },
    { linkInProcess, openTerminalDoor },
  ] = await Promise.all([
    import('../../tui/ssh/ssh-host.ts'),
    import('../../tui/ssh/host-key.ts'),
    import('../../tui/session/session.ts'),
    import('../../tui/client.ts'),
    import('../../server/http/terminal-door.ts'),
  ]);
  const hostKey = openHostKey(hostKeyFile(config));
  const host = await startSshHost({
    listen: config.ssh.listen,
    hostKey,
    door: openTerminalDoor(app),
    openSession,
    openDesk: (seat) => connectDesk({ url: '', token: seat.token(), local: linkInProcess(app, seat) }),
    chosenKeys: (login) => chosenKeysAtHost(config.dataDir, login),
    times: config.ssh,
    watch: (line, work) => app.lines.watch({ ...line, kind: 'ssh' }, work),
    failed: (error) =>
      app.log.error('ssh.failed', { kind: error instanceof Error ? error.constructor.name : typeof error }),
  });
  return { host, fingerprint: hostKey.fingerprint };
}
