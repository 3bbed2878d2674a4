import type { Command } from 'commander';
import { replyTo } from '../../server/domain/charity-kit/refusal-replies.ts';
import { unfitName } from '../../shared/drop-file-name.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

interface Flags extends JsonFlag {
  readonly check?: boolean;
}

/** The same refusal, with what to answer the charity after what to do. */
function withReply(error: AppError): AppError {
  const reply = replyTo(error.code);
  if (!reply) return error;
  const { code, kind, message, cause } = error;
  const hint = `${error.hint} À dire à l’association : « ${reply.says} »`;
  return new AppError({ code, kind, message, hint, cause });
}

/** What to answer the charity for those codes, each once. */
function tellCharity(terminal: Terminal, codes: readonly string[]): void {
  const replies = new Set(codes.flatMap((code) => replyTo(code)?.says ?? []));
  if (replies.size > 0) terminal.line('Que dire à l’association :');
  for (const says of replies) terminal.line(`  ${says}`);
}

/** Brings a contact file of the charity's drop into a campaign, or lists what waits there. */
export function registerImport(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('import')
    .argument('[campagne]', 'code de la campagne')
    .argument('[fichier]', 'nom du fichier dans le dépôt (.xlsx.pgp)')
    .description(
      'importe un fichier d’intégration du dépôt ; sans argument, liste ce qui attend (exploitation)',
    )
    .option('--check', 'juge le fichier sans l’importer')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau import UPG-FR-2026 UNION_UPG_FR_20261123.xlsx.pgp')
    .action(async (campaign: string | undefined, fileName: string | undefined, flags: Flags) => {
      if (campaign === undefined || fileName === undefined) {
        const waiting = await callServer(env, (rpc) => rpc.operations.incoming.query());
        return jsonOr({ ...flags, terminal }, waiting, () => {
          if (waiting.length === 0) return terminal.line('Le dépôt ne contient aucun fichier.');
          const rows = waiting.map((one) => [
            one.name,
            one.bytes,
            shortInstant(one.modifiedAtMs),
            unfitName(one.name) ?? '',
          ]);
          terminal.lines(textTable(['Fichier', 'Octets', 'Déposé', 'À savoir'], rows));
        });
      }
      const summary = await callServer(env, (rpc) =>
        flags.check
          ? rpc.operations.checkFile.mutate({ campaign, fileName })
          : rpc.operations.importFile.mutate({ campaign, fileName }),
      ).catch((error: unknown) => {
        throw isAppError(error) ? withReply(error) : error;
      });
      jsonOr({ ...flags, terminal }, summary, () => {
        terminal.line(
          flags.check ? `Fichier jugé, rien n’est importé : ${fileName}` : `Fichier importé : ${fileName}`,
        );
        for (const remark of summary.sheetRemarks) terminal.line(`  ${remark}`);
        terminal.line(`  lignes livrées   ${summary.rows}`);
        terminal.line(`  acceptées        ${summary.accepted} (dont ${summary.warned} avec avertissement)`);
        terminal.line(`  exclues          ${summary.excluded}`);
        terminal.line(`  rejetées         ${summary.rejected}`);
        if (summary.sharedNumbers) terminal.line(`  ${summary.sharedNumbers}`);
        if (summary.problemsByColumn.length > 0) {
          terminal.line();
          terminal.lines(
            textTable(
              ['Colonne', 'Constat', 'Lignes'],
              summary.problemsByColumn.map((one) => [one.column, one.message, one.rows]),
            ),
          );
        }
        const kept = summary.problemsByColumn.filter(({ outcome }) => outcome !== 'warned');
        tellCharity(
          terminal,
          kept.map(({ code }) => code),
        );
        if (!flags.check)
          terminal.line('Le rapport détaillé (.xlsx chiffré) est dans le dépôt, dossier out/.');
      });
    });
}
