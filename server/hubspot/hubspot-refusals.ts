import { AppError } from '../../shared/errors.ts';

/** What HubSpot refuses, in words; its own are left out: they repeat what was asked. */
const REFUSALS = {
  'crm-key-refused': {
    kind: 'forbidden',
    message: 'HubSpot refuse la clé de service.',
    hint: 'Vérifiez PLATEAU_HUBSPOT_KEY_FILE : la clé est-elle encore active dans HubSpot ? Personne n’a été fermé.',
  },
  'crm-scope-missing': {
    kind: 'forbidden',
    message: 'La clé de service n’a pas le droit de lire les contacts de HubSpot.',
    hint: 'Donnez-lui crm.objects.contacts.read et crm.schemas.contacts.read. Personne n’a été fermé.',
  },
  'crm-property-missing': {
    kind: 'conflict',
    message: 'La propriété de HubSpot qui dit qui peut entrer manque, ou n’a plus cette valeur.',
    hint: 'Comparez PLATEAU_HUBSPOT_ENTERS aux propriétés de HubSpot. Personne n’a été fermé.',
  },
  'crm-busy': {
    kind: 'too-many',
    message: 'HubSpot demande d’attendre plus longtemps que ce tour ne le peut.',
    hint: 'Le prochain tour recommence ; si cela dure, un autre outil du compte use ses appels.',
  },
  'crm-unavailable': {
    kind: 'unavailable',
    message: 'HubSpot ne répond pas.',
    hint: 'Vérifiez le réseau et PLATEAU_HUBSPOT_URL ; le prochain tour recommence. Personne n’a été fermé.',
  },
  'crm-form-refused': {
    kind: 'conflict',
    message: 'Le formulaire de HubSpot n’a pas pris cette demande.',
    hint: 'Vérifiez PLATEAU_HUBSPOT_FORM, et que le formulaire a tous les champs « crm » que la personne modifie.',
  },
  'crm-answer-odd': {
    kind: 'conflict',
    message: 'La réponse de HubSpot n’est pas celle de son API, ou n’est pas entière.',
    hint: 'Vérifiez PLATEAU_HUBSPOT_URL et PLATEAU_HUBSPOT_VERSION. Rien n’a été changé.',
  },
} as const;

export function crmRefusal(code: keyof typeof REFUSALS, cause?: unknown): AppError {
  const { kind, message, hint } = REFUSALS[code];
  return new AppError({ code, kind, message, hint, cause });
}
