import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { filledLines, reportLines, shiftLines } from '../cli/agenda/agenda-tables.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf, INSTANT_FORMS, instantOf, listOf, numberOf, wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer } from '../cli/rpc.ts';
import { registerShiftChange } from './shift-change.ts';
import { registerShiftPeople } from './shift-people.ts';
import { registerTonight } from './shift-tonight.ts';

const EVENT = 'numéro de l’événement, ou ses premiers signes (plateau event list)';
const SLOT = 'numéro du créneau (plateau shift list)';

const daysOf = (text: string): readonly string[] => listOf(text).map(dayOf);

/** Slots of an event: when people are needed, who comes, who came. */
export function registerShift(program: Command, context: CommandContext): void {
  const shift = program
    .command('shift')
    .description('créneaux d’un événement : les ouvrir, les remplir, pointer qui est venu');
  registerPlan(shift, context);
  registerShiftChange(shift, context);
  registerList(shift, context);
  registerFill(shift, context);
  registerShiftPeople(shift, context);
  registerTonight(shift, context);
  registerRemind(shift, context);
  registerReport(shift, context);
}

interface PlanFlags extends CharityFlag {
  readonly from: number;
  readonly to: number;
  readonly places: number;
  readonly role: string;
  readonly needs: string;
  readonly opens?: number;
  readonly withdraw?: number;
  readonly longest: number;
  readonly days: readonly string[];
  readonly line?: string;
  readonly site?: string;
}

function registerPlan(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('plan')
    .argument('<événement>', EVENT)
    .requiredOption('--from <instant>', INSTANT_FORMS, instantOf)
    .requiredOption('--to <instant>', 'fin du créneau, non comprise', instantOf)
    .requiredOption('--places <n>', 'places', wholeBetween(1, 1000))
    .option('--role <rôle>', 'ce que l’on y fait, comme « accueil »', '')
    .option('--needs <code>', 'code de la formation demandée (plateau shift trained)', '')
    .option('--opens <instant>', 'ouverture des inscriptions ; sinon tout de suite', instantOf)
    .option('--withdraw <instant>', 'jusqu’à quand se retirer soi-même ; sinon son début', instantOf)
    .option('--longest <heures>', 'heures au plus d’affilée, ce créneau compris', wholeBetween(1, 24), 0)
    .option('--days <jours>', 'les mêmes heures ces autres jours, séparés par des virgules', daysOf, [])
    .option('--line <campagne>', 'ligne de promesses dont c’est aussi un créneau, avec --site')
    .option('--site <code>', 'site de la ligne, comme MAISON')
    .addOption(charityOption())
    .description('ouvre un créneau d’un événement, et ses copies d’autres jours')
    .addHelpText(
      'after',
      '\nExemples : plateau shift plan 3f1c2a4e --from 2026-12-05T11:00 --to 2026-12-05T13:30 --places 15 --role accueil' +
        '\n           plateau shift plan 3f1c2a4e --from 2026-12-05T20:00 --to 2026-12-05T22:00 --places 15 --line PL-2026 --site MAISON',
    )
    .action(async (event: string, flags: PlanFlags) => {
      const { charity, from: fromMs, to: toMs, places: capacity, role, needs, longest: longestHours } = flags;
      const { days, line: campaign, site, opens: opensAtMs, withdraw: withdrawUntilMs } = flags;
      if ((campaign === undefined) !== (site === undefined))
        return shift.error('--line et --site vont ensemble', { exitCode: 2 });
      const line = campaign === undefined || site === undefined ? undefined : { campaign, site };
      const asked = { charity, event, fromMs, toMs, capacity, role, needs, longestHours, days: [...days] };
      const input = { ...asked, line, opensAtMs, withdrawUntilMs };
      const { slots } = await callServer(env, (rpc) => rpc.agenda.plan.mutate(input));
      terminal.line(`${inNumber(slots.length, 'créneau(x) ouvert(s)')} : ${slots.join(', ')}.`);
    });
}

function registerList(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('list')
    .argument('<événement>', EVENT)
    .description('les créneaux d’un événement : places, attente, ce qui manque')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau shift list 3f1c2a4e')
    .action(async (event: string, { charity, json }: CharityFlag & JsonFlag) => {
      const shifts = await callServer(env, (rpc) => rpc.agenda.shifts.query({ charity, event }));
      jsonOr({ json, terminal }, shifts, (all) => terminal.lines(shiftLines(all)));
    });
}

interface FillFlags extends CharityFlag {
  readonly where?: string;
  readonly wait?: boolean;
  readonly fromWaiting?: boolean;
  readonly me?: boolean;
}

function registerFill(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('fill')
    .argument('<créneau>', SLOT, numberOf)
    .option(
      '--where <recherche>',
      'inscrit les personnes que trouve cette recherche, autant qu’il y a de places',
    )
    .option('--wait', 'au-delà des places, sur la liste d’attente')
    .option('--from-waiting', 'la première personne en attente prend une place libre')
    .option('--me', 'inscrit la personne que vous êtes dans l’annuaire')
    .addOption(charityOption())
    .description('inscrit dans un créneau ; chaque personne est jugée comme si elle venait d’elle-même')
    .addHelpText(
      'after',
      '\nExemple : plateau shift fill 12 --where "groupe:caen dispo:soir statut:confirmé"',
    )
    .action(async (slot: number, { charity, where, wait: mayWait = false, fromWaiting, me }: FillFlags) => {
      if ([where, fromWaiting, me].filter((one) => one !== undefined).length !== 1)
        return shift.error('donnez --where, --from-waiting ou --me', { exitCode: 2 });
      if (where !== undefined) {
        const filled = await callServer(env, (rpc) =>
          rpc.agenda.fill.mutate({ charity, slot, where, mayWait }),
        );
        return terminal.lines(filledLines(filled));
      }
      if (fromWaiting) {
        const { signup } = await callServer(env, (rpc) => rpc.agenda.moveUp.mutate({ charity, slot }));
        return terminal.line(`L’inscription ${signup} a maintenant une place.`);
      }
      const come = await callServer(env, (rpc) => rpc.agenda.come.mutate({ charity, slot, mayWait }));
      terminal.line(
        come.state === 'held'
          ? `Vous y êtes : inscription ${come.signup}.`
          : `Vous êtes sur la liste d’attente : inscription ${come.signup}.`,
      );
    });
}

function registerRemind(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('remind')
    .description('envoie les rappels et les avis dus, sans attendre : une fois chacun')
    .addHelpText('after', '\nExemple : plateau shift remind')
    .action(async () => {
      const { sent, unsent, dropped } = await callServer(env, (rpc) => rpc.agenda.remind.mutate());
      terminal.line(
        `${inNumber(sent, 'e-mail(s) parti(s)')}, ${inNumber(unsent, 'non parti(s)')}, ${inNumber(dropped, 'sans objet')}.`,
      );
    });
}

function registerReport(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('report')
    .argument('<événement>', EVENT)
    .description('ce qu’a donné un événement : places prises, venus, absents, heures ; aucun nom')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau shift report 3f1c2a4e')
    .action(async (event: string, { charity, json }: CharityFlag & JsonFlag) => {
      const report = await callServer(env, (rpc) => rpc.agenda.report.query({ charity, event }));
      jsonOr({ json, terminal }, report, (all) => terminal.lines(reportLines(all)));
    });
}
