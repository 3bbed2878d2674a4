import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../server/config/config.ts';
import type { RunningServer } from '../../server/main.ts';
import type { SshHost } from '../../tui/ssh/ssh-host.ts';
import { chosenKeysAtHost } from './keys-file.ts';

/**
 * Where the SSH host keeps its key: with the key ring, 0600, made at the first start, so that it is copied with the ring and
 * survives a restored data folder. A key that an older version left in the data folder moves there once.
 */
export function hostKeyFile({ keysDir, dataDir }: Pick<Config, 'keysDir' | 'dataDir'>): string {
  const file = join(keysDir, 'ssh', 'host_ed25519');
  const former = join(dataDir, 'ssh', 'host_ed25519');
  if (!existsSync(file) && existsSync(former)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Another disk, maybe: copied with its rights, then removed.
    copyFileSync(former, `${file}.part`);
    renameSync(`${file}.part`, file);
    rmSync(former);
  }
  return file;
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
    { openArrivals },
    { openLineSeatDesk },
    { openDirectoryDesk },
    { openTonightDesk },
  ] = await Promise.all([
    import('../../tui/ssh/ssh-host.ts'),
    import('../../tui/ssh/host-key.ts'),
    import('../../tui/session/session.ts'),
    import('../../tui/client.ts'),
    import('../../server/http/terminal-door.ts'),
    import('../../server/http/true-address.ts'),
    import('../../server/http/line-seat-desk.ts'),
    import('../../server/http/directory-desk.ts'),
    import('../../server/http/tonight-desk.ts'),
  ]);
  const hostKey = openHostKey(hostKeyFile(config));
  const host = await startSshHost({
    listen: config.ssh.listen,
    hostKey,
    door: openTerminalDoor(app),
    openSession,
    openLineSeat: (seat) => openLineSeatDesk(app, seat),
    openDirectory: (seat) => openDirectoryDesk(app, seat),
    openTonight: (seat) => openTonightDesk(app, seat),
    openDesk: (seat) => connectDesk({ url: '', token: seat.token(), local: linkInProcess(app, seat) }),
    chosenKeys: (login) => chosenKeysAtHost(config.dataDir, login),
    times: config.ssh,
    arrive: openArrivals({ balancers: config.balancers, log: app.log }),
    watch: (line, work) => app.lines.watch({ ...line, kind: 'ssh' }, work),
    failed: (error) =>
      app.log.error('ssh.failed', { kind: error instanceof Error ? error.constructor.name : typeof error }),
  });
  return { host, fingerprint: hostKey.fingerprint };
}
