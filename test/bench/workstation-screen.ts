import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PtyScreen } from './pty-screen.ts';

const BUNDLE = fileURLToPath(new URL('../../dist/plateau.mjs', import.meta.url));

export interface Seat {
  readonly url: string;
  readonly token: string;
  readonly folder: string;
}

/** Opens the workstation that users have: the built bundle, logged in by its token, on a real pseudo-terminal. */
export function openWorkstation({ url, token, folder }: Seat): PtyScreen {
  const tokenFile = join(folder, 'jeton');
  writeFileSync(tokenFile, `${token}\n`, { mode: 0o600 });
  return new PtyScreen({
    file: process.execPath,
    args: [BUNDLE, 'agent', '--token'],
    env: {
      PLATEAU_SERVER: url,
      PLATEAU_TOKEN_FILE: tokenFile,
      NODE_ENV: 'production',
      PLATEAU_CARD_GUARD_SECONDS: '0',
    },
  });
}

/** Title of the first step of the script: the card is on screen. */
export const FIRST_STEP = 'Accroche';

export const KEYS = { enter: '\r', backspace: '\u007f', ctrlN: '\u000e', ctrlU: '\u0015' } as const;
