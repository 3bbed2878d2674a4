import type { Fault } from './fault-row.ts';

/** Faults of what people are told: a promise, a refusal, a line too short for its sentence. */
export const TOLD_FAULTS: readonly Fault[] = [
  {
    seen: 'la page que l’association approuve promettait le don ponctuel « toujours », et le script l’omettait après un « non » ferme',
    kind: 'promesse écrite à côté de ce qui la tient',
    neighbours: 'réactivation, réglages de la page, script sans exception, phrase fiscale avant l’engagement',
    test: 'test/unit/script/one-off-promise.test.ts',
  },
  {
    seen: 'la clé d’une association que nulle campagne ne nomme était enregistrée, et celle de la bonne manquait toujours',
    kind: 'code inconnu pris pour un bon',
    neighbours:
      'code de campagne à la place, fournisseur, export de clé, téléacteur inconnu, personne introuvable',
    test: 'test/contract/audit/audit-checkpoints.test.ts',
  },
  {
    seen: 'une valeur refusée au milieu d’une commande la finissait sans un mot, et l’installation guidée écrivait une adresse fausse',
    kind: 'refus que personne ne dit',
    neighbours:
      'identifiant, dernier jour passé, adresses, empreinte, fichiers absents, démonstration qui échoue',
    test: 'test/contract/cli/setup.test.ts',
  },
  {
    seen: 'à 80 colonnes la fin d’un refus, qui dit quoi faire, était coupée, et « Accord » restait allumé après un deuil',
    kind: 'texte plus long que sa ligne',
    neighbours:
      'ville ôtée de la fiche, fenêtre de 40×10, phrases de setup et de doctor, fin de la démonstration',
    test: 'test/unit/tui/panes/status-line.test.ts',
  },
  {
    seen: 'recharger le dossier d’une campagne ouverte changeait phrases de thème, montants et e-mails sans que personne d’autre ne l’approuve',
    kind: 'accord demandé pour un texte et pas pour ses voisins',
    neighbours:
      'script, notes, thèmes, montants, mentions, e-mails ; procédures, dossier rechargé ou changé sur le disque, poids des thèmes, base écrite à la main, sauvegarde rendue, coupure en pleine mise en vigueur',
    test: 'test/contract/access/text-routes.test.ts',
  },
  {
    seen: 'le tableau d’une ligne montrait 0 promesse à chaque site, alors que le total était juste',
    kind: 'part d’un tout que personne ne compare à son tout',
    neighbours:
      'promesses d’un téléacteur sans badge, appels d’une compétence, rapport d’un partenaire, somme des sites à côté du total dans la démonstration',
    test: 'test/contract/line/save-pledge.test.ts',
  },
];
