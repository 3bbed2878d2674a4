import type { Command } from 'commander';
import type { ShownConsent, ShownConsentVersion } from '../../server/steps/agreement/show-consent.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { amountText, FREQUENCY_SAID } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import type { Terminal } from '../cli/terminal.ts';

const KIND_SAID: Record<ShownConsentVersion['statement']['kind'], string> = {
  given: 'Accord donné au téléphone',
  corrected: 'Montant corrigé après l’appel (rien n’a été relu à la personne)',
  cancelled: 'Accord annulé',
  undone: 'Qualification reprise par le téléacteur : il n’y a pas d’accord',
};

/** What is kept of an agreement, for a dispute (F-04). */
export function registerConsent(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('consent')
    .description('ce qui est gardé d’un accord : lecture, montants, date, empreintes')
    .command('show')
    .argument('<appel>', 'numéro de l’appel (ID_APPEL) ; le début suffit')
    .description(
      'imprime le consentement et le compare au journal (chef d’équipe, vérificateur, responsable des données)',
    )
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal, sans donnée personnelle')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau consent show 0b3c6f1e-8d0a-4c55-9a44-5d6f0e6b7a21 --reason "contestation du 3 décembre"',
    )
    .action(async (callId: string, flags: { reason: string } & JsonFlag) => {
      const input = { callId, reason: flags.reason };
      const shown = await callServer(env, (rpc) => rpc.agreements.consent.mutate(input));
      jsonOr({ ...flags, terminal }, shown, () => showConsentOn(terminal, shown));
    });
}

function showConsentOn(terminal: Terminal, { callId, campaign, versions, audit }: ShownConsent): void {
  terminal.line(`Consentement de l’appel ${callId}, campagne ${campaign}`);
  for (const one of versions) showVersion(terminal, one, one === versions.at(-1));
  terminal.line('');
  terminal.line(
    audit.ok
      ? `Journal : ${inNumber(audit.entries, 'entrée(s) relue(s)')}, chaîne entière.`
      : `Journal : la chaîne est rompue. ${audit.why}`,
  );
  const sound = audit.ok && versions.every(({ problems }) => problems.length === 0);
  terminal.line(
    sound
      ? 'Ce consentement est tel qu’il a été enregistré : empreintes et journal concordent.'
      : 'Ce consentement ne peut pas servir de preuve : voyez les lignes ⚠ et « plateau audit verify ».',
  );
}

function showVersion(terminal: Terminal, version: ShownConsentVersion, holds: boolean): void {
  const { statement, text, digest, auditSeq, problems } = version;
  const amount = (minor: number) => amountText(minor, statement.currency);
  terminal.line('');
  terminal.line(`${statement.version}. ${KIND_SAID[statement.kind]}${holds ? ' — vaut aujourd’hui' : ''}`);
  terminal.line(`  le          ${statement.at}, par ${version.author}`);
  if (statement.kind === 'given') terminal.line(`  au téléphone ${version.agent}`);
  if (statement.newMinor !== null) {
    const per = FREQUENCY_SAID[statement.frequency];
    const from = statement.oldMinor === null ? '' : `${amount(statement.oldMinor)} → `;
    terminal.line(`  montant     ${from}${amount(statement.newMinor)} ${per}`);
    terminal.line(`  échéance    ${statement.firstDebitOn ?? 'à la signature du mandat'}`);
  }
  if (text !== null) {
    terminal.line('  lu à la personne, qui a dit oui :');
    for (const line of text.split('\n')) terminal.line(`    ${line}`);
  }
  terminal.line(`  script      ${statement.script.version}, SHA-256 ${statement.script.sha256}`);
  if (statement.readBack)
    terminal.lines([
      `  formulation ${statement.readBack.node}, SHA-256 ${statement.readBack.wordingSha256}`,
      `  texte lu    SHA-256 ${statement.readBack.textSha256}`,
    ]);
  terminal.line(`  empreinte   ${digest}, entrée ${auditSeq} du journal`);
  for (const problem of problems) terminal.line(`  ⚠ ${problem}`);
}
