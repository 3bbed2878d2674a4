import { resolve } from 'node:path';
import type { Config } from '../../server/config/config.ts';
import type { SecurityLine, SecurityVerdict } from '../../server/domain/house/security-line.ts';
import type { BackupVerdict } from '../../server/steps/backup/backup-verify.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { onHost, passphraseOf } from '../cli/host.ts';
import { openMachine } from '../cli/host-machine.ts';
import { type JsonFlag, jsonOr } from '../cli/json-output.ts';
import type { Terminal } from '../cli/terminal.ts';

const LABEL: Record<SecurityVerdict, string> = {
  ok: 'bon       ',
  mend: 'À MENDER  ',
  unknown: 'À VÉRIFIER',
};

/** The passphrase is typed once, though the house and the trial restoration both need it. */
function askingOnce(terminal: Terminal): Terminal {
  let once: Promise<string> | undefined;
  return {
    ...terminal,
    askSecret: (prompt) => {
      once ??= terminal.askSecret(prompt);
      return once;
    },
  };
}

async function restoreInMemory(config: Config, terminal: Terminal, name: string): Promise<BackupVerdict> {
  const { openBackupReading } = await import('../../server/context.ts');
  const { verifyBackup } = await import('../../server/steps/backup/backup-verify.ts');
  const reading = await openBackupReading(config, passphraseOf(config, terminal));
  try {
    return await verifyBackup(reading, { file: resolve(config.backup?.dir ?? '', `${name}.tar.gz.pgp`) });
  } finally {
    reading.close();
  }
}

async function examine({ env, terminal }: CommandContext): Promise<readonly SecurityLine[]> {
  const asking = askingOnce(terminal);
  try {
    return await onHost(env, asking, async ({ app }, config) => {
      const { examineSecurity } = await import('../../server/steps/house/examine-security.ts');
      const verifyBackup = (name: string) => restoreInMemory(config, asking, name);
      return examineSecurity({ ...app, machine: openMachine(config, env), verifyBackup });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message, code, hint } = error;
    return [{ part: 'ouverture', verdict: 'mend', message: `${message} [${code}]`, hint }];
  }
}

function unsound(bad: number): AppError {
  return new AppError({
    code: 'house-insecure',
    kind: 'unavailable',
    message: `${inNumber(bad, 'point(s)')} de sécurité à corriger.`,
    hint: 'Suivez le « que faire » de chacun, puis relancez plateau doctor --security.',
  });
}

/**
 * `plateau doctor --security`: every line, then AppError `house-insecure` when one is to mend. What cannot be read is
 * no failure.
 */
export async function doctorSecurity(context: CommandContext, { json }: JsonFlag): Promise<void> {
  const { terminal } = context;
  const lines = await examine(context);
  const bad = lines.filter(({ verdict }) => verdict === 'mend').length;
  const unread = lines.filter(({ verdict }) => verdict === 'unknown').length;
  jsonOr({ json, terminal }, lines, () => {
    for (const { part, verdict, message, hint } of lines) {
      terminal.line(`${LABEL[verdict]} ${part} — ${message}`);
      if (hint !== '') terminal.line(`           que faire : ${hint}`);
    }
    terminal.line(
      `${inNumber(lines.length, 'point(s)')} : ${bad} à corriger, ${unread} à vérifier vous-même.`,
    );
  });
  if (bad > 0) throw unsound(bad);
}
