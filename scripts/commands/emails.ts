import type { Command } from 'commander';
import { EMAIL_KIND_SAID, EMAIL_STATE_SAID } from '../../server/domain/email/state-words.ts';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import { oneOfTwo } from '../cli/asking/sent-or-resend.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { INSTANT_FORMS, instantOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer, type Rpc } from '../cli/rpc.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';

type Listed = Awaited<ReturnType<Rpc['emails']['doubtful']['query']>>[number];

function show(terminal: Terminal, rows: readonly (Listed & { readonly overHours?: number })[]): void {
  const lines = rows.map((row) => [
    row.id,
    row.callId === row.id ? '' : row.callId,
    row.campaign,
    EMAIL_KIND_SAID[row.kind],
    shortInstant(row.callEndedAtMs),
    row.overHours === undefined ? '' : `plus de ${row.overHours} h`,
    EMAIL_STATE_SAID[row.state],
    row.reply,
  ]);
  const headers = ['E-mail', 'Appel', 'Campagne', 'Type', 'Depuis', 'Retard', 'État', 'Réponse'];
  terminal.lines(textTable(headers, lines));
}

/** What of the confirmations needs a human (R-24, F-06): late, doubtful, addresses that do not receive. */
export function registerEmails(program: Command, context: CommandContext): void {
  const emails = program
    .command('emails')
    .description('e-mails en retard, douteux, adresses à corriger (exploitation)');
  registerLists(emails, context);
  registerSettle(emails, context);
  registerSettleDoubtful(emails, context);
  registerTasks(emails, context);
}

function registerLists(emails: Command, { env, terminal }: CommandContext): void {
  emails
    .command('late')
    .addHelpText('after', '\nExemple : plateau emails late')
    .description('ceux qui auraient dû partir : plus de 24 h, 40 h, 48 h')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const rows = await callServer(env, (rpc) => rpc.emails.late.query());
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line('Aucun e-mail en retard.');
        show(terminal, rows);
      });
    });
  emails
    .command('doubtful')
    .addHelpText('after', '\nExemple : plateau emails doubtful')
    .description('ceux dont on ne sait pas s’ils sont partis : jamais renvoyés seuls')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const rows = await callServer(env, (rpc) => rpc.emails.doubtful.query());
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line('Aucun e-mail douteux.');
        show(terminal, rows);
      });
    });
}

function registerSettle(emails: Command, { env, terminal }: CommandContext): void {
  emails
    .command('settle')
    .argument('<e-mail>', 'identifiant de l’e-mail : celui de l’appel, pour une confirmation')
    .description('tranche un e-mail douteux ; un e-mail en échec peut aussi repartir')
    .option('--sent', 'il est bien parti (journal du relais)')
    .option('--resend', 'il n’est pas parti : il repart')
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau emails settle 3f2a… --sent --reason "vu dans le journal du relais"',
    )
    .action(async (id: string, flags: JsonFlag & { sent?: boolean; resend?: boolean; reason: string }) => {
      if (flags.sent === flags.resend) throw oneOfTwo();
      const as = flags.sent ? ('sent' as const) : ('resend' as const);
      const { reason } = flags;
      const done = await callServer(env, (rpc) => rpc.emails.settle.mutate({ id, as, reason }));
      jsonOr({ ...flags, terminal }, done, () =>
        terminal.line(
          as === 'sent' ? 'E-mail compté comme envoyé.' : 'E-mail remis en file : il part maintenant.',
        ),
      );
    });
}

interface DoubtfulFlags extends JsonFlag {
  readonly since: number;
  readonly sent?: boolean;
  readonly resend?: boolean;
  readonly reason: string;
  readonly apply?: boolean;
}

function registerSettleDoubtful(emails: Command, { env, terminal }: CommandContext): void {
  emails
    .command('settle-doubtful')
    .argument('<campagne>', 'code de la campagne')
    .description('tranche ensemble les e-mails douteux depuis un moment (après une restauration)')
    .requiredOption('--since <instant>', INSTANT_FORMS, instantOf)
    .option('--sent', 'ils sont bien partis (journal du relais)')
    .option('--resend', 'ils ne sont pas partis : ils repartent')
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .option('--apply', 'le fait ; sans elle, rien ne change')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau emails settle-doubtful UPG-FR-2026 --since 2026-12-01 --sent --reason "vus dans le journal du relais" --apply',
    )
    .action(async (campaign: string, flags: DoubtfulFlags) => {
      if (flags.sent === flags.resend) throw oneOfTwo();
      const as = flags.sent ? ('sent' as const) : ('resend' as const);
      const { since: fromMs, reason, apply = false } = flags;
      const done = await callServer(env, (rpc) =>
        rpc.emails.settleDoubtful.mutate({ campaign, fromMs, as, reason, apply }),
      );
      jsonOr({ ...flags, terminal }, done, () => {
        if (done.emails.length > 0) show(terminal, done.emails);
        terminal.line(
          apply
            ? `${inNumber(done.emails.length, 'e-mail(s) tranché(s)')}, ${done.leftIds.length} à voir un par un (plateau emails doubtful).`
            : `${inNumber(done.emails.length, 'e-mail(s) douteux')} : rien n’a changé. Pour trancher : --apply.`,
        );
        if (done.more > 0) terminal.line(`${done.more} de plus : relancez la même commande.`);
      });
    });
}

function registerTasks(emails: Command, { env, terminal }: CommandContext): void {
  emails
    .command('tasks')
    .addHelpText('after', '\nExemple : plateau emails tasks')
    .description('les adresses à corriger : refusées par le relais, ou revenues en rebond')
    .addOption(jsonOption())
    .action(async (flags: JsonFlag) => {
      const rows = await callServer(env, (rpc) => rpc.emails.tasks.query());
      jsonOr({ ...flags, terminal }, rows, () => {
        if (rows.length === 0) return terminal.line('Aucune adresse à corriger.');
        const lines = rows.map((row) => [row.id, row.callId, row.campaign, shortInstant(row.openedAtMs)]);
        terminal.lines(textTable(['Tâche', 'Appel', 'Campagne', 'Depuis'], lines));
      });
    });
  emails
    .command('done')
    .addHelpText('after', '\nExemple : plateau emails done 17 --reason "adresse corrigée au téléphone"')
    .argument('<tâche>', 'identifiant de la tâche (plateau emails tasks)')
    .description('clôt une tâche : adresse corrigée, ou abandonnée')
    .requiredOption('--reason <texte>', 'motif, sans donnée personnelle')
    .action(async (id: string, flags: { reason: string }) => {
      await callServer(env, (rpc) => rpc.emails.closeTask.mutate({ id, reason: flags.reason }));
      terminal.line('Tâche close.');
    });
}
