import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';
import type { DemoHouse } from './demo-house.ts';
import type { DemoPerson } from './hire-people.ts';

/** How the real workstation is started: the product's own command, logged in by its token file. */
export function workstationCommand(house: DemoHouse, person: DemoPerson) {
  const bundle = join(PROGRAM_FOLDER, 'dist', 'plateau.mjs');
  const env = {
    ...process.env,
    PLATEAU_SERVER: house.server.url,
    PLATEAU_TOKEN_FILE: person.tokenFile,
  } as Record<string, string>;
  delete env.CI;
  return { file: process.execPath, args: [bundle, 'agent', '--token', '--sans-suspension'], env };
}

/** Opens the workstation on this terminal and waits until the agent quits. */
export function openOnTerminal(house: DemoHouse, person: DemoPerson, isLinear = false): Promise<void> {
  const { file, args, env } = workstationCommand(house, person);
  if (isLinear) args.push('--lineaire');
  return new Promise((resolve, reject) => {
    // The workstation restores the terminal itself: Ctrl-C belongs to it while it runs.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const child = spawn(file, args, { stdio: 'inherit', env });
    child.once('error', reject);
    child.once('exit', () => {
      process.off('SIGINT', ignore);
      resolve();
    });
  });
}
