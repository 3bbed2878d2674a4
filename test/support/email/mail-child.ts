import { join } from 'node:path';
import { openSmtpMailer } from '../../../server/mail/smtp-mailer.ts';
import { sendConfirmations } from '../../../server/steps/email/send-confirmations.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { openVault } from '../../../server/vault/key-ring-vault.ts';

/** A server process that only sends, for tests that kill it: `node mail-child.ts HOME SMTP_URL NOW_MS PASSPHRASE`. */
const [home = '', url = '', now = '', passphrase = ''] = process.argv.slice(2);
const quiet = () => undefined;
const deps = {
  store: openStore({ file: join(home, 'data', 'plateau.db') }),
  vault: await openVault({ keysDir: join(home, 'keys'), passphrase: async () => passphrase }),
  mailer: openSmtpMailer({ url, requireTls: false }),
  clock: { nowMs: () => Number(now) },
  log: { info: quiet, warn: quiet, error: quiet },
};
await sendConfirmations(deps, { actor: 'system', limit: 100 });
await deps.mailer.close();
