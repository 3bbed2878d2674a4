import { Argument, type Command } from 'commander';
import { ATTENDANCE_WORDS, ATTENDANCES, type Attendance } from '../../shared/people/agenda-words.ts';
import { comingLines } from '../cli/agenda/agenda-tables.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { numberOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer } from '../cli/rpc.ts';

const SIGNUP = 'numéro de l’inscription (plateau shift people)';
const REASON = 'pourquoi, gardé au journal';

/** Who comes to a slot, who came, who takes whose place. */
export function registerShiftPeople(shift: Command, context: CommandContext): void {
  registerPeople(shift, context);
  registerAttend(shift, context);
  registerLeave(shift, context);
  registerSwap(shift, context);
  registerTrained(shift, context);
}

function registerPeople(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('people')
    .argument('<créneau>', 'numéro du créneau (plateau shift list)', numberOf)
    .description('qui vient, qui attend, qui est venu ; leur nom, jamais leur fiche')
    .addOption(charityOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau shift people 12')
    .action(async (slot: number, { charity, json }: CharityFlag & JsonFlag) => {
      const people = await callServer(env, (rpc) => rpc.agenda.coming.mutate({ charity, slot }));
      jsonOr({ json, terminal }, people, (all) => terminal.lines(comingLines(all)));
    });
}

const NONE = 'none';

function registerAttend(shift: Command, { env, terminal }: CommandContext): void {
  const words = ATTENDANCES.map((one) => `${one} (${ATTENDANCE_WORDS[one]})`).join(', ');
  shift
    .command('attend')
    .argument('<inscription>', SIGNUP, numberOf)
    .addArgument(
      new Argument('<présence>', `${words}, none (pas encore pointé)`).choices([...ATTENDANCES, NONE]),
    )
    .description('pointe une personne ; une autre présence corrige la première')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau shift attend 40 came')
    .action(async (signup: number, mark: Attendance | typeof NONE, { charity }: CharityFlag) => {
      const as = mark === NONE ? null : mark;
      const { person } = await callServer(env, (rpc) => rpc.agenda.attend.mutate({ charity, signup, as }));
      terminal.line(`${person} : ${as === null ? 'pas encore pointé' : ATTENDANCE_WORDS[as]}.`);
    });
}

function registerLeave(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('leave')
    .argument('<inscription>', SIGNUP, numberOf)
    .requiredOption('--reason <texte>', REASON)
    .description('libère une place ; jusqu’à la veille, la première personne en attente la prend')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau shift leave 40 --reason "empêchée, a prévenu par téléphone"')
    .action(async (signup: number, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const left = await callServer(env, (rpc) => rpc.agenda.leave.mutate({ charity, signup, reason }));
      terminal.line(`Inscription ${signup} annulée.`);
      if (left.movedUp !== undefined) terminal.line(`L’inscription ${left.movedUp} a maintenant une place.`);
    });
}

interface SwapFlags extends CharityFlag {
  readonly reason: string;
  readonly with?: string;
}

function registerSwap(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('swap')
    .argument('<inscription>', SIGNUP, numberOf)
    .option('--with <fiche>', 'la personne qui vient à sa place ; sinon la première en attente')
    .requiredOption('--reason <texte>', REASON)
    .description('remplace une personne par une autre, à toute heure')
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau shift swap 40 --with 3f1c2a4e --reason "empêchée ce soir"')
    .action(async (signup: number, { charity, reason, with: card }: SwapFlags) => {
      const done = await callServer(env, (rpc) =>
        card === undefined
          ? rpc.agenda.swap.mutate({ charity, signup, reason })
          : rpc.agenda.swapWith.mutate({ charity, signup, reason, card }),
      );
      terminal.line(`Inscription ${signup} annulée ; l’inscription ${done.signup} a sa place.`);
    });
}

function registerTrained(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('trained')
    .argument('<fiche>', 'numéro de la fiche (plateau people find)')
    .argument('<formation>', 'code de la formation, comme ACCUEIL-2026')
    .description(
      'note qu’une personne a suivi une formation : les créneaux qui la demandent lui sont ouverts',
    )
    .addOption(charityOption())
    .addHelpText('after', '\nExemple : plateau shift trained 3f1c2a4e ACCUEIL-2026')
    .action(async (card: string, training: string, { charity }: CharityFlag) => {
      const { trainings } = await callServer(env, (rpc) =>
        rpc.agenda.learn.mutate({ charity, card, training }),
      );
      terminal.line(`Formations suivies : ${trainings.join(', ')}.`);
    });
}
