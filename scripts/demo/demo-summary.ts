import { dispositionOf } from '../../shared/dispositions.ts';
import { type Terminal, textTable } from '../cli/terminal.ts';
import type { ClosedWeek } from './close-week.ts';
import type { DemoHouse } from './demo-house.ts';

const KIND_LABEL: Record<string, string> = {
  'import-report': 'rapport d’import',
  weekly: 'mandats',
  urgent: 'arrêts et oppositions du jour',
  report: '14 indicateurs',
  'charity-report': 'rapport de l’association, avec graphiques',
  review: 'revue de la semaine (page)',
  'review-figures': 'revue de la semaine (chiffres)',
  final: 'fichier final',
};

/** What was called, sent and delivered, and where to look. */
export function showWeek(
  terminal: Terminal,
  { house, week, kept }: { readonly house: DemoHouse; readonly week: ClosedWeek; readonly kept: boolean },
): void {
  terminal.line();
  terminal.line(`Semaine ${week.week} close (l’horloge simulée a avancé au mardi soir suivant).`);
  terminal.line(`Appels : ${week.cards}. Confirmations reçues par le relais : ${week.mailsReceived}.`);
  if (week.signedMandates > 0)
    terminal.line(`Nouveaux mandats signés, annoncés par l’association : ${week.signedMandates}.`);
  const calls = Object.entries(week.dispositions).map(
    ([code, count]) => [dispositionOf(code)?.neutralLabel ?? code, count] as const,
  );
  if (calls.length > 0) terminal.lines(textTable(['Qualification', 'Appels'], calls));
  terminal.line();
  terminal.lines(
    textTable(
      ['Remis au dépôt', 'Fichier', 'Lignes'],
      week.deliveries.map((one) => [KIND_LABEL[one.kind] ?? one.kind, one.fileName, one.rows]),
    ),
  );
  terminal.line();
  if (!kept) {
    terminal.line('Pour garder le dossier et ouvrir les fichiers : npm run demo -- --out DOSSIER');
    return;
  }
  terminal.line(`Tout est dans ${house.folder} :`);
  terminal.line('  depot/out/     ce que l’association reçoit (chiffré à sa clé)');
  terminal.line('  courrier/      les e-mails reçus par le relais');
  terminal.line(
    '  association-cle-privee.asc, plateau-cle-publique.asc   clés (fictives) de l’association et de',
  );
  terminal.line(
    '                 l’agence : gpg --import, puis gpg --decrypt ; gpg --verify pour les preuves',
  );
}
