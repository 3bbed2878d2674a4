import type { Command } from 'commander';
import type { BuiltEvidence } from '../../server/steps/papers/build-evidence.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/made-files.ts';
import { callServer } from '../cli/rpc.ts';
import type { Terminal } from '../cli/terminal.ts';

interface Flags {
  readonly campaign: string;
  readonly out: string;
  readonly json?: boolean;
}

function auditBroken(): AppError {
  return new AppError({
    code: 'audit-broken',
    kind: 'conflict',
    message: 'Le dossier est écrit, et il dit que le journal est rompu.',
    hint: 'Ne modifiez rien ; lisez « plateau audit verify » et prévenez l’association.',
  });
}

/** Writes the pack into that folder and says how to check it. AppErrors `output-exists`, `audit-broken` once it is written. */
export function tellEvidence(
  built: BuiltEvidence,
  {
    out,
    json,
    terminal,
  }: { readonly out: string; readonly json?: boolean | undefined; readonly terminal: Terminal },
): void {
  const paths = writeInto(out, built.files);
  if (json) terminal.line(JSON.stringify({ paths, sha256: built.sha256, auditOk: built.auditOk }));
  else {
    terminal.line(`${paths.length} fichiers dans ${out}. SHA-256 de la liste : ${built.sha256}`);
    terminal.line('Pour vérifier : gpg --verify SHA256SUMS.asc SHA256SUMS, puis sha256sum -c SHA256SUMS.');
  }
  if (!built.auditOk) throw auditBroken();
}

/** The evidence pack of an audit: one command, no personal value, signed. */
export function registerEvidence(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('evidence')
    .description('dossier de preuves pour un contrôle de l’association (responsable des données)')
    .command('build')
    .requiredOption('--campaign <code>', 'code de la campagne')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .option('--json', 'sortie pour un programme')
    .description(
      'accès, journal relu, remises, formation, scripts, sauvegardes, destruction, chiffres ; signé',
    )
    .addHelpText('after', '\nExemple : plateau evidence build --campaign UPG-FR-2026 --out preuves-2026-11')
    .action(async ({ campaign, out, json }: Flags) => {
      const built = await callServer(env, (rpc) => rpc.papers.evidence.mutate({ campaign }));
      tellEvidence(built, { out, json, terminal });
    });
}
