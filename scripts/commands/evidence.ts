import type { Command } from 'commander';
import type { BuiltEvidence } from '../../server/steps/papers/build-evidence.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { roomForFolder, writeInto } from '../cli/files/made-files.ts';
import { type AnswerTo, type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags extends JsonFlag {
  readonly campaign: string;
  readonly out: string;
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
export function tellEvidence(to: AnswerTo, built: BuiltEvidence, out: string): void {
  const paths = writeInto(out, built.files);
  const { sha256, auditOk } = built;
  jsonOr(to, { paths, sha256, auditOk }, () => {
    to.terminal.line(`${inNumber(paths.length, 'fichier(s)')} dans ${out}. SHA-256 de la liste : ${sha256}`);
    to.terminal.line('Pour vérifier : gpg --verify SHA256SUMS.asc SHA256SUMS, puis sha256sum -c SHA256SUMS.');
  });
  if (!auditOk) throw auditBroken();
}

/** The evidence pack of an audit: one command, no personal value, signed. */
export function registerEvidence(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('evidence')
    .description('dossier de preuves pour un contrôle de l’association (responsable des données)')
    .command('build')
    .requiredOption('--campaign <code>', 'code de la campagne')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .addOption(jsonOption())
    .description(
      'accès, journal relu, remises, formation, scripts, sauvegardes, destruction, chiffres ; signé',
    )
    .addHelpText('after', '\nExemple : plateau evidence build --campaign UPG-FR-2026 --out preuves-2026-11')
    .action(async ({ campaign, out, json }: Flags) => {
      roomForFolder(out);
      const built = await callServer(env, (rpc) => rpc.papers.evidence.mutate({ campaign }));
      tellEvidence({ json, terminal }, built, out);
    });
}
