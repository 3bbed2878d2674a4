import type { Command } from 'commander';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import { frenchPlural } from '../../server/domain/wording/french-figures.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { DELIVERY_WORDS } from '../cli/delivery-words.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import type { Rpc } from '../cli/rpc.ts';
import { callServer } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

type Status = Awaited<ReturnType<Rpc['operations']['status']['query']>>;
type CampaignStatus = Status['campaigns'][number];

const STATE_LABEL = {
  open: 'ouverte',
  closed: 'close',
  purging: 'destruction en cours',
  purged: 'détruite',
} as const;
const EMAIL_LABEL: Record<string, string> = {
  'to-send': 'à envoyer',
  sending: 'en cours',
  sent: 'envoyés',
  refused: 'refusés',
  bounced: 'revenus en rebond',
  uncertain: 'douteux (à vérifier, jamais renvoyés seuls)',
  'no-email': 'sans adresse',
  failed: 'en échec',
  cancelled: 'annulés',
};

function recordsLine({ ready, leased, closed, excluded }: CampaignStatus['records']): string {
  const ended = `${inNumber(closed, 'close(s)')}, ${inNumber(excluded, 'exclue(s)')}`;
  return `  fiches     ${inNumber(ready, 'ouverte(s)')}, ${leased} à l’écran, ${ended}`;
}

function showCampaign(terminal: Terminal, one: CampaignStatus): void {
  terminal.line(`${one.code} — ${one.name} (${STATE_LABEL[one.state]}, du ${one.starts} au ${one.ends})`);
  terminal.line(recordsLine(one.records));
  const next = one.queue.nextDueAtMs === null ? '' : `, prochaine ${shortInstant(one.queue.nextDueAtMs)}`;
  terminal.line(
    `  file       ${one.queue.callable} à appeler maintenant, ${one.queue.later} plus tard, ${inNumber(one.queue.callbacks, 'rappel(s)')}${next}`,
  );
  if (one.shownNumber !== null)
    terminal.line(`  présenté   ${one.shownNumber} aux donateurs, à régler sur les téléphones`);
  if (one.queue.whyEmpty !== null && one.state === 'open')
    terminal.line(`             personne ne reçoit de fiche : ${one.queue.whyEmpty}`);
  if (one.held > 0)
    terminal.line(
      `  ATTENTION  ${frenchPlural(one.held, ['fiche attend', 'fiches attendent'])} un contrôle « Ne m’appelez plus »`,
    );
  const emails = Object.entries(one.emails).map(
    ([state, count]) => `${count} ${EMAIL_LABEL[state] ?? state}`,
  );
  terminal.line(`  e-mails    ${emails.join(', ') || 'aucun'}`);
  const { over24h, over40h } = one.warnedEmails;
  if (over24h > 0)
    terminal.line(
      `  ATTENTION  confirmations non parties : ${over24h} de plus de 24 h, ${over40h} de plus de 40 h, ${one.lateEmails} de plus de 48 h (plateau emails late)`,
    );
  for (const file of one.files) {
    const state =
      file.state === 'imported'
        ? `${inNumber(file.rows, 'ligne(s)')}, ${inNumber(file.accepted, 'acceptée(s)')}, ${inNumber(file.rejected, 'rejetée(s)')}`
        : 'import inachevé';
    terminal.line(`  reçu       ${file.name} : ${state}`);
  }
  if (one.urgentWaiting > 0)
    terminal.line(`  urgent     ${inNumber(one.urgentWaiting, 'demande(s)')} à remettre ce soir à 20:45`);
  else if (one.state === 'open')
    terminal.line('  urgent     rien à signaler : aucun fichier ne part ce soir');
  const { waiting, rejected, corrections } = one.agreements;
  if (waiting + rejected > 0)
    terminal.line(
      `  accords    ${waiting} à vérifier, ${frenchPlural(rejected, ['rejeté', 'rejetés'])} à corriger : hors du fichier des mandats jusque-là`,
    );
  if (corrections > 0)
    terminal.line(
      `  accords    ${frenchPlural(corrections, ['correction', 'corrections'])} à vérifier d’un accord déjà remis : sa ligne M attend`,
    );
  const { toSign, toRemind, withheld } = one.mandates;
  if (toSign + withheld > 0)
    terminal.line(
      `  mandats    ${inNumber(withheld, 'accord(s) retenu(s)')}, mandat à vérifier le plus souvent, ${toSign} à signer dont ${toRemind} à relancer : plateau mandate list ${one.code}`,
    );
  for (const due of one.due)
    terminal.line(`  à remettre ${DELIVERY_WORDS[due.kind]} ${frenchWeek(due.week)}`);
  if (one.finalDue) terminal.line('  à remettre fichier final');
  if (one.deliveries.length === 0) return;
  const rows = one.deliveries.map((row) => [
    `  ${DELIVERY_WORDS[row.kind]}`,
    row.fileName,
    row.rows,
    row.deliveredAtMs === null ? 'en attente du dépôt' : shortInstant(row.deliveredAtMs),
    row.sha256Sealed.slice(0, 12),
  ]);
  terminal.lines(textTable(['  Remise', 'Fichier', 'Lignes', 'Remis', 'SHA-256'], rows));
}

function showLine(terminal: Terminal, one: Status['lines'][number]): void {
  const { code, name, state, starts, ends, pledges, toCheck, unsent, untold, unapproved } = one;
  terminal.line(`${code} — ${name} (ligne de promesses ${STATE_LABEL[state]}, du ${starts} au ${ends})`);
  terminal.line(`  promesses  ${pledges}, dont ${toCheck} à rappeler avant l’envoi du lien`);
  if (unapproved.length > 0) {
    terminal.line(`  ATTENTION  ${unapproved.join(', ')} : ce n’est pas ce qui a été approuvé`);
    terminal.line('             aucune promesse ni lien d’ici là (plateau script enforce)');
  }
  if (unsent > 0)
    terminal.line(
      `  ATTENTION  ${inNumber(unsent, 'lien(s) non parti(s)')} (plateau pledge list ${code} --only unsent)`,
    );
  if (untold > 0) terminal.line(`  à remettre ${inNumber(untold, 'promesse(s)')} dans le fichier de la nuit`);
}

/** How every campaign stands: files, queue, e-mails, deliveries done and due. */
export function registerStatus(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('status')
    .addHelpText('after', '\nExemple : plateau status --json')
    .description('où en sont les campagnes : fichiers, file, e-mails, remises (exploitation)')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const status = await callServer(env, (rpc) => rpc.operations.status.query());
      jsonOr({ ...flags, terminal }, status, () => {
        if (status.campaigns.length + status.lines.length === 0)
          return terminal.line('Aucune campagne. Chargez-en une : plateau campaign create DOSSIER.');
        for (const { level, subject, text } of status.custody)
          terminal.line(`${level === 'alarm' ? 'ALARME    ' : 'RAPPEL    '} ${subject} : ${text}`);
        for (const one of status.campaigns) showCampaign(terminal, one);
        for (const one of status.lines) showLine(terminal, one);
      });
    });
}
