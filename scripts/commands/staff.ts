import { type Command, Option } from 'commander';
import {
  CONTRACT_KINDS,
  CONTRACT_PROOFS,
  type ContractKind,
  type ContractProof,
  contractFacts,
  proofText,
} from '../../server/domain/staff/contract-kinds.ts';
import { staffAnswers } from '../../server/domain/staff/staff-figures.ts';
import { STANDING_TEXT } from '../../server/domain/staff/staff-register.ts';
import { frenchDay } from '../../server/domain/wording/custody-words.ts';
import { COUNTRIES, type Country } from '../../shared/country.ts';
import { ROLE_LABEL } from '../../shared/roles.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

/** Who works under which contract, seen by whom: no pay, no age, no paper kept. */
export function registerStaff(program: Command, context: CommandContext): void {
  const staff = program
    .command('staff')
    .description(
      'registre du personnel : contrats, dates, preuves vues (exploitation, responsable des données)',
    );
  registerList(staff, context);
  registerRecord(staff, context);
  registerEnd(staff, context);
}

function registerList(staff: Command, { env, terminal }: CommandContext): void {
  staff
    .command('list')
    .description(
      'le registre, l’effectif, l’ancienneté et les heures ; un chef d’équipe y voit ses téléacteurs',
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau staff list')
    .action(async (flags: JsonFlag) => {
      const register = await callServer(env, (rpc) => rpc.staff.list.query());
      jsonOr({ ...flags, terminal }, register, () => {
        const rows = register.lines.map(({ login, role, contract, standing }) => [
          login,
          ROLE_LABEL[role],
          contract?.said ?? '—',
          contract?.startsOn ?? '—',
          contract ? (contract.endsOn ?? 'sans fin') : '—',
          contract ? `${contract.proof}, ${contract.seenBy}, ${shortInstant(contract.seenAtMs)}` : '—',
          STANDING_TEXT[standing],
        ]);
        terminal.lines(textTable(['Personne', 'Rôle', 'Contrat', 'Du', 'Au', 'Preuve vue', 'État'], rows));
        const { headcount, seniority, training, hours } = staffAnswers(register.figures);
        if (headcount === '')
          return terminal.line('Personne n’est sous contrat aujourd’hui selon ce registre.');
        terminal.lines([
          `Effectif : ${headcount}.`,
          `Ancienneté : ${seniority}.`,
          `Formation : ${training}.`,
          `Heures : ${hours}.`,
        ]);
      });
    });
}

interface RecordFlags {
  readonly kind: ContractKind;
  readonly country: Country;
  readonly from: string;
  readonly until?: string;
  readonly proof: ContractProof;
}

function registerRecord(staff: Command, { env, terminal }: CommandContext): void {
  const kinds = CONTRACT_KINDS.map((kind) => {
    const { FR, BE, CH } = contractFacts(kind).said;
    return `${kind} (${[...new Set([FR, BE, CH])].join(' / ')})`;
  });
  const proofs = CONTRACT_PROOFS.map((proof) => `${proof} (${proofText(proof)})`);
  staff
    .command('record')
    .description(
      'inscrit un contrat dont vous avez vu la preuve ; aucune fiche n’est donnée hors de ses dates',
    )
    .argument('<identifiant>', 'identifiant de la personne')
    .addOption(
      new Option('--kind <sorte>', `au choix : ${kinds.join(', ')}`)
        .choices(CONTRACT_KINDS)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--country <pays>', 'pays dont le droit s’applique').choices(COUNTRIES).default('FR'),
    )
    .requiredOption('--from <jour>', 'premier jour, AAAA-MM-JJ', dayOf)
    .option('--until <jour>', 'dernier jour inclus ; sans lui, un contrat sans dernier jour', dayOf)
    .addOption(
      new Option('--proof <preuve>', `ce que vous avez vu : ${proofs.join(', ')}`)
        .choices(CONTRACT_PROOFS)
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      '\nExemple : plateau staff record camille --kind fixed-term --from 2026-11-23 --until 2027-01-31 --proof signed-contract',
    )
    .action(async (login: string, flags: RecordFlags) => {
      const { kind, country, proof, from: startsOn, until: endsOn = null } = flags;
      await callServer(env, (rpc) =>
        rpc.staff.record.mutate({ login, kind, country, proof, startsOn, endsOn }),
      );
      const until = endsOn === null ? 'sans dernier jour' : `au ${frenchDay(endsOn)} inclus`;
      const { said } = contractFacts(kind);
      terminal.line(`${login} : ${said[country]}, du ${frenchDay(startsOn)} ${until}.`);
    });
}

function registerEnd(staff: Command, { env, terminal }: CommandContext): void {
  staff
    .command('end')
    .description('finit le contrat en cours : les fiches s’arrêtent le lendemain')
    .argument('<identifiant>', 'identifiant de la personne')
    .requiredOption('--on <jour>', 'dernier jour inclus, AAAA-MM-JJ', dayOf)
    .requiredOption('--reason <texte>', 'motif, gardé au journal, sans rien de personnel')
    .addHelpText(
      'after',
      '\nExemple : plateau staff end camille --on 2026-12-18 --reason "fin de mission demandée par l’agence"',
    )
    .action(async (login: string, { on: endsOn, reason }: { on: string; reason: string }) => {
      await callServer(env, (rpc) => rpc.staff.end.mutate({ login, endsOn, reason }));
      terminal.line(
        `${login} : contrat jusqu’au ${frenchDay(endsOn)} inclus. L’accès, lui, se ferme par « plateau account disable ».`,
      );
    });
}
