import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { roomForNew, writeAs } from '../cli/files/made-files.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { INSTANT_FORMS, instantOf, numberOf, wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { listReportLines, peopleLines, slotLines } from '../cli/seats/slot-tables.ts';

const CAMPAIGN = 'code de la ligne de promesses';
const SLOT = 'numéro du créneau (plateau slot list)';

/** Slots of a pledge line: hours, who comes, and their badges. */
export function registerSlot(program: Command, context: CommandContext): void {
  const slot = program
    .command('slot')
    .description('créneaux d’une ligne de promesses : les ouvrir, y inscrire, imprimer les badges');
  registerAdd(slot, context);
  registerList(slot, context);
  registerSignUp(slot, context);
  registerPeople(slot, context);
  registerSkills(slot, context);
  registerCancel(slot, context);
  registerBadges(slot, context);
}

interface AddFlags {
  readonly site: string;
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

function registerAdd(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('add')
    .argument('<campagne>', CAMPAIGN)
    .requiredOption('--site <code>', 'site, comme MAISON')
    .requiredOption('--from <instant>', INSTANT_FORMS, instantOf)
    .requiredOption('--to <instant>', 'fin du créneau, non comprise', instantOf)
    .requiredOption('--capacity <n>', 'places', wholeBetween(1, 1000))
    .description('ouvre un créneau aux inscriptions')
    .addHelpText(
      'after',
      '\nExemple : plateau slot add PL-2026 --site MAISON --from 2026-12-05T20:00 --to 2026-12-05T23:00 --capacity 15',
    )
    .action(async (campaign: string, { site, from: fromMs, to: toMs, capacity }: AddFlags) => {
      const input = { campaign, site, fromMs, toMs, capacity };
      const { slot: number } = await callServer(env, (rpc) => rpc.seats.addSlot.mutate(input));
      terminal.line(`Créneau ${number} ouvert : ${inNumber(capacity, 'place(s)')} à ${site}.`);
    });
}

function registerList(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('list')
    .argument('<campagne>', CAMPAIGN)
    .description('les créneaux de vos sites : places prises, liste d’attente, personnes formées')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau slot list PL-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const slots = await callServer(env, (rpc) => rpc.seats.slots.query({ campaign }));
      jsonOr({ ...flags, terminal }, slots, (all) => terminal.lines(slotLines(all)));
    });
}

interface SignUpFlags {
  readonly file?: string;
  readonly dryRun?: boolean;
}

function registerSignUp(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('sign-up')
    .argument('<créneau>', SLOT, numberOf)
    .argument('[nom]', 'une personne : « Camille D. »')
    .option('--file <fichier>', 'une liste CSV : nom ; moins de 16 ans ; accord des parents ; compétences')
    .option('--dry-run', 'dit ce que donnerait la liste, sans inscrire')
    .description('inscrit une personne ou une liste ; au-delà des places, la liste d’attente')
    .addHelpText(
      'after',
      '\nExemples : plateau slot sign-up 3 "Camille D."\n           plateau slot sign-up 3 --file benevoles.csv',
    )
    .action(async (number: number, name: string | undefined, { file, dryRun = false }: SignUpFlags) => {
      if ((name === undefined) === (file === undefined))
        return slot.error('donnez un nom, ou --file', { exitCode: 2 });
      if (file !== undefined) {
        const input = { slot: number, list: readTypedText(file), dryRun };
        const report = await callServer(env, (rpc) => rpc.seats.signUpList.mutate(input));
        return terminal.lines(listReportLines(report, dryRun));
      }
      const input = { slot: number, person: name ?? '' };
      const { signup, state } = await callServer(env, (rpc) => rpc.seats.signUp.mutate(input));
      terminal.line(
        state === 'held' ? `Inscription ${signup} : une place.` : `Inscription ${signup} : liste d’attente.`,
      );
    });
}

function registerPeople(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('people')
    .argument('<créneau>', SLOT, numberOf)
    .description('les inscrits d’un créneau : leur poste, leurs exercices, qui est formé')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau slot people 3')
    .action(async (number: number, flags: JsonFlag) => {
      const people = await callServer(env, (rpc) => rpc.seats.people.mutate({ slot: number }));
      jsonOr({ ...flags, terminal }, people, (all) => terminal.lines(peopleLines(all)));
    });
}

function registerSkills(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('skills')
    .argument('<inscription>', 'numéro de l’inscription (plateau slot people)', numberOf)
    .argument('[compétences...]', 'code=rang : nl=0 MAISON=1 ; rang 0 : appelé d’abord')
    .option('--none', 'aucune : les appels de son site, comme tout le monde')
    .description('dit de quelles files une personne prend les appels, et à quel rang')
    .addHelpText('after', '\nExemple : plateau slot skills 12 nl=0 PARTENAIRE=1')
    .action(async (signup: number, words: string[], { none = false }: { none?: boolean }) => {
      if ((words.length === 0) === !none)
        return slot.error('donnez les compétences, ou --none', { exitCode: 2 });
      const input = { signup, skills: words.join(' ') };
      const { skills } = await callServer(env, (rpc) => rpc.seats.setSkills.mutate(input));
      const said = skills.length === 0 ? 'les appels de son site' : skills.join(', ');
      terminal.line(`Inscription ${signup} : ${said}.`);
    });
}

function registerCancel(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('cancel')
    .argument('<inscription>', 'numéro de l’inscription (plateau slot people)', numberOf)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .description(
      'annule une inscription : son badge n’ouvre plus, la première personne en attente a la place',
    )
    .addHelpText('after', '\nExemple : plateau slot cancel 12 --reason "empêchée, a prévenu par téléphone"')
    .action(async (signup: number, { reason }: { reason: string }) => {
      const { movedUp } = await callServer(env, (rpc) => rpc.seats.cancel.mutate({ signup, reason }));
      terminal.line(`Inscription ${signup} annulée.`);
      if (movedUp !== undefined)
        terminal.line(`L’inscription ${movedUp} a maintenant une place : imprimez son badge.`);
    });
}

function registerBadges(slot: Command, { env, terminal }: CommandContext): void {
  slot
    .command('badges')
    .argument('<créneau>', SLOT, numberOf)
    .requiredOption('--out <fichier>', 'PDF à imprimer, nouveau')
    .option('--signup <n>', 'une seule inscription : badge perdu, poste coupé', numberOf)
    .description('imprime les badges du créneau : un code neuf chacun, ceux d’avant n’ouvrent plus')
    .addHelpText('after', '\nExemple : plateau slot badges 3 --out badges.pdf')
    .action(async (number: number, { out, signup }: { out: string; signup?: number }) => {
      const input = { slot: number, ...(signup !== undefined && { signup }) };
      roomForNew(`${out.replace(/\.pdf$/, '')}.pdf`);
      const { pdf, badges } = await callServer(env, (rpc) => rpc.seats.badges.mutate(input));
      for (const path of writeAs(out, [{ name: 'badges.pdf', base64: pdf }])) terminal.line(path);
      terminal.line(
        `${inNumber(badges, 'badge(s)')} : gardez la feuille comme une clé, elle ouvre des postes.`,
      );
    });
}
