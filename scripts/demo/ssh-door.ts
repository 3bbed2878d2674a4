import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAccountKey } from '../../server/steps/access/account-keys.ts';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';
import { serveSsh } from '../cli/serve-ssh.ts';
import type { DemoHouse } from './demo-house.ts';
import { DEMO_REOPEN } from './demo-time.ts';
import { makeClientKey } from './drop-server.ts';
import type { DemoPerson } from './hire-people.ts';

const REOPENED_PORT = 2222;

/** The line for another terminal: a key and a list of hosts of the demo's own folder, nothing of the person's. */
function sshLine(folder: string, login: string, port: number): string {
  const hosts = `-o UserKnownHostsFile=${join(folder, 'hotes-ssh')} -o StrictHostKeyChecking=accept-new`;
  return `ssh -p ${port} -i ${join(folder, 'cle-poste')} ${hosts} ${login}@127.0.0.1`;
}

/** The key that opens that person's workstation, in the demo's folder; a second call gives nothing more. */
async function giveKey({ folder, server }: DemoHouse, { login }: DemoPerson): Promise<void> {
  const file = join(folder, 'cle-poste');
  if (existsSync(file)) return;
  await addAccountKey(server.app, { actor: 'demo', login, publicKey: await makeClientKey(file) });
}

/** Opens the demo's workstations over SSH, on a free port of this machine. `line` opens the agent's from any terminal. */
export async function openSshDoor(
  house: DemoHouse,
  agent: DemoPerson,
): Promise<{ readonly line: string; readonly fingerprint: string; close(): Promise<void> }> {
  await giveKey(house, agent);
  const ssh = { ...house.config.ssh, listen: { host: '127.0.0.1', port: 0 } };
  const { host, fingerprint } = await serveSsh({ ...house.config, ssh }, house.server);
  return { line: sshLine(house.folder, agent.login, host.port), fingerprint, close: () => host.close() };
}

/**
 * Makes the folder of a demo one that `plateau serve` opens again, on the next calling day, and answers the two lines that
 * lead to a real card. The charity's drop and the relay have ended with the demo.
 */
export async function makeReopenable(
  house: DemoHouse,
  agent: DemoPerson,
): Promise<{ readonly serve: string; readonly ssh: string }> {
  const { folder, config } = house;
  await giveKey(house, agent);
  const variables = {
    PLATEAU_DATA_DIR: config.dataDir,
    PLATEAU_KEYS_DIR: config.keysDir,
    PLATEAU_PASSPHRASE_FILE: config.passphraseFile ?? '',
    PLATEAU_SSH_LISTEN: `127.0.0.1:${REOPENED_PORT}`,
    PLATEAU_SCHEDULE: 'off',
    PLATEAU_SECOND_FACTOR: 'off',
    PLATEAU_CLOCK_START: DEMO_REOPEN,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
  const program = join(PROGRAM_FOLDER, 'bin', 'plateau.mjs');
  return {
    serve: `cd ${folder} && node ${program} serve --ssh`,
    ssh: sshLine(folder, agent.login, REOPENED_PORT),
  };
}
