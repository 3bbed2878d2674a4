import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnv, requireBundle } from '../house/command-line.ts';
import type { Person } from '../house/staffed-installation.ts';
import { openTestScreen, type TestScreen } from './screen.ts';

/** A machine of an agent: its own configuration folder, and a date that may be wrong. */
export interface AgentMachine {
  /** `plateau agent --server URL` on a real pty of that machine, at the login screen. */
  open(): TestScreen;
  /** The same, logged in. */
  work(person: Person): Promise<TestScreen>;
  /** Files of its outbox. */
  kept(): readonly string[];
  readonly configFolder: string;
}

/** Moves what the program believes of the date, as a machine whose clock was set wrong. */
const SKEW = `const by = Number(process.env.SKEW_MS);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { given.length === 0 ? super(Real.now() + by) : super(...given); }
  static now() { return Real.now() + by; }
};
const real = Temporal.Now.instant.bind(Temporal.Now);
Temporal.Now.instant = () => real().add({ milliseconds: by });
`;

/** Variables of a Node that believes in that date; its module is written in the folder. */
export function wrongDate(folder: string, skewMs: number): Readonly<Record<string, string>> {
  if (skewMs === 0) return {};
  const skew = join(folder, 'skew.mjs');
  writeFileSync(skew, SKEW);
  return { NODE_OPTIONS: `--import=${skew}`, SKEW_MS: String(skewMs) };
}

export function agentMachine(
  folder: string,
  { url, skewMs = 0 }: { readonly url: string; readonly skewMs?: number },
): AgentMachine {
  const configFolder = join(folder, 'config');
  mkdirSync(configFolder, { recursive: true });
  const env = {
    HOME: folder,
    PLATEAU_TOKEN_FILE: join(configFolder, 'token'),
    ...wrongDate(folder, skewMs),
  };
  const open = () => {
    const command = [process.execPath, requireBundle(), 'agent', '--server', url] as const;
    return openTestScreen({ bundle: '', columns: 100, rows: 30, env: cleanEnv(env), command: [...command] });
  };
  return {
    open,
    async work(person) {
      const screen = open();
      await screen.see('Identifiant');
      screen.type(person.login);
      await screen.see(person.login);
      screen.press('enter');
      await screen.see('▸ Mot de passe');
      screen.type(person.password);
      screen.press('enter');
      return screen;
    },
    kept: () =>
      readdirSync(configFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.pgp'),
      ),
    configFolder,
  };
}
