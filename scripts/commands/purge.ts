import type { Command } from 'commander';
import { countdownText } from '../../server/domain/purge/purge-countdown.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

interface RunFlags extends JsonFlag {
  readonly verifier: string;
  readonly force?: boolean;
  readonly reason?: string;
}

/** The certified purge (F-08, R-33): plan, then run. */
export function registerPurge(program: Command, { env, terminal }: CommandContext): void {
  const purge = program
    .command('purge')
    .description('destruction certifiée d’une campagne (responsable des données)');
  purge
    .command('plan')
    .addHelpText('after', '\nExemple : plateau purge plan UPG-FR-2026')
    .argument('<campagne>', 'code de la campagne')
    .description('inventaire de chaque copie : lignes, fichiers, files, exports, clés')
    .addOption(jsonOption())
    .action(async (campaign: string, flags: JsonFlag) => {
      const plan = await callServer(env, (rpc) => rpc.privacy.planPurge.query({ campaign }));
      jsonOr({ ...flags, terminal }, plan, () => {
        terminal.lines(
          textTable(
            ['Support', 'Quoi', 'Nombre', 'Méthode', 'NIST SP 800-88', 'Nom'],
            plan.items.map((one) => [
              one.place,
              one.what,
              one.count,
              one.method,
              one.category,
              one.copy ?? '—',
            ]),
          ),
        );
        const countdown = countdownText(plan.countdown);
        if (countdown !== '') terminal.line(`Échéance : ${countdown}.`);
        for (const one of plan.obstacles) terminal.line(`Attention : ${one}`);
      });
    });
  registerRun(purge, { env, terminal });
  registerCertificate(purge, { env, terminal });
  registerAttest(purge, { env, terminal });
}

function registerRun(purge: Command, { env, terminal }: CommandContext): void {
  purge
    .command('run')
    .argument('<campagne>', 'code de la campagne')
    .requiredOption('--verifier <nom>', 'autre personne, qui vérifie et signe')
    .option('--force', 'malgré une remise due (avec --reason)')
    .option('--reason <texte>', 'motif du forçage, écrit sur l’attestation')
    .addOption(jsonOption())
    .description('à deux : demande l’accord d’une autre personne ; puis détruit, re-cherche, atteste')
    .addHelpText(
      'after',
      '\nExemple : plateau purge run UPG-FR-2026 --verifier "Autre Nom"\n  puis, une autre personne : plateau approval approve DEMANDE --reason "…", et la même commande à nouveau',
    )
    .action(async (campaign: string, flags: RunFlags, run: Command) => {
      if (flags.force && !flags.reason) return run.error('--force demande --reason', { exitCode: 2 });
      terminal.warn(
        `Cette destruction est définitive : plus aucune donnée de ${campaign} ne pourra être lue, ni d’une sauvegarde.`,
      );
      const typedCode = await terminal.ask('Tapez le code de la campagne pour confirmer : ');
      const input = {
        campaign,
        typedCode,
        verifier: flags.verifier,
        forceReason: flags.force ? flags.reason : undefined,
      };
      const report = await callServer(env, (rpc) => rpc.privacy.runPurge.mutate(input));
      jsonOr({ ...flags, terminal }, report, () => {
        terminal.line(`Campagne ${campaign} détruite. Attestation n° ${report.certificateNumber}`);
        for (const file of report.files) terminal.line(`  ${file}`);
        terminal.line(`Pour l’avoir ici : plateau purge certificate ${campaign} --out DOSSIER`);
        terminal.line(
          report.findings === 0
            ? 'Recherche finale : aucune trace retrouvée.'
            : `Recherche finale : ${inNumber(report.findings, 'trace(s)')}, voir l’attestation.`,
        );
        terminal.line('À faire : redémarrez le serveur, dont la mémoire peut garder des valeurs jusque-là.');
      });
    });
}

function registerCertificate(purge: Command, { env, terminal }: CommandContext): void {
  purge
    .command('certificate')
    .argument('<campagne>', 'code d’une campagne détruite')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .description('écrit ici l’attestation de destruction (PDF, JSON) et ses signatures')
    .addHelpText('after', '\nExemple : plateau purge certificate UPG-FR-2026 --out attestation-2026')
    .action(async (campaign: string, { out }: { readonly out: string }) => {
      const files = await callServer(env, (rpc) => rpc.privacy.certificate.query({ campaign }));
      for (const path of writeInto(out, files)) terminal.line(path);
    });
}

function registerAttest(purge: Command, { env, terminal }: CommandContext): void {
  purge
    .command('attest')
    .argument('<campagne>', 'code de la campagne')
    .requiredOption('--copy <nom>', 'nom de la copie : dernière colonne de « purge plan »')
    .requiredOption('--by <qui>', 'société ou fonction qui atteste, sans nom de donateur')
    .requiredOption('--ref <référence>', 'référence de sa lettre')
    .description('note qu’un tiers atteste avoir effacé la copie qu’il détenait')
    .addHelpText(
      'after',
      '\nExemple : plateau purge attest UPG-FR-2026 --copy relais --by "Relais SA, exploitation" --ref "lettre du 12-12"',
    )
    .action(async (campaign: string, flags: { copy: string; by: string; ref: string }) => {
      const input = { campaign, copy: flags.copy, by: flags.by, reference: flags.ref };
      const { recorded } = await callServer(env, (rpc) => rpc.papers.attestCopy.mutate(input));
      terminal.line(recorded ? `${flags.copy} : attestation notée.` : `${flags.copy} : déjà attestée.`);
    });
}
