import { join } from 'node:path';
import { addAccountKey } from '../../../server/steps/access/account-keys.ts';
import { openDemoScreen, type PlayedDesk } from '../autoplay.ts';
import type { DemoHouse } from '../demo-house.ts';
import { makeClientKey } from '../drop-server.ts';
import type { DemoPerson } from '../hire-people.ts';
import type { ScreenTerminal } from '../screen-terminal.ts';
import { programIn } from './debian-programs.ts';

const PATIENCE_MS = 20_000;
const ENTER = '\r';

/** The card that was on the screen, or the question of who works here when the server that is lost still has the place. */
async function comeBack(screen: ScreenTerminal): Promise<void> {
  const shows = (rows: readonly string[], words: string) => rows.some((row) => row.includes(words));
  const cut = screen.ended.then(() => {
    throw new Error(screen.rows().join('\n'));
  });
  const until = (words: readonly string[]) =>
    Promise.race([screen.until(async (rows) => words.some((one) => shows(rows, one)), PATIENCE_MS), cut]);
  await until(['Accroche', 'reprendre la main', 'Pas de fiche']);
  if (!shows(screen.rows(), 'reprendre la main')) return;
  screen.type(ENTER);
  await until(['Accroche', 'Pas de fiche']);
}

/** An agent's way in by OpenSSH's own client, from an address of their own: that is what HAProxy tells people apart by. */
export async function openSshDesk(
  house: DemoHouse,
  agent: DemoPerson,
  way: { readonly port: number; readonly rank: number },
): Promise<PlayedDesk> {
  const key = join(house.folder, `cle-${agent.login}`);
  await addAccountKey(house.server.app, {
    actor: 'demo',
    login: agent.login,
    publicKey: await makeClientKey(key),
  });
  const settings = {
    BindAddress: `127.0.1.${way.rank + 1}`,
    GlobalKnownHostsFile: '/dev/null',
    UserKnownHostsFile: join(house.folder, 'hotes-ssh'),
    StrictHostKeyChecking: 'accept-new',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    BatchMode: 'yes',
    ConnectTimeout: '5',
    // A server that stands still is left too.
    ServerAliveInterval: '3',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const target = ['-p', String(way.port), '-i', key, `${agent.login}@127.0.0.1`];
  const program = {
    file: programIn('ssh') ?? 'ssh',
    args: ['-F', '/dev/null', ...options, ...target],
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8' },
  };
  return { open: () => openDemoScreen(program), comeBack };
}
