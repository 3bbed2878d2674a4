import type { Command } from 'commander';
import { inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readGivenText } from '../cli/files/given-file.ts';
import { listOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const CAMPAIGN = 'code de la ligne de promesses';
const SEAT = 'nom du poste, comme MAISON-07';

/** Sites and seats of a pledge line: where volunteers sit. */
export function registerSeat(program: Command, context: CommandContext): void {
  const seat = program.command('seat').description('postes d’une ligne de promesses : les poser, les ouvrir');
  registerPlan(seat, context);
  registerList(seat, context);
  registerKey(seat, context);
  registerUnfreeze(seat, context);
  registerHold(seat, context);
}

function registerPlan(seat: Command, { env, terminal }: CommandContext): void {
  seat
    .command('plan')
    .argument('<dossier>', 'dossier d’une ligne de promesses', shippedPath)
    .description('pose les sites et les postes du dossier, avec ses huit appels d’exercice (exploitation)')
    .addHelpText('after', '\nExemple : plateau seat plan pledge-line')
    .action(async (dir: string) => {
      const { openCheckingFolder } = await import('../../server/context.ts');
      const files = [...(await openCheckingFolder().read(dir))];
      const { campaign, sites } = await callServer(env, (rpc) => rpc.seats.plan.mutate({ files }));
      for (const { site, seats, added } of sites)
        terminal.line(`${site} : ${inNumber(seats, 'poste(s)')}, ${inNumber(added, 'nouveau(x)')}.`);
      terminal.line(`Ensuite, pour les créneaux : plateau slot add ${campaign} …`);
    });
}

function registerList(seat: Command, { env, terminal }: CommandContext): void {
  seat
    .command('list')
    .argument('<campagne>', CAMPAIGN)
    .description('les postes de vos sites, et ceux que des codes faux ont bloqués')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau seat list PL-2026')
    .action(async (campaign: string, flags: JsonFlag) => {
      const seats = await callServer(env, (rpc) => rpc.seats.list.query({ campaign }));
      jsonOr({ ...flags, terminal }, seats, () => {
        const rows = seats.map((one) => [
          one.seat,
          one.queue,
          one.hasKey ? 'sa clé' : 'tout poste du réseau',
          one.frozenAtMs === undefined ? '—' : `bloqué depuis le ${shortInstant(one.frozenAtMs)}`,
        ]);
        terminal.lines(textTable(['Poste', 'File', 'S’ouvre depuis', 'Codes faux'], rows));
      });
    });
}

function registerKey(seat: Command, { env, terminal }: CommandContext): void {
  seat
    .command('key')
    .argument('<poste>', SEAT)
    .argument('[fichier]', 'clé publique SSH du poste (.pub)')
    .option('--off', 'plus de clé : tout client du réseau peut demander un code à ce poste')
    .description('seule cette clé peut demander un code à ce poste (exploitation)')
    .addHelpText('after', '\nExemple : plateau seat key MAISON-07 poste07.pub')
    .action(async (name: string, file: string | undefined, { off }: { off?: boolean }) => {
      if ((file === undefined) !== (off === true))
        return seat.error('donnez la clé publique du poste, ou --off', { exitCode: 2 });
      const publicKey = file === undefined ? '' : readGivenText(file).slice(0, 8000);
      const input = { seat: name, publicKey };
      const { fingerprint } = await callServer(env, (rpc) => rpc.seats.setKey.mutate(input));
      terminal.line(
        fingerprint === null ? `${name} : sans clé.` : `${name} : s’ouvre avec la clé ${fingerprint} seule.`,
      );
    });
}

function registerUnfreeze(seat: Command, { env, terminal }: CommandContext): void {
  seat
    .command('unfreeze')
    .argument('<campagne>', CAMPAIGN)
    .argument('<poste>', SEAT)
    .requiredOption('--reason <texte>', 'pourquoi, gardé au journal')
    .description('débloque un poste où cinq codes faux ont été tapés')
    .addHelpText(
      'after',
      '\nExemple : plateau seat unfreeze PL-2026 MAISON-07 --reason "badge lu de travers, nouveau badge donné"',
    )
    .action(async (campaign: string, name: string, { reason }: { reason: string }) => {
      const input = { campaign, seat: name, reason };
      const { wasFrozen } = await callServer(env, (rpc) => rpc.seats.unfreeze.mutate(input));
      terminal.line(wasFrozen ? `${name} : débloqué.` : `${name} : n’était pas bloqué.`);
    });
}

function registerHold(seat: Command, { env, terminal }: CommandContext): void {
  seat
    .command('lead')
    .argument('<campagne>', CAMPAIGN)
    .argument('<identifiant>', 'chef d’équipe')
    .option('--sites <codes>', 'les seuls sites qu’il voit, séparés par des virgules', listOf)
    .option('--all', 'tous les sites de nouveau')
    .description(
      'tient un chef d’équipe à ses sites : celui d’un partenaire ne voit que le sien (exploitation)',
    )
    .addHelpText('after', '\nExemple : plateau seat lead PL-2026 paul --sites PARTENAIRE')
    .action(async (campaign: string, login: string, flags: { sites?: string[]; all?: boolean }) => {
      if ((flags.sites === undefined) !== (flags.all === true))
        return seat.error('donnez --sites, ou --all pour tous', { exitCode: 2 });
      const input = { campaign, login, sites: flags.sites ?? [] };
      const { sites } = await callServer(env, (rpc) => rpc.seats.holdLead.mutate(input));
      terminal.line(
        sites.length === 0 ? `${login} : tous les sites.` : `${login} : ${sites.join(', ')}, et aucun autre.`,
      );
    });
}
