import type { Command } from 'commander';
import { frenchWeek } from '../../server/domain/files/delivery-names.ts';
import {
  CONDITION_HEADS,
  conditionLine,
  conditionNotes,
  listeningNote,
} from '../../server/domain/staff/working-conditions.ts';
import { agreeing, inNumber } from '../../shared/french-plural.ts';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';
import { tellEvidence } from './evidence.ts';

interface Flags extends JsonFlag {
  readonly campaign: string;
}

/** The charity's observer: figures, proofs of delivery, masked cards; no personal value. */
export function registerObserve(program: Command, context: CommandContext): void {
  const observe = program
    .command('observe')
    .description('pour l’association : chiffres, preuves de remise, fiches masquées (observateur)');
  registerCampaigns(observe, context);
  registerFigures(observe, context);
  registerConditions(observe, context);
  registerDeliveries(observe, context);
  registerCards(observe, context);
  registerAuditHead(observe, context);
  registerReturn(observe, context);
  registerEvidencePack(observe, context);
}

/** `plateau observe <what> --campaign C [--json]`. */
function about(observe: Command, what: string, description: string): Command {
  return observe
    .command(what)
    .description(description)
    .requiredOption('--campaign <code>', 'campagne de votre accès')
    .addOption(jsonOption())
    .addHelpText('after', `\nExemple : plateau observe ${what} --campaign UPG-FR-2026`);
}

function registerCampaigns(observe: Command, { env, terminal }: CommandContext): void {
  observe
    .command('campaigns')
    .description('les campagnes de votre accès')
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau observe campaigns')
    .action(async (flags: JsonFlag) => {
      const all = await callServer(env, (rpc) => rpc.observe.campaigns.query());
      jsonOr({ ...flags, terminal }, all, () => {
        const rows = all.map((one) => [one.campaign, one.name, STATE[one.state], one.starts, one.ends]);
        terminal.lines(textTable(['Campagne', 'Nom', 'État', 'Du', 'Au'], rows));
      });
    });
}

const STATE = { open: 'ouverte', closed: 'close', purging: 'en destruction', purged: 'détruite' } as const;

function registerFigures(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'figures', 'les indicateurs de la semaine et l’état de la campagne en ce moment').action(
    async ({ campaign, json }: Flags) => {
      const figures = await callServer(env, (rpc) => rpc.observe.figures.query({ campaign }));
      jsonOr({ json, terminal }, figures, () => {
        const { name, week, now, lines } = figures;
        terminal.line(`${campaign} — ${name}, semaine ${frenchWeek(week)}, le ${shortInstant(now.atMs)}`);
        const { ready, leased, closed, excluded } = now.records;
        terminal.line(
          `Fiches : ${inNumber(ready, 'ouverte(s)')}, ${leased} à l’écran, ${inNumber(closed, 'close(s)')}, ${inNumber(excluded, 'exclue(s)')}.`,
        );
        terminal.line(
          `Aujourd’hui : ${inNumber(now.callsToday, 'appel(s)')}, ${inNumber(now.agreementsToday, 'accord(s)')}.`,
        );
        terminal.lines(textTable(['N°', 'Indicateur', 'Semaine', 'Cumul', 'Objectif', 'Écart'], lines));
      });
    },
  );
}

function registerConditions(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'conditions', 'heures, repos et rythme de ceux qui appellent : par équipe, aucun nom')
    .option('--weeks <n>', 'combien de semaines, celle en cours comprise', wholeBetween(1, 26), 4)
    .action(async ({ campaign, json, weeks }: Flags & { weeks: number }) => {
      const found = await callServer(env, (rpc) => rpc.observe.conditions.query({ campaign, weeks }));
      jsonOr({ json, terminal }, found, () => {
        if (found.weeks.length === 0) return terminal.line('Personne n’a appelé sur ces semaines.');
        terminal.lines(textTable(CONDITION_HEADS, found.weeks.map(conditionLine)));
        terminal.lines([...conditionNotes(found.country), listeningNote(found.isListeningTold)]);
        terminal.line(`Écoutes notées sur ces semaines : ${found.listenings}.`);
      });
    });
}

function registerDeliveries(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'deliveries', 'chaque fichier remis, avec son empreinte')
    .option('--verify <id>', 'relit ce fichier au dépôt et compare')
    .action(async ({ campaign, json, verify }: Flags & { verify?: string }) => {
      if (verify !== undefined) {
        const proof = await callServer(env, (rpc) =>
          rpc.observe.verifyDelivery.query({ campaign, id: verify }),
        );
        return jsonOr({ json, terminal }, proof, () => {
          const parts = proof.parts.map((part) => [part.name, PART[part.state], part.sha256]);
          terminal.lines(textTable(['Fichier', 'Au dépôt', 'SHA-256'], parts));
        });
      }
      const all = await callServer(env, (rpc) => rpc.observe.deliveries.query({ campaign }));
      jsonOr({ json, terminal }, all, () => {
        if (all.length === 0) return terminal.line('Rien n’a encore été remis.');
        const rows = all.map((one) => [
          one.id,
          `${one.fileName}.pgp`,
          one.rows,
          one.deliveredAtMs === null ? 'attend le dépôt' : shortInstant(one.deliveredAtMs),
          one.sha256Sealed,
        ]);
        terminal.lines(textTable(['Remise', 'Fichier', 'Lignes', 'Remis le', 'SHA-256'], rows));
      });
    });
}

const PART = { same: 'identique', absent: 'absent', different: 'différent' } as const;

function registerCards(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'cards', 'un échantillon de fiches masquées, le même à chaque fois')
    .option('--count <n>', 'combien', wholeBetween(1, 50), 20)
    .action(async ({ campaign, json, count }: Flags & { count: number }) => {
      const cards = await callServer(env, (rpc) => rpc.observe.cards.query({ campaign, count }));
      jsonOr({ json, terminal }, cards, () => {
        const rows = cards.map((one) => [
          one.record,
          one.segment,
          one.region || '—',
          one.ageBand || '—',
          RECORD[one.state] ?? one.state,
          one.attempts,
          one.nextDueAtMs === null ? '—' : shortInstant(one.nextDueAtMs),
        ]);
        const headers = ['Fiche', 'Segment', 'Région', 'Âge', 'État', 'Tentatives', 'Prochaine'];
        terminal.lines(textTable(headers, rows));
      });
    });
}

const RECORD: Readonly<Record<string, string>> = {
  staged: 'en attente',
  ready: 'ouverte',
  leased: 'à l’écran',
  closed: 'close',
  excluded: 'exclue',
};

function registerAuditHead(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'audit-head', 'la tête du journal, à garder chez vous et à comparer plus tard').action(
    async ({ campaign, json }: Flags) => {
      const head = await callServer(env, (rpc) => rpc.observe.auditHead.query({ campaign }));
      jsonOr({ json, terminal }, head, () => {
        terminal.line(`Entrée ${head.seq}, empreinte ${head.hash}`);
        const last = head.checkpoint;
        terminal.line(
          last
            ? `Dernier point signé : ${last.day}, entrée ${last.seq}, empreinte ${last.hash}`
            : 'Aucun point signé encore : le premier part avec la remise de la nuit.',
        );
      });
    },
  );
}

function registerEvidencePack(observe: Command, { env, terminal }: CommandContext): void {
  about(observe, 'evidence', 'le dossier de preuves signé de la campagne, dans un dossier nouveau')
    .option('--out <dossier>', 'dossier vide ou nouveau', 'preuves')
    .action(async ({ campaign, out, json }: Flags & { readonly out: string }) => {
      const built = await callServer(env, (rpc) => rpc.observe.evidence.query({ campaign }));
      tellEvidence({ json, terminal }, built, out);
    });
}

function registerReturn(observe: Command, { env, terminal }: CommandContext): void {
  about(
    observe,
    'return',
    'fait remettre à votre dépôt un retour provisoire : chaque fiche comme elle est',
  ).action(async ({ campaign, json }: Flags) => {
    const asked = await callServer(env, (rpc) => rpc.observe.askReturn.mutate({ campaign }));
    jsonOr({ json, terminal }, asked, () => {
      const { fileName, rows, alreadyDelivered } = asked;
      const told = alreadyDelivered ? 'Déjà à votre dépôt aujourd’hui' : 'Remis à votre dépôt';
      terminal.line(
        `${told} : ${fileName}.pgp, ${rows.toLocaleString('fr-FR')} ${agreeing(rows, 'ligne(s)')}.`,
      );
    });
  });
}
