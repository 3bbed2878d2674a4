import type { Command } from 'commander';
import { EMAIL_STATE_SAID } from '../../server/domain/email/state-words.ts';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { HOUSE_LANGUAGE, languagePack } from '../../shared/language/languages.ts';
import { amountText, shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { showList } from '../cli/list-summary.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

const PER = languagePack(HOUSE_LANGUAGE).speech.per;

interface SignedFlags extends JsonFlag {
  readonly reference: string;
  readonly on: string;
}

type Line = Awaited<ReturnType<Rpc['lists']['mandates']['mutate']>>[number];

const WAIT_SAID: Record<Line['wait'], string> = {
  'to-sign': 'mandat à signer',
  'to-check': 'mandat à vérifier par l’association',
};

function showMandates(terminal: Terminal, lines: readonly Line[]): void {
  if (lines.length === 0) {
    terminal.line('Aucun accord n’attend son mandat.');
    return;
  }
  const rows = lines.map((line) => [
    line.donorId,
    shortInstant(line.sinceMs),
    line.newMinor === null ? '–' : `${amountText(line.newMinor, line.currency)} ${PER[line.frequency]}`,
    WAIT_SAID[line.wait],
    line.email === null ? 'aucun' : EMAIL_STATE_SAID[line.email.state],
    line.remindedAtMs.map(shortInstant).join(', '),
    reminderSaid(line),
  ]);
  const header = ['Donateur', 'Accord', 'Don', 'Attend', 'E-mail', 'Relances', 'À relancer'];
  terminal.lines(textTable(header, rows));
}

function reminderSaid({ reminderDueMs, isReminderDue }: Line): string {
  if (reminderDueMs === null) return '';
  return isReminderDue ? 'maintenant' : shortInstant(reminderDueMs);
}

/**
 * Resumed gifts that wait for a mandate, signed anew or found good by the charity: only then do they enter the weekly file
 * (docs/rules/direct-debit.md).
 */
export function registerMandate(program: Command, context: CommandContext): void {
  const mandate = program
    .command('mandate')
    .description('mandats qu’un accord attend : la liste, les relances, les signatures (exploitation)');
  registerFollowUp(mandate, context);
  registerSignatures(mandate, context);
}

function registerSignatures(mandate: Command, { env, terminal }: CommandContext): void {
  mandate
    .command('signed')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<donateur>', 'ID_DONATEUR de l’association')
    .requiredOption('--reference <rum>', 'référence du nouveau mandat')
    .requiredOption('--on <date>', 'date de signature, AAAA-MM-JJ', dayOf)
    .addOption(jsonOption())
    .description('enregistre une signature : l’accord compte dès cette semaine')
    .addHelpText(
      'after',
      '\nExemple : plateau mandate signed REA-FR-2026 00042 --reference RUM2026A42 --on 2026-12-01',
    )
    .action(async (campaign: string, donorId: string, flags: SignedFlags) => {
      const { reference, on: signedOn } = flags;
      const input = { campaign, donorId, reference, signedOn };
      const signed = await callServer(env, (rpc) => rpc.lists.signMandate.mutate(input));
      jsonOr({ ...flags, terminal }, signed, () => {
        terminal.line(
          `Signature enregistrée : l’accord part dans le fichier des mandats de ${frenchWeek(signed.week)}.`,
        );
        if (signed.firstDebitOn !== null) terminal.line(`Première échéance : ${signed.firstDebitOn}.`);
      });
    });
  mandate
    .command('import')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<fichier>', 'nom du fichier dans le dépôt (.xlsx.pgp)')
    .addOption(jsonOption())
    .description('enregistre les signatures d’un fichier de l’association')
    .addHelpText(
      'after',
      '\nExemple : plateau mandate import REA-FR-2026 UNION_MANDATS_SIGNES_REA_FR_20261201.xlsx.pgp',
    )
    .action(async (campaign: string, fileName: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.importMandates.mutate({ campaign, fileName }));
      showList({ ...flags, terminal }, done);
    });
}

function registerFollowUp(mandate: Command, { env, terminal }: CommandContext): void {
  mandate
    .command('list')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .addOption(jsonOption())
    .description('les accords retenus : mandat à signer ou à vérifier, depuis quand, à relancer ou non')
    .addHelpText('after', '\nExemple : plateau mandate list REA-FR-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const lines = await callServer(env, (rpc) => rpc.lists.mandates.mutate({ campaign }));
      jsonOr({ ...flags, terminal }, lines, () => showMandates(terminal, lines));
    });
  mandate
    .command('remind')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<donateur>', 'ID_DONATEUR de l’association')
    .addOption(jsonOption())
    .description('note qu’une personne a été relancée pour signer (rien ne part d’ici)')
    .addHelpText('after', '\nExemple : plateau mandate remind REA-FR-2026 00042')
    .action(async (campaign: string, donorId: string, flags: JsonFlag) => {
      const noted = await callServer(env, (rpc) => rpc.lists.remindMandate.mutate({ campaign, donorId }));
      jsonOr({ ...flags, terminal }, noted, () => terminal.line(`Relance n° ${noted.reminders} notée.`));
    });
  mandate
    .command('release')
    .argument('<campagne>', 'code de la campagne de réactivation')
    .argument('<donateur>', 'ID_DONATEUR de l’association')
    .addOption(jsonOption())
    .description('l’association a vérifié l’ancien mandat : il ressert, et l’accord part')
    .addHelpText('after', '\nExemple : plateau mandate release REA-FR-2026 00042')
    .action(async (campaign: string, donorId: string, flags: JsonFlag) => {
      const done = await callServer(env, (rpc) => rpc.lists.releaseMandate.mutate({ campaign, donorId }));
      jsonOr({ ...flags, terminal }, done, () => {
        terminal.line(
          `Mandat jugé valable : l’accord part dans le fichier des mandats de ${frenchWeek(done.week)}.`,
        );
        if (done.firstDebitOn !== null) terminal.line(`Première échéance : ${done.firstDebitOn}.`);
      });
    });
}
