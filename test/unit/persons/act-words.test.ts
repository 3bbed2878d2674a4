import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '../../../server/domain/audit/audit-actions.ts';
import { actReason, actSaid } from '../../../server/domain/persons/act-words.ts';
import {
  INCIDENT_KINDS,
  INCIDENT_MEASURES,
  TO_QUALIFY,
} from '../../../server/domain/quality/incident-kinds.ts';

describe('what a person reads in the copy of their data', () => {
  it('names no act by its code', () => {
    for (const action of [...Object.keys(AUDIT_ACTIONS), 'older.act'])
      expect(actSaid(action)).toMatch(/^\p{Lu}[^.]{6,}$/u);
  });

  it('says the codes of an incident in words, and leaves a typed reason as it is', () => {
    for (const code of [...INCIDENT_KINDS, ...INCIDENT_MEASURES, TO_QUALIFY])
      expect(actReason(code)).toMatch(/^\p{Lu}/u);
    expect(actReason('Rappel demandé')).toBe('Rappel demandé');
  });
});
