import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CorrectReport } from '../../server/steps/call/correct-call.ts';
import { readAmountText } from '../../shared/amount-text.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';

const MAX_MINOR = 10_000_000;

/** In minor units of the agreement's own currency, which the text therefore does not name. */
function minorOf(text: string): number {
  const { minor = 0, currency } = readAmountText(text) ?? {};
  if (minor > 0 && minor < MAX_MINOR && currency === undefined) return minor;
  throw new InvalidArgumentError('attend un montant comme 15 ou 12,50');
}

const EMAIL_SAID = {
  corrected: 'la confirmation, pas encore partie, dira le bon montant',
  cancelled: 'la confirmation ne partira pas',
  rectification: 'un rectificatif part dans une demi-heure',
  none: 'aucun e-mail ne part',
} as const;

interface Flags extends JsonFlag {
  readonly amount?: number;
  readonly cancel?: boolean;
  readonly reason: string;
}

function changeOf({ amount, cancel }: Flags) {
  if (cancel) return { kind: 'cancel' } as const;
  if (amount !== undefined) return { kind: 'amount', minor: amount } as const;
  throw new AppError({
    code: 'change-missing',
    kind: 'invalid',
    message: 'Il manque ce qui change.',
    hint: 'Donnez --amount avec le bon montant, ou --cancel.',
  });
}

/**
 * An agreement recorded with a wrong amount, or taken back by the donor: a new event, never a rewriting (promise 6,
 * server/README.md).
 */
export function registerCorrect(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('correct')
    .argument('<appel>', 'numéro de l’appel (ID_APPEL) ; le début suffit')
    .description('corrige le montant d’un accord ou d’un don, ou l’annule (exploitation, chef d’équipe)')
    .option('--amount <montant>', 'le bon montant, dans la périodicité du donateur', minorOf)
    .addOption(new Option('--cancel', 'annule l’accord ou le don').conflicts('amount'))
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau correct 3f2a… --amount 15 --reason "montant mal relu"')
    .action(async (callId: string, flags: Flags) => {
      const input = { callId, change: changeOf(flags), reason: flags.reason };
      const done = await callServer(env, (rpc) => rpc.corrections.correct.mutate(input));
      jsonOr({ ...flags, terminal }, done, () => {
        terminal.line(done.kind === 'X' ? 'Accord annulé.' : 'Montant corrigé.');
        terminal.line(`  e-mail    ${EMAIL_SAID[done.email]}`);
        terminal.line(`  fichier   ${fileSaid(done)}`);
      });
    });
}

/** When the charity reads it. */
function fileSaid({
  kind,
  lineSent,
  isCheckedAgain,
}: Pick<CorrectReport, 'kind' | 'lineSent' | 'isCheckedAgain'>): string {
  if (isCheckedAgain)
    return lineSent
      ? 'une ligne M part avec le fichier qui suit sa vérification (plateau verify list)'
      : 'le fichier de la semaine en tiendra compte, une fois vérifié (plateau verify list)';
  return lineSent
    ? `une ligne ${kind} part avec le prochain fichier hebdomadaire`
    : 'le fichier de la semaine en tiendra compte';
}
