import type { AUDIT_ACTIONS, AuditAction } from '../audit/audit-actions.ts';
import { kindLabel, measureLabel } from '../quality/incident-kinds.ts';

/** Kinds of subjects that lead to one person. */
type PersonalKind =
  | 'call'
  | 'calls'
  | 'email'
  | 'incident'
  | 'move'
  | 'note'
  | 'person'
  | 'record'
  | 'records'
  | 'request'
  | 'requests'
  | 'task';

type PersonalAct = {
  [A in AuditAction]: (typeof AUDIT_ACTIONS)[A]['subject'] extends PersonalKind ? A : never;
}[AuditAction];

/** An act of the audit log in the words of the person whose data it touched: each that may be about one. */
const ACT_SAID: Readonly<Record<PersonalAct, string>> = {
  'agreement.acknowledged': 'Observation sur votre accord lue par la personne qui vous a appelé',
  'agreement.approved': 'Accord vérifié par une autre personne',
  'agreement.by-rule': 'Accord validé sans seconde écoute, selon la règle de la campagne',
  'agreement.observed': 'Accord vérifié, avec une observation',
  'agreement.rejected': 'Accord non retenu après vérification',
  'call.cancel': 'Accord annulé',
  'call.correct': 'Accord corrigé',
  'call.open': 'Compte rendu d’appel consulté',
  'call.record': 'Appel enregistré',
  'call.undo': 'Enregistrement d’appel annulé',
  'consent.show': 'Trace de votre accord consultée',
  'delivery.held': 'Accord retenu : l’enregistrement ne correspondait plus à ce que vous aviez dit',
  'email.bounced': 'E-mail revenu',
  'email.cancelled': 'E-mail annulé',
  'email.failed': 'E-mail non envoyé',
  'email.no-email': 'E-mail sans adresse où l’envoyer',
  'email.refused': 'E-mail refusé par un serveur de messagerie',
  'email.sent': 'E-mail envoyé',
  'email.settled-resend': 'E-mail renvoyé, après vérification',
  'email.settled-sent': 'E-mail compté comme envoyé, après vérification',
  'email.uncertain': 'E-mail dont l’envoi n’est pas certain',
  'follow-up.close': 'Correction d’adresse traitée',
  'incident.close': 'Incident clos',
  'incident.follow': 'Incident complété',
  'incident.open': 'Incident ouvert sur un appel',
  'incident.read': 'Incident consulté',
  'lease.pull': 'Fiche retirée d’un écran',
  'lease.release': 'Fiche rendue sans appel',
  'lease.return': 'Fiche remise dans la file',
  'list.check-expired': 'Fiche en attente d’un nouveau contrôle de la liste d’opposition',
  'mandate.remind': 'Relance pour la signature du mandat',
  'mandate.signed': 'Mandat signé, ou jugé valable par l’association',
  'person.access': 'Copie des données préparée',
  'person.erase': 'Données effacées',
  'person.find': 'Recherche pour une demande de droits',
  'person.object': 'Opposition enregistrée',
  'person.objection-lift': 'Opposition levée à votre demande',
  'person.rectify': 'Coordonnées rectifiées',
  'person.refuse': 'Demande de droits refusée, avec son motif',
  'person.request': 'Demande de droits enregistrée',
  'quality.acknowledge': 'Note d’écoute lue par la personne qui vous a appelé',
  'quality.sheet': 'Grille d’écoute d’un appel ouverte',
  'record.damaged': 'Fiche abîmée sur notre disque, mise de côté',
  'record.freeze': 'Fiche mise de côté par la personne qui vous appelait',
  'record.open': 'Fiche consultée',
  'record.release': 'Fiche remise aux appels',
  'record.restored': 'Fiche reprise d’une sauvegarde',
  'record.suppressed': 'Fiche fermée : opposition sur une liste',
  'record.withdrawn': 'Fiche retirée par l’association, après l’appel en cours',
  'records.reassign': 'Fiche confiée à une autre personne',
  'records.reassign-undone': 'Fiche rendue à la personne d’avant',
  'request.open': 'Motif de votre demande consulté',
};

/** What its detail, not its subject, ties to a person. */
const ALSO_SAID: Readonly<Partial<Record<AuditAction, string>>> = {
  'audit.search': 'Journal consulté',
  'quality.note': 'Appel noté après écoute',
};

/** In French for the person; an act of an older version goes by « traitement ». */
export function actSaid(action: string): string {
  const said: Readonly<Partial<Record<string, string>>> = { ...ACT_SAID, ...ALSO_SAID };
  return said[action] ?? 'Traitement de vos données';
}

/** How one of ours works, in another's words: theirs, not the person's. */
const ABOUT_STAFF: ReadonlySet<string> = new Set<AuditAction>([
  'agreement.acknowledged',
  'agreement.approved',
  'agreement.observed',
  'lease.pull',
  'quality.acknowledge',
  'quality.note',
  'quality.sheet',
  'records.reassign',
  'records.reassign-undone',
]);

/** What a person is given of the reason of an act about them: '' where it appraises or manages our own people. */
export function reasonForPerson({
  action,
  reason,
}: {
  readonly action: string;
  readonly reason: string;
}): string {
  return ABOUT_STAFF.has(action) ? '' : reason;
}

/** The reason as it was typed; the codes of an incident in words. */
export function actReason(reason: string): string {
  return measureLabel(kindLabel(reason));
}
