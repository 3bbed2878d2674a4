import type { Command } from 'commander';
import { AppError } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';
import { callServer } from './rpc.ts';

/** The tamper-evident log. */
export function registerAudit(program: Command, { env, terminal }: CommandContext): void {
  const audit = program.command('audit').description('journal inaltérable (responsable des données)');
  audit
    .command('verify')
    .description('vérifie toute la chaîne du journal')
    .option('--json', 'sortie pour un programme')
    .action(async (flags: { json?: boolean }) => {
      const verdict = await callServer(env, (rpc) => rpc.privacy.verifyAudit.query());
      if (flags.json) terminal.line(JSON.stringify(verdict));
      else if (verdict.ok) terminal.line(`Journal intègre : ${verdict.count} entrées, tête ${verdict.head}.`);
      if (!verdict.ok) {
        throw new AppError({
          code: 'audit-broken',
          kind: 'conflict',
          message: `Le journal est rompu à l’entrée ${verdict.brokenAtSeq}. ${verdict.why}`,
          hint: 'Ne modifiez rien : gardez la base et ses sauvegardes, et prévenez l’association.',
        });
      }
    });
}
