import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { INSTANT_FORMS, instantOf, numberOf } from '../cli/flag-values.ts';
import { type CharityFlag, charityOption } from '../cli/people/charity-option.ts';
import { callServer } from '../cli/rpc.ts';

const SLOT = 'numéro du créneau (plateau shift list)';

const toldOf = (told: number): string =>
  told === 0
    ? 'personne n’est à prévenir.'
    : `${inNumber(told, 'personne(s)')} à prévenir, une fois chacune.`;

interface MoveFlags extends CharityFlag {
  readonly from: number;
  readonly to: number;
}

/** One slot that moves or will not take place; whoever has a place or waits is told once. */
export function registerShiftChange(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('move')
    .argument('<créneau>', SLOT, numberOf)
    .requiredOption('--from <instant>', INSTANT_FORMS, instantOf)
    .requiredOption('--to <instant>', 'fin du créneau, non comprise', instantOf)
    .addOption(charityOption())
    .description('déplace un créneau dans les heures de son événement ; les personnes inscrites le restent')
    .addHelpText('after', '\nExemple : plateau shift move 12 --from 2026-12-05T18:00 --to 2026-12-05T20:00')
    .action(async (slot: number, { charity, from: fromMs, to: toMs }: MoveFlags) => {
      const asked = { charity, slot, fromMs, toMs };
      const { told } = await callServer(env, (rpc) => rpc.agenda.moveShift.mutate(asked));
      terminal.line(`Créneau ${slot} : à ces heures ; ${toldOf(told)}`);
    });
  shift
    .command('cancel')
    .argument('<créneau>', SLOT, numberOf)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .addOption(charityOption())
    .description('annule un créneau ; les autres de l’événement restent')
    .addHelpText('after', '\nExemple : plateau shift cancel 12 --reason "la salle ferme à 20 h"')
    .action(async (slot: number, { charity, reason }: CharityFlag & { readonly reason: string }) => {
      const asked = { charity, slot, reason };
      const { told } = await callServer(env, (rpc) => rpc.agenda.cancelShift.mutate(asked));
      terminal.line(`Créneau ${slot} : annulé ; ${toldOf(told)}`);
    });
}
